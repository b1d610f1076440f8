const many = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join('');

/** Names of DOM properties that Pincite reads from the nodes of a page. */
export const PROPERTY_NAMES = [
  'attributes body childNodes children cloneNode closest compareDocumentPosition contains',
  'createElement createElementNS createRange createTextNode firstChild firstElementChild',
  'getAttribute getElementsByTagName getRootNode hasAttribute innerHTML isConnected lastChild',
  'localName matches namespaceURI nextElementSibling nextSibling nodeName nodeType nodeValue',
  'ownerDocument parentElement parentNode previousSibling querySelector querySelectorAll remove',
  'removeChild replaceChild shadowRoot style tagName textContent',
]
  .join(' ')
  .split(' ');

/** Puts an article into a form whose controls have these names. */
function inForm(article: string): string {
  const controls = PROPERTY_NAMES.map((name) => `<input type="hidden" name="${name}">`).join('');
  return article
    .replace('<main>', `<form><main>${controls}`)
    .replace('</main>', `${controls}</main></form>`);
}

/** For each site: the content added to an article, and the expected verdict of its quote. */
export const HOSTILE: Readonly<Record<string, readonly [(article: string) => string, string]>> = {
  forms: [inForm, 'verbatim'],
  nested: [(html) => html + '<div>'.repeat(400_000), 'unchecked'],
  reopened: [(html) => html + many(4_000, (at) => `<p><b id=${at}>`), 'unchecked'],
  crossed: [(html) => html + '<a><div>'.repeat(100_000), 'unchecked'],
  attributes: [(html) => `${html}<p ${many(100_000, (at) => `a${at} `)}>`, 'unchecked'],
  wide: [(html) => html + '<i></i>'.repeat(1_000_000), 'unchecked'],
  entities: [
    (html) => `${html}<p>${'&CounterClockwiseContourIntegral;'.repeat(200_000)}`,
    'verbatim',
  ],
  plain: [(html) => html, 'verbatim'],
};

/**
 * Adds style rules to an article that take minutes to compare with its paragraphs, which is more
 * time than the reader of a page has.
 */
export function slowToRead(article: string): string {
  const rules = many(
    990,
    (at) =>
      `p:not(.a${at},:nth-last-child(${at}n+3),[lang],:lang(fr),:empty,.b .c):nth-child(9999999){display:none}`,
  );
  return `${article}<style>${rules}</style>${'<p>a</p>'.repeat(99_000)}`;
}
