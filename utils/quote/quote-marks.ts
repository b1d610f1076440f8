import type { QuoteMark } from '@/utils/model/evidence';
import type { TextMark, TextModel, TextRange } from '@/utils/text/text-model';
import { UNITS } from './figure-words';
import { foldStrictly } from './strict-fold';

/**
 * Makes raised, lowered or struck-out text and marks of footnotes visible in a text itself. All
 * functions work unit by unit, so that offsets stay valid.
 */

const FIGURES = '0123456789+-−–()';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎';
/** An invisible character that separates nothing; the judge's folding drops it. */
const NOTHING = '\u2060';

function replaceMarked(
  text: string,
  marks: readonly TextRange[],
  replace: (marked: string, mark: TextRange) => string,
): string {
  const parts: string[] = [];
  let read = 0;
  for (const mark of marks) {
    if (mark.start < read) continue;
    parts.push(text.slice(read, mark.start), replace(text.slice(mark.start, mark.end), mark));
    read = mark.end;
  }
  return parts.join('') + text.slice(read);
}

/**
 * Replaces raised and lowered figures and signs by characters of their own, so that 10² never
 * equals 102.
 */
export function raiseFigures(text: string, marks: readonly TextMark[] = []): string {
  const setting = marks.filter(({ kind }) => kind !== 'struck');
  if (setting.length === 0) return text;
  return replaceMarked(text, setting, (marked, mark) => {
    const figures = (mark as TextMark).kind === 'lowered' ? LOWERED : RAISED;
    return marked.replace(/./gu, (char) => figures.charAt(FIGURES.indexOf(char)) || char);
  });
}

const WORD_BEFORE = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}]{3,}[.,;:!?)»”"']{0,2}$/u;
const AFTER_FIGURE = /[\p{N}\p{Sc}%‰°]$/u;
const BRACKETED = /^\s*[[(]/u;
const SHORT_NOTE = /^(?:\p{Nd}{1,3}|[*†‡§]{1,3}|\p{Ll})$/u;

/**
 * Returns whether a mark is the mark of a footnote: one that the page links or brackets, unless it
 * directly follows a figure without brackets (it may be an exponent); or a short raised one after a
 * word of three letters or more that is not a unit.
 */
function isNote(text: string, { start, end, kind }: TextMark): boolean {
  const marked = text.slice(start, end).trim();
  const before = text.slice(Math.max(0, start - 32), start);
  if (kind === 'note') return BRACKETED.test(marked) || !AFTER_FIGURE.test(before);
  if (kind !== 'raised' || !SHORT_NOTE.test(marked)) return false;
  const word = WORD_BEFORE.exec(before)?.[0].replace(/[^\p{L}\p{M}]/gu, '');
  return word !== undefined && word === word.toLowerCase() && !UNITS.has(word);
}

/**
 * Returns the text with the marks of footnotes made invisible; the rest is as in `raiseFigures`.
 */
export function blankNotes(text: string, marks: readonly TextMark[] = []): string {
  const notes = marks.filter((mark) => isNote(text, mark));
  const raised = raiseFigures(text, marks);
  return notes.length === 0
    ? raised
    : replaceMarked(raised, notes, (marked) => NOTHING.repeat(marked.length));
}

/**
 * A first letter whose case an editor changed: "[T]he". Not "[s]he", which is often two words in
 * one.
 */
export const CASED_LETTER =
  /(?<![\p{L}\p{M}\p{N}])(?!\[s\]he(?!\p{L}))\[(\p{L})\](?=['\u2019]?\p{L})/giu;

/** Returns the text with the brackets around such letters made invisible. */
export function blankLetterBrackets(text: string): string {
  return text.replace(CASED_LETTER, (_, letter: string) => `${letter}${NOTHING}${NOTHING}`);
}

/** Returns the text without `[sic]`, an editor's remark that replaces no words. */
export function withoutSic(text: string): string {
  return text.replace(/(?<!\s)\s*[[(]sic[.!]?[\])]/giu, '');
}

/** Returns the marks inside a range of a model, by offsets from the range's start. */
export function marksInside(model: TextModel, { start, end }: TextRange): QuoteMark[] {
  return (model.marks ?? []).flatMap((mark) => {
    const from = Math.max(start, mark.start);
    const to = Math.min(end, mark.end);
    return from < to ? [{ start: from - start, end: to - start, kind: mark.kind }] : [];
  });
}

/** Returns whether a text strikes out a word or a figure. */
export function strikesOut(text: string, marks: readonly TextMark[]): boolean {
  return marks.some(
    ({ kind, start, end }) => kind === 'struck' && /[\p{L}\p{N}]/u.test(text.slice(start, end)),
  );
}

/**
 * Returns whether a raised or lowered figure directly follows another, so that the bare text has
 * both as one figure: "10²" as "102".
 */
export function joinsFigures(text: string, marks: readonly TextMark[]): boolean {
  return marks.some(
    ({ kind, start }) =>
      kind !== 'struck' && start > 0 && /^\p{Nd}{2}/u.test(text.slice(start - 1, start + 1)),
  );
}

/**
 * Returns which words and figures of a text are struck out; equal for texts with the same folding.
 */
function struckIn(text: string, marks: readonly TextMark[]): string {
  return marks
    .filter(({ kind }) => kind === 'struck')
    .map(({ start, end }) => {
      const bare = (part: string) => foldStrictly(part).lower.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
      return `${bare(text.slice(0, start)).length} ${bare(text.slice(start, end))}`;
    })
    .filter((struck) => !struck.endsWith(' '))
    .join('\n');
}

/** Returns whether a passage strikes out exactly what the quote strikes out. */
export function haveSameStrikes(
  quote: { readonly text: string; readonly marks: readonly TextMark[] },
  passage: { readonly text: string; readonly marks: readonly TextMark[] },
): boolean {
  return struckIn(quote.text, quote.marks) === struckIn(passage.text, passage.marks);
}
