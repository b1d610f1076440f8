import type { PageTextModel } from '@/utils/page/page-text-model';
import { blankNotes } from '@/utils/quote/quote-marks';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextRange } from '@/utils/text/text-model';

/**
 * Returns the selected passages in a model's text, in order. Each is extended to whole words and
 * figures, because a part of a figure is another figure. Ranges with only white space between them,
 * like the cells of a row that Firefox selects one by one, become one passage. Ranges without text
 * are left out.
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
  const from = end - quote.trimStart().length;
  return { start: from, end: Math.max(from, start + quote.trimEnd().length) };
}
