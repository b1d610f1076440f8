/*
 * Marks that tools leave in a text that was copied without its links. They name results of a search
 * that nobody has any more, so they cite nothing.
 */

const NUMBERS = String.raw`\d{1,4}(?:,\s?(?:[a-z]{3,8}:\s?)?\d{1,4}){0,20}`;
const PARTS = [
  // [cite: 3], [web:12], [source: 1, 2]
  String.raw`\\?\[(?:cite|citation|web|source|sources)\\?:\s?${NUMBERS}\\?\]`,
  // [cite_start]
  String.raw`\\?\[cite\\?_(?:start|end)\\?\]`,
  // :contentReference[oaicite:3]{index=3}
  String.raw`(?::?(?:contentReference|citation))?(?:\\?\[|【)oaicite\\?:\s?\d{1,4}(?:\\?\]|】)(?:\\?\{index=\d{1,4}\\?\})?`,
  // citeturn0search1turn0news2, whose separators were lost
  String.raw`(?:file)?cite(?:[^\p{L}\p{N}\s]{0,2}turn\d{1,4}[a-z]{2,20}\d{1,4}){1,20}`,
  // <grok:render …>…</grok:render>
  String.raw`<grok:render\b[^<>]{0,400}>(?:\s{0,9}<argument\b[^<>]{0,200}>[^<>]{0,200}<\/argument>\s{0,9}){0,5}(?:<\/grok:render>)?`,
];
const MARK = new RegExp(PARTS.join('|'), 'gu');
/** What every such mark contains, beside the tokens of citations. */
const HINT =
  /(?<!\[)\[(?:cite|web|source)|oaicite|citeturn|cite[^\p{L}\p{N}\s[\]:]{1,2}turn|<grok:/u;
const BLANKS = ' \u00A0\u202F';
const CODE = /(`+)/gu;

/** Returns the ranges of inline code. Linear. */
function codeRanges(text: string): [start: number, end: number][] {
  const runs = [...text.matchAll(CODE)].map(({ index, 0: run }) => ({ index, length: run.length }));
  const next = new Map<number, number>();
  const closing = runs.map(() => -1);
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const length = runs[at]?.length ?? 0;
    closing[at] = next.get(length) ?? -1;
    next.set(length, at);
  }
  const ranges: [number, number][] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const close = closing[at] ?? -1;
    const [from, to] = [runs[at], runs[close]];
    if (close < 0 || from === undefined || to === undefined) continue;
    ranges.push([from.index, to.index + to.length]);
    at = close;
  }
  return ranges;
}

/**
 * Returns the marks of tools in a text with the blanks that were there only for them, in order.
 * Marks in code are examples. Linear.
 */
export function findToolMarks(text: string): { readonly start: number; readonly end: number }[] {
  if (!HINT.test(text)) return [];
  const code = text.includes('`') ? codeRanges(text) : [];
  let codeAt = 0;
  const marks: { start: number; end: number }[] = [];
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    while ((code[codeAt]?.[1] ?? Number.POSITIVE_INFINITY) <= index) codeAt += 1;
    if ((code[codeAt]?.[0] ?? Number.POSITIVE_INFINITY) < index) continue;
    let start = index;
    let end = index + mark.length;
    const last = marks.at(-1)?.end ?? 0;
    const isLast = /^(?:$|[\s.,;:!?…)\]])/u.test(text.slice(end, end + 1));
    if (isLast) while (start > last && BLANKS.includes(text.charAt(start - 1))) start -= 1;
    const opensLine = start === 0 || text[start - 1] === '\n';
    if (opensLine) {
      start = index;
      while (end < text.length && BLANKS.includes(text.charAt(end))) end += 1;
    }
    marks.push({ start, end });
  }
  return marks;
}
