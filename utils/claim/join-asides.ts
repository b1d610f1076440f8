import {
  isOpenAfter,
  leadBefore,
  withoutClosed,
} from '@/utils/report/citations/source-parentheses';
import type { TextRange } from '@/utils/text/text-model';

/*
 * An aside: parentheses behind a full stop that only name a source, as in "The river rose. (See
 * [1])". An aside is no sentence. It belongs to the sentence before it, and a full stop inside it
 * ends no sentence.
 */

/** Citations that stand side by side and support the same words. */
export interface CitedAt {
  /** Where its first link starts, or its first citation if that is no link. */
  readonly from: number;
  /** Where the parentheses around its first citation open; `from` if there are none. */
  readonly opens: number;
  readonly namesSources: boolean;
  /** The position of its last citation. */
  readonly end: number;
}

/** The longest words before and behind the citations of an aside, in UTF-16 units. */
const LONGEST_LEAD = 200;
const LONGEST_REST = 400;
/** The name of a site or an author before its page, as in "(The Gazette: [1])". */
const NAMED = /^[(（][^()（）.!?]{1,80}:\s*$/u;
/** The same with the title before a mark, as in "(The Gazette: A lake [1])". */
const TITLED = /^[(（][^()（）.!?]{1,80}:\s*[«“"]?\s?[\p{Lu}\p{Lo}\p{N}][^()（）.!?;,]*$/u;
const WORD = /[\p{L}\p{N}]/u;

interface Aside {
  readonly open: number;
  /** Behind its last bracket. */
  readonly close: number;
  /** Whether it begins with a word such as "see", so that its full stops are those of a title. */
  readonly isLed: boolean;
}

/** Returns the aside around citations; null if their parentheses say more than a source. */
function asideAround(plain: string, { from, end, ...named }: CitedAt): Aside | null {
  const earliest = Math.max(0, from - LONGEST_LEAD);
  const near = withoutClosed(plain.slice(earliest, from));
  const bracket = Math.max(near.lastIndexOf('('), near.lastIndexOf('（'));
  const open = earliest + bracket;
  const lead = plain.slice(open, from);
  const isBefore = bracket >= 0 && !lead.includes('\n');
  if (!isBefore) {
    // The brackets of the first citation belong to its mark, as in "([1]; [2], p. 3)".
    return isOpenAfter(plain.slice(from, end), false) ? closed(plain, from, end, false) : null;
  }
  const hasLead = leadBefore(plain, from) === lead;
  const isLed = hasLead && WORD.test(lead);
  const isNote = named.namesSources && named.opens === open;
  const isTitled = TITLED.test(lead) && /^\s?[)）]/u.test(plain.slice(end, end + 2));
  if (!hasLead && !isNote && !isTitled && !NAMED.test(lead)) return null;
  if (!isOpenAfter(plain.slice(open, end), false)) return { open, close: end, isLed };
  return closed(plain, open, end, isLed);
}

/** Returns an aside that is open at `end`, up to its closing bracket on the same line. */
function closed(plain: string, open: number, end: number, isLed: boolean): Aside | null {
  let depth = 0;
  for (let at = end; at < Math.min(plain.length, end + LONGEST_REST); at++) {
    const mark = plain.charAt(at);
    if (mark === '\n') return null;
    if (mark === '(' || mark === '（') depth++;
    else if (mark === ')' || mark === '）') {
      if (depth === 0) return { open, close: at + 1, isLed };
      depth--;
    }
  }
  return null;
}

/**
 * Joins each aside of a line to the sentence before it, and returns the sentences. Linear.
 * @param sentences Of the line, in their order.
 * @param groups The citations of the line, in their order.
 * @param isFirst Whether the line is the first one of the text.
 * @param opens Gets the position of the opening bracket for the citations of each joined aside.
 */
export function joinAsides(
  plain: string,
  sentences: readonly TextRange[],
  groups: readonly CitedAt[],
  isFirst: boolean,
  opens: Map<CitedAt, number>,
): TextRange[] {
  const joined: TextRange[] = [];
  const queue = [...sentences];
  let head = 0;
  for (const group of groups) {
    const aside = asideAround(plain, group);
    if (aside === null) continue;
    const { open, close, isLed } = aside;
    while ((queue[head]?.end ?? Number.POSITIVE_INFINITY) <= open) {
      joined.push(...queue.slice(head, head + 1));
      head++;
    }
    const own = queue[head];
    if (own === undefined || own.start >= close) continue;
    let last = head;
    while ((queue[last + 1]?.start ?? Number.POSITIVE_INFINITY) < close) last++;
    const end = queue[last]?.end ?? own.end;
    const rest = restBehind(plain, close, end);
    const before = joined.at(-1);
    const isApart = own.start >= open;
    if (!isApart && rest !== null && isBetweenSentences(plain, open, rest.start)) {
      joined.push({ start: own.start, end: close });
    } else if (isApart && before !== undefined) {
      joined.splice(-1, 1, { start: before.start, end: close });
    } else if (isApart && !isFirst && rest === null) {
      // It belongs to a line before this one.
    } else if (isLed && last > head) {
      queue[last] = { start: own.start, end };
      head = last;
      opens.set(group, open);
      continue;
    } else continue;
    opens.set(group, open);
    head = last + 1;
    if (rest !== null) {
      head = last;
      queue[last] = rest;
    }
  }
  return [...joined, ...queue.slice(head)];
}

const STOP = /[.!?…][*_"”»’)\]]{0,4}\s{0,3}$/u;

function isBetweenSentences(plain: string, open: number, next: number): boolean {
  const opening = plain.slice(next, next + 2);
  return STOP.test(plain.slice(Math.max(0, open - 8), open)) && /^[(«“"„]?\p{Lu}/u.test(opening);
}

/** Returns the sentence behind an aside; null if there is none. */
function restBehind(plain: string, from: number, end: number): TextRange | null {
  let start = from;
  while (start < end && !WORD.test(plain.charAt(start))) {
    if (/[(（«“"„]/u.test(plain.charAt(start))) break;
    start++;
  }
  return WORD.test(plain.slice(start, end)) ? { start, end } : null;
}
