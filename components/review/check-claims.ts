import type { ClipView } from '@/components/state/clip-view';
import type { CheckOptions } from '@/utils/claim/check-claim';
import type { Claim, PageFacts, Passage } from '@/utils/claim/claim';
import type { AbsentText } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { SnapshotId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { asShown, type ClaimItem, snapshotOf, verdictOf } from '@/utils/review/claim-item';
import type { PageReading } from '@/utils/review/page-trace';

/** What was found about a claim, with the values that it was computed from. */
export interface KnownReading extends PageReading {
  readonly print: string;
}

/** By claim. */
export type KnownHints = ReadonlyMap<string, KnownReading>;

/** A claim to check. The texts of its pages are sent once for all claims of a batch. */
export interface ClaimToCheck {
  readonly claim: Claim;
  readonly passages: readonly PassageToCheck[];
}

export interface PassageToCheck extends Omit<Passage, 'pageText'> {
  /** The text of the page at its last reading; null if it was never read. */
  readonly snapshotId: SnapshotId | null;
}

/** The hints of each claim and what its pages have of it, in the order of the request. */
export type CheckedClaims = Result<readonly PageReading[], Failure>;

/** How the claims of a report are checked. */
export type HintOptions = Pick<Required<CheckOptions>, 'language' | 'between'> &
  Pick<CheckOptions, 'date'>;

/** Checks claims. A Worker, except in tests. */
export interface HintPort {
  /** Starts a report with the plain text of its statements. */
  begin(options: HintOptions, statements: readonly { readonly plain: string }[]): void;
  check(
    claims: readonly ClaimToCheck[],
    texts: ReadonlyMap<SnapshotId, string | null>,
  ): Promise<CheckedClaims>;
}

/** The number of claims in one request, so that each answer comes quickly. */
const MOST_AT_ONCE = 24;
/** The number of claims that are looked up without a pause. */
const MOST_PREPARED = 200;
/** The number of requests under way, so that texts are read while the Worker computes. */
const AHEAD = 2;

export interface CheckPorts {
  readonly port: HintPort;
  /**
   * Returns the text of a page as it was read; null if there is none. `isNeeded`: a claim has nothing
   * else to be compared with, so that a text which is not here is worth getting.
   */
  readonly pageText: (
    text: AbsentText,
    isNeeded: boolean,
  ) => Promise<Result<string | null, Failure>>;
  /** Called after each answer with all hints so far. The map is updated later. */
  readonly onProgress: (hints: KnownHints) => void;
  readonly signal: AbortSignal;
}

export interface ClaimsToCheck {
  readonly items: readonly ClaimItem<ClipView>[];
  readonly options: HintOptions;
  /** The statements of the whole report. */
  readonly statements: readonly { readonly plain: string }[];
}

/**
 * Checks every claim against its passages, page by page. Keeps known hints whose text is unchanged.
 * Resolves to all hints, or to null if it was cancelled. A claim whose text could not be got is not
 * checked; then the others are, and the result is the failure.
 */
export async function checkClaims(
  { items, options, statements }: ClaimsToCheck,
  known: KnownHints,
  { port, pageText, onProgress, signal }: CheckPorts,
): Promise<Result<KnownHints, Failure> | null> {
  const next = new Map<string, KnownReading>();
  const waiting: Waiting[] = [];
  for (const [at, item] of items.entries()) {
    // Finding the positions of the texts takes time here, so a key can be handled in between.
    if (at > 0 && at % MOST_PREPARED === 0) await nextTask();
    if (signal.aborted) return null;
    const print = printOf(item, options);
    const before = known.get(item.claim.key);
    if (before?.print === print) next.set(item.claim.key, before);
    else waiting.push({ item, print });
  }
  if (waiting.length === 0) return ok(next);
  onProgress(next);
  port.begin(options, statements);
  const underWay: Promise<Failure | null>[] = [];
  let unread: Failure | null = null;
  for (const whole of batchesOf(waiting)) {
    const { texts, lost } = await textsFor(whole, pageText);
    if (signal.aborted) return null;
    unread ??= [...lost.values()][0] ?? null;
    const batch = whole.filter(
      ({ item }) => !textsOf(item).some((each) => each.isNeeded && lost.has(each.snapshotId)),
    );
    if (batch.length === 0) continue;
    const asked = port.check(
      batch.map(({ item }) => toCheck(item)),
      texts,
    );
    underWay.push(
      asked.then((checked) => {
        if (!checked.ok) return checked.error;
        if (checked.value.length !== batch.length) return failure('unexpected', 'claims');
        for (const [at, { item, print }] of batch.entries()) {
          const reading = checked.value[at];
          if (reading !== undefined) next.set(item.claim.key, { ...reading, print });
        }
        if (!signal.aborted) onProgress(next);
        return null;
      }),
    );
    if (underWay.length < AHEAD) continue;
    const failed = await underWay.shift();
    if (failed) return err(failed);
    if (signal.aborted) return null;
  }
  for (const failed of await Promise.all(underWay)) if (failed !== null) return err(failed);
  if (signal.aborted) return null;
  return unread === null ? ok(next) : err(unread);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

interface Waiting {
  readonly item: ClaimItem<ClipView>;
  readonly print: string;
}

/** Groups claims by page, so that each page's text is read once or twice. */
function batchesOf(waiting: readonly Waiting[]): Waiting[][] {
  const pages = Map.groupBy(waiting, ({ item }) => item.sourceId);
  return [...pages.values()].flatMap((ofPage) => {
    const count = Math.ceil(ofPage.length / MOST_AT_ONCE);
    return Array.from({ length: count }, (_, at) =>
      ofPage.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
    );
  });
}

/** The texts that the passages of a claim name, and whether the claim needs them. */
function textsOf({ passages }: ClaimItem<ClipView>): (AbsentText & { isNeeded: boolean })[] {
  return passages.flatMap(({ evidence }) => {
    if (evidence === null) return [];
    const { clipId, quote, snapshotId } = passageOf(evidence);
    return snapshotId === null ? [] : [{ clipId, snapshotId, isNeeded: quote === null }];
  });
}

async function textsFor(
  batch: readonly Waiting[],
  pageText: CheckPorts['pageText'],
): Promise<{ texts: Map<SnapshotId, string | null>; lost: Map<SnapshotId, Failure> }> {
  const named = Map.groupBy(
    batch.flatMap(({ item }) => textsOf(item)),
    ({ snapshotId }) => snapshotId,
  );
  const texts = new Map<SnapshotId, string | null>();
  const lost = new Map<SnapshotId, Failure>();
  const read = async (of: ReturnType<typeof textsOf>) => {
    const [first] = of;
    if (first === undefined) return;
    const { clipId, snapshotId } = first;
    const text = await pageText(
      { clipId, snapshotId },
      of.some(({ isNeeded }) => isNeeded),
    );
    texts.set(snapshotId, text.ok ? text.value : null);
    if (!text.ok) lost.set(snapshotId, text.error);
  };
  await Promise.all([...named.values()].map(read));
  return { texts, lost };
}

function toCheck({ claim, passages }: ClaimItem<ClipView>): ClaimToCheck {
  return {
    claim,
    passages: passages.flatMap(({ evidence }) => (evidence === null ? [] : passageOf(evidence))),
  };
}

/** Returns the passage of a clip, without the text of its page. */
function passageOf(view: ClipView): PassageToCheck {
  return {
    clipId: view.clip.id,
    quote: view.pin?.quote ?? locatedWords(view),
    snapshotId: snapshotOf(view),
    verdict: verdictOf(view),
    now: wordsNow(view),
    language: view.source?.language ?? null,
    facts: factsOf(view),
  };
}

function factsOf({ source }: ClipView): PageFacts | null {
  if (source === null) return null;
  const { title, siteName, authors, publishedAt } = source;
  return { title, siteName, authors, publishedAt };
}

/** Returns the text on the page that a citation without a quote leads to; null if none is found. */
function locatedWords(view: ClipView): string | null {
  const shown = asShown(view);
  if (verdictOf(shown) !== 'located') return null;
  return shown.check?.evidence.passage?.text ?? null;
}

/** Returns what the page has in the place of an altered quote; null for every other quote. */
function wordsNow(view: ClipView): string | null {
  return verdictOf(view) === 'altered' ? (view.check?.evidence.passage?.text ?? null) : null;
}

/** The values that a claim's hints depend on. */
function printOf({ claim, passages }: ClaimItem<ClipView>, options: HintOptions): string {
  return JSON.stringify([
    options,
    claim.text,
    claim.link,
    claim.quotationRest,
    passages.map(({ evidence }) => [
      evidence?.pin?.id,
      verdictOf(evidence),
      evidence === null ? null : [snapshotOf(evidence), locatedWords(evidence), wordsNow(evidence)],
    ]),
  ]);
}
