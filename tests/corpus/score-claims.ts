import { checkClaim } from '@/utils/claim/check-claim';
import type { Claim, Hint, PageFacts, Passage } from '@/utils/claim/claim';
import type { Vocabulary } from '@/utils/claim/find-names';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import { type ClipId, newId, type StatementId } from '@/utils/model/ids';
import { parseBody } from '@/utils/page/judge-page';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { createParsedModel } from '@/utils/page/parsed-model';
import { parsedTree } from '@/utils/page/parsed-tree';
import { BETWEEN_FAULTS, type ClaimPair, type Fault } from './claim-pairs';

/** Hints of one kind of thing. All kinds that are not named here are `between`. */
export const HINT_GROUPS = ['figures', 'dates', 'names', 'quotations', 'between'] as const;
export type HintGroup = (typeof HINT_GROUPS)[number];

const GROUPS: Readonly<Record<string, HintGroup>> = {
  figure: 'figures',
  percentage: 'figures',
  money: 'figures',
  duration: 'figures',
  ordinal: 'figures',
  date: 'dates',
  name: 'names',
  acronym: 'names',
  quotation: 'quotations',
  'quotation-elsewhere': 'quotations',
  'quotation-translated': 'quotations',
  'quotation-brackets': 'quotations',
};

export const groupOf = ({ kind }: Hint): HintGroup => GROUPS[kind] ?? 'between';

export const isBetween = (fault: Fault): boolean =>
  (BETWEEN_FAULTS as readonly Fault[]).includes(fault);

/** A pair with the hints for its claim. */
export interface Outcome {
  readonly pair: ClaimPair;
  /** Hints for words that are labelled as wrong. */
  readonly right: readonly Hint[];
  readonly false: readonly Hint[];
}

/** A saved page as the hints know it. */
export interface SavedPage {
  /** As its parsed model has it. The offsets of pairs count in it. */
  readonly text: string;
  readonly facts: PageFacts;
}

/** The saved pages have no address. What a page says of itself is read as if it had this one. */
const NO_ADDRESS = 'https://page.example/';

export function readSavedPage(html: string): SavedPage {
  const document = parseBody(html, 'html', false);
  const facts = readPageMetadata(parsedTree, document, NO_ADDRESS);
  return { text: createParsedModel(document).text, facts };
}

function asClaim(text: string): Claim {
  const range = { start: 0, end: text.length };
  return {
    key: 'key',
    statementId: newId<'statement'>() as StatementId,
    sectionId: null,
    text,
    ...range,
    sentence: range,
    citationIds: [],
    isQuoted: false,
  };
}

function asPassage(pair: ClaimPair, pageOf: (page: string) => SavedPage): Passage {
  const rest = {
    clipId: newId<'clip'>() as ClipId,
    verdict: 'verbatim',
    language: pair.pageLanguage,
  } as const;
  if ('made' in pair) return { ...rest, quote: pair.made, pageText: pair.made };
  const { text, facts } = pageOf(pair.page);
  const quote = pair.passage === null ? null : text.slice(...pair.passage);
  return { ...rest, quote, pageText: text, facts };
}

function isAt(hint: Hint, claim: string, words: readonly string[]): boolean {
  return words.some((each) => {
    const start = claim.indexOf(each);
    return hint.start < start + each.length && hint.end > start;
  });
}

/** The number of claims in one report, because a report of a thousand claims shows more spellings. */
export const REPORT_CLAIMS = 20;

/**
 * Checks the claim of each pair. Claims that follow each other in one language count as one report
 * of at most REPORT_CLAIMS claims, whose spelling tells names from other words.
 */
export function scoreClaims(
  pairs: readonly ClaimPair[],
  pageOf: (page: string) => SavedPage,
): Outcome[] {
  const vocabularyOf = new Map<ClaimPair, Vocabulary>();
  for (const spoken of Map.groupBy(pairs, ({ language }) => language).values()) {
    for (let from = 0; from < spoken.length; from += REPORT_CLAIMS) {
      const report = spoken.slice(from, from + REPORT_CLAIMS);
      const statements = report.map(({ claim }) => ({ plain: claim }));
      const vocabulary = gatherVocabulary({ statements });
      for (const pair of report) vocabularyOf.set(pair, vocabulary);
    }
  }
  return pairs.map((pair) => {
    const { claim, language, wrong, writtenOn } = pair;
    const vocabulary = vocabularyOf.get(pair);
    const hints = checkClaim(asClaim(claim), [asPassage(pair, pageOf)], {
      language,
      ...(vocabulary === undefined ? {} : { vocabulary }),
      ...(writtenOn === undefined ? {} : { date: writtenOn }),
    });
    const isRight = (hint: Hint) => wrong !== null && isAt(hint, claim, wrong.words);
    return { pair, right: hints.filter(isRight), false: hints.filter((hint) => !isRight(hint)) };
  });
}

/** A share, as the counts that it is made of. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

export const shareOf = ({ part, whole }: Share): number => (whole === 0 ? 1 : part / whole);

const only = (hints: readonly Hint[], groups: readonly HintGroup[]): number =>
  hints.filter((hint) => groups.includes(groupOf(hint))).length;

/** How many hints of these groups are right. */
export function precisionOf(outcomes: readonly Outcome[], groups: readonly HintGroup[]): Share {
  const part = outcomes.reduce((sum, { right }) => sum + only(right, groups), 0);
  const wrong = outcomes.reduce((sum, outcome) => sum + only(outcome.false, groups), 0);
  return { part, whole: part + wrong };
}

/** How many of the claims with such a fault have a hint for it, of any kind. */
export function recallOf(outcomes: readonly Outcome[], faults: readonly Fault[]): Share {
  const asked = outcomes.filter(
    ({ pair: { wrong } }) => wrong !== null && faults.includes(wrong.kind),
  );
  return { part: asked.filter(({ right }) => right.length > 0).length, whole: asked.length };
}

/** How many true claims have a hint of these groups. */
export function alarmsOnTrue(outcomes: readonly Outcome[], groups: readonly HintGroup[]): Share {
  const truths = outcomes.filter(({ pair }) => pair.wrong === null);
  const alarmed = truths.filter((outcome) => only(outcome.false, groups) > 0);
  return { part: alarmed.length, whole: truths.length };
}

/** Wilson's interval of a share at 95 %. */
export function intervalOf({ part, whole }: Share): readonly [number, number] {
  if (whole === 0) return [0, 1];
  const z = 1.96;
  const share = part / whole;
  const middle = share + z ** 2 / (2 * whole);
  const reach = z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  const scale = 1 + z ** 2 / whole;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
