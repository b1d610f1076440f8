import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { blankNotes, marksInside } from '@/utils/quote/quote-marks';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import { randomFrom } from '../browser/fragment/random-ranges';

/** A captured passage of a page: its position and its pin. */
export interface CapturedQuote {
  readonly range: TextRange;
  readonly clip: JudgedClip;
}

/** Patterns of what people cite: numbers, negations, comparisons, names. */
const TELLING = [
  /\p{Nd}/u,
  /(?<![\p{L}'’])(?:not|never|no|pas|jamais|nicht)(?!\p{L})|n['’]t/iu,
  /(?<!\p{L})(?:more|less|most|over|before|after|plus|moins|avant|après|higher|million|percent|year|days)(?!\p{L})/iu,
  /(?<=\p{Ll} )\p{Lu}\p{Ll}{2,}/u,
  /[-–—…"“«é]/u,
];

/** Yields sentences, beginnings of sentences up to a number, and passages that span two blocks. */
function* passages(model: TextModel): Generator<TextRange> {
  const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  const { blocks, text } = model;
  for (const [at, block] of blocks.entries()) {
    if (block.passedOver !== undefined) continue;
    const words = text.slice(block.start, block.end);
    for (const { index, segment } of sentences.segment(words)) {
      const start = block.start + index;
      const end = start + segment.trimEnd().length;
      if (segment.includes('\n') || end - start > 400) continue;
      if (end - start >= 28) yield { start, end };
      const figure = /^.{12,}?[^.]\p{Nd}+(?![\p{L}\p{N}]|[.,]\p{Nd})/u.exec(segment);
      if (figure !== null && figure[0].length < segment.trimEnd().length - 8) {
        yield { start, end: start + figure[0].length };
      }
    }
    const next = blocks[at + 1];
    if (next === undefined || next.passedOver !== undefined || next.start !== block.end + 1)
      continue;
    if (block.end - block.start >= 60 && next.end - next.start >= 60) {
      const start = text.indexOf(' ', block.end - 50) + 1;
      const end = text.lastIndexOf(' ', next.start + 50);
      if (start > 0 && start < block.end && end > next.start) yield { start, end };
    }
  }
}

/** At this distance, an edit of one passage is not in the context of another. */
const APART = 300;

/**
 * Returns passages of a page that a person could cite, captured like the clipper does. Each of them
 * occurs once in the page. The same page always gives the same passages.
 */
export function captureQuotes(model: TextModel, count: number, seed: number): CapturedQuote[] {
  const random = randomFrom(seed);
  const folded = foldStrictly(model.text).lower;
  const all = [...passages(model)]
    .map((range) => ({ range, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ range }) => range);
  const chosen: TextRange[] = [];
  const takeFirst = (fits: (range: TextRange) => boolean) => {
    const found = all.find((range) => {
      const far = chosen.every(
        ({ start, end }) => range.start > end + APART || range.end + APART < start,
      );
      return far && fits(range) && isSingle(folded, model.text.slice(range.start, range.end));
    });
    if (found !== undefined) chosen.push(found);
  };
  for (let at = 0; at < count; at++) {
    const telling = TELLING[at % (TELLING.length + 2)];
    const crosses = at % (TELLING.length + 2) === TELLING.length;
    takeFirst(({ start, end }) => {
      const words = model.text.slice(start, end);
      return crosses ? words.includes('\n') : telling === undefined || telling.test(words);
    });
  }
  return chosen
    .sort((a, b) => a.start - b.start)
    .map((range) => capture(model, growToTokens(blankNotes(model.text, model.marks), range)));
}

function isSingle(folded: string, quote: string): boolean {
  const wanted = foldStrictly(quote).lower.trim();
  return wanted !== '' && folded.indexOf(wanted) === folded.lastIndexOf(wanted);
}

function capture(model: TextModel, selected: TextRange): CapturedQuote {
  const built = buildDirectiveWithRange(model, selected);
  const range = built.ok ? built.value.range : selected;
  const pin = {
    quote: model.text.slice(range.start, range.end),
    selectors: {
      quote: describeTextQuote(model, range),
      position: { start: range.start, end: range.end },
    },
    marks: marksInside(model, range),
    directive: built.ok ? built.value.directive : null,
    directiveAsWritten: null,
  };
  return { range, clip: { pin } };
}
