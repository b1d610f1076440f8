import type { TextRange } from '@/utils/text/text-model';
import { type WeighedLanguage, weighLanguage } from '@/utils/text/weigh-language';
import type { CalendarDate } from './calendar';
import { type ContentWord, SentenceIndex } from './closest-sentence';
import type { FoundDate } from './find-dates';
import { QuotationIndex } from './find-quotations';
import { NameIndex } from './name-index';
import { type PageRow, pageRows, rowsAbout } from './page-rows';
import { PlainFigures } from './plain-figures';
import { makeQuantity, type Quantity } from './quantity';
import { type Numbers, numbersWithin, readNumbers } from './read-numbers';
import { scanText } from './scan-text';
import { timeWordsOf } from './time-words';

/** What the numbers of a text can mean. A number of four digits is a date and a count. */
export interface FoundNumbers {
  readonly dates: readonly CalendarDate[];
  readonly quantities: readonly Quantity[];
}

/** A paragraph, with positions in its own text. */
interface Paragraph {
  readonly text: string;
  readonly quantities: readonly Quantity[];
}

/**
 * A text in which the words of a claim are searched for. Each kind of item is read when it is first
 * needed.
 */
export class EvidenceText {
  #numbers: FoundNumbers | null = null;
  #read: Numbers | null = null;
  #names: NameIndex | null = null;
  #quotations: QuotationIndex | null = null;
  #figures: PlainFigures | null = null;
  #sentences: SentenceIndex | null = null;
  #rows: readonly PageRow[] | null = null;
  #weighed: WeighedLanguage | null = null;

  constructor(readonly text: string) {}

  get names(): NameIndex {
    this.#names ??= new NameIndex(this.text);
    return this.#names;
  }

  get quotations(): QuotationIndex {
    this.#quotations ??= new QuotationIndex(this.text);
    return this.#quotations;
  }

  get weighed(): WeighedLanguage {
    this.#weighed ??= weighLanguage(this.text);
    return this.#weighed;
  }

  get sentences(): SentenceIndex {
    this.#sentences ??= new SentenceIndex(this.text);
    return this.#sentences;
  }

  /** For a text in a language that is not read. */
  get figures(): PlainFigures {
    this.#figures ??= new PlainFigures(this.text);
    return this.#figures;
  }

  get numbers(): FoundNumbers {
    this.#numbers ??= numbersOf(this.read);
    return this.#numbers;
  }

  get rows(): readonly PageRow[] {
    this.#rows ??= pageRows(this.text, this.read.dates);
    return this.#rows;
  }

  /**
   * Returns the numbers of the sentences and the rows that are about what the words are about. All
   * dates are among them, because a page often gives the year somewhere else.
   *
   * @param dates The dates of the claim. A row can have a date as its label.
   */
  numbersNear(words: readonly ContentWord[], dates: readonly FoundDate[]): FoundNumbers {
    const near = this.sentences.near(words);
    const { named, others } = rowsAbout(this.rows, words, {
      periods: timeWordsOf(dates),
      isName: ({ stem, capital }) => capital && !this.sentences.hasWithoutCapital(stem),
      isNear: (row) => overlapping([row], near).length > 0,
    });
    const inRows = new Set(overlapping(near, [...named, ...others].sort(byPlace)));
    const quantities = [...near.filter((sentence) => !inRows.has(sentence)), ...named]
      .sort(byPlace)
      .flatMap((part) => numbersWithin(this.read, part).quantities);
    return numbersOf({ dates: this.read.dates, quantities });
  }

  /**
   * Returns the paragraph that is about what the words are about: a study gives the number of its
   * participants once, sentences before its results. Null in a table or a list.
   */
  paragraphAbout(words: readonly ContentWord[]): Paragraph | null {
    const named = words.filter(({ stem }) => !/\d/u.test(stem));
    const [closest] = this.sentences.closest(named, 1, 0);
    if (closest === undefined) return null;
    const start = this.text.lastIndexOf('\n', closest.start) + 1;
    const end =
      [this.text.indexOf('\n', closest.start), this.text.length].find((at) => at >= 0) ?? 0;
    if (end - start > LONGEST_PARAGRAPH) return null;
    if (overlapping(this.rows, [{ start, end }]).length > 0) return null;
    const { quantities } = numbersWithin(this.read, { start, end });
    return { text: this.text.slice(start, end), quantities };
  }

  /** Its numbers as they are written, with their positions. */
  get read(): Numbers {
    this.#read ??= readNumbers(scanText(this.text));
    return this.#read;
  }
}

/** A longer line has paragraphs that nothing tells apart. In UTF-16 units. */
const LONGEST_PARAGRAPH = 3000;

const byPlace = (a: TextRange, b: TextRange): number => a.start - b.start;

/** Returns the ranges that overlap with one of the others. Both are in order. Linear. */
function overlapping<T extends TextRange>(ranges: readonly T[], others: readonly TextRange[]): T[] {
  let at = 0;
  return ranges.filter(({ start, end }) => {
    while ((others[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at++;
    return (others[at]?.start ?? Number.POSITIVE_INFINITY) < end;
  });
}

/** No number is a rounding of a year: "2000 homes" is not the year 1998. */
const YEAR_STEP = Number.POSITIVE_INFINITY;

function numbersOf({ dates: found, quantities }: Numbers): FoundNumbers {
  const dates = found.flatMap((date) => date.dates);
  // A number of four digits may be a year or a count, so it is found as both.
  const years = found.flatMap(({ start, end, dates: [date] }): Quantity[] =>
    date?.year !== undefined && Object.keys(date).length === 1
      ? [
          makeQuantity(
            { start, end },
            [{ value: date.year, unit: null, step: YEAR_STEP, coarse: YEAR_STEP }],
            { loose: true },
          ),
        ]
      : [],
  );
  for (const { meanings } of quantities) {
    for (const { value, unit } of meanings) {
      if (unit === null && Number.isInteger(value) && value >= 1500 && value < 2100)
        dates.push({ year: value });
    }
  }
  return { dates, quantities: [...quantities, ...years] };
}

const known = new Map<string, EvidenceText>();
/** Pages and passages that several claims cite are read once. The limit is in UTF-16 units. */
const MAX_KNOWN = 4_000_000;
let size = 0;

/** Returns the text, read once for all claims that cite it. */
export function evidenceText(text: string): EvidenceText {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (size + text.length > MAX_KNOWN) {
    known.clear();
    size = 0;
  }
  const made = new EvidenceText(text);
  known.set(text, made);
  size += text.length;
  return made;
}
