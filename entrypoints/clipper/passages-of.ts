import type { PageTextModel } from '@/utils/page/text-model';
import { blankNotes } from '@/utils/quote/text-marks';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextRange } from '@/utils/text/text-model';

/**
 * The passages that ranges select in a model's text, in order, each grown to whole words and
 * figures: half a figure is another figure, and no check may pass it. Ranges with nothing but
 * white space between them, as the cells of a row that Firefox selects one by one, are one
 * passage. Those that hold no text are left out.
 */
export function passagesOf(model: PageTextModel, ranges: readonly Range[]): TextRange[] {
  const whole = blankNotes(model.text, model.marks);
  const passages: TextRange[] = [];
  const places = ranges.flatMap((range) => model.rangeToOffsets(range) ?? []);
  for (const place of places.sort((a, b) => a.start - b.start)) {
    const grown = growToTokens(whole, trim(model.text, place));
    if (grown.start >= grown.end) continue;
    const last = passages.at(-1);
    if (last !== undefined && model.text.slice(last.end, grown.start).trim() === '') {
      passages[passages.length - 1] = { start: last.start, end: Math.max(last.end, grown.end) };
    } else {
      passages.push(grown);
    }
  }
  return passages;
}

function trim(text: string, { start, end }: TextRange): TextRange {
  const quote = text.slice(start, end);
  const from = start + (quote.length - quote.trimStart().length);
  return { start: from, end: Math.max(from, start + quote.trimEnd().length) };
}
