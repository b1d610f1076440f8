import { type ClipId, idSchema, type ReportId } from '@/utils/model/ids';
import { isBundleHeader } from './backup-format';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import type { PinciteDatabase } from './schema';

/**
 * What a file may touch. A backup is of the whole library. A bundle, and what a page makes of one,
 * is of one report: it adds nothing to clips that lie in other reports only, puts no clip into
 * them, and destroys no clip that any of them has.
 */
export interface FileScope {
  /** Clips that the file names and the library has, with the report that each is filed under. */
  readonly here: ReadonlyMap<ClipId, ReportId>;
  /** Clips of which nothing may come in: those of other reports. */
  readonly closed: ReadonlySet<ClipId>;
  /** New clips that the file files under another report of this library: they go to its own. */
  readonly refiled: ReadonlyMap<ClipId, ReportId>;
  /** What may be destroyed on the file's word, and when it was destroyed there. */
  readonly purged: ReadonlyMap<string, string>;
  /** Clips that the file wants destroyed, and that another report has. */
  readonly keptClips: number;
}

/** Reads of the library only what the file names. */
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
  /** Clips of the report that another one places or cites as well. */
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

/** How many clips are asked for at a time. */
const CLIPS_AT_ONCE = 1_000;

/** Those of the clips that are here, with the report that each is filed under. */
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
