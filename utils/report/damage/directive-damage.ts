import { parseFragmentDirective, parseTextDirective } from '@/utils/fragment/text-directive';
import type { DamageReason } from '../../model/imported-report';

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

/*
 * Words of three letters or more that occur in nearly every text of their language. Shorter terms
 * are too short in any case.
 */
const COMMON: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    (
      'about after all also and any are because been before but can could did does each even ' +
      'for from had has have her here his how into its just like made make many may more most ' +
      'much must new not now one only other our out over own said same she should some such ' +
      'than that the their them then there these they this those through time too two under ' +
      'use used very was way well were what when where which while who will with would year ' +
      'years you your'
    ).split(' '),
  ),
  fr: new Set(
    (
      'ainsi alors ans année années après aussi autre autres aux avant avec car ce ces cette ceux ' +
      'chaque comme dans depuis des deux dont elle elles encore entre est été être eux fait faire ' +
      'font ils leur leurs lors mais même mêmes moins mois notre nos nous ont par pas pendant peu ' +
      'peut plus pour quand que quelques qui sans selon ses son sont sous sur tous tout toute ' +
      'toutes très trois une vers vos votre vous'
    ).split(' '),
  ),
};

/** Returns whether a word is among the most frequent of a language (BCP 47) or of English. */
function isCommonWord(word: string, language: string): boolean {
  const base = /^[a-z]+/iu.exec(language)?.[0].toLowerCase() ?? '';
  const folded = word.toLowerCase();
  return COMMON['en']?.has(folded) === true || COMMON[base]?.has(folded) === true;
}
