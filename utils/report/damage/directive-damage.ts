import { parseFragmentDirective, parseTextDirective } from '@/utils/fragment/text-directive';
import type { DamageReason } from '../../model/imported-report';
import { isCommonWord } from './common-words';

export interface DirectiveDamage {
  readonly kind: 'invalid-directive' | 'weak-directive';
  /** The value of the directive as written. */
  readonly value: string;
  readonly reason: DamageReason;
}

/**
 * Returns what is wrong with an address's text directives: the first invalid one, or else the first
 * whose terms are too weak. Returns null if all are sound, or if there are none. Verification tells
 * whether a page still has the words.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export function findDirectiveDamage(href: string, language: string): DirectiveDamage | null {
  const values = directiveValues(href);
  for (const value of values) {
    if (parseTextDirective(value) !== null) continue;
    const reason = hasEmptyTerm(value) ? 'empty-term' : 'malformed';
    return { kind: 'invalid-directive', value, reason };
  }
  for (const value of values) {
    const reason = weakness(value, language);
    if (reason !== null) return { kind: 'weak-directive', value, reason };
  }
  return null;
}

function directiveValues(href: string): string[] {
  const at = href.indexOf('#') < 0 ? -1 : href.indexOf(':~:', href.indexOf('#'));
  if (at < 0) return [];
  const parts = href.slice(at + ':~:'.length).split('&');
  return parts.filter((part) => part.startsWith('text=')).map((part) => part.slice(5));
}

/** Recognises an empty term, or a term of only the hyphen that marks a prefix or suffix. */
function hasEmptyTerm(value: string): boolean {
  return value.split(',').some((term) => /^-?$/u.test(term));
}

const SINGLE_LETTER_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function weakness(value: string, language: string): DamageReason | null {
  const [directive] = parseFragmentDirective(`https://x.invalid/#:~:text=${value}`);
  if (directive === undefined) return null;
  const { prefix, start, end, suffix } = directive;
  for (const term of [start, end]) {
    const reason = term === undefined ? null : termWeakness(term);
    if (reason !== null) return reason;
  }
  const alone = prefix === undefined && suffix === undefined;
  const decisive = end ?? start;
  if (isOneWord(decisive) && isCommonWord(decisive.trim(), language) && alone) return 'common-word';
  return end === undefined && alone && isOneWord(start) ? 'single-word' : null;
}

function termWeakness(term: string): DamageReason | null {
  const letters = term.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length === 0) return 'punctuation-only';
  if (letters.every((letter) => /\p{N}/u.test(letter))) return 'digits-only';
  const enough = SINGLE_LETTER_SCRIPTS.test(term) ? 2 : 3;
  return letters.length < enough ? 'short-term' : null;
}

function isOneWord(term: string): boolean {
  const words = term.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length === 1 && !SINGLE_LETTER_SCRIPTS.test(term);
}
