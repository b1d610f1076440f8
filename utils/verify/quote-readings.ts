import type { CheckFlag, Pin } from '@/utils/model/evidence';
import { blankLetterBrackets, blankNotes, raiseFigures } from '@/utils/quote/quote-marks';
import type { TextModel } from '@/utils/text/text-model';

/**
 * A page's text and a quote, both with their marks in the text itself. Offsets are those of the
 * model.
 */
export interface QuoteReading {
  readonly page: TextModel;
  readonly quote: string;
  /** The flags of a pass in this reading. */
  readonly flags: readonly CheckFlag[];
}

interface MarkedPages {
  readonly raised: TextModel;
  readonly withoutNotes: TextModel;
  /** Also with "The" for "[T]he". */
  readonly withoutBrackets: TextModel;
}

const markedPages = new WeakMap<TextModel, MarkedPages>();

function withText(model: TextModel, text: string): TextModel {
  return text === model.text ? model : { ...model, text };
}

function markedPagesOf(model: TextModel): MarkedPages {
  const known = markedPages.get(model);
  if (known !== undefined) return known;
  const raised = withText(model, raiseFigures(model.text, model.marks));
  const blank = blankNotes(model.text, model.marks);
  const withoutNotes = blank === raised.text ? raised : withText(model, blank);
  const unbracketed = blankLetterBrackets(blank);
  const withoutBrackets =
    unbracketed === blank ? withoutNotes : withText(withoutNotes, unbracketed);
  const made = { raised, withoutNotes, withoutBrackets };
  markedPages.set(model, made);
  return made;
}

/**
 * Returns the ways to read a quote against a page, the strictest first:
 *
 * - with raised and lowered figures: "10²" differs from "102";
 * - without footnote marks, in the quote and in the page: it makes no difference whether a mark is
 *   there, or which number it has;
 * - without the page's brackets around first letters, if the quote has no brackets: what the page
 *   quotes as "[T]he" may be quoted as "The". Brackets in a quote must be on the page;
 * - as bare text, if the quote's formatting was not recorded: a raised figure that reads as part of
 *   another ("10²" clipped as "102") then passes, always with a flag.
 *
 * A page without known marks (a snapshot, a plain text) is read only as bare text.
 */
export function readingsOf(model: TextModel, pin: Pick<Pin, 'quote' | 'marks'>): QuoteReading[] {
  const quote = pin.quote ?? '';
  const { raised, withoutNotes, withoutBrackets } = markedPagesOf(model);
  const readings: QuoteReading[] = [
    { page: raised, quote: raiseFigures(quote, pin.marks), flags: [] },
  ];
  const blank = blankNotes(quote, pin.marks);
  if (withoutNotes !== raised || blank !== readings[0]?.quote) {
    readings.push({ page: withoutNotes, quote: blank, flags: [] });
  }
  if (withoutBrackets !== withoutNotes && !blank.includes('[')) {
    readings.push({ page: withoutBrackets, quote: blank, flags: [] });
  }
  if (raised !== model && pin.marks === undefined) {
    readings.push({ page: model, quote, flags: ['marks-unrecorded'] });
  }
  return readings;
}
