import type { Verdict } from '@/utils/model/evidence';
import type { TextRange } from '@/utils/text/text-model';
import { datesHold } from './calendar';
import type { Claim, Hint, HintKind, Passage } from './claim';
import { type EvidenceText, evidenceText } from './evidence-text';
import { findDates } from './find-dates';
import { findNames, type Vocabulary } from './find-names';
import { findQuantities } from './find-quantities';
import { findQuotations } from './find-quotations';
import { baseLanguage, guessLanguage } from './guess-language';
import { quantityHolds, quantityKind } from './quantity';
import { Blotter, scanText } from './scan-text';

export interface CheckOptions {
  /** BCP 47 of the report. */
  readonly language: string;
  /**
   * How the report spells its words. Without it, a capitalised word at the start of a sentence
   * rarely counts as a name.
   */
  readonly vocabulary?: Vocabulary;
}

/** The maximum number of items of a claim. Each is searched for in every passage. */
const MOST_SOUGHT = 300;

/** A part of a claim, and how to search for it. */
interface Sought extends TextRange {
  readonly kind: HintKind;
  readonly isIn: (text: EvidenceText, isPage: boolean) => boolean;
}

const FAILED: ReadonlySet<Verdict> = new Set([
  'altered',
  'missing',
  'gone',
  'blocked',
  'unreachable',
]);

/**
 * Returns what a claim says that its cited passages do not say: figures, dates, names and
 * quotations, in the order of the claim, each with where it was searched. For a passage without a
 * quote, the whole page is searched. If that page was not read, nothing is reported. A hint can be
 * wrong: a figure may be written in words that this code does not know, and a figure that is found
 * may belong to something else.
 *
 * Linear in the claim and in the passages. A passage or page is read once for all its claims.
 */
export function checkClaim(
  claim: Claim,
  passages: readonly Passage[],
  options: CheckOptions,
): readonly Hint[] {
  const hints: Hint[] = [];
  const failed =
    passages.length > 0 && passages.every(({ verdict }) => verdict !== null && FAILED.has(verdict));
  if (failed) {
    hints.push({
      kind: 'citations-failed',
      words: claim.text,
      start: 0,
      end: claim.text.length,
      soughtIn: passages.map(({ clipId }) => clipId),
      found: 'nowhere',
    });
  }
  const readable = passages.filter(({ quote, pageText }) => (quote ?? pageText) !== null);
  if (readable.length === 0) return hints;
  const cited = readable.map(({ quote, pageText }) => ({
    text: evidenceText(quote ?? pageText ?? ''),
    isPage: quote === null,
  }));
  const pages = readable.flatMap(({ quote, pageText }) =>
    quote !== null && pageText !== null ? [pageText] : [],
  );
  const soughtIn = readable.map(({ clipId }) => clipId);
  const told = new Set<string>();
  for (const { kind, start, end, isIn } of soughtOf(claim, options)) {
    // A repeated item is searched for once.
    const print = `${kind} ${claim.text.slice(start, end).toLowerCase()}`;
    if (told.has(print)) continue;
    told.add(print);
    if (cited.some(({ text, isPage }) => isIn(text, isPage))) continue;
    const onPage = pages.some((page) => isIn(evidenceText(page), true));
    const words = claim.text.slice(start, end);
    const quotationKind = (): HintKind => {
      if (onPage) return 'quotation-elsewhere';
      return isTranslated(words, readable, options.language) ? 'quotation-translated' : 'quotation';
    };
    hints.push({
      kind: kind === 'quotation' ? quotationKind() : kind,
      words,
      start,
      end,
      soughtIn,
      found: onPage ? 'page-only' : 'nowhere',
    });
  }
  return hints;
}

function soughtOf(claim: Claim, options: CheckOptions): Sought[] {
  const { text } = claim;
  const scan = scanText(text);
  const blotter = new Blotter(text.length);
  const dates = findDates(scan, blotter);
  const quantities = findQuantities(scan, blotter);
  const counted = quantities.filter(({ loose, version }) => !loose && !version);
  const names = findNames(scan, {
    opensSentence: claim.start <= claim.sentence.start,
    taken: [...dates, ...counted].sort((a, b) => a.start - b.start),
    vocabulary: options.vocabulary ?? null,
  });
  const isInName = (range: TextRange): boolean =>
    names.some(({ start, end }) => start < range.start && range.end <= end);
  const sought: Sought[] = [
    ...dates.map(({ start, end, dates: asked }) => ({
      kind: 'date' as const,
      start,
      end,
      isIn: ({ numbers }: EvidenceText) =>
        asked.some((date) => datesHold(date, numbers.dates)) ||
        // A number that looks like a year may be a count.
        asked.some(
          ({ year, ...rest }) =>
            year !== undefined &&
            Object.keys(rest).length === 0 &&
            numbers.quantities.some(({ meanings }) => meanings.some(({ value }) => value === year)),
        ),
    })),
    ...quantities
      .filter(({ loose, version, start, end }) => !loose && !(version && isInName({ start, end })))
      .map((quantity) => ({
        kind: quantityKind(quantity),
        start: quantity.start,
        end: quantity.end,
        isIn: ({ text: passage, numbers, names: index }: EvidenceText) =>
          quantityHolds(quantity, numbers.quantities, passage) ||
          (quantity.version && index.holds(text.slice(quantity.start, quantity.end), true)) ||
          (quantity.version && index.holds(`v${text.slice(quantity.start, quantity.end)}`, true)),
      })),
    ...names.map(({ kind, start, end }) => ({
      kind,
      start,
      end,
      isIn: ({ names: index }: EvidenceText, isPage: boolean) =>
        index.holds(text.slice(start, end), isPage),
    })),
    ...findQuotations(text).map(({ start, end }) => ({
      kind: 'quotation' as const,
      start,
      end,
      isIn: ({ quotations }: EvidenceText) => quotations.holds(text.slice(start, end)),
    })),
  ];
  return sought.sort((a, b) => a.start - b.start || a.end - b.end).slice(0, MOST_SOUGHT);
}

/**
 * Returns whether quoted words are in none of the languages of the texts that might contain them.
 */
function isTranslated(words: string, passages: readonly Passage[], language: string): boolean {
  const spoken = guessLanguage(words) ?? baseLanguage(language);
  const known = passages.flatMap((passage) => {
    const told = passage.language === null ? null : baseLanguage(passage.language);
    return told ?? guessLanguage(passage.pageText ?? passage.quote ?? '') ?? [];
  });
  return known.length > 0 && !known.includes(spoken);
}
