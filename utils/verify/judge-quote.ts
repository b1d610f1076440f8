import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { CheckEvidence, CheckFlag, CheckReason, Pin, Verdict } from '@/utils/model/evidence';
import { contextTurned } from '@/utils/quote/compare-context';
import { diffQuote } from '@/utils/quote/diff-quote';
import { matchTextQuote, type QuoteCandidate } from '@/utils/quote/match-text-quote';
import { foldStrictly, foldWhiteSpace } from '@/utils/quote/strict-fold';
import { growToTokens, standsOnWholeTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { PageReader } from './page-facts';
import { differsOnlyInSentenceCase } from './sentence-case';

/** What the judge needs of a clip: its pin. */
export interface JudgedClip {
  readonly pin: Pick<Pin, 'quote' | 'selectors' | 'directive' | 'directiveAsWritten'>;
}

export interface JudgeOptions {
  readonly reader: PageReader;
}

/** One quote's verdict on one reading of its page, ready for a Check. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly flags: CheckFlag[];
  readonly evidence: CheckEvidence;
}

/** UTF-16 units of page text shown on either side of the passage found. */
const AROUND = 200;
/** A cut short quote counts as "close" only where a figure was cut: "art" is in every "start". */
const SHORT = 20;

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

/** Half a surrogate pair at an edge would not survive being written as UTF-8. */
function sliceWhole(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '');
}

function passageAt(model: TextModel, range: TextRange): Partial<CheckEvidence> {
  const { text } = model;
  return {
    passage: {
      before: sliceWhole(text, Math.max(0, range.start - AROUND), range.start),
      text: text.slice(range.start, range.end),
      after: sliceWhole(text, range.end, range.end + AROUND),
    },
    position: { start: range.start, end: range.end },
  };
}

/** Two figures in two blocks ("12" and "300" in a table's cells) that would read as one. */
const SPLIT_FIGURE = /(?<!\p{N})\p{N}{1,3}\s*\n\s*\p{N}{3}(?!\p{N})/u;

/** How a quote stands at one place: letter for letter, in other typography, or not. */
function standing(
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

/** A directive whose terms are so short that finding them proves little. */
function isWeak(directive: NonNullable<Pin['directive']>): boolean {
  const letters = (term: string | undefined) => (term ?? '').replace(/[^\p{L}\p{N}]/gu, '').length;
  const context = letters(directive.prefix) + letters(directive.suffix);
  if (directive.end === undefined) return letters(directive.start) + context < 8;
  return Math.min(letters(directive.start), letters(directive.end)) < 4 && context < 8;
}

/** Whether a directive finds another place after its first, which a browser would not show. */
function findsMore(
  model: TextModel,
  directive: NonNullable<Pin['directive']>,
  first: TextRange,
): boolean {
  return findTextDirective(model, directive, first.end) !== null;
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

function judgeWithoutWording(
  model: TextModel,
  { directive, directiveAsWritten }: JudgedClip['pin'],
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
    return {
      verdict: 'located',
      flags,
      evidence: evidenceOf({ reason: 'no-wording', ...passageAt(model, range) }),
    };
  }
  flags.push('dead-link');
  return reader === 'tab' || reader === 'render'
    ? { verdict: 'unpinned', flags, evidence: evidenceOf({ reason: 'no-passage-named' }) }
    : {
        verdict: 'unchecked',
        flags,
        evidence: evidenceOf({ reason: 'not-found-not-rendered' }),
      };
}

type Standing = QuoteCandidate & { readonly as: 'verbatim' | 'typographic' };

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
  // The place that the link leads to, where the quote stands at several.
  const best = places.find((place) => located !== null && overlaps(place, located)) ?? places[0];
  if (best === undefined) return null;
  const flags: CheckFlag[] = [];
  // Each side for itself: an intact suffix says nothing of the prefix.
  const held = holds(best.kept.before) && holds(best.kept.after);
  const recorded = pin.selectors.quote;
  const turned = recorded !== null && contextTurned(model, recorded, best, best.kept);
  const linked = located !== null && overlaps(best, located);
  if (pin.directive !== null && located === null) flags.push('dead-link');
  if (pin.directive === null && pin.directiveAsWritten !== null) flags.push('dead-link');
  if (pin.directive !== null && isWeak(pin.directive)) flags.push('weak');
  if ((linked && !held) || turned) flags.push('changed-nearby');
  const equals = places.filter((place) => place.context === best.context);
  const ambiguous = linked
    ? pin.directive !== null && findsMore(model, pin.directive, located)
    : equals.length > 1;
  if (ambiguous) flags.push('ambiguous');
  const moved = pin.directive === null ? !held : !linked;
  return {
    verdict: moved ? 'moved' : best.as,
    flags,
    evidence: evidenceOf(passageAt(model, best)),
  };
}

/**
 * Decides whether a clip's quote stands on a page as it was read. Strict: a
 * pass needs equality in the judge's folding, on whole words and figures;
 * similarity only finds the place whose difference is shown.
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
  const quote = pin.quote?.trim() ?? '';
  if (foldStrictly(quote).text.trim() === '') return judgeWithoutWording(model, pin, reader);
  const selector = {
    exact: quote,
    prefix: pin.selectors.quote?.prefix ?? '',
    suffix: pin.selectors.quote?.suffix ?? '',
  };
  const hints = { position: pin.selectors.position, limit: Number.POSITIVE_INFINITY };
  const candidates = matchTextQuote(model, selector, hints);
  const places: Standing[] = [];
  for (const candidate of candidates) {
    const as = candidate.exact ? standing(model, quote, candidate) : null;
    if (as !== null) places.push({ ...candidate, as });
  }
  const passed = judgeStanding(model, pin, places);
  if (passed !== null) return passed;

  const close = candidates.find((place) => {
    if (quote.length >= SHORT || standsOnWholeTokens(model.text, place)) return true;
    const grown = growToTokens(model.text, place);
    return /\p{N}/u.test(model.text.slice(grown.start, grown.end));
  });
  if (close === undefined) return notThere(reader);
  const range = growToTokens(model.text, close);
  const difference = diffQuote(quote, model.text.slice(range.start, range.end));
  return {
    verdict: 'altered',
    flags: [],
    evidence: evidenceOf({
      reason: 'words-changed',
      ...passageAt(model, range),
      difference: difference.parts,
      changes: difference.changes,
    }),
  };
}
