import type { Verdict } from '@/utils/model/evidence';
import { isPass } from '@/utils/model/evidence';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { randomFrom } from '../browser/fragment/random-ranges';
import { CHANGED, type EditText, type TextEdit, TYPOGRAPHIC } from './drift-kinds';

/** A random quote, its random edits or those of its page, and the verdict of the judge. */
export interface FuzzCase {
  readonly seed: number;
  /** The names of the edits, those that change the meaning first. */
  readonly edits: readonly string[];
  /** Whether the words on the page still say what the quote says. */
  readonly truth: 'same' | 'changed';
  readonly quote: string;
  readonly page: string;
  readonly verdict: Verdict;
  /**
   * What is wrong with the verdict: a pass for changed words, no pass for the same words, or
   * *verbatim* where the typography differs.
   */
  readonly fault: 'false pass' | 'false fail' | 'wrong grade' | null;
}

type Random = () => number;

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

interface Script {
  readonly words: readonly string[];
  /** The separator between two words. */
  readonly gap: string;
  /** The end of a sentence, with the separator after it. */
  readonly stop: string;
}

const listed = (words: string) => words.split(' ');
const SCRIPTS: readonly Script[] = [
  {
    words: listed(
      'the river rose again after officials had warned most residents near Hartford that water could reach U.S. homes within two days although NATO and Ms. Alvarez said it was not certain whether well-known dikes would hold because nobody’s survey ever measured first-rate flow over more than half of the affected fields don’t can’t',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed(
      'le fleuve a monté dans la nuit selon les autorités d’Avignon qui n’ont pas confirmé l’étendue des dégâts aujourd’hui mais plus de trois cents élèves sont restés chez eux jusqu’à mercredi parce que l’eau œuvre cœur naïve où déjà très moins avant Morel préfet c’est-à-dire',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed(
      'der Fluss stieg nicht so schnell wie Übung und Straße vermuten ließen während zwei Millionen Menschen kein Wasser mehr hatten und Müller die Brücke Größe ändern wollte',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed(
      'река поднялась ночью но власти не подтвердили что вода дошла до домов ещё вчера вечером Иванов сказал больше половины жителей остались дома',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed(
      'ο ποταμός δεν ανέβηκε τόσο γρήγορα όσο είπαν οι αρχές στην πόλη όπου ζουν περισσότεροι άνθρωποι',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed(
      'النهر لم يرتفع في الليل كما قال المسؤولون عن المدينة وأكثر من نصف السكان بقوا في منازلهم',
    ),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed('הנהר לא עלה בלילה כפי שאמרו הרשויות בעיר ויותר ממחצית התושבים נשארו בבתיהם'),
    gap: ' ',
    stop: '. ',
  },
  {
    words: listed('नदी रात में नहीं बढ़ी जैसा अधिकारियों ने कहा था और आधे से अधिक लोग घर पर रहे'),
    gap: ' ',
    stop: '। ',
  },
  {
    words: listed(
      '川 水位 昨夜 上昇 当局 確認 住民 半分 以上 自宅 残った しかし 被害 大きく なかった 東京 新しい 堤防',
    ),
    gap: '',
    stop: '。',
  },
  {
    words: listed('แม่น้ำ สูงขึ้น เมื่อคืน เจ้าหน้าที่ ไม่ ยืนยัน ประชาชน ครึ่งหนึ่ง อยู่บ้าน ความเสียหาย มาก'),
    gap: '',
    stop: ' ',
  },
];

const UNITS = listed('% km km/h °C kg mW MW GB million percent euros days metres');
const MONTHS = listed('January April May October janvier août');

/** Makes a detail for which people cite: a figure, range, amount, date, quotation or aside. */
function telling(random: Random): string {
  const digits = (most: number) =>
    String(Math.floor(random() * 10 ** (1 + Math.floor(random() * most))));
  return pick<() => string>(random, [
    () => digits(5),
    () => `${digits(2)}.${digits(2)}`,
    () => `${digits(2)},${digits(2)}`,
    () => `${1 + Math.floor(random() * 9)},${100 + Math.floor(random() * 900)}`,
    () => `${1 + Math.floor(random() * 9)} ${100 + Math.floor(random() * 900)}`,
    () => `${digits(3)} ${pick(random, UNITS)}`,
    () => `${digits(3)}${pick(random, ['%', '‰', '°C', 'km', ' %'])}`,
    () => `${pick(random, ['$', '€', '£', 'US$'])}${digits(4)}`,
    () => `${digits(4)} ${pick(random, ['€', '$'])}`,
    () => `${digits(2)}–${digits(3)}`,
    () => `${digits(2)} to ${digits(3)}`,
    () => `${pick(random, ['-', '−', '+', '≤ ', '~', '± '])}${digits(2)}`,
    () =>
      `${1 + Math.floor(random() * 30)} ${pick(random, MONTHS)} ${1900 + Math.floor(random() * 130)}`,
    () => `${digits(1)}/${digits(1)}`,
    () => `${1 + Math.floor(random() * 23)}:${10 + Math.floor(random() * 49)}`,
    () => `10${pick(random, ['²', '⁻³', '₂'])}`,
    () =>
      pick(random, [
        '½',
        '¾',
        '1½',
        'n°5',
        'H2O',
        'CO₂',
        'COVID-19',
        'GPT-4.5',
        'F-16',
        'A/B',
        'C++',
      ]),
    () => pick(random, ['[sic]', '[…]', '(not shown)', '(see below)', '…', '...', 'e.g.', 'No. 5']),
    () => `“${pick(random, ['water', 'eau douce', 'no comment', 'it’s over'])}”`,
    () => `« ${pick(random, ['eau douce', 'jamais'])} »`,
    () => `"${pick(random, ['so be it', '5 days'])}"`,
    () => pick(random, ['— indeed —', '– however –', '; however,', ': namely']),
    () => pick(random, ['office', 'efficient', 'flood', 'affluent', 'difficult', 'scientific']),
  ])();
}

function sentence(random: Random, { words, gap, stop }: Script): string {
  const count = 6 + Math.floor(random() * 14);
  const parts = Array.from({ length: count }, () => {
    if (random() >= 0.14) return pick(random, words);
    const part = telling(random);
    // Without this space, the letters of this part could touch a figure of a neighbouring part.
    return gap === '' && /[a-z]/iu.test(part) ? ` ${part} ` : part;
  });
  const text = parts.join(gap === '' && random() < 0.3 ? ' ' : gap);
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return first + (random() < 0.1 ? pick(random, ['? ', '! ', ' ! ', '.\n']) : stop);
}

/**
 * Characters and words that an author may insert by mistake or on purpose. Readers see each of them,
 * or see the text around it differently.
 */
const FOREIGN = [
  ...'0123456789abexzABXZéàñßаеоАВα.,:;!?()[]{}*/=+<>%‰°$€£²³₂½①１Ａ′″′§&@#_…"“«\'’-–—−',
  '\u0301',
  '\u0336',
  '\u0338',
  '\u202E',
  'not ',
  ' no',
  ' pas ',
];

const at = (random: Random, text: string) => Math.floor(random() * (text.length + 1));

/** Inserts, replaces, deletes or swaps one or a few characters at a random place. */
function scratch(random: Random, text: string): readonly TextEdit[] {
  const start = at(random, text);
  return pick<() => readonly TextEdit[]>(random, [
    () => [{ start, end: start, text: pick(random, FOREIGN) }],
    () => [{ start, end: Math.min(text.length, start + 1), text: pick(random, FOREIGN) }],
    () => [{ start, end: Math.min(text.length, start + 1), text: '' }],
    () => {
      const pair = text.slice(start, start + 2);
      return [{ start, end: start + pair.length, text: [...pair].reverse().join('') }];
    },
    () => {
      const end = Math.min(text.length, start + 1 + Math.floor(random() * 8));
      return [{ start, end, text: '' }];
    },
  ])();
}

/** Swaps two words, or deletes, doubles, moves or replaces one word. */
function shuffle(random: Random, text: string): readonly TextEdit[] {
  const words = [...text.matchAll(/[^\s]+/gu)];
  const [a, b] = [pick(random, words), pick(random, words)];
  if (a === undefined || b === undefined || a.index === b.index) return [];
  const over = (word: RegExpExecArray, put: string): TextEdit => ({
    start: word.index,
    end: word.index + word[0].length,
    text: put,
  });
  return pick<() => readonly TextEdit[]>(random, [
    () => [over(a, b[0]), over(b, a[0])],
    () => [over(a, '')],
    () => [over(a, `${a[0]} ${a[0]}`)],
    () => [over(a, ''), over(b, `${b[0]} ${a[0]}`)],
    () => [over(a, b[0])],
  ])();
}

/** Replaces, deletes or extends one digit of a figure, as a slip or a correction does. */
function miscount(random: Random, text: string): readonly TextEdit[] {
  const digits = [...text.matchAll(/\p{Nd}/gu)];
  const digit = pick(random, digits);
  if (digit === undefined) return [];
  const start = digit.index;
  return pick<() => readonly TextEdit[]>(random, [
    () => [
      {
        start,
        end: start + 1,
        text: String((Number(digit[0]) + 1 + Math.floor(random() * 9)) % 10),
      },
    ],
    () => [{ start, end: start, text: pick(random, listed('0 1 9 . , - − + 5. ½')) }],
    () => [{ start, end: start + 1, text: '' }],
    () => [
      { start: start + 1, end: start + 1, text: pick(random, listed('0 . , ² ½ % ‰ ° M k 5')) },
    ],
    () => [{ start, end: start + 1, text: pick(random, ['²', '₂', '①', '２', '٢', 'l', 'O']) }],
  ])();
}

/** Inserts a blank into a word: "now here" for "nowhere". */
function splitWord(random: Random, text: string): readonly TextEdit[] {
  const place = pick(random, [...text.matchAll(/(?<=[\p{Ll}]{2})(?=[\p{Ll}]{2})/gu)]);
  return place === undefined ? [] : [{ start: place.index, end: place.index, text: ' ' }];
}

/** Changes the case of the first letter of a word inside a sentence. */
function recase(random: Random, text: string): readonly TextEdit[] {
  const found = pick(random, [...text.matchAll(/(?<=\p{L}{2} )\p{L}(?=\p{L})/gu)]);
  if (found === undefined) return [];
  const [letter] = found;
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return [{ start: found.index, end: found.index + letter.length, text: other }];
}

/** Adds a mark after a figure: 5' is not 5". */
function remark(random: Random, text: string): readonly TextEdit[] {
  const place = pick(random, [...text.matchAll(/(?<=\p{Nd})(?= )/gu)]);
  const mark = pick(random, ['\u2032', '\u2033', '\u00B0', '\u00B2']);
  return place === undefined ? [] : [{ start: place.index, end: place.index, text: mark }];
}

function applied(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { start, end, text: put } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + put + result.slice(end);
  }
  return result;
}

/**
 * Removes from a text everything that a reader may regard as typography. This is looser than the
 * judge's folding and uses another method. If the results of two texts differ, their words differ.
 */
export function bareWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B\u2060\uFEFF\u200E\u200F\u061C\u2066-\u2069\s\u0085]/gu, '')
    .replace(/[\uFB00-\uFB06]/gu, (letters) => letters.normalize('NFKC'))
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'Oe')
    .replace(/['‘’‚‛ʼ＇"“”„‟«»‹›「」『』＂]/gu, '"')
    .replace(/[-‐‑‒–—―−⸺⸻﹘﹣－]/gu, '-')
    .replaceAll('…', '...')
    .normalize('NFC');
}

const RANDOM_EDITS: readonly (readonly [
  string,
  (random: Random, text: string) => readonly TextEdit[],
])[] = [
  ['scratch', scratch],
  ['shuffle', shuffle],
  ['miscount', miscount],
  ['word split', splitWord],
  ['case inside a sentence', recase],
  ['mark behind a figure', remark],
];

/** Edits that change only blanks or the case, but change the meaning of the text. */
const BARE_KINDS: ReadonlySet<string> = new Set([
  'joined words',
  'case of an acronym',
  'word split',
  'case inside a sentence',
]);

/**
 * Places where a quote must not begin or end: inside a word, inside a figure, or between a figure
 * and its unit or sign. Scripts without spaces have no word boundaries.
 */
const CUTS_AT_START = [
  /(?<=[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]])(?=[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]])/gv,
  /(?<=[$€£]|\p{Nd}[.,:–/]|[\p{L},.] [-−+]|^[-−])(?=\p{Nd})/gu,
];
const CUTS_AT_END = [
  CUTS_AT_START[0] as RegExp,
  /(?<=\p{Nd})(?=[.,:–/]\p{Nd}| ?[%‰°]| (?:million|percent|km|kg|mW|MW|GB|euros|days|metres)(?!\p{L})| ?[€$] ?(?!\p{N}))/gu,
];

/** Cuts the quote at a place where it must not begin or end. Null if there is no such place. */
function cut(random: Random, quote: string): string | null {
  const isStart = random() < 0.5;
  const places = [...quote.matchAll(pick(random, isStart ? CUTS_AT_START : CUTS_AT_END))];
  const place = pick(random, places)?.index ?? 0;
  const part = isStart ? quote.slice(place) : quote.slice(0, place);
  return place === 0 || part.length < 12 ? null : part;
}

/** Edits a quote as editors do: puts a letter in brackets, or an ellipsis in place of a word. */
function abridge(random: Random, quote: string): string | null {
  const words = [...quote.matchAll(/[^\s]+/gu)].slice(1, -1);
  const word = pick(random, words);
  if (word === undefined) return null;
  const before = quote.slice(0, word.index);
  const after = quote.slice(word.index + word[0].length);
  const letter = /^\p{L}/u.exec(word[0])?.[0];
  const marks = listed('… ... […] [...] (…)');
  if (letter !== undefined && random() < 0.3) {
    return `${before}[${letter.toUpperCase()}]${word[0].slice(letter.length)}${after}`;
  }
  return before + pick(random, marks) + after;
}

const NOISE = TYPOGRAPHIC.filter(({ name }) => name !== 'no edit' && !name.startsWith('case'));

function withNoise(random: Random, text: string, names: string[]): string {
  let result = text;
  for (let count = Math.floor(random() * 3); count > 0; count -= 1) {
    const { name, edit } = pick(random, NOISE);
    const edits = edit(result);
    if (edits === null) continue;
    // Half of the time all edits are applied, otherwise about a third of them.
    const some = random() < 0.5 ? edits : edits.filter(() => random() < 0.3);
    result = applied(result, some);
    names.push(name);
  }
  return result;
}

interface Passage {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

/**
 * Makes a text and takes a quote from it. The quote consists of whole words, and its neighbours are
 * plain words or ends of sentences.
 */
function passageOf(random: Random): Passage {
  const script = pick(random, SCRIPTS);
  const sentences = Array.from({ length: 5 }, () => sentence(random, script));
  const before = sentences.slice(0, 2).join('');
  const after = sentences.slice(2 + Math.ceil(random() * 2)).join('');
  const whole = sentences.join('').slice(before.length);
  const quote = whole.slice(0, whole.length - after.length).trimEnd();
  if (random() < 0.6 || script.gap === '')
    return { before, quote, after: whole.slice(quote.length) };
  const blanks = [...quote.matchAll(/(?<=\p{L}{2}) (?=\p{L}{2})/gu)].map(({ index }) => index);
  const from = pick(random, blanks);
  const to = pick(random, blanks);
  if (from === undefined || to === undefined || Math.abs(to - from) < 25) {
    return { before, quote, after: whole.slice(quote.length) };
  }
  const [start, end] = [Math.min(from, to) + 1, Math.max(from, to)];
  return {
    before: before + quote.slice(0, start),
    quote: quote.slice(start, end),
    after: whole.slice(end),
  };
}

/** Normalizes white space only: *verbatim* promises that all other characters are the same. */
const letters = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[ \t\n\r\f]+/gu, ' ')
    .trim();

const EDGE_KINDS: ReadonlySet<string> = new Set(['cut in a token']);

interface Change {
  readonly name: string;
  /** The passage on the page after the edit, if the page was edited. */
  readonly passage?: string;
  /** The quote after the edit, if the quote was edited. */
  readonly taken?: string;
}

/** Makes a change of the meaning. Undefined if the edit found nothing to change. */
function changeOf(random: Random, quote: string): Change | undefined {
  const kind = random();
  if (kind < 0.35) {
    const { name, edit } = pick<{ name: string; edit: EditText }>(random, CHANGED);
    const edits = edit(quote) ?? [];
    return edits.length === 0 ? undefined : { name, passage: applied(quote, edits) };
  }
  if (kind < 0.5) {
    const taken = cut(random, quote);
    return taken === null ? undefined : { name: 'cut in a token', taken };
  }
  if (kind < 0.56) {
    const taken = abridge(random, quote);
    return taken === null ? undefined : { name: 'abridged', taken };
  }
  const [name, edit] = pick(random, RANDOM_EDITS);
  const edited = applied(quote, edit(random, quote));
  return random() < 0.7 ? { name, passage: edited } : { name, taken: edited };
}

/** Makes one case and judges it. Null if the case proves nothing about the judge. */
export function judgeFuzzCase(seed: number): FuzzCase | null {
  const random = randomFrom(seed);
  const { before, quote, after } = passageOf(random);
  const original = before + quote + after;
  const names: string[] = [];
  const change = random() < 0.2 ? null : changeOf(random, quote);
  if (change === undefined) return null;
  const { name, passage = quote, taken = quote } = change ?? {};
  if (name !== undefined) names.push(name);
  const page = before + withNoise(random, passage, names) + after;
  const kept = withNoise(random, taken, names);
  if (name === undefined) {
    // The judge rightly refuses a figure that a line break splits into two figures, and a figure
    // that continues outside the quote. Such cases are skipped.
    if (/\p{Nd}\s*\n\s*\p{Nd}/u.test(page + kept)) return null;
    if (/[\p{N}\p{Sc}%‰°]/u.test(before.slice(-12) + quote.slice(0, 12))) return null;
    if (/[\p{N}\p{Sc}%‰°]/u.test(quote.slice(-12) + after.slice(0, 12))) return null;
  } else if (!EDGE_KINDS.has(name)) {
    const bare = (text: string) =>
      BARE_KINDS.has(name) ? letters(text) : bareWords(text).toLowerCase();
    // The words may be the same after this edit, so no verdict would be a fault.
    if (bare(before + passage + after).includes(bare(taken))) return null;
  }
  const captured = createPlainTextModel(original);
  const range = { start: before.length, end: before.length + quote.length };
  const selectors =
    random() < 0.5 || (name !== undefined && EDGE_KINDS.has(name))
      ? { quote: null, position: null }
      : { quote: describeTextQuote(captured, range), position: range };
  const pin = { quote: kept, selectors, directive: null, directiveAsWritten: null };
  const { verdict } = judgeQuote(createPlainTextModel(page), { pin }, { reader: 'tab' });
  const truth = name === undefined ? 'same' : 'changed';
  return { seed, edits: names, truth, quote: kept, page, verdict, fault: faultOf() };

  function faultOf(): FuzzCase['fault'] {
    if (name !== undefined) return isPass(verdict) ? 'false pass' : null;
    if (!isPass(verdict)) return 'false fail';
    const isSameLetters = letters(page).includes(letters(kept));
    return verdict === 'verbatim' && !isSameLetters ? 'wrong grade' : null;
  }
}
