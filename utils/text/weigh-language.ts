/** Frequent small words of each language. Few of the other languages here have them. */
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
/** Words, and letters of which a vowel is left out, as in "d'eau". Other single letters are labels. */
const WORDS = /\p{L}{2,}|[aàeéèoy]|\p{L}(?=['’])/gu;
/** For each small word, the places of its languages in the table. */
const LANGUAGES_OF = new Map<string, number[]>();
for (const [at, [, words]] of SMALL_WORDS.entries()) {
  for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), at]);
}
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Writing systems that show a language, or at least one that is neither English nor French. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', KANA],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];
/** At least this share of the letters is of the writing system. */
const SCRIPT_SHARE = 0.3;
/** A text with Chinese characters and this share of syllables is Japanese. */
const KANA_SHARE = 0.1;
/** The start of a text shows its language. In UTF-16 units. */
const REACH = 2000;

/**
 * Returns the writing system of a text, null for Latin. Chinese, Japanese and Korean are one,
 * because a few words of Japanese can have Chinese characters only.
 */
export function scriptOf(text: string): string | null {
  const language = weighScript(text.slice(0, REACH))?.language ?? null;
  return language === 'ja' || language === 'ko' ? 'zh' : language;
}

/** A guess at a language. */
export interface WeighedLanguage {
  readonly language: string | null;
  /** How many small words of the language, or letters of its writing system, the text has. */
  readonly count: number;
  /** The same number minus that of the second language. */
  readonly lead: number;
}

/**
 * Recognises a language by its writing system or its small words in the first `reach` UTF-16 units;
 * null if in doubt.
 */
export function weighLanguage(text: string, reach = REACH): WeighedLanguage {
  const start = text.slice(0, reach);
  const script = weighScript(start);
  if (script !== null) return script;
  const counts = SMALL_WORDS.map(() => 0);
  for (const word of start.toLowerCase().match(WORDS) ?? []) {
    for (const at of LANGUAGES_OF.get(word) ?? []) counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  const lead = most - Math.max(...counts.filter((_, at) => at !== first));
  return { language: lead > 0 ? (SMALL_WORDS[first]?.[0] ?? null) : null, count: most, lead };
}

function weighScript(text: string): WeighedLanguage | null {
  // Most texts have Latin letters only.
  if (!/[\u0370-\u1fff\u2e80-\ud7ff]/u.test(text)) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, pattern] of SCRIPTS) {
    const count = text.match(pattern)?.length ?? 0;
    if (count === 0 || count < letters * SCRIPT_SHARE) continue;
    const isJapanese = language === 'zh' && (text.match(KANA)?.length ?? 0) > letters * KANA_SHARE;
    return { language: isJapanese ? 'ja' : language, count, lead: count };
  }
  return null;
}
