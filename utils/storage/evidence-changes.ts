import type { Pin } from '@/utils/model/evidence';
import type { ClipId, PinId, ReportId } from '@/utils/model/ids';
import { isBundleHeader } from './backup-format';
import type { FileScope } from './file-scope';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import { pinThatHolds } from './pin-that-holds';
import type { PinciteDatabase } from './schema';

/** An existing clip that would quote other words, or have another link, in one report. */
export interface Repin {
  readonly reportId: ReportId;
  readonly clipId: ClipId;
  readonly from: Pin;
  readonly to: Pin;
  /** The pins that the file adds to the clip. */
  readonly added: readonly PinId[];
}

/** An existing record that the file reports as destroyed. */
export interface Destruction {
  readonly kind: 'clip' | 'image' | 'report';
  readonly id: string;
  /** For an image, the clip that the image belongs to. */
  readonly clipId: ClipId | null;
  /** Every report that would lose the record. */
  readonly reportIds: readonly ReportId[];
}

/** The changes that the evidence of a file would make to existing records. */
export interface EvidenceChanges {
  readonly repins: readonly Repin[];
  readonly destroyed: readonly Destruction[];
  /**
   * Pins of a bundle that would change the quotes of another report. Pincite never stores these
   * pins.
   */
  readonly closedPins: ReadonlySet<PinId>;
}

/**
 * Finds the changes. Reads the staged pins again, and the records of the library that they belong
 * to.
 */
export async function findEvidenceChanges(
  db: PinciteDatabase,
  restoreId: string,
  plan: RestorePlan,
  scope: FileScope,
  documents: MergedDocuments,
): Promise<EvidenceChanges> {
  const newPins = await findNewPins(db, restoreId, plan, scope);
  const rechosen = documents.merges.flatMap(({ changes }) =>
    changes.flatMap((change): ClipId[] =>
      change.type === 'field' && change.map === 'placements' && change.key.endsWith('/pinId')
        ? [change.key.slice(0, 36) as ClipId]
        : [],
    ),
  );
  const closedPins = new Set<PinId>();
  const repins: Repin[] = [];
  for (const clipId of new Set([...newPins.keys(), ...rechosen])) {
    const pins = await db.getAllFromIndex('pins', 'byClip', clipId);
    const homes = await homesOf(db, clipId, documents);
    const added = newPins.get(clipId) ?? [];
    const find = (more: readonly Pin[]) => repinsOf(clipId, pins, more, homes);
    const elsewhere = find(added).filter(
      ({ reportId }) => isBundleHeader(plan.header) && reportId !== plan.header.reportId,
    );
    if (elsewhere.length > 0) for (const { id } of added) closedPins.add(id);
    repins.push(...find(elsewhere.length > 0 ? [] : added));
  }
  return { repins, closedPins, destroyed: await findDestroyed(db, plan, scope) };
}

/**
 * A report, with the pin that it used before the merge and the pin that it uses after the merge.
 */
interface Home {
  readonly reportId: ReportId;
  readonly before: PinId | null;
  readonly after: PinId | null;
}

function repinsOf(
  clipId: ClipId,
  pins: readonly Pin[],
  added: readonly Pin[],
  homes: readonly Home[],
): Repin[] {
  return homes.flatMap(({ reportId, before, after }): Repin[] => {
    const from = pinThatHolds(pins, before);
    const to = pinThatHolds([...pins, ...added], after);
    if (from === null || to === null || from.id === to.id) return [];
    return [{ reportId, clipId, from, to, added: added.map(({ id }) => id) }];
  });
}

async function homesOf(
  db: PinciteDatabase,
  clipId: ClipId,
  { merges }: MergedDocuments,
): Promise<Home[]> {
  const [clip, rows] = await Promise.all([
    db.get('clips', clipId),
    db.getAllFromIndex('reportClips', 'byClip', clipId),
  ]);
  if (clip === undefined) return [];
  const ids = new Set([clip.filedUnder.reportId, ...rows.map(({ reportId }) => reportId)]);
  return [...ids].map((reportId) => {
    const before = rows.find((row) => row.reportId === reportId)?.pinId ?? null;
    const merge = merges.find((each) => each.reportId === reportId);
    const after = merge === undefined ? before : merge.projection.clips.get(clipId)?.pinId;
    return { reportId, before, after: after ?? null };
  });
}

/** Finds the new pins that the file adds to existing clips. */
async function findNewPins(
  db: PinciteDatabase,
  restoreId: string,
  plan: RestorePlan,
  { here, closed }: FileScope,
): Promise<ReadonlyMap<ClipId, Pin[]>> {
  const found = new Map<ClipId, Pin[]>();
  if (here.size === 0) return found;
  for (let index = 0; index < plan.batches; index += 1) {
    const part = await db.get('staging', [restoreId, 'records', index]);
    const pins = (part?.records ?? []).flatMap((entry): Pin[] =>
      entry.store === 'pins' && here.has(entry.record.clipId) && !closed.has(entry.record.clipId)
        ? [entry.record]
        : [],
    );
    const { store } = db.transaction('pins', 'readonly');
    const known = await Promise.all(pins.map(({ id }) => store.getKey(id)));
    pins.forEach((pin, at) => {
      if (known[at] !== undefined) return;
      const ofClip = found.get(pin.clipId);
      if (ofClip === undefined) found.set(pin.clipId, [pin]);
      else ofClip.push(pin);
    });
  }
  return found;
}

async function findDestroyed(
  db: PinciteDatabase,
  { header }: RestorePlan,
  { purged, here }: FileScope,
): Promise<Destruction[]> {
  if (purged.size === 0) return [];
  const [reports, images] = await Promise.all([
    db.getAllKeys('reports'),
    db.getAllKeys('attachments'),
  ]);
  const knownReports = new Set(reports);
  const clipOfImage = new Map(images.map(([clipId, id]) => [id, clipId as ClipId]));
  const found: Destruction[] = [];
  const homesOfClip = async (clipId: ClipId): Promise<ReportId[]> => {
    const clip = await db.get('clips', clipId);
    const rows = await db.getAllFromIndex('reportClips', 'byClip', clipId);
    const named = rows.filter(({ placed, cited }) => placed || cited);
    const filed = clip === undefined ? [] : [clip.filedUnder.reportId];
    return [...new Set([...filed, ...named.map(({ reportId }) => reportId)])];
  };
  for (const id of purged.keys()) {
    if (here.has(id as ClipId)) {
      const clipId = id as ClipId;
      found.push({ kind: 'clip', id, clipId, reportIds: await homesOfClip(clipId) });
    }
    // A bundle can destroy only clips.
    if (isBundleHeader(header)) continue;
    const ofImage = clipOfImage.get(id);
    if (ofImage !== undefined) {
      const reportIds = await homesOfClip(ofImage);
      found.push({ kind: 'image', id, clipId: ofImage, reportIds });
    }
    if (knownReports.has(id)) {
      found.push({ kind: 'report', id, clipId: null, reportIds: [id as ReportId] });
    }
  }
  return found;
}
