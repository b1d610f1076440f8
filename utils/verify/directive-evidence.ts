import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { CheckEvidence, Pin } from '@/utils/model/evidence';
import type { TextModel, TextRange } from '@/utils/text/text-model';

type Directive = NonNullable<Pin['directive']>;

/** Returns the number of letters and digits of a term, because everything else may differ. */
export function lettersOf(term: string | undefined): number {
  return (term ?? '').replace(/[^\p{L}\p{N}]/gu, '').length;
}

/** More places give no new information. */
const MAX_PLACES = 99;

function countPlaces(model: TextModel, term: string): number {
  let places = 0;
  let found = findTextDirective(model, { start: term });
  while (found !== null && places < MAX_PLACES) {
    places++;
    found = findTextDirective(model, { start: term }, found.end);
  }
  return places;
}

/**
 * Returns what a person should know before they adopt a passage that only a directive names: its
 * length, the distance between its ends, and its weakest term. Linear in the page.
 */
export function directiveEvidence(
  model: TextModel,
  directive: Directive,
  range: TextRange,
): NonNullable<CheckEvidence['located']> {
  const { start, end } = directive;
  const length = range.end - range.start;
  const terms = end === undefined ? [start] : [start, end];
  const [weakest] = terms
    .map((term) => ({ term, letters: lettersOf(term), places: countPlaces(model, term) }))
    .sort((a, b) => b.places - a.places || a.letters - b.letters);
  return {
    length,
    blocks: model.blocks.filter((block) => block.start < range.end && range.start < block.end)
      .length,
    apart: end === undefined ? null : Math.max(0, length - start.length - end.length),
    weakest: weakest ?? { term: start, letters: lettersOf(start), places: 1 },
  };
}
