import type { Passage } from './claim';

/** Small words of each language, the frequent ones that few other languages here have. */
export const SMALL_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    'fr',
    new Set(
      `le la les des du un une et est sont dans pour que qui sur pas par avec nous vous il elle ils
       elles au aux ce cette ces son sa ses nos notre leur leurs plus en ne se où mais être a été de
       à d l c qu n s`.split(/\s+/u),
    ),
  ],
  [
    'en',
    new Set(
      `the of and to in is are was were that for it with as on by this be at from or an we our you
       they their its his her not has have had will would can but which who never more a`.split(
        /\s+/u,
      ),
    ),
  ],
  [
    'de',
    new Set(
      `der die das den dem des ein eine einer eines einem und ist sind war waren nicht mit auf für
       von zu im am bei nach aus auch sich er es sie wird wurde haben hat als um`.split(/\s+/u),
    ),
  ],
  [
    'es',
    new Set(
      `el la los las del un una unos y es son en que de por para con no se su sus al lo más pero
       fue era está han ha como desde`.split(/\s+/u),
    ),
  ],
  [
    'it',
    new Set(
      `il lo la i gli le del della dei delle dal dalla un una di e è sono in che per con non si nel
       nella al alla ha hanno fu era più ma come`.split(/\s+/u),
    ),
  ],
  [
    'pt',
    new Set(
      `o a os as do da dos das um uma e é são em no na nos nas que de por para com não se seu sua
       ao foi era mais mas como tem está`.split(/\s+/u),
    ),
  ],
  [
    'nl',
    new Set(
      `de het een en is zijn was waren van in op te dat die voor met niet aan er bij naar uit ook
       zich hij ze wordt werd hebben heeft als om tot staat`.split(/\s+/u),
    ),
  ],
];
/** For each small word, the places of its languages in the table. */
const LANGUAGES_OF = new Map<string, number[]>();
for (const [at, [, words]] of SMALL_WORDS.entries()) {
  for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), at]);
}
/** Writing systems that show a language, or at least one that is neither English nor French. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];
/** Letters that neither English nor French has. */
const OTHER_LETTERS = /[ßäöüñ¿¡ãõășțşğıłńśźżąęřěůűő]/iu;
/** At least this share of the letters is of the writing system. */
const SCRIPT_SHARE = 0.3;
/** The start of a page shows its language. In UTF-16 units. */
const REACH = 2000;

/**
 * Returns the writing system of a text, null for Latin. Chinese, Japanese and Korean are one,
 * because a few words of Japanese can have Chinese characters only.
 */
export function scriptOf(text: string): string | null {
  const language = weighScript(text.slice(0, REACH))?.language ?? null;
  return language === 'ja' || language === 'ko' ? 'zh' : language;
}

/** A guess at a language, and how many more of its small words there are than of the next one. */
export interface WeighedLanguage {
  readonly language: string | null;
  readonly lead: number;
}

/** Recognises a language by its writing system or its small words; null if in doubt. */
export function weighLanguage(text: string): WeighedLanguage {
  const start = text.slice(0, REACH);
  const script = weighScript(start);
  if (script !== null) return script;
  const counts = SMALL_WORDS.map(() => 0);
  for (const word of start.toLowerCase().match(/\p{L}+/gu) ?? []) {
    for (const at of LANGUAGES_OF.get(word) ?? []) counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  const lead = most - Math.max(...counts.filter((_, at) => at !== first));
  return { language: lead > 0 ? (SMALL_WORDS[first]?.[0] ?? null) : null, lead };
}

function weighScript(text: string): WeighedLanguage | null {
  // Most texts have Latin letters only.
  if (!/[\u0370-\u1fff\u2e80-\ud7ff]/u.test(text)) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, pattern] of SCRIPTS) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > 0 && count >= letters * SCRIPT_SHARE) return { language, lead: count };
  }
  return null;
}

/** Returns `fr` for `fr-CA`. */
export function baseLanguage(tag: string): string {
  return (tag.split(/[-_]/u)[0] ?? '').toLowerCase();
}

/** The languages whose figures in words, units, dates and names the hints read. */
const READ: ReadonlySet<string> = new Set(['en', 'fr']);

/** A lead of this many small words outweighs what a page or a report says of its language. */
const CERTAIN = 3;

/** Returns the language of a text whose page or report names one; null if in doubt. */
export function languageOf(
  text: string,
  tag: string | null,
  { language, lead }: WeighedLanguage = weighLanguage(text),
): string | null {
  const told = tag === null || tag === '' ? null : baseLanguage(tag);
  if (language !== null && lead >= CERTAIN) return language;
  if (told === null) return language;
  // A short text of a report in English may show only that it is something else.
  if (READ.has(told) && language !== null && !READ.has(language) && OTHER_LETTERS.test(text)) {
    return language;
  }
  return told;
}

/** Whether the hints do not read a language. One that is in doubt is read. */
export const isUnread = (language: string | null): language is string =>
  language !== null && !READ.has(language);

/**
 * Returns the language of a claim or else of its passages if the hints do not read it, so that only
 * plain figures and quotations can be compared; null if they read all. `tag` is the report's.
 */
export function unreadLanguage(
  claim: string,
  tag: string,
  passages: readonly Passage[],
): string | null {
  const own = languageOf(claim, tag);
  if (isUnread(own)) return own;
  return passages.map(languageOfPassage).find(isUnread) ?? null;
}

const languageOfPassage = ({ quote, pageText, language }: Passage): string | null =>
  languageOf(quote ?? pageText ?? '', language);
