import {
  CITATION_STYLES,
  type CitationStyle,
  readStyle,
  type TextPattern,
} from '../../model/citation-styles';
import type { Citation } from '../../model/report-content';
import { type Findings, judgeAddress, type NoteWords, type Target } from './found';
import { gluedMeaning } from './glued-numbers';
import type { ReferenceTable } from './reference-table';
import { hrefOf, trimAddress } from './written-address';

/*
 * Citations that are plain text in Markdown. They are searched between the links, code and images
 * of a block, never inside them.
 */

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Reader extends TextPattern {
  readonly style: CitationStyle;
}

const READERS = CITATION_STYLES.flatMap((style): Reader[] => {
  const text = readStyle(style)?.text;
  return text === undefined ? [] : [{ style, ...text }];
});

/** The forms that a citation can have. Each has the name of its group in the pattern of all. */
const FORMS = [
  ...READERS.map((reader) => ({ reader, pattern: reader.pattern, isLone: false })),
  ...READERS.flatMap((reader) =>
    reader.lone === undefined ? [] : [{ reader, pattern: reader.lone, isLone: true }],
  ),
].map((form, at) => ({ ...form, name: `form${at}` }));

const marksOf = (names: readonly TextPattern['names'][]) =>
  READERS.filter((reader) => names.includes(reader.names)).map(({ pattern }) =>
    pattern.replace('?<value>', '?:'),
  );
const BRACKETED = new RegExp(marksOf(['numbers']).join('|'), 'gu');
const TAG = /<[^<>]{0,200}>/gu;
const ANY_NUMBER = new RegExp(
  [
    ...marksOf(['numbers', 'raised-numbers', 'glued-numbers']),
    String.raw`\[\^\d{1,4}\]`,
    // `<sup>1</sup>`, `<a href="#n1">1</a>`
    String.raw`<(?:sup|a)\b[^<>]{0,200}>\d{1,4}(?:, ?\d{1,4}){0,20}<\/(?:sup|a)>`,
  ].join('|'),
  'gu',
);

/**
 * Returns the numbers that stand in brackets in a text, `[1, 3–5]`, whether or not they cite; with
 * `loose` also raised ones, those that are glued to a sentence, and those in HTML.
 */
export function numbersMarked(text: string, loose: boolean): number[] {
  return Array.from(text.matchAll(loose ? ANY_NUMBER : BRACKETED)).flatMap(({ 0: mark, index }) => {
    const before = text.slice(Math.max(0, index - 40), index);
    const end = index + mark.length;
    if (/^[⁰¹²³⁴-⁹]/u.test(mark) && POWER.test(before)) return [];
    if (/^\d/u.test(mark) && gluedMeaning(before, text.slice(end, end + 12)) === 'figure')
      return [];
    return numbersIn(mark.replace(TAG, ''));
  });
}

const CODE_OR_BRACKETED = new RegExp(`\`[^\`\\n]*\`|${BRACKETED.source}`, 'gu');

/** Returns a text in which numbers in brackets are replaced by others, if they have others. */
export function withNumbers(text: string, others: ReadonlyMap<number, number>): string {
  return withMarks(text, (number) => {
    const other = others.get(number);
    return other === undefined ? null : { words: String(other), isName: false };
  });
}

/** What stands for a number in brackets: other numbers, or a name, which needs no brackets. */
export interface SpelledNumber {
  readonly words: string;
  readonly isName: boolean;
}

/** Returns a text with other words for its numbers in brackets; null: a number stays. */
export function withMarks(text: string, spelled: (number: number) => SpelledNumber | null): string {
  return text.replace(CODE_OR_BRACKETED, (mark) => {
    if (mark.startsWith('`')) return mark;
    const [numbers = ''] = /^(?:[^†‡:,]|,(?!\s?(?:\p{L}|§)))*/u.exec(mark) ?? [];
    const parts = numbersIn(numbers).map((number) => ({ number, other: spelled(number) }));
    if (parts.every(({ other }) => other === null)) return mark;
    const isNamed = parts.some(({ other }) => other?.isName === true);
    const words = parts.map(({ number, other }) => {
      const own = other?.words ?? String(number);
      return isNamed && other?.isName !== true ? `[${own}]` : own;
    });
    const all = numbers.replace(/\d.*\d|\d/su, () => words.join(', ')) + mark.slice(numbers.length);
    return isNamed ? all.replace(/^(?:\\?\[|【)|(?:\\?\]|】)$/gu, '') : all;
  });
}

/** A note that the Markdown parser did not find. */
const NOTE = String.raw`\[\^[^\]\s]{1,200}\]`;
const PATTERN = new RegExp(
  [...FORMS.map(({ pattern, name }) => pattern.replace('?<value>', `?<${name}>`)), NOTE].join('|'),
  'gu',
);

/** A raised figure after a unit or a symbol is a power: `km²`, `10³`, `CO²`. */
const POWER = /(?:^|[^\p{L}])(?:\p{L}{1,2}|\p{L}*\d|\d)$/u;

/** A part of a block, in UTF-16 units of `source`. */
interface TextPart extends Span {
  readonly source: string;
  readonly blockStart: number;
  /** Returns where a number is among the lists of references. */
  readonly positionOf: (at: number) => number;
}

/** The entries of the numbered lists, at a position in the block. */
interface Entries {
  /** Whether it is in an entry, whose own number is not a citation. */
  has(at: number): boolean;
  /** Whether it is in an entry that is cited. Its addresses belong to those citations. */
  hasNamed(at: number): boolean;
}

/** Adds the citations in a part that contains no links, code or images. */
export function findTextCitations(
  part: TextPart,
  references: ReferenceTable,
  entries: Entries,
  found: Findings,
): void {
  const { source, start, end, positionOf } = part;
  const text = source.slice(start, end);
  for (const match of text.matchAll(PATTERN)) {
    const [raw] = match;
    const at = start + match.index;
    const span = { start: at, end: at + raw.length };
    const form = FORMS.find(({ name }) => match.groups?.[name] !== undefined);
    if (form === undefined) {
      found.leftAlone.push({ ...span, why: 'unknown-reference' });
      continue;
    }
    const { reader, isLone } = form;
    const value = match.groups?.[form.name] ?? '';
    if (reader.names === 'address') {
      if (!entries.hasNamed(at)) addAddress(value, at, reader.style, found);
    } else if (reader.names === 'keys') {
      addKeys(value, span, isLone, reader.style, references, found);
    } else if (!entries.has(at)) {
      const before = text.slice(Math.max(0, match.index - 30), match.index);
      if (reader.names === 'raised-numbers' && POWER.test(before)) continue;
      if (reader.names === 'glued-numbers') {
        addGluedNumbers({ ...span, value }, part, reader, references, found);
        continue;
      }
      if (reader.names === 'tokens' && !/^(?:file)?cite|^navlist|^turn\d/u.test(value)) {
        found.leftAlone.push({ ...span, why: 'not-a-citation' });
        continue;
      }
      const isToken = reader.names === 'tokens';
      const numbers = isToken ? [] : numbersIn(value);
      const targets = isToken
        ? tokenTargets(value, references)
        : numberTargets(numbers, references, positionOf(at));
      if (targets.length > 0) {
        found.citations.push({ ...span, style: reader.style, targets });
        listPlainNumbers(span, numbers, references, positionOf(at), found);
      } else if (reader.names !== 'raised-numbers') {
        const isKnown = numbers.some((one) => references.number(one, positionOf(at)));
        found.leftAlone.push({
          ...span,
          why: isKnown ? 'no-address' : (reader.unknown ?? 'no-address'),
        });
      }
    }
  }
}

/** Reads `1` in `… milliards.1` as a citation if it is in a list, and cannot be a part of a figure. */
function addGluedNumbers(
  { start, end, value }: Span & { readonly value: string },
  { source, blockStart, end: partEnd, positionOf }: TextPart,
  { style }: Reader,
  references: ReferenceTable,
  found: Findings,
): void {
  const { readsGluedNumbers, missesGluedNumbers } = references;
  if (!readsGluedNumbers && !missesGluedNumbers) return;
  const before = source.slice(Math.max(blockStart, start - 40), start);
  const meaning = gluedMeaning(before, source.slice(end, Math.min(partEnd, end + 12)));
  if (meaning === 'figure') return;
  if (!readsGluedNumbers) {
    if (meaning === 'mark') found.leftAlone.push({ start, end, why: 'no-list' });
    return;
  }
  const at = positionOf(start);
  const numbers = numbersIn(value);
  // "claimed.3, 500 people" cites one.
  const firstUnknown = numbers.findIndex((one) => references.number(one, at) === null);
  const known = firstUnknown < 0 ? numbers : numbers.slice(0, firstUnknown);
  if (known.length === 0) {
    if (meaning === 'mark') found.leftAlone.push({ start, end, why: 'unknown-reference' });
    return;
  }
  const last = [...value.matchAll(/\d+/gu)][known.length - 1];
  const span = { start, end: start + (last?.index ?? 0) + (last?.[0].length ?? value.length) };
  const targets = numberTargets(known, references, at);
  if (meaning === 'unclear') found.leftAlone.push({ ...span, why: 'maybe-a-figure' });
  else {
    if (targets.length > 0) found.citations.push({ ...span, style, targets });
    listPlainNumbers(span, known, references, at, found);
  }
}

function addAddress(written: string, start: number, style: CitationStyle, found: Findings): void {
  const own = trimAddress(written.slice(0, 65_537));
  const href = hrefOf(own);
  const end = start + own.length;
  const address = judgeAddress(href);
  if (address === 'page') {
    found.citations.push({ start, end, style, targets: [{ href, label: '', title: '' }] });
  } else if (address === 'not-allowed') {
    found.leftAlone.push({ start, end, why: 'address-not-allowed' });
  }
}

const KEY = /(?<![\p{L}\p{N}_])-?@(?:\{([^{}]+)\}|([\p{L}\p{N}_][^\s;,\]{}]*))/gu;

/** Returns the words around each key of `[see @a, p. 3; @b]`. */
export function pandocWords(raw: string): NoteWords[] {
  const inner = raw.replace(/^\[|\]$/gu, '');
  const words = inner.split(';').flatMap((part) => {
    const [key, ...others] = [...part.matchAll(KEY)];
    if (key === undefined || others.length > 0) return [];
    const name = key[0].replace(/(?<![.:?!)])[.:?!)]+$/u, '');
    const before = part.slice(0, key.index);
    // Braces show where the page number ends. They are no words of the note.
    const after = part.slice(key.index + name.length).replace(/^([\s,]*)\{([^{}]*)\}/u, '$1$2');
    const nodes = (value: string) =>
      /[\p{L}\p{N}]/u.test(value) ? [{ type: 'text' as const, value }] : [];
    return [{ before: nodes(before), after: nodes(after) }];
  });
  const isNote = words.some(({ before, after }) => before.length + after.length > 0);
  return words.map((own, at) => (isNote && at < words.length - 1 ? { ...own, joint: '; ' } : own));
}

function addKeys(
  words: string,
  { start, end }: Span,
  alone: boolean,
  style: CitationStyle,
  references: ReferenceTable,
  found: Findings,
): void {
  const keys = [...words.matchAll(KEY)].map(
    (match) => match[1] ?? (match[2] ?? '').replace(/(?<![.:?!)])[.:?!)]+$/u, ''),
  );
  const targets = keys.flatMap((key) => references.key(key)?.targets ?? []);
  if (alone) {
    // Without brackets, `@name` is a citation only if a bibliography has it.
    const key = keys[0] ?? '';
    const length = words.indexOf(key) + key.length;
    if (targets.length > 0) {
      found.citations.push({ start, end: start + length, style, targets });
    }
    return;
  }
  if (keys.length === 0) return;
  if (targets.length > 0) found.citations.push({ start, end, style, targets });
  if (keys.some((key) => (references.key(key)?.targets.length ?? 0) === 0)) {
    const why = references.hasKeys ? 'unknown-reference' : 'no-address';
    found.leftAlone.push({ start, end, why });
  }
}

/**
 * Returns the targets of `cite␂turn0search1␂turn0news2`: the names between the marks, looked up as
 * labels.
 */
function tokenTargets(value: string, references: ReferenceTable): Target[] {
  return value
    .split(/[\u{E202}-\u{E204}]/u)
    .flatMap((name) => (references.key(name) ?? references.link(name))?.targets ?? []);
}

const RAISED_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function numberTargets(
  numbers: readonly number[],
  references: ReferenceTable,
  at: number,
): Target[] {
  return numbers.flatMap((number) => references.number(number, at)?.targets ?? []);
}

/** Lists the numbers of notes without an address, as the 2 of `[1, 2]` if entry 2 is a book. */
function listPlainNumbers(
  span: Span,
  numbers: readonly number[],
  references: ReferenceTable,
  at: number,
  found: Findings,
): void {
  const plain = numbers.filter((number) => references.number(number, at)?.targets.length === 0);
  if (plain.length === 0) return;
  const part = plain.length < numbers.length ? `[${plain.join(', ')}]` : '';
  found.leftAlone.push({ ...span, why: 'no-address', ...(part === '' ? {} : { part }) });
}

/** The page in a mark such as `[1, p. 2]`. Its figures are no numbers of sources. */
const PAGE = /,\s?(?:\p{L}|§)[^,;]*$/u;

/** The words of a mark such as `[see 1, p. 2]`: "see " and ", p. 2". */
export interface MarkWords {
  readonly before: string;
  readonly after: string;
}

const IS_MARK = /^\\?\[[^[\]]*(?:\][–—-]\\?\[[^[\]]*){0,50}\]$/u;

/** Returns the words around the numbers of such a mark; null if there are none. */
export function markWords({ style, raw }: Pick<Citation, 'style' | 'raw'>): MarkWords | null {
  if (style !== 'numbered' || raw === null || !IS_MARK.test(raw)) return null;
  const inner = raw.replace(/^\\?\[|\\?\]$/gu, '');
  const before = /^\D*/u.exec(inner)?.[0] ?? '';
  const after = PAGE.exec(inner)?.[0] ?? '';
  return /\p{L}|§/u.test(before + after) ? { before, after } : null;
}

/**
 * Returns all numbers of a mark, also of raised figures, like `1, 3-5`, with ranges filled in and
 * without a page.
 */
export function numbersIn(value: string): number[] {
  const digits = [...value.replace(PAGE, '')].map((char) => {
    const raised = RAISED_DIGITS.indexOf(char);
    return raised < 0 ? char : String(raised);
  });
  const numbers: number[] = [];
  let from: number | null = null;
  for (const part of digits.join('').match(/\d+|[–—-]/gu) ?? []) {
    if (/\D/u.test(part)) {
      from = numbers.at(-1) ?? null;
      continue;
    }
    const number = Number(part);
    for (
      let at = (from ?? number - 1) + 1;
      from !== null && at < number && at - from < 50;
      at += 1
    ) {
      numbers.push(at);
    }
    from = null;
    numbers.push(number);
  }
  return numbers;
}
