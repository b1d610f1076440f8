import { describe, expect, test } from 'vitest';
import { claimsOf, importedReport, readReport } from '@/tests/unit/report/read-back';
import { checkClaim } from '@/utils/claim/check-claim';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { sourcedQuotes } from '@/utils/claim/sourced-quotes';
import type { ClipId } from '@/utils/model/ids';
import { arrangeReport } from '@/utils/model/report-tree';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { uncitedBySection } from '@/utils/review/uncited-sentences';

const WORDS = 'C’est la première commande de voitures-lits depuis vingt ans.';
const RAIL = '[Rail Observatoire](https://rail.example/page)';
const NOTE = `\n\n[^1]: ${RAIL}\n`;

function treeOf(markdown: string) {
  const report = importedReport(readReport(markdown));
  return arrangeReport(report.content, report.clips);
}

/** Returns the claims of a text, and behind a dash its sentences without a citation. */
function readClaims(markdown: string): string[] {
  const steps = createClaimsReader()(treeOf(markdown));
  return [
    ...claimsOf(markdown),
    ...uncitedBySection(steps).flatMap(({ sentences }) =>
      sentences.map(({ words }) => `- ${words}`),
    ),
  ];
}

const isSourced = (markdown: string): boolean => sourcedQuotes(treeOf(markdown)).quotes.size > 0;

describe('a quoted block and the paragraph that names its source are one claim', () => {
  test.each([
    ['a dash', `— Hélène Aubrac, ${RAIL}`, '\n— Hélène Aubrac, Rail Observatoire'],
    ['a short dash', `– Hélène Aubrac, ${RAIL}`, '\n– Hélène Aubrac, Rail Observatoire'],
    ['two hyphens', `-- Hélène Aubrac, ${RAIL}`, '\n-- Hélène Aubrac, Rail Observatoire'],
    ['a hyphen', `- Hélène Aubrac, ${RAIL}`, '\n- Hélène Aubrac, Rail Observatoire'],
    ['a dash and a link alone', `— ${RAIL}`, '\n— Rail Observatoire'],
    ['a date', `— H. Aubrac, ${RAIL}, 12 mai 2025.`, '\n— H. Aubrac, Rail Observatoire'],
    ['“Source”', `Source : ${RAIL}`, '\nSource : Rail Observatoire'],
    ['“Source” in italics', `*Source: ${RAIL}, p. 3*`, '\nSource: Rail Observatoire'],
    ['“Source” in parentheses', `(Source: ${RAIL})`, ''],
    ['a note', `— Hélène Aubrac[^1]${NOTE}`, '\n— Hélène Aubrac'],
    ['a link alone', RAIL, '\nRail Observatoire'],
    ['a name', `Hélène Aubrac, ${RAIL}`, '\nHélène Aubrac, Rail Observatoire'],
    [
      'the name of an agency and a year',
      `Agence du Rail, ${RAIL}, 2025`,
      '\nAgence du Rail, Rail Observatoire',
    ],
    [
      'a surname, a day and a page',
      `Aubrac, *${RAIL}*, 12 mai 2025, p. 3.`,
      '\nAubrac, Rail Observatoire',
    ],
  ])('with %s', (_name, source, words) => {
    const text = `> ${WORDS}\n\n${source}`;
    expect(readClaims(text)).toEqual([`${WORDS}${words} <= rail.example/page`]);
    expect(isSourced(text)).toBe(true);
  });

  test('in several paragraphs, beside other text', () => {
    const text = `Avant.\n\n> Un. Deux.\n>\n> Trois.\n\n— Hélène, ${RAIL}\n\nAprès ${RAIL}.`;
    expect(readClaims(text)).toEqual([
      'Un. Deux.\nTrois.\n— Hélène, Rail Observatoire <= rail.example/page',
      'Après Rail Observatoire <= rail.example/page',
      '- Avant.',
    ]);
  });

  test.each([
    [
      'footer',
      `<blockquote><p>${WORDS}</p><footer>— Ann, <a href="URL">Rail</a></footer></blockquote>`,
    ],
    [
      'figcaption',
      `<figure><blockquote>${WORDS}</blockquote><figcaption>— Ann, <cite><a href="URL">Rail</a></cite></figcaption></figure>`,
    ],
  ])('of an HTML file with a %s', async (_name, html) => {
    const read = await readPastedHtml(html.replace('URL', 'https://rail.example/'), async (thin) =>
      parsePastedHtml(thin),
    );
    expect(read.ok && readClaims(read.value)).toEqual([`${WORDS}\n— Ann, Rail <= rail.example/`]);
  });

  test('of HTML in Markdown', () => {
    const text = `<blockquote>${WORDS}</blockquote>\n\n<p>— Ann, <a href="https://rail.example/">Rail</a></p>`;
    expect(readClaims(text)).toEqual([`${WORDS}\n— Ann, Rail <= rail.example/`]);
  });
});

describe('a quoted block has no source in', () => {
  test.each([
    ['an ordinary sentence', `The minister answered two days later ${RAIL}.`],
    ['an ordinary sentence with a note', `Le ministre a répondu.[^1]${NOTE}`],
    ['a sentence that begins with a link', `${RAIL} said so.`],
    ['a name with a verb', `Hélène Aubrac, ${RAIL}, says so.`],
    ['a name that is the subject', `The Agency Says, ${RAIL} is late, 2025.`],
    ['words with small letters', `Heavy rain, ${RAIL}, 2025.`],
    ['a link on a sentence', `Ann Lee, [The train is late](https://rail.example/page).`],
    ['a link on words with small letters', `Ann Lee, [the train](https://rail.example/page).`],
    ['an adverb', `However, ${RAIL}.`],
    ['a name with a mark', `Hélène Aubrac, Agence[^1]${NOTE}`],
    ['a line of a dialogue', `— Non, a répondu le ministre ${RAIL}.`],
    ['a line of a dialogue with a note', `— Il viendra demain.[^1]${NOTE}`],
    ['an answer behind a dash', `— He said so in ${RAIL}.`],
    ['two sentences behind a dash', `— Hélène Aubrac. The train is late ${RAIL}.`],
    ['a list', `- Hélène Aubrac, ${RAIL}\n- Karim Odel, [Nuits](https://nuits.example/)`],
    ['a list of sources', `${RAIL}\n\n[Nuits](https://nuits.example/)`],
    ['a paragraph with two sources', `— Ann, ${RAIL} and [Nuits](https://nuits.example/)`],
    ['a list of sources with numbers', `1. ${RAIL}`],
    ['the next section', `## Réponse\n\n— Hélène Aubrac, ${RAIL}`],
    ['the paragraph after the next', `Un mot.\n\n— Hélène Aubrac, ${RAIL}`],
  ])('%s', (_name, next) => {
    const text = `> ${WORDS}\n\n${next}`;
    expect(isSourced(text)).toBe(false);
    expect(readClaims(text)).toContain(`- ${WORDS}`);
  });

  test('a paragraph behind it if it cites a source itself, or is a remark of the report', () => {
    expect(isSourced(`> ${WORDS} ${RAIL}\n\n— Hélène Aubrac, ${RAIL}`)).toBe(false);
    expect(isSourced(`> **Note:** ${WORDS}\n\n— Hélène Aubrac, ${RAIL}`)).toBe(false);
  });
});

describe('the check of such a claim', () => {
  const page = {
    clipId: 'a clip' as ClipId,
    quote: WORDS,
    pageText: `Les trains de nuit. « ${WORDS} », a dit Hélène Aubrac mardi.`,
    verdict: 'verbatim' as const,
    language: 'fr',
  };
  const hintsOf = (markdown: string) =>
    deriveReportClaims(importedReport(readReport(markdown)).content).claims.flatMap((claim) =>
      checkClaim(claim, [page], { language: 'fr' }).map(({ kind, words }) => `${kind} ${words}`),
    );

  test.each([
    `> ${WORDS}\n\n— Hélène Aubrac, ${RAIL}`,
    `> ${WORDS}\n\n-- Mme H. Aubrac, ${RAIL}, 12 mai 2025`,
    `> ${WORDS}\n\n- Hélène Aubrac, ${RAIL}`,
    `> ${WORDS}\n\nSource : ${RAIL}`,
    `> ${WORDS}\n>\n> Source : ${RAIL}`,
    `> ${WORDS}\n> — Hélène Aubrac, ${RAIL}`,
    `> ${WORDS} (Aubrac, ${RAIL}, 2025)`,
  ])('does not look for the words that name the source: %s', (markdown) => {
    expect(hintsOf(markdown)).toEqual([]);
  });

  test.each([
    `> ${WORDS.replace('vingt', 'dix')}\n\n— Hélène Aubrac, ${RAIL}`,
    `> ${WORDS.replace('vingt', 'dix')}\n>\n> Source : ${RAIL}`,
  ])('looks for the quoted words: %s', (markdown) => {
    const changed = WORDS.replace('vingt', 'dix');
    expect(hintsOf(markdown)).toContain(`quotation ${changed}`);
  });

  test('looks for a sentence that is the link, even at the end of the block', () => {
    const words = 'Les trains partent le soir.';
    expect(hintsOf(`> ${WORDS} [${words}](https://rail.example/page)`)).toContain(
      `quotation ${words}`,
    );
  });

  test('asks about a name that the page does not have', () => {
    expect(hintsOf(`> ${WORDS}\n\n— Karim Odel, ${RAIL}`)).toEqual(['name Karim Odel']);
  });
});
