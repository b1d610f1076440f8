import type { IDBPTransaction } from 'idb';
import type { Check, Clip, Pin, Run, Source } from '@/utils/model/evidence';
import type { Id, RunId } from '@/utils/model/ids';
import { foldSearched } from '@/utils/text/fold-for-search';
import { passageNumber } from '@/utils/text/passage-number';
import { loadAlts } from './alternative-texts';
import { findingsOf } from './library-order';
import { compare, loadOf } from './load-of';
import { pinThatHolds } from './pin-that-holds';
import type { PinciteSchema, ReportClip, StoreName } from './schema';
import type { SearchEntry, SearchPlacement, SearchSource } from './search-chunk';

/** The maximum length that is searched of a quote, a note, or the data of a page; UTF-16 units. */
export const MAX_WORDS = 50_000;
const MAX_SOURCE_WORDS = 4_000;

export const ENTRY_STORES = [
  'clips',
  'sources',
  'pins',
  'checks',
  'runs',
  'reportClips',
  'attachments',
] as const;

type EntryStore = (typeof ENTRY_STORES)[number];

/**
 * Returns the search entries of these clips, in the order of their ids, without those that are
 * gone. Reads their records, and no document.
 */
export async function loadSearchEntries<Others extends StoreName>(
  tx: IDBPTransaction<PinciteSchema, (EntryStore | Others)[], IDBTransactionMode>,
  ids: readonly string[],
): Promise<SearchEntry[]> {
  const clips = await loadOf(tx.objectStore('clips'), [...ids].sort(compare), ({ id }) => id);
  const clipIds = clips.map(({ id }) => id);
  const sourceIds = [...new Set(clips.map(({ sourceId }) => sourceId as string))].sort(compare);
  const [sources, pins, checks, named, alts] = await Promise.all([
    loadOf(tx.objectStore('sources'), sourceIds, ({ id }) => id),
    loadOf(tx.objectStore('pins').index('byClip'), clipIds, ({ clipId }) => clipId),
    loadOf(tx.objectStore('checks').index('byClip'), clipIds, ({ clipId }) => clipId),
    loadOf(tx.objectStore('reportClips').index('byClip'), clipIds, ({ clipId }) => clipId),
    loadAlts(tx.objectStore('attachments').index('byAlt'), clipIds),
  ]);
  const runIds = [...new Set(checks.map(({ runId }) => runId as string))].sort(compare);
  const runs = new Map(
    (await loadOf(tx.objectStore('runs'), runIds, ({ id }) => id)).map((run) => [run.id, run]),
  );
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  const searched = new Map<Source, SearchSource>();
  const pinsOf = Map.groupBy(pins, ({ clipId }) => clipId);
  const checksOf = Map.groupBy(checks, ({ clipId }) => clipId);
  const namedIn = Map.groupBy(named, ({ clipId }) => clipId);
  return clips.map((clip) => {
    const source = sourceOf.get(clip.sourceId) ?? null;
    const known = source === null ? NO_SOURCE : (searched.get(source) ?? textOfSource(source));
    if (source !== null) searched.set(source, known);
    return searchEntry(clip, {
      url: source?.url ?? '',
      source: known,
      pins: pinsOf.get(clip.id) ?? [],
      checks: checksOf.get(clip.id) ?? [],
      named: namedIn.get(clip.id) ?? [],
      alts: alts.get(clip.id) ?? [],
      runOf: (id) => runs.get(id),
    });
  });
}

interface Known {
  readonly url: string;
  readonly source: SearchSource;
  readonly pins: readonly Pin[];
  readonly checks: readonly Check[];
  readonly named: readonly ReportClip[];
  readonly alts: readonly string[];
  readonly runOf: (id: RunId) => Run | undefined;
}

function searchEntry(clip: Clip, known: Known): SearchEntry {
  const { url, source, pins, checks, named, alts, runOf } = known;
  const home = named.find(({ reportId }) => reportId === clip.filedUnder.reportId);
  const pin = pinThatHolds(pins, home?.pinId ?? null);
  const { check } = findingsOf(pin?.id ?? null, checks, runOf);
  const shown = named.filter(({ binned }) => !binned);
  const tags = [...new Set(shown.flatMap((each) => each.tags))];
  const texts = [
    quotedWords(pin).slice(0, MAX_WORDS),
    pin?.title ?? '',
    ...shown.map(({ note }) => note.slice(0, MAX_WORDS)),
    ...tags,
    alts.join('\n').slice(0, MAX_WORDS),
  ];
  return {
    id: clip.id,
    capturedAt: Date.parse(clip.capturedAt),
    text: foldSearched(texts.join('\n')),
    source,
    verdict: check?.verdict ?? null,
    passage: pin?.quote ? passageNumber(url, pin.quote) : 0,
    placements: placementsOf(clip, named),
    tags,
    kept: latestDecision(named),
  };
}

function latestDecision(named: readonly ReportClip[]): Id<'twins'> | null {
  return (
    named
      .flatMap(({ kept }) => kept ?? [])
      .sort(compare)
      .at(-1) ?? null
  );
}

/** Returns the placements of a clip, the report that it was filed under first. */
function placementsOf({ filedUnder }: Clip, named: readonly ReportClip[]): SearchPlacement[] {
  const home = named.find(({ reportId }) => reportId === filedUnder.reportId);
  const others = named.filter((each) => each !== home && (each.placed || each.cited));
  // A document does not contain a clip that was never moved, nor its section.
  const sectionId = home?.placed === true ? null : filedUnder.sectionId;
  return [
    { reportId: filedUnder.reportId, binned: home?.binned ?? false, sectionId },
    ...others.map(({ reportId, binned }) => ({ reportId, binned, sectionId: null })),
  ];
}

/** Returns the recorded words, or the first and last words of the passage that a link names. */
function quotedWords(pin: Pin | null): string {
  if (pin === null) return '';
  if (pin.quote !== null) return pin.quote;
  return `${pin.directive?.start ?? ''} ${pin.directive?.end ?? ''}`;
}

const NO_SOURCE: SearchSource = { text: '', site: '' };

function textOfSource({ title, siteName, url }: Source): SearchSource {
  const text = foldSearched(`${title}\n${siteName ?? ''}\n${url}`.slice(0, MAX_SOURCE_WORDS));
  return { text, site: URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '' };
}
