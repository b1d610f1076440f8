/** Paragraphs of an article, so that a page with a passage has the usual length. */
const PROSE = [
  'The lock keeper has written down the level of the water every evening since the gate was built, and the books fill a whole shelf of the small office above the sluice.',
  'Nobody in the village had thought much about those books until the archive asked for them, and then it turned out that three of them had been lent to a school and never given back.',
  'A volunteer copied the rest by hand over two winters, page after page, and marked each entry that the damp had made hard to read with a small pencil cross in the margin.',
  'What came of it is the longest unbroken series of readings on this part of the canal, and the only one that goes back to the years before the side channel was dug.',
  'The archive means to publish the copy in the autumn, together with a short account of how the readings were taken and of the days on which nobody was there to take them.',
];

const TITLE = 'From the lock keeper’s books';

/** Returns a page that is clearly an article, with each passage as a paragraph. */
export function articleWith(passages: readonly string[], language = 'en'): string {
  const paragraphs = passages.flatMap((passage, at) => [
    `<p>${escapeText(PROSE[at % PROSE.length] ?? '')}</p>`,
    `<p lang="${language}">${escapeText(passage)}</p>`,
  ]);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE}</title></head>
<body><main><article><h1>${TITLE}</h1>
${paragraphs.join('\n')}
${proseAfter(passages)
  .map((text) => `<p>${escapeText(text)}</p>`)
  .join('\n')}
</article></main></body></html>`;
}

/** Returns the text of that page, one line for each block. */
export function articleText(passages: readonly string[]): string {
  const paragraphs = passages.flatMap((passage, at) => [PROSE[at % PROSE.length] ?? '', passage]);
  return [TITLE, ...paragraphs, ...proseAfter(passages)].join('\n');
}

function proseAfter(passages: readonly string[]): readonly string[] {
  return PROSE.slice(Math.min(passages.length, PROSE.length - 2));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
