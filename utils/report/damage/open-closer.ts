/**
 * The closing character of each bracket or quotation mark. French ones keep their no-break space.
 */
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['«\u00A0', '\u00A0»'],
  ['«', '»'],
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
];
const REACH = 600;
const SENTENCE_END = /[.!?…]["”»)\]]*\s|\n/u;

/**
 * Returns what closes the innermost bracket or quotation mark that is open at `from` in its
 * sentence and that nothing after `to` closes; '' if there is none. Reads at most 600 UTF-16 units
 * on each side.
 */
export function openCloser(text: string, from: number, to: number): string {
  const before =
    plain(text.slice(Math.max(0, from - REACH), from))
      .split(SENTENCE_END)
      .at(-1) ?? '';
  const after =
    plain(text.slice(to, to + REACH))
      .split(SENTENCE_END)
      .at(0) ?? '';
  const open: string[] = [];
  for (let at = 0; at < before.length; at += 1) {
    const pair = PAIRS.find(([opening]) => before.startsWith(opening, at));
    if (pair !== undefined) open.push(pair[1]);
    else if (open.at(-1)?.endsWith(before[at] ?? '') === true) open.pop();
    if (pair?.[0].length === 2) at += 1;
  }
  const closer = open.pop() ?? '';
  if (closer === '' || closesIn(after, closer.at(-1) ?? '')) return '';
  return /\s$/u.test(before) ? closer.trimStart() : closer;
}

function closesIn(after: string, closing: string): boolean {
  const opening = PAIRS.find(([, close]) => close === closing)?.[0] ?? '';
  let depth = 0;
  for (const char of after) {
    if (char === opening) depth += 1;
    if (char === closing) depth -= 1;
    if (depth < 0) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.replace(/\[\[cite:[0-9a-f-]{36}\]\]/gu, '').replace(/^[0-9a-f-]{0,36}\]\]/u, '');
}
