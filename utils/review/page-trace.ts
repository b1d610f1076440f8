import type { Hint } from '@/utils/claim/claim';
import { contentWords, type Sentence } from '@/utils/claim/closest-sentence';
import { type EvidenceText, evidenceText } from '@/utils/claim/evidence-text';
import { decodeBase64url, encodeBase64url } from '@/utils/model/base64url';
import { foldForSearch } from '@/utils/text/fold-for-search';
import { shortHash } from './hash-values';

/*
 * A citation that names no passage rests on its whole page. Pages change all the time, so another
 * text alone says nothing. A decision keeps a trace of what the page had of the claim: for each
 * word and each sequence of words of the claim, one bit, and the hints at that time. A later text
 * is worse if it has lost one of them, or if the claim has a new hint.
 */

/** What was read of the pages of a claim. */
export interface PageReading {
  readonly hints: readonly Hint[];
  /** By clip: what its page has of the claim. Absent for a page without a text. */
  readonly pages: ReadonlyMap<string, PageWords>;
  /** The language that is only partly compared: `unreadLanguage`. Absent if nothing shows it. */
  readonly unread?: string | null;
}

export interface PageWords {
  /** Hash of the text. */
  readonly text: string;
  /** The parts of the claim that are where the page is about the claim, a bit each, base64url. */
  readonly near: string;
  /** The parts of the claim that are anywhere on the page. */
  readonly all: string;
}

/** Maximum number of words, and of sequences, of a claim. Of more, every second, third… counts. */
const MOST_PARTS = 1_000;
/** Number of words in a sequence. It is small, so that each edit of a quotation breaks one. */
const SEQUENCE = 3;
/** Shorter words are on every page. */
const LONG = 4;
/** Letters that tell a word from others, so that another ending is the same word. */
const STEM = 6;

/** Scripts that put no spaces between words. There a character is a word. */
const UNDIVIDED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const WORD = new RegExp(
  `[${UNDIVIDED}]|\\p{N}+(?:[.,]\\p{N}+)*|(?:(?![${UNDIVIDED}])[\\p{L}\\p{M}])+`,
  'gu',
);
const TELLS = new RegExp(`^[${UNDIVIDED}]|\\p{N}|.{${LONG.toString()}}`, 'u');

function wordsOf(text: string): string[] {
  return foldForSearch(text).match(WORD) ?? [];
}

interface ReadPage {
  readonly hash: string;
  readonly words: readonly string[];
}

/** Pages are kept as long as `evidenceText` keeps them. */
const pages = new WeakMap<EvidenceText, ReadPage>();

function readPage(page: EvidenceText): ReadPage {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const made = { hash: shortHash(page.text).slice(0, 16), words: wordsOf(page.text) };
  pages.set(page, made);
  return made;
}

const sentences = new WeakMap<Sentence, readonly string[]>();

/** Claims of one page are often near the same sentences. */
function sentenceWords(sentence: Sentence): readonly string[] {
  const known = sentences.get(sentence);
  if (known !== undefined) return known;
  const made = wordsOf(sentence.text);
  sentences.set(sentence, made);
  return made;
}

/** Returns what the text of a page has of a claim. Linear in both. */
export function pageWords(claim: string, pageText: string): PageWords {
  const page = evidenceText(pageText);
  const { hash, words } = readPage(page);
  const near = page.sentences.near(contentWords(claim)).flatMap(sentenceWords);
  const parts = partsOf(wordsOf(claim));
  const all = found(parts, words);
  // A text without spaces has no sentence that is about a claim.
  const around = near.length === 0 ? all : found(parts, near);
  return {
    text: hash,
    near: bits(parts.map((_, at) => all.has(at) && around.has(at))),
    all: bits(parts.map((_, at) => all.has(at))),
  };
}

/** Returns the words of a claim that tell something, and its sequences of words. */
function partsOf(words: readonly string[]): (readonly string[])[] {
  const sequences = words
    .map((_, at) => words.slice(at, at + SEQUENCE))
    .filter((part) => part.length === SEQUENCE && part.some((word) => TELLS.test(word)));
  const single = words.filter((word) => TELLS.test(word)).map((word) => [word.slice(0, STEM)]);
  return [...some(single), ...some(sequences)];
}

function some<Part>(parts: readonly Part[]): readonly Part[] {
  const step = Math.ceil(parts.length / MOST_PARTS);
  return step <= 1 ? parts : parts.filter((_, at) => at % step === 0);
}

/** Returns the numbers of the parts that are among the words. Linear in both. */
function found(
  parts: readonly (readonly string[])[],
  words: readonly string[],
): ReadonlySet<number> {
  const single = new Map<string, number[]>();
  /** By the first word, then by all words. */
  const sequences = new Map<string, Map<string, number[]>>();
  for (const [at, part] of parts.entries()) {
    const [first = ''] = part;
    if (part.length === 1) addTo(single, first, at);
    else {
      const known = sequences.get(first) ?? new Map<string, number[]>();
      sequences.set(first, known);
      addTo(known, part.join(' '), at);
    }
  }
  const here = new Set<number>();
  const take = (from: Map<string, number[]>, key: string) => {
    for (const part of from.get(key) ?? []) here.add(part);
    from.delete(key);
  };
  for (const [at, word] of words.entries()) {
    take(single, word.slice(0, STEM));
    const known = sequences.get(word);
    if (known !== undefined) take(known, words.slice(at, at + SEQUENCE).join(' '));
  }
  return here;
}

function addTo(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [at]);
  else known.push(at);
}

function bits(set: readonly boolean[]): string {
  const bytes = new Uint8Array(Math.ceil(set.length / 8));
  for (const [at, isSet] of set.entries()) {
    if (isSet) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return encodeBase64url(bytes);
}

/** What a decision keeps of a page, as it is written in the record. */
interface PageTrace {
  /** '' if there was no text. */
  readonly text: string;
  readonly near: string;
  readonly hints: ReadonlySet<string>;
}

/** Names the way in which the parts of a claim are numbered. A new way needs a new mark. */
const MARK = '~1';

/** Writes what a decision keeps of the page of a clip, without spaces. */
export function writeTrace({ hints, pages }: PageReading, clipId: string): string {
  const { text, near } = pages.get(clipId) ?? { text: '', near: '' };
  return [MARK, text, near, hints.map(nameOf).join(',')].join('.');
}

/** Shortens a trace to the hash of the text. Then every change of the text counts as worse. */
export function shortTrace(trace: string): string {
  const [mark, text] = trace.split('.');
  return [mark, text].join('.');
}

function readTrace(written: string): PageTrace | null {
  const [mark, text = '', near = '*', hints = ''] = written.split('.');
  return mark === MARK ? { text, near, hints: new Set(hints.split(',')) } : null;
}

/** Whether this is the trace of a page whose text was read. */
export function isReadTrace(written: string): boolean {
  return (readTrace(written)?.text ?? '') !== '';
}

export function isTrace(written: string): boolean {
  return written.startsWith(`${MARK}.`);
}

/** Whether the page of a clip now shows less of a claim than when the trace was written. */
export function showsLess(written: string, { hints, pages }: PageReading, clipId: string): boolean {
  const before = readTrace(written);
  if (before?.text === '') return hints.some((hint) => !before.hints.has(nameOf(hint)));
  const now = pages.get(clipId);
  if (before === null || now === undefined || before.text === now.text) return false;
  if (before.near === '*') return true;
  return hints.some((hint) => !before.hints.has(nameOf(hint))) || hasLost(before.near, now.all);
}

/** Whether the text of a page has changed, and a hint about what it lacked is gone. */
export function lacksLess(written: string, { hints, pages }: PageReading, clipId: string): boolean {
  const before = readTrace(written);
  const now = pages.get(clipId);
  if (before === null || now === undefined || ['', now.text].includes(before.text)) return false;
  const lacking = new Set(hints.map(nameOf));
  return [...before.hints].some((hint) => hint !== '' && !lacking.has(hint));
}

function hasLost(before: string, now: string): boolean {
  const [had, has] = [decodeBase64url(before), decodeBase64url(now)];
  if (had === null || has === null) return true;
  return had.some((byte, at) => (byte & ~(has[at] ?? 0)) !== 0);
}

function nameOf({ kind, start }: Hint): string {
  return `${kind}@${start.toString()}`;
}
