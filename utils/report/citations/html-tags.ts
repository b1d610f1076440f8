/** A tag of raw HTML in Markdown. */
export interface HtmlTag {
  /** In lower case; '' for a comment, or for a whole script or style sheet. */
  readonly name: string;
  readonly closing: boolean;
  /** The address of a link; null for other tags. */
  readonly href: string | null;
  /** Whether what the element contains is not shown. */
  readonly hides: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Quotes are not parsed: an attribute that contains `<` or `>` is not recognised as part of a tag.
 * This keeps the search short.
 */
const TAG =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z\d-]*)(\s[^<>]*)?\/?>/giu;
const HIDES =
  /(?:^|\s)(?:hidden(?![\w-])|style\s*=\s*["']?[^"'<>]{0,400}?(?:display\s*:\s*none|visibility\s*:\s*hidden))/iu;
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/iu;

/** Returns the tags in a piece of HTML, in order, and ignores everything else. Linear. */
export function htmlTags(html: string): HtmlTag[] {
  return Array.from(html.matchAll(TAG), (match) => {
    const [tag, , slash, name = '', attributes = ''] = match;
    const href = HREF.exec(attributes);
    const written = href?.[1] ?? href?.[2] ?? href?.[3];
    return {
      name: name.toLowerCase(),
      closing: slash === '/',
      href: written === undefined ? null : decodeHtml(written).trim(),
      hides: slash !== '/' && HIDES.test(attributes),
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

/** Decodes the character references that people and tools use in links and labels. */
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

/** Returns the text between the tags. */
export function htmlWords(html: string): string {
  return decodeHtml(html.replace(/<[^<>]*>/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim();
}
