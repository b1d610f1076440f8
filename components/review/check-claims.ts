import type { ClipView } from '@/components/clip/clip-view';
import type { Claim, Hint, Passage } from '@/utils/claim/claim';
import type { SnapshotId } from '@/utils/model/ids';
import { type ClaimItem, verdictOf } from '@/utils/review/claim-item';

/** Hints by claim, each with what it was computed from. */
export type KnownHints = ReadonlyMap<
  string,
  { readonly print: string; readonly hints: readonly Hint[] }
>;

/** Milliseconds of checking before the page gets its turn. */
const SLICE = 12;
/** Texts of pages that are kept at once: claims are checked page by page. */
const TEXTS_KEPT = 6;

export interface CheckPorts {
  readonly check: (claim: Claim, passages: readonly Passage[]) => readonly Hint[];
  /** The text of a page as it was read; null where there is none. */
  readonly pageText: (id: SnapshotId) => Promise<string | null>;
  /** Called now and then with all that is known so far. */
  readonly onProgress: (hints: KnownHints, done: number) => void;
  /** Resolves when the page had its turn. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Checks every claim against its passages, page by page and in slices, so that a page that is
 * being worked in stays at hand. What is known already, and still of the same words, is kept.
 * Resolves with all hints, or null where it was stopped.
 */
export async function checkClaims(
  items: readonly ClaimItem<ClipView>[],
  language: string,
  known: KnownHints,
  ports: CheckPorts,
): Promise<KnownHints | null> {
  const texts = new Map<SnapshotId, string | null>();
  const textOf = async (id: SnapshotId | null): Promise<string | null> => {
    if (id === null) return null;
    const kept = texts.get(id);
    if (kept !== undefined) return kept;
    const text = await ports.pageText(id);
    texts.set(id, text);
    const [oldest] = texts.keys();
    if (texts.size > TEXTS_KEPT && oldest !== undefined) texts.delete(oldest);
    return text;
  };

  const next = new Map<string, { print: string; hints: readonly Hint[] }>();
  const waiting: { item: ClaimItem<ClipView>; print: string }[] = [];
  for (const item of items) {
    const print = printOf(item, language);
    const before = known.get(item.claim.key);
    if (before?.print === print) next.set(item.claim.key, before);
    else waiting.push({ item, print });
  }
  waiting.sort((a, b) => compare(a.item.sourceId ?? '', b.item.sourceId ?? ''));

  let since = ports.now();
  for (const { item, print } of waiting) {
    const passages: Passage[] = [];
    for (const { evidence } of item.passages) {
      if (evidence !== null) passages.push(await passageOf(evidence, textOf));
    }
    if (ports.signal.aborted) return null;
    next.set(item.claim.key, { print, hints: ports.check(item.claim, passages) });
    if (ports.now() - since < SLICE) continue;
    ports.onProgress(new Map(next), next.size);
    await ports.pause();
    if (ports.signal.aborted) return null;
    since = ports.now();
  }
  return next;
}

/** The text that tells what a clip's page says: as last read, else as clipped. */
export function snapshotOf({ check, clip }: ClipView): SnapshotId | null {
  return check?.snapshotId ?? clip.snapshotId;
}

async function passageOf(
  view: ClipView,
  textOf: (id: SnapshotId | null) => Promise<string | null>,
): Promise<Passage> {
  return {
    clipId: view.clip.id,
    quote: view.pin?.quote ?? null,
    pageText: await textOf(snapshotOf(view)),
    verdict: verdictOf(view),
    language: view.source?.language ?? null,
  };
}

/** Whatever a claim's hints depend on. */
function printOf({ claim, passages }: ClaimItem<ClipView>, language: string): string {
  return JSON.stringify([
    language,
    claim.text,
    passages.map(({ evidence }) => [
      evidence?.pin?.id,
      verdictOf(evidence),
      evidence === null ? null : snapshotOf(evidence),
    ]),
  ]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
