import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type {
  CheckEvidence,
  CheckFlag,
  CheckReason,
  Pin,
  TextQuoteSelector,
} from '@/utils/model/evidence';
import { withoutBorrowedWords } from '@/utils/quote/borrowed-words';
import { type ContextKept, contextComparer, contextTurned } from '@/utils/quote/compare-context';
import { diffQuote } from '@/utils/quote/diff-quote';
import { matchTextQuote, type QuoteCandidate } from '@/utils/quote/match-text-quote';
import { missingRangePartner } from '@/utils/quote/range-partner';
import { foldStrictly, foldWhiteSpace, strictFoldOf } from '@/utils/quote/strict-fold';
import { marksInside, strikesTheSame } from '@/utils/quote/text-marks';
import { growToTokens, standsOnWholeTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { diesOfTypography, findsMore, isWeak, judgeWithoutWording } from './judge-directive';
import type { Judgement } from './judgement';
import type { PageReader } from './page-facts';
import { evidenceOf, mayBeHidden, passageAt } from './passage-evidence';
import { type QuoteReading, readingsOf } from './quote-readings';
import { differsOnlyInSentenceCase } from './sentence-case';

/** What the judge needs of a clip: its pin. */
export interface JudgedClip {
  readonly pin: Pick<Pin, 'quote' | 'selectors' | 'marks' | 'directive' | 'directiveAsWritten'>;
}

export interface JudgeOptions {
  readonly reader: PageReader;
}

/** A cut short quote counts as "close" only where a figure was cut: "art" is in every "start". */
const SHORT = 20;

/** Two figures in two blocks ("12" and "300" in a table's cells) that would read as one. */
const SPLIT_FIGURE = /(?<!\p{N})\p{N}{1,3}\s*\n\s*\p{N}{3}(?!\p{N})/u;

/** How a quote stands at one place: letter for letter, in other typography, or not. */
function standingAs(
  model: TextModel,
  quote: string,
  place: QuoteCandidate,
): 'verbatim' | 'typographic' | null {
  if (!standsOnWholeTokens(model.text, place)) return null;
  const there = model.text.slice(place.start, place.end);
  if (SPLIT_FIGURE.test(there) && !SPLIT_FIGURE.test(quote)) return null;
  if (foldWhiteSpace(there) === foldWhiteSpace(quote)) return 'verbatim';
  const wanted = foldStrictly(quote).text.trim();
  return place.folded === wanted || differsOnlyInSentenceCase(wanted, place.folded)
    ? 'typographic'
    : null;
}

function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

function notThere(reader: PageReader): Judgement {
  const seen = reader === 'tab' || reader === 'render';
  const reason: CheckReason = seen ? 'nothing-close' : 'not-found-not-rendered';
  return {
    verdict: seen ? 'missing' : 'unchecked',
    flags: [],
    evidence: evidenceOf({ reason }),
  };
}

type Standing = QuoteCandidate & {
  readonly as: 'verbatim' | 'typographic';
  readonly flags: readonly CheckFlag[];
};

/** The recorded surroundings; '' where none were. */
function selectorOf(pin: JudgedClip['pin'], exact: string): TextQuoteSelector {
  return {
    exact,
    prefix: pin.selectors.quote?.prefix ?? '',
    suffix: pin.selectors.quote?.suffix ?? '',
  };
}

/** Surroundings were recorded as bare text, and are compared with bare text. */
function keptOf(model: TextModel, selector: TextQuoteSelector, place: TextRange): ContextKept {
  const fold = strictFoldOf(model);
  return contextComparer(fold, selector)(fold.toFolded(place.start), fold.toFolded(place.end));
}

/** What stands there strikes out the same words as the quote, as far as that was recorded. */
function standsAsStruck(model: TextModel, pin: JudgedClip['pin'], place: TextRange): boolean {
  if (model.marks === undefined && pin.marks === undefined) return true;
  return strikesTheSame(
    { text: pin.quote ?? '', marks: pin.marks ?? [] },
    { text: model.text.slice(place.start, place.end), marks: marksInside(model, place) },
  );
}

interface Places {
  readonly standing: readonly Standing[];
  /** Where the closest passage stands, if the quote stands nowhere. */
  readonly close: QuoteCandidate | null;
}

function placesOf(model: TextModel, pin: JudgedClip['pin'], reading: QuoteReading): Places {
  const quote = reading.quote.trim();
  const selector = selectorOf(pin, quote);
  const hints = { position: pin.selectors.position, limit: Number.POSITIVE_INFINITY };
  const candidates = matchTextQuote(reading.page, selector, hints);
  const standing: Standing[] = [];
  const borrowing: QuoteCandidate[] = [];
  for (const candidate of candidates) {
    const as = candidate.exact ? standingAs(reading.page, quote, candidate) : null;
    if (as === null || !standsAsStruck(model, pin, candidate)) continue;
    if (missingRangePartner(reading.page.text, candidate, selector) !== null) continue;
    const kept = reading.page === model ? candidate.kept : keptOf(model, selector, candidate);
    const own = withoutBorrowedWords(model, quote, candidate, kept);
    const context = (kept.before ?? 0) + (kept.after ?? 0);
    if (own === null) standing.push({ ...candidate, kept, context, as, flags: reading.flags });
    else borrowing.push({ ...candidate, ...own });
  }
  if (reading.page !== model) standing.sort((a, b) => b.context - a.context);
  const close = [...borrowing, ...candidates].find((place) => {
    if (quote.length >= SHORT || standsOnWholeTokens(model.text, place)) return true;
    const grown = growToTokens(model.text, place);
    return /\p{N}/u.test(model.text.slice(grown.start, grown.end));
  });
  return { standing, close: close ?? null };
}

/** Whether the recorded words still stand on this side: near enough is not changed. */
function holds(kept: number | null): boolean {
  return kept === null || kept >= 0.9;
}

function judgeStanding(
  model: TextModel,
  pin: JudgedClip['pin'],
  places: readonly Standing[],
): Judgement | null {
  const located = pin.directive === null ? null : findTextDirective(model, pin.directive);
  // The place that the link leads to, where the quote stands at several; else one that shows.
  const best =
    places.find((place) => located !== null && overlaps(place, located)) ??
    places.find((place) => place.context === places[0]?.context && !mayBeHidden(model, place)) ??
    places[0];
  if (best === undefined) return null;
  const flags: CheckFlag[] = [...best.flags];
  if (mayBeHidden(model, best)) flags.push('visibility-unknown');
  // Each side for itself: an intact suffix says nothing of the prefix.
  const held = holds(best.kept.before) && holds(best.kept.after);
  const recorded = pin.selectors.quote;
  const turned =
    recorded === null
      ? null
      : contextTurned(model, recorded, best, {
          kept: best.kept,
          captured: pin.selectors.position !== null,
        });
  const linked = located !== null && overlaps(best, located);
  if (pin.directive !== null && located === null) flags.push('dead-link');
  if (pin.directive === null && pin.directiveAsWritten !== null) flags.push('dead-link');
  if (pin.directive !== null && isWeak(pin.directive)) flags.push('weak');
  if ((linked && !held) || turned !== null) flags.push('changed-nearby');
  const equals = places.filter((place) => place.context === best.context);
  const ambiguous = linked
    ? pin.directive !== null && findsMore(model, pin.directive, located)
    : equals.length > 1;
  if (ambiguous) flags.push('ambiguous');
  return {
    verdict:
      turned === 'sentence' || hasMoved(model, pin, best, { held, located }) ? 'moved' : best.as,
    flags,
    evidence: evidenceOf(passageAt(model, best)),
  };
}

function hasMoved(
  model: TextModel,
  { directive }: JudgedClip['pin'],
  best: Standing,
  { held, located }: { readonly held: boolean; readonly located: TextRange | null },
): boolean {
  if (directive === null) return !held;
  if (located !== null) return !overlaps(best, located);
  return !(best.as === 'typographic' && diesOfTypography(model, directive, best));
}

/** The difference between the quote and what stands in its place. */
function judgeClose(
  model: TextModel,
  pin: JudgedClip['pin'],
  reading: QuoteReading,
  close: QuoteCandidate,
): Judgement {
  const { text } = reading.page;
  const grown = growToTokens(text, close);
  const partner = missingRangePartner(text, grown, selectorOf(pin, reading.quote));
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

/** Words that the page strikes out and the quote does not: no word changed, and yet all did. */
function struckChanges(
  model: TextModel,
  pin: JudgedClip['pin'],
  range: TextRange,
): CheckEvidence['changes'] {
  if (standsAsStruck(model, pin, range)) return [];
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
 * Decides whether a clip's quote stands on a page as it was read. Strict: a
 * pass needs equality in the judge's folding, on whole words and figures;
 * similarity only finds the place whose difference is shown.
 *
 * What surrounds the quote counts where it gives the quote another meaning:
 * - a range that a figure at the quote's edge was cut out of ("costs 5" where
 *   the page says "costs 5 to 10") is `altered`, unless the surroundings
 *   recorded at capture say that it was so then;
 * - a negation, figure, unit, currency or date that came, went or changed in
 *   the quote's own sentence makes it `moved`, with `changed-nearby`: the
 *   words stand, but not in the sentence that they were taken from. Beyond
 *   the sentence, `changed-nearby` is a flag beside the verdict.
 *
 * How words are set counts as well: see `readingsOf` for raised figures and
 * footnotes; what the page strikes out and the clip does not is `altered`.
 *
 * `missing` is said only by readings that the user's own browser rendered
 * (`tab`, `render`); after a fetch or from an archive, absence stays unchecked.
 * Linear in the page for quotes that stand there; see `findClosePlaces` else.
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
    const { standing, close } = placesOf(model, pin, reading);
    const passed = judgeStanding(model, pin, standing);
    if (passed !== null) return passed;
    if (closest === null && close !== null) closest = { reading, place: close };
  }
  return closest === null
    ? notThere(reader)
    : judgeClose(model, pin, closest.reading, closest.place);
}
