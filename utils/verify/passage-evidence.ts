import type { CheckEvidence } from '@/utils/model/evidence';
import { marksInside } from '@/utils/quote/quote-marks';
import type { TextModel, TextRange } from '@/utils/text/text-model';

/** The UTF-16 units of page text that are shown on each side of the found passage. */
const AROUND = 200;

/** Returns the evidence of a check with only these fields known. */
export function evidenceOf(fields: Partial<CheckEvidence>): CheckEvidence {
  return {
    reason: null,
    detail: null,
    httpStatus: null,
    passage: null,
    position: null,
    difference: [],
    changes: [],
    ...fields,
  };
}

/** A lone surrogate at an edge cannot be written as UTF-8. */
function sliceWhole(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '');
}

/** Returns the passage at a range of a page, with some text around it. */
export function passageAt(model: TextModel, range: TextRange): Partial<CheckEvidence> {
  const { text } = model;
  const marks = marksInside(model, range);
  return {
    passage: {
      before: sliceWhole(text, Math.max(0, range.start - AROUND), range.start),
      text: text.slice(range.start, range.end),
      after: sliceWhole(text, range.end, range.end + AROUND),
      ...(marks.length === 0 ? {} : { marks }),
    },
    position: { start: range.start, end: range.end },
  };
}

/** Returns whether the page shows a formula or an image within a passage. */
export function hasWordlessPart(model: TextModel, { start, end }: TextRange): boolean {
  return (model.wordless ?? []).some((part) => part.start < end && start < part.end);
}

/**
 * Returns whether a part of a passage might be hidden, whether nobody saw any of it, or whether a
 * reader might see words in the passage that the text does not contain.
 */
export function mayBeHidden(model: TextModel, { start, end }: TextRange): boolean {
  const isInside = (at: number) => start < at && at < end;
  return (
    (model.mayBeHidden ?? []).some((range) => range.start < end && start < range.end) ||
    (model.unseen ?? []).some((range) => range.start <= start && end <= range.end) ||
    model.blocks.some(({ barriers }) => barriers?.some(isInside))
  );
}
