/** A tag of raw HTML in Markdown. */
export interface HtmlTag {
  /** Lower case; '' for a comment, or a script or style sheet as a whole. */
  readonly name: string;
  readonly closing: boolean;
  /** Of a link. */
  readonly href: string | null;
  readonly start: number;
  readonly end: number;
}

/** No quote is looked into: an attribute with `<` or `>` in it makes no tag here, and no long search. */
const TAG =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z\d-]*)(\s[^<>]*)?\/?>/giu;
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/iu;

/** The tags in a piece of HTML, in order; what is no tag is passed over. Linear. */
export function htmlTags(html: string): HtmlTag[] {
  return Array.from(html.matchAll(TAG), (match) => {
    const [tag, , slash, name = '', attributes = ''] = match;
    const href = HREF.exec(attributes);
    const written = href?.[1] ?? href?.[2] ?? href?.[3];
    return {
      name: name.toLowerCase(),
      closing: slash === '/',
      href: written === undefined ? null : decodeHtml(written).trim(),
      start: match.index,
      end: match.index + tag.length,
    };
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

/** The character references that people and tools put into links and labels. */
export function decodeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/giu,
    (whole, dec, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The words between tags. */
export function htmlWords(html: string): string {
  return decodeHtml(html.replace(/<[^<>]*>/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim();
}
