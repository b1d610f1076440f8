import type { IDBPTransaction } from 'idb';
import type { ClipId, ReportId, RunId, SourceId } from '@/utils/model/ids';
import { type Evidence, gatherEvidence } from '@/utils/report/citation-target';
import { loadAlts } from './alternative-texts';
import { findingsOf } from './library-order';
import { compare, loadOf } from './load-of';
import { pinThatHolds } from './pin-that-holds';
import type { ClipWithSource } from './queries';
import type { PinciteDatabase, PinciteSchema } from './schema';
import { ENTRY_STORES, MAX_WORDS } from './search-entries';

/** A clip with its data in one report. Its source has the title that the report took last. */
export interface FoundClip extends ClipWithSource {
  readonly reportId: ReportId;
  readonly note: string;
  readonly tags: readonly string[];
  /** The alternative texts of its images. */
  readonly alts: readonly string[];
}

type FoundTransaction = IDBPTransaction<PinciteSchema, (typeof ENTRY_STORES)[number][], 'readonly'>;

/** Loads the clips that a search found, in its order, without those that are gone. */
export async function loadFound(
  db: PinciteDatabase,
  hits: readonly { readonly clipId: ClipId; readonly reportId: ReportId }[],
): Promise<FoundClip[]> {
  const tx = db.transaction([...ENTRY_STORES], 'readonly');
  tx.done.catch(() => undefined);
  const pageOf = pagesOf(tx);
  const found = await Promise.all(
    hits.map(async ({ clipId, reportId }): Promise<FoundClip | null> => {
      const [clip, pins, checks, named, alts] = await Promise.all([
        tx.objectStore('clips').get(clipId),
        tx.objectStore('pins').index('byClip').getAll(clipId),
        tx.objectStore('checks').index('byClip').getAll(clipId),
        tx.objectStore('reportClips').get([reportId, clipId]),
        loadAlts(tx.objectStore('attachments').index('byAlt'), [clipId]),
      ]);
      if (clip === undefined) return null;
      const [source, page] = await Promise.all([
        tx.objectStore('sources').get(clip.sourceId),
        pageOf(reportId, clip.sourceId),
      ]);
      const pin = pinThatHolds(pins, named?.pinId ?? null);
      const runIds = [...new Set(checks.map(({ runId }) => runId))];
      const runs = await Promise.all(runIds.map((id) => tx.objectStore('runs').get(id)));
      const runOf = (id: RunId) => runs[runIds.indexOf(id)];
      return {
        clip,
        // The report may have lost the clip since the search.
        source: page.sourceOf(clipId) ?? source ?? null,
        pin,
        ...findingsOf(pin?.id ?? null, checks, runOf),
        reportId,
        note: named?.note ?? '',
        tags: named?.tags ?? [],
        alts: (alts.get(clipId) ?? []).map((alt) => alt.slice(0, MAX_WORDS)),
      };
    }),
  );
  return found.filter((clip) => clip !== null);
}

/** Gives the source of each clip the title that the clip's report took last. */
export async function withTakenTitles(
  db: PinciteDatabase,
  clips: readonly ClipWithSource[],
): Promise<ClipWithSource[]> {
  const tx = db.transaction([...ENTRY_STORES], 'readonly');
  tx.done.catch(() => undefined);
  const pageOf = pagesOf(tx);
  return Promise.all(
    clips.map(async ({ source, ...found }) => {
      const page = await pageOf(found.clip.filedUnder.reportId, found.clip.sourceId);
      return { ...found, source: page.sourceOf(found.clip.id) ?? source };
    }),
  );
}

/** Returns a function that reads a page of a report once for all clips of it. */
function pagesOf(tx: FoundTransaction) {
  const pages = new Map<string, Promise<Evidence>>();
  return (reportId: ReportId, sourceId: SourceId): Promise<Evidence> => {
    const key = `${reportId} ${sourceId}`;
    const page = pages.get(key) ?? evidenceOfPage(tx, reportId, sourceId);
    pages.set(key, page);
    return page;
  };
}

/** Reads all clips that a report has of one page, because any of them may have its latest title. */
async function evidenceOfPage(
  tx: FoundTransaction,
  reportId: ReportId,
  sourceId: SourceId,
): Promise<Evidence> {
  const [source, ofPage] = await Promise.all([
    tx.objectStore('sources').get(sourceId),
    tx.objectStore('clips').index('bySource').getAll(sourceId),
  ]);
  const rows = await Promise.all(
    ofPage.map(({ id }) => tx.objectStore('reportClips').get([reportId, id])),
  );
  const clips = ofPage.filter(
    ({ filedUnder }, at) => filedUnder.reportId === reportId || rows[at] !== undefined,
  );
  const ids = clips.map(({ id }) => id as string).sort(compare);
  const pins = await loadOf(tx.objectStore('pins').index('byClip'), ids, ({ clipId }) => clipId);
  const named = rows.filter((row) => row !== undefined);
  return gatherEvidence(clips, source === undefined ? [] : [source], pins, named);
}
