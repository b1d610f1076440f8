import { monthOf } from '@/utils/text/date-in-words';
import { splitTokens } from './split-tokens';

/**
 * A word as it is searched for; spellings that differ only in figures, case or accents are equal.
 */
export interface Term {
  readonly key: string;
  /** How much a shared word says, before its rarity on the page is considered. */
  readonly weight: number;
  readonly kind: 'figure' | 'name' | 'word' | 'stem' | 'pair';
  /** As the text spells it. */
  readonly shown: string;
}

/**
 * Function words of English and French. In other languages they are recognised by their frequency.
 */
const SMALL: ReadonlySet<string> = new Set(
  `a about after all also among an and any are as at be because been before being between both but
   by can could did do does during each for from had has have he her his how if in into is it its
   just like may might more most much new no not of off on once one only or other our out over own
   per said same several she should since so some still such than that the their them then there
   these they this those through to too two under until up use used using very was we well were
   what when where which while who whose why will with would you your
   alors apres au aucun aussi autre autres aux avant avec avoir beaucoup car ce ceci cela celle celles
   celui ces cet cette ceux chaque ci comme comment dans de deja depuis des deux dont du elle elles en
   encore entre est et ete etre eu eux fait il ils la le les leur leurs lors lui mais meme memes moins
   mon ne nos notre nous on ont ou par pas peu peut plus plusieurs pour pourquoi quand que quel quelle
   quelles quels qui sa sans se selon sera ses si sont sous sur ta tandis tel tous tout toute toutes
   tres trop un une vers vos votre vous y`.split(/\s+/u),
);

const SPACELESS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ]/iu;
const POSSESSIVE = /['’ʼ]s?$/iu;
const GROUPS = /^\d{1,3}(?:[.,'’\u00A0\u202F ]\d{3})+$/u;

/** `1,234`, `1.234` and `1 234` are the same figure, and so are `1,5` and `1.5`. */
export function figureKey(token: string): string {
  const bare = token.normalize('NFKC').replace(/^[+±\-−–]/u, '');
  const digits = GROUPS.test(bare) ? bare.replace(/\D/gu, '') : bare.replace(/,/gu, '.');
  return `n:${digits}`;
}

function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\u00AD]/gu, '')
    .replace(/[‐‑]/gu, '-')
    .toLowerCase();
}

/**
 * The number of letters that forms of a word, or spellings in two languages, share:
 * "collaboration", "collaborations".
 */
const STEM = 6;
const LONG_WORD = 7;

/** "9 h 30", "9h30", "20h13", "à 20 h", "9.30 pm": a time of day. */
const TIME =
  /(?<![\p{L}\p{N}.,:])\d{1,2}(?:\s?h\s?[0-5]\d(?![\p{L}\p{N}])|(?:[:.]\d\d)?\s?[ap]\.?m(?![\p{L}\p{N}]))|(?<=(?<!\p{L})(?:à|dès|vers)\s)\d{1,2}\s?h(?![\p{L}\p{N}])/giu;
/** A word before or after one or two digits, which are a day if the word is a month. */
const DAY =
  /(?<![\p{L}\p{N}.,])\d{1,2}(?:\.|er|st|nd|rd|th)?\s(?:of\s)?(\p{L}{3,9})(?!\p{L})|(?<!\p{L})(\p{Lu}\p{L}{2,8})\.?\s\d{1,2}(?![\p{L}\p{N}]|[.,:]\d)/gu;

/** Months that are verbs in lower case: "the other 30 may vote". */
const VERBS = new Set(['may', 'march']);

/** A time of day, or a day with its month. */
interface Moment {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

/** Returns the moments of a text in order. Linear. */
function momentsIn(text: string): Moment[] {
  const moments: Moment[] = [];
  for (const { 0: words, 1: after, 2: before, index } of text.matchAll(DAY)) {
    const name = after ?? before ?? '';
    const month = monthOf(name);
    if (month === null || VERBS.has(name)) continue;
    const key = `d:${month}-${Number(/\d+/u.exec(words)?.[0])}`;
    moments.push({ start: index, end: index + words.length, key });
  }
  for (const { 0: words, index } of text.matchAll(TIME)) {
    const key = `t:${words
      .toLowerCase()
      .match(/\d+|[ap](?=\.?m)/gu)
      ?.join(':')}`;
    moments.push({ start: index, end: index + words.length, key });
  }
  return moments.sort((a, b) => a.start - b.start);
}

/**
 * Yields the terms of a text in order, with their offsets (UTF-16 units). A long word is yielded
 * twice: whole and by its first letters. Scripts without spaces give pairs of characters. Linear.
 */
export function* termsOf(text: string): Generator<Term & { readonly at: number }> {
  let at = 0;
  let before = '';
  let opens = true;
  const moments = momentsIn(text);
  let next = 0;
  for (const token of splitTokens(text)) {
    const start = at;
    at += token.length;
    if (SPACELESS.test(token)) {
      if (before !== '') {
        const pair = before + token;
        yield {
          key: `p:${pair}`,
          weight: 0.6,
          kind: 'pair',
          shown: pair,
          at: start - before.length,
        };
      }
      before = token;
      opens = false;
      continue;
    }
    before = '';
    if (/^[+\-−–±]?\p{N}/u.test(token)) {
      while ((moments[next]?.end ?? start) < start) next += 1;
      const moment = moments[next];
      const number = figureKey(token);
      // "30 March" is not 30 of anything, so its figures count only together.
      const isPart = moment !== undefined && moment.start <= start;
      const key = isPart ? moment.key : number;
      const weight = isPart || number.length > 3 ? 3 : 1;
      yield { key, weight, kind: 'figure', shown: token, at: start };
      opens = false;
    } else if (/^[\p{L}\p{M}]/u.test(token)) {
      yield* wordTerms(token, start, opens);
      opens = false;
    } else if (/[.!?…:«“"]/u.test(token)) opens = true;
  }
}

function* wordTerms(token: string, start: number, opens: boolean) {
  const elided = ELISION.exec(token)?.[0] ?? '';
  const shown = token.slice(elided.length).replace(POSSESSIVE, '');
  const word = foldWord(shown);
  if (word.length < 2 || SMALL.has(word)) return;
  const at = start + elided.length;
  const letters = shown.replace(/[^\p{L}\p{N}]/gu, '');
  const coined = /\p{N}|\p{L}\p{Lu}/u.test(letters);
  const isName =
    coined || (!opens && /^\p{Lu}/u.test(shown)) || (elided !== '' && /^\p{Lu}/u.test(shown));
  if (isName) yield { key: `w:${word}`, weight: 2.5, kind: 'name' as const, shown, at };
  else if (word.length > 2) {
    yield { key: `w:${word}`, weight: 1, kind: 'word' as const, shown, at };
  }
  if (word.length >= LONG_WORD) {
    const stem = word.slice(0, STEM);
    yield { key: `s:${stem}`, weight: 0.6, kind: 'stem' as const, shown, at };
  }
}
