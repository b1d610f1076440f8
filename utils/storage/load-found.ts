import type { ClipId, ReportId, RunId } from '@/utils/model/ids';
import { loadAlts } from './alternative-texts';
import { findingsOf } from './library-order';
import { pinThatHolds } from './pin-that-holds';
import type { ClipWithSource } from './queries';
import type { PinciteDatabase } from './schema';
import { MAX_WORDS } from './search-entries';

/** A clip with its data in one report. */
export interface FoundClip extends ClipWithSource {
  readonly reportId: ReportId;
  readonly note: string;
  readonly tags: readonly string[];
  /** The alternative texts of its images. */
  readonly alts: readonly string[];
}

/** Loads the clips that a search found, in its order, without those that are gone. */
export async function loadFound(
  db: PinciteDatabase,
  hits: readonly { readonly clipId: ClipId; readonly reportId: ReportId }[],
): Promise<FoundClip[]> {
  const stores = [
    'clips',
    'sources',
    'pins',
    'checks',
    'runs',
    'reportClips',
    'attachments',
  ] as const;
  const tx = db.transaction([...stores], 'readonly');
  tx.done.catch(() => undefined);
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
      const source = await tx.objectStore('sources').get(clip.sourceId);
      const pin = pinThatHolds(pins, named?.pinId ?? null);
      const runIds = [...new Set(checks.map(({ runId }) => runId))];
      const runs = await Promise.all(runIds.map((id) => tx.objectStore('runs').get(id)));
      const runOf = (id: RunId) => runs[runIds.indexOf(id)];
      return {
        clip,
        source: source ?? null,
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
