import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { CheckEvidence, CheckFlag, CheckReason } from '@/utils/model/evidence';
import { contextTurned } from '@/utils/quote/context-turned';
import { diffQuote } from '@/utils/quote/diff-quote';
import { leaveNeighbours } from '@/utils/quote/leave-neighbours';
import type { QuoteCandidate } from '@/utils/quote/match-text-quote';
import { joinsFigures, marksInside, strikesOut } from '@/utils/quote/quote-marks';
import { missingRangePartner } from '@/utils/quote/range-partner';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { growToTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import {
  findQuoteMatches,
  hasSameStrikes,
  keepsContext,
  type QuoteMatch,
  selectorOf,
} from './find-quote-matches';
import { diesOfTypography, findsMore, isWeak, judgeWithoutWording } from './judge-directive';
import type { JudgedPin, Judgement } from './judgement';
import type { PageReader } from './page-facts';
import { evidenceOf, hasWordlessPart, mayBeHidden, passageAt } from './passage-evidence';
import { type QuoteReading, readingsOf } from './quote-readings';

/** What a check needs of a clip. Comparing the words needs only its pin. */
export interface JudgedClip {
  readonly pin: JudgedPin;
  /** The addresses of its images, as far as they were kept. */
  readonly images?: readonly string[];
}

export interface JudgeOptions {
  readonly reader: PageReader;
}

function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

function isShownBy(reader: PageReader): boolean {
  return reader === 'tab' || reader === 'render';
}

function notThere(reader: PageReader): Judgement {
  const seen = isShownBy(reader);
  const reason: CheckReason = seen ? 'nothing-close' : 'not-found-not-rendered';
  return {
    verdict: seen ? 'missing' : 'unchecked',
    flags: [],
    evidence: evidenceOf({ reason }),
  };
}

function judgeMatches(
  model: TextModel,
  pin: JudgedPin,
  places: readonly QuoteMatch[],
  reader: PageReader,
): Judgement | null {
  const located = pin.directive === null ? null : findTextDirective(model, pin.directive);
  const first = places.find((place) => located !== null && overlaps(place, located));
  const isVisible = (place: QuoteMatch) => !mayBeHidden(model, place);
  // The place that the link leads to, if there are several; otherwise one that is visible.
  const best =
    [first].find((place) => place !== undefined && isVisible(place)) ??
    places.find((place) => place.context === places[0]?.context && isVisible(place)) ??
    [first].find((place) => place !== undefined && keepsContext(place)) ??
    places.find((place) => keepsContext(place) || isVisible(place)) ??
    // The layout was looked at, but only a picture would be certain.
    (isShownBy(reader) ? places[0] : undefined);
  if (best === undefined) return null;
  const flags: CheckFlag[] = [...best.flags];
  if (mayBeHidden(model, best)) flags.push('visibility-unknown');
  if (hasWordlessPart(model, best)) flags.push('parts-unrecorded');
  // The pin records these marks, but a reader of the clip sees its bare words.
  if (joinsFigures(pin.quote ?? '', pin.marks ?? [])) flags.push('marks-unrecorded');
  if (strikesOut(pin.quote ?? '', pin.marks ?? [])) flags.push('struck-out');
  // Each side separately, because an unchanged suffix says nothing about the prefix.
  const held = keepsContext(best);
  const recorded = pin.selectors.quote;
  const turned =
    recorded === null
      ? null
      : contextTurned(model, recorded, best, {
          kept: best.kept,
          captured: pin.selectors.position !== null,
        });
  // A browser that follows the link skips what is hidden.
  const linked = best === first || (first !== undefined && isVisible(best) && !isVisible(first));
  if (pin.directive !== null && located === null) flags.push('dead-link');
  if (pin.directive === null && pin.directiveAsWritten !== null) flags.push('dead-link');
  if (pin.directive !== null && isWeak(pin.directive)) flags.push('weak');
  if ((linked && !held) || turned !== null) flags.push('changed-nearby');
  const equals = places.filter((place) => place.context === best.context);
  const ambiguous =
    linked && located !== null
      ? pin.directive !== null && findsMore(model, pin.directive, located)
      : equals.length > 1;
  if (ambiguous) flags.push('ambiguous');
  return {
    verdict:
      turned === 'sentence' || hasMoved(model, pin, best, { held, linked, located })
        ? 'moved'
        : best.as,
    flags,
    evidence: evidenceOf(passageAt(model, best)),
  };
}

function hasMoved(
  model: TextModel,
  { directive }: JudgedPin,
  best: QuoteMatch,
  {
    held,
    linked,
    located,
  }: {
    readonly held: boolean;
    readonly linked: boolean;
    readonly located: TextRange | null;
  },
): boolean {
  if (directive === null) return !held;
  if (located !== null) return !linked;
  return !(best.as === 'typographic' && diesOfTypography(model, directive, best));
}

/** Returns the difference between the quote and the passage in its place. */
function judgeClose(
  model: TextModel,
  pin: JudgedPin,
  reading: QuoteReading,
  close: QuoteCandidate,
): Judgement {
  const { text } = reading.page;
  const selector = selectorOf(pin, reading.quote.trim());
  const own = leaveNeighbours(text, growToTokens(text, close), selector, close.kept);
  const grown = growToTokens(text, own);
  const partner = missingRangePartner(text, grown, selector);
  const range = growToTokens(text, {
    start: Math.min(grown.start, partner?.start ?? grown.start),
    end: Math.max(grown.end, partner?.end ?? grown.end),
  });
  const difference = diffQuote(reading.quote.trim(), text.slice(range.start, range.end));
  return {
    verdict: 'altered',
    flags: [],
    evidence: evidenceOf({
      reason: 'words-changed',
      ...passageAt(model, range),
      difference: difference.parts,
      changes: [...struckChanges(model, pin, range), ...difference.changes],
    }),
  };
}

/**
 * Returns the words that the page strikes out and the quote does not. No word has changed, but the
 * meaning has.
 */
function struckChanges(
  model: TextModel,
  pin: JudgedPin,
  range: TextRange,
): CheckEvidence['changes'] {
  if (hasSameStrikes(model, pin, range)) return [];
  const passage = model.text.slice(range.start, range.end);
  return marksInside(model, range)
    .filter(({ kind }) => kind === 'struck')
    .slice(0, 5)
    .map(({ start, end }) => ({
      fact: 'struck' as const,
      from: '',
      to: passage.slice(start, end),
    }));
}

/**
 * Decides whether a clip's quote is on a page as it was read. It is strict: a pass needs
 * equality in the judge's folding, on whole words and figures. Similarity only finds the passage
 * whose difference is shown.
 *
 * The surroundings count if they change the meaning of the quote:
 * - If a figure at the quote's edge was cut out of a range ("costs 5" where the page says "costs 5
 *   to 10"), the quote is `altered`, unless the surroundings recorded at capture show that it was
 *   so then.
 * - If a negation, figure, unit, currency or date was added, removed or changed in the quote's own
 *   sentence, the quote is `moved` with `changed-nearby`: the words are unchanged, but not in their
 *   former sentence. Outside of the sentence, `changed-nearby` is only a flag.
 *
 * If a changed quote is between its recorded neighbours, it is `altered`, even if its exact words
 * are elsewhere, for example in a note about a correction.
 *
 * Formatting counts too: see `readingsOf` for raised figures and footnotes. Words that only the
 * page strikes out make the quote `altered`; words that the quote strikes out too are only a flag.
 *
 * A formula or an image within the words, which the quote cannot have, is only a flag.
 *
 * Words that the page may hide pass only in the recorded surroundings: elsewhere they may be a hidden
 * copy, left after the quote was removed. In a page that was shown they are `moved`, with a doubt,
 * because they are not certainly missing.
 *
 * Only readings that the user's own browser rendered (`tab`, `render`) give `missing`; after a
 * fetch or from an archive, an absent quote stays unchecked. Linear in the page for quotes that
 * are there; see `findClosePlaces` for others.
 */
export function judgeQuote(
  model: TextModel,
  clip: JudgedClip,
  { reader }: JudgeOptions,
): Judgement {
  const { pin } = clip;
  if (foldStrictly(pin.quote ?? '').text.trim() === '')
    return judgeWithoutWording(model, pin, reader);
  let closest: { readonly reading: QuoteReading; readonly place: QuoteCandidate } | null = null;
  for (const reading of readingsOf(model, pin)) {
    const { matches, close } = findQuoteMatches(model, pin, reading);
    const passed = judgeMatches(model, pin, matches, reader);
    if (passed !== null) return passed;
    if (matches.length > 0) return notThere(reader);
    if (closest === null && close !== null) closest = { reading, place: close };
  }
  return closest === null
    ? notThere(reader)
    : judgeClose(model, pin, closest.reading, closest.place);
}
