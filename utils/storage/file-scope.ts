import { type ClipId, idSchema, type ReportId } from '@/utils/model/ids';
import { isBundleHeader } from './backup-format';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import type { PinciteDatabase } from './schema';

/**
 * The records that a file may change. A backup covers the whole library. A bundle, or a bundle that
 * a page generates, covers one report: it adds nothing to clips that only other reports contain,
 * adds no clip to other reports, and destroys no clip that another report contains.
 */
export interface FileScope {
  /** Existing clips that the file names, each with the report that the clip is filed under. */
  readonly here: ReadonlyMap<ClipId, ReportId>;
  /** Clips of other reports. The file may add nothing to these clips. */
  readonly closed: ReadonlySet<ClipId>;
  /**
   * New clips that the file assigns to another report of this library, each with the file's own
   * report. Pincite files these clips under the file's own report.
   */
  readonly refiled: ReadonlyMap<ClipId, ReportId>;
  /** The records that the file may destroy, each with the time of its destruction in the file. */
  readonly purged: ReadonlyMap<string, string>;
  /** Number of clips that the file wants to destroy, but that another report contains. */
  readonly keptClips: number;
}

/** Computes the scope of a file. Reads only the library records that the file names. */
export async function findScope(
  db: PinciteDatabase,
  plan: RestorePlan,
  documents: Pick<MergedDocuments, 'named'>,
): Promise<FileScope> {
  const { header, clips, named, purged } = plan;
  const marked = [...purged.keys()].flatMap((id): ClipId[] => {
    const clipId = idSchema<'clip'>().safeParse(id);
    return clipId.success ? [clipId.data] : [];
  });
  const here = await findClips(db, [...new Set([...clips.keys(), ...named, ...marked])]);
  if (!isBundleHeader(header)) {
    return { here, closed: new Set(), refiled: new Map(), purged, keptClips: 0 };
  }
  const { reportId } = header;
  const closed = new Set<ClipId>();
  /** Clips of the report that another report also places or cites. */
  const shared = new Set<ClipId>();
  for (const [id, filedUnder] of here) {
    const rows = await db.getAllFromIndex('reportClips', 'byClip', id);
    const homes = new Set<ReportId>([
      filedUnder,
      ...rows.filter(({ placed, cited }) => placed || cited).map((row) => row.reportId),
    ]);
    if (!homes.has(reportId)) closed.add(id);
    else if (homes.size > 1) shared.add(id);
  }
  const refiled = new Map<ClipId, ReportId>();
  const reports = new Set<string>(await db.getAllKeys('reports'));
  for (const [id, clip] of clips) {
    if (here.has(id) || clip.reportId === reportId || !reports.has(clip.reportId)) continue;
    if (documents.named.has(id)) refiled.set(id, reportId);
    else closed.add(id);
  }
  const destroyed = new Map<string, string>();
  let keptClips = 0;
  for (const id of marked) {
    if (closed.has(id) || shared.has(id)) keptClips += 1;
    else if (here.has(id) || documents.named.has(id)) destroyed.set(id, purged.get(id) ?? '');
  }
  return { here, closed, refiled, purged: destroyed, keptClips };
}

/** Number of clips in one query. */
const CLIPS_AT_ONCE = 1_000;

/**
 * Finds which of the clips exist in the library, each with the report that the clip is filed under.
 */
async function findClips(
  db: PinciteDatabase,
  ids: readonly ClipId[],
): Promise<ReadonlyMap<ClipId, ReportId>> {
  const found = new Map<ClipId, ReportId>();
  if ((await db.count('clips')) === 0) return found;
  for (let at = 0; at < ids.length; at += CLIPS_AT_ONCE) {
    const { store } = db.transaction('clips', 'readonly');
    const some = ids.slice(at, at + CLIPS_AT_ONCE).map((id) => store.get(id));
    for (const clip of await Promise.all(some)) {
      if (clip !== undefined) found.set(clip.id, clip.filedUnder.reportId);
    }
  }
  return found;
}
