import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { CheckEvidence, CheckFlag, Pin } from '@/utils/model/evidence';
import { marksInside, strikesOut } from '@/utils/quote/quote-marks';
import { foldStrictly, strictFoldOf } from '@/utils/quote/strict-fold';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { Judgement } from './judgement';
import type { PageReader } from './page-facts';
import { evidenceOf, hasWordlessPart, mayBeHidden, passageAt } from './passage-evidence';

type Directive = NonNullable<Pin['directive']>;

/** Returns whether a directive's terms are so short that finding them proves little. */
export function isWeak(directive: Directive): boolean {
  const context = lettersOf(directive.prefix) + lettersOf(directive.suffix);
  if (directive.end === undefined) return lettersOf(directive.start) + context < 8;
  return Math.min(lettersOf(directive.start), lettersOf(directive.end)) < 4 && context < 8;
}

/**
 * Returns whether a directive finds another place after its first, which a browser would not show.
 */
export function findsMore(model: TextModel, directive: Directive, first: TextRange): boolean {
  return findTextDirective(model, directive, first.end) !== null;
}

/**
 * Returns whether a directive's terms are at a place in the judge's folding. If no browser finds it
 * there, the cause is a dash or a ligature, not the place.
 */
export function diesOfTypography(
  model: TextModel,
  directive: Directive,
  place: TextRange,
): boolean {
  const fold = strictFoldOf(model);
  const start = fold.toFolded(place.start);
  const end = fold.toFolded(place.end, 'end');
  const term = (value: string | undefined) => foldStrictly(value ?? '').lower.trim();
  const passage = fold.lower.slice(start, end).trim();
  const prefix = term(directive.prefix);
  const suffix = term(directive.suffix);
  return (
    passage.startsWith(term(directive.start)) &&
    passage.endsWith(term(directive.end)) &&
    fold.lower
      .slice(Math.max(0, start - prefix.length - 2), start)
      .trimEnd()
      .endsWith(prefix) &&
    fold.lower
      .slice(end, end + suffix.length + 2)
      .trimStart()
      .startsWith(suffix)
  );
}

/** Judges a citation without a recorded quote; the best verdict is `located`. */
export function judgeWithoutWording(
  model: TextModel,
  { directive, directiveAsWritten }: Pick<Pin, 'directive' | 'directiveAsWritten'>,
  reader: PageReader,
): Judgement {
  if (directive === null) {
    return {
      verdict: 'unpinned',
      flags: directiveAsWritten === null ? [] : ['dead-link'],
      evidence: evidenceOf({ reason: 'no-passage-named' }),
    };
  }
  const range = findTextDirective(model, directive);
  const flags: CheckFlag[] = isWeak(directive) ? ['weak'] : [];
  if (range !== null) {
    if (findsMore(model, directive, range)) flags.push('ambiguous');
    if (mayBeHidden(model, range)) flags.push('visibility-unknown');
    if (hasWordlessPart(model, range)) flags.push('parts-unrecorded');
    const passage = model.text.slice(range.start, range.end);
    if (strikesOut(passage, marksInside(model, range))) flags.push('struck-out');
    return {
      verdict: 'located',
      flags,
      evidence: evidenceOf({
        reason: 'no-wording',
        ...passageAt(model, range),
        located: directiveEvidence(model, directive, range),
      }),
    };
  }
  flags.push('dead-link');
  return reader === 'tab' || reader === 'render'
    ? { verdict: 'unpinned', flags, evidence: evidenceOf({ reason: 'named-passage-absent' }) }
    : {
        verdict: 'unchecked',
        flags,
        evidence: evidenceOf({ reason: 'not-found-not-rendered' }),
      };
}

/** Returns the number of letters and digits of a term, because everything else may differ. */
function lettersOf(term: string | undefined): number {
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
function directiveEvidence(
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
