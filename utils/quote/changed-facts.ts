import type { ChangedFact } from '@/utils/model/evidence';
import { COMPARATIVES, isDirection, MONTHS_AND_DAYS, NEGATIONS, SMALL_WORDS } from './fact-words';
import { ARTICLES } from './figure-tail';
import { CURRENCIES, NUMBER_WORDS, UNITS } from './figure-words';

/** One important change from the quote's words to the page's; '' if one side has none. */
export interface FactChange {
  readonly fact: ChangedFact;
  readonly from: string;
  readonly to: string;
}

/** The most important first: facts that reverse a sentence, then measures, then names. */
const IMPORTANCE: readonly ChangedFact[] = [
  'negation',
  'struck',
  'figure',
  'sign',
  'unit',
  'currency',
  'date',
  'sentence',
  'cut',
  'name',
  'comparative',
  'direction',
  'accent',
  'word',
];

function bare(token: string): string {
  return token.replace(/^(?:[ldsjmtcn]|qu)['’]/iu, '').toLowerCase();
}

function isNegation(token: string): boolean {
  return /n['’]t$/iu.test(token) || /^n['’]/iu.test(token) || NEGATIONS.has(bare(token));
}

function isUnit(word: string): boolean {
  return UNITS.has(word) && !ARTICLES.has(word);
}

/** Recognises "two", and also "twenty-one", "two-thirds", "quatre-vingts". */
function isNumberWord(word: string): boolean {
  return word
    .split(/[-‐‑]/u)
    .every((part) => NUMBER_WORDS.has(part.replace(/s$/u, '')) || NUMBER_WORDS.has(part));
}

/**
 * Recognises "unable" beside "able", "non-compliant", "illegal"; but not "inform" beside "form".
 */
const NOT_BEFORE =
  /^(?:un|dis|non[-‐‑]?|(?:in|im|il|ir)(?=\p{L}+(?:able|ible|al|ant|ent|ive|if|ate|ite|ar|ect|ous|eux|ure)$))/u;

function isNegationOf(a: string, b: string): boolean {
  const [short = '', long = ''] = [a.toLowerCase(), b.toLowerCase()].sort(
    (x, y) => x.length - y.length,
  );
  const prefix = NOT_BEFORE.exec(long)?.[0] ?? '';
  return prefix !== '' && short.length >= 4 && long === prefix + short;
}

const YEAR = /^(?:1[89]|20)\d\d$/u;

/** Returns the kind of fact that a token states; null for an ordinary word or mark. */
function factOf(token: string): ChangedFact | null {
  const word = bare(token);
  if (isNegation(token)) return 'negation';
  if (YEAR.test(token) || /^\d{1,4}[/.:-]\d{1,2}[/.:-]\d{1,4}$/u.test(token)) return 'date';
  if (/\p{N}/u.test(token)) return 'figure';
  if (MONTHS_AND_DAYS.has(word) && (word !== 'may' || token === 'May')) return 'date';
  if (CURRENCIES.has(word)) return 'currency';
  if (/^[+\-−±]$/u.test(token)) return 'sign';
  if (isNumberWord(word)) return 'figure';
  if (isUnit(word)) return 'unit';
  if (COMPARATIVES.has(word)) return 'comparative';
  if (isDirection(word)) return 'direction';
  if (/^\p{Lu}/u.test(token) && !SMALL_WORDS.has(word)) return 'name';
  return null;
}

function withoutMarks(token: string): string {
  return token.normalize('NFD').replace(/\p{M}/gu, '');
}

function withoutSign(token: string): string {
  return token.replace(/^[+\-−–±]/u, '');
}

/** Returns what changed between two corresponding tokens. */
function factOfPair(from: string, to: string): ChangedFact {
  const numbers = /\p{N}/u.test(from) && /\p{N}/u.test(to);
  if (numbers && withoutSign(from) === withoutSign(to)) return 'sign';
  if (isNegation(from) !== isNegation(to) || isNegationOf(from, to)) return 'negation';
  if (!numbers && from !== to && withoutMarks(from) === withoutMarks(to)) return 'accent';
  if (bare(from) === bare(to)) {
    return isUnit(bare(from)) && bare(from) !== 'us' ? 'unit' : 'name';
  }
  const a = factOf(from);
  const b = factOf(to);
  if (a === b) return a ?? 'word';
  // A year in place of a figure counts as a figure. Otherwise the more important kind names the
  // change.
  if (a === 'date' && b === 'figure') return 'figure';
  if (a === 'figure' && b === 'date') return 'figure';
  const facts = IMPORTANCE.filter((fact) => fact === a || fact === b);
  return facts[0] ?? 'word';
}

function isMark(token: string): boolean {
  return !/[\p{L}\p{N}]/u.test(token) && factOf(token) === null;
}

/** Joins "at" and "all" into one change if one text left both out, because "at all" compares nothing. */
function joinAtAll(words: readonly string[], other: readonly string[]): string[] {
  const before = words.slice(0, -2);
  const ends = words.slice(-2).join(' ');
  return ends === 'at all' && other.length <= before.length ? [...before, ends] : [...words];
}

/**
 * Names the changes in one place where two texts differ. Tokens with the same kind of fact are
 * paired, the others by their order.
 */
export function changesBetween(removed: readonly string[], added: readonly string[]): FactChange[] {
  const removedWords = removed.filter((token) => !isMark(token));
  const addedWords = added.filter((token) => !isMark(token));
  const from = joinAtAll(removedWords, addedWords);
  const to = joinAtAll(addedWords, removedWords);
  if (from.length === 0 && to.length === 0) {
    const marks = { from: removed.join('').trim(), to: added.join('').trim() };
    return marks.from === marks.to ? [] : [{ fact: 'word', ...marks }];
  }
  const changes: FactChange[] = [];
  const left: string[] = [];
  for (const token of from) {
    const fact = factOf(token);
    const partner = fact === null ? -1 : to.findIndex((other) => factOf(other) === fact);
    const other = partner < 0 ? undefined : to.splice(partner, 1)[0];
    if (other === undefined) left.push(token);
    else changes.push({ fact: factOfPair(token, other), from: token, to: other });
  }
  while (left.length > 0 || to.length > 0) {
    const a = left.shift() ?? '';
    const b = to.shift() ?? '';
    const fact = a === '' ? factOf(b) : b === '' ? factOf(a) : factOfPair(a, b);
    changes.push({ fact: fact ?? 'word', from: a, to: b });
  }
  return changes;
}

/** Sorts changes by importance, and equal ones by their order in the text. */
export function byImportance(changes: readonly FactChange[]): FactChange[] {
  return [...changes].sort((a, b) => IMPORTANCE.indexOf(a.fact) - IMPORTANCE.indexOf(b.fact));
}
