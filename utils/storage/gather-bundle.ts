import type { AbsentText, Check, Clip, Pin, Purged, Run, Source } from '@/utils/model/evidence';
import { failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SectionId, SnapshotId } from '@/utils/model/ids';
import {
  encodeForOthers,
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { arrangeReport, placeOfClip } from '@/utils/model/report-tree';
import type { ReviewRecord } from '@/utils/model/review-records';
import { takeSections } from '@/utils/model/take-sections';
import { type AttachmentKey, attachmentKeys } from './attachments';
import type { FileRecord } from './backup-format';
import type { BundlePart } from './bundle-format';
import { ownBytes } from './library-context';
import { ignoredOf, reviewsOfReport } from './load-reviews';
import { loadEvidence, loadReportUpdates, type ReportEvidence } from './queries';
import type { PinciteDatabase } from './schema';
import { Refusal } from './storage-failure';

export interface BundleChoice {
  readonly reportId: ReportId;
  /** Null for the whole report, as a document that merges with other copies of it. */
  readonly sectionIds: readonly SectionId[] | null;
  /**
   * What the bundle has in addition to the quoted passages. `snapshots`: the texts of pages.
   * `signedInText`: those texts and checks that were read in the user's own session, in a tab or a
   * window; the text that a clip stored always was. `images`: the images and screenshots of its
   * clips, which were seen in that session too.
   */
  readonly include: Readonly<Record<BundlePart, boolean>>;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/** The content of a bundle without the texts of snapshots and the images. */
export interface BundleContent {
  readonly kind: 'report' | 'section';
  readonly title: string;
  readonly language: string;
  readonly sources: readonly Source[];
  readonly snapshotIds: readonly SnapshotId[];
  /** The texts of pages that clips and checks name and that this library does not have. */
  readonly absentTexts: readonly AbsentText[];
  readonly attachmentKeys: readonly AttachmentKey[];
  readonly clips: readonly Clip[];
  /** The clips that are not in the bin of the report. */
  readonly shown: ReadonlySet<ClipId>;
  readonly pins: readonly Pin[];
  readonly runs: readonly Run[];
  readonly checks: readonly Check[];
  /** The reviews of all authors, when the bundle holds a whole report. */
  readonly reviews: readonly ReviewRecord[];
  /** What the report names and the library has destroyed. */
  readonly purged: readonly Purged[];
  /**
   * What the report names and the file lacks, because the library never had it or it left the
   * report.
   */
  readonly absent: readonly ClipId[];
  /** The documents of a report, without the notes' where those stay here, or the sections. */
  readonly arrangement: readonly FileRecord[];
}

/** Fails in the same cases as `writeBundle`. In memory: the report and its evidence. */
export async function gatherBundle(
  db: PinciteDatabase,
  choice: BundleChoice,
): Promise<BundleContent> {
  const { reportId, include } = choice;
  const updates = await loadReportUpdates(db, reportId);
  if (updates.length === 0) throw new Refusal(failure('not_found', reportId));
  const doc = loadReportDocument(updates);
  const evidence = await loadEvidence(db, reportId);
  const arranged = arrange(doc, choice, evidence);

  // The bundle leaves out a clip whose source is damaged: without the source, the location of its
  // quote is unknown.
  const pages = new Set(evidence.sources.map(({ id }) => id));
  const clips = evidence.clips.filter(
    ({ id, sourceId }) => arranged.clipIds.has(id) && pages.has(sourceId),
  );
  const known = new Set(clips.map(({ id }) => id));
  const sourceIds = new Set(clips.map(({ sourceId }) => sourceId));
  const { runs, checks } = include.checks
    ? await gatherChecks(db, choice, evidence, known)
    : { runs: [], checks: [] };
  const texts = include.snapshots
    ? await findSnapshots(
        db,
        [...clips.map(({ id, snapshotId }) => ({ clipId: id, snapshotId })), ...checks],
        include.signedInText,
      )
    : { snapshotIds: [], absentTexts: [] };
  const lost = [...arranged.namedIds].filter((id) => !known.has(id));
  const purged = await Promise.all(lost.map((id) => db.get('purged', id)));
  return {
    ...arranged,
    sources: evidence.sources.filter(({ id }) => sourceIds.has(id)),
    ...texts,
    attachmentKeys: include.images ? await attachmentKeys(db, known) : [],
    clips,
    pins: evidence.pins.filter(({ clipId }) => known.has(clipId)),
    runs,
    checks,
    reviews: arranged.kind === 'report' ? await reviewsToShare(db, reportId) : [],
    purged: purged.filter((record) => record !== undefined),
    absent: lost.filter((_, index) => purged[index] === undefined),
  };
}

interface Arranged extends Pick<BundleContent, 'kind' | 'title' | 'language' | 'arrangement'> {
  /** The clips in the bundle. */
  readonly clipIds: ReadonlySet<ClipId>;
  /** The clips in the bundle that are not in the bin. */
  readonly shown: ReadonlySet<ClipId>;
  /** The clips that the document names. */
  readonly namedIds: ReadonlySet<ClipId>;
}

function arrange(doc: ReportDocument, choice: BundleChoice, evidence: ReportEvidence): Arranged {
  const { reportId, sectionIds, include, createdAt } = choice;
  const content = readReport(doc, reportId);
  const { title, language } = content;
  const tree = arrangeReport(content, evidence.clips);
  const taken = takeSections(doc, tree, { sectionIds, notes: include.notes, at: createdAt });
  const shown = new Set(taken.placements.map(({ clipId }) => clipId));
  if (sectionIds === null) {
    const updates = include.notes ? encodeReport(doc) : [{ update: encodeForOthers(doc) }];
    const named = [...content.citations, ...content.placements].map(({ clipId }) => clipId);
    // A clip of another report that was removed from this one leaves its note here.
    const placements = new Map(content.placements.map((each) => [each.clipId, each]));
    const lying = evidence.clips.filter(
      (clip) => placeOfClip(clip, placements.get(clip.id) ?? null, content) !== null,
    );
    return {
      kind: 'report',
      title,
      language,
      arrangement: updates.map((each) => ({
        store: 'reportUpdates',
        record: { ...each, reportId, at: createdAt, update: ownBytes(each.update) },
      })),
      clipIds: new Set([
        ...content.citations.map(({ clipId }) => clipId),
        ...lying.map(({ id }) => id),
      ]),
      shown,
      namedIds: new Set(named),
    };
  }
  const [first] = taken.sections;
  if (first === undefined) throw new Refusal(failure('not_found', sectionIds.join(' ')));
  const clipIds = new Set([...taken.citations, ...taken.placements].map(({ clipId }) => clipId));
  return {
    kind: 'section',
    title: first.title,
    language,
    arrangement: [{ store: 'sectionContents', record: taken }],
    clipIds,
    shown,
    namedIds: clipIds,
  };
}

/** Returns the checks of these clips in finished runs. */
async function gatherChecks(
  db: PinciteDatabase,
  { include }: BundleChoice,
  { runs, pins }: Pick<ReportEvidence, 'runs' | 'pins'>,
  clips: ReadonlySet<ClipId>,
): Promise<{ runs: Run[]; checks: Check[] }> {
  const known = new Set(pins.map(({ id }) => id));
  const ended = runs.filter(({ finishedAt }) => finishedAt !== null);
  const found: { runs: Run[]; checks: Check[] } = { runs: [], checks: [] };
  for (const run of ended) {
    const all = await db.getAll('checks', IDBKeyRange.bound([run.id], [run.id, []]));
    const wanted = all.filter(
      ({ clipId, pinId, reader }) =>
        clips.has(clipId) && known.has(pinId) && (include.signedInText || !isOwnSession(reader)),
    );
    if (wanted.length === 0) continue;
    found.runs.push(run);
    found.checks.push(...wanted);
  }
  return found;
}

async function findSnapshots(
  db: PinciteDatabase,
  named: readonly Pick<Check, 'clipId' | 'snapshotId'>[],
  signedIn: boolean,
): Promise<Pick<BundleContent, 'snapshotIds' | 'absentTexts'>> {
  const clipOf = new Map<SnapshotId, ClipId>();
  for (const { clipId, snapshotId } of named) {
    if (snapshotId !== null && !clipOf.has(snapshotId)) clipOf.set(snapshotId, clipId);
  }
  const snapshotIds: SnapshotId[] = [];
  const absentTexts: AbsentText[] = [];
  for (const [snapshotId, clipId] of clipOf) {
    const snapshot = await db.get('snapshots', snapshotId);
    if (snapshot === undefined) absentTexts.push({ clipId, snapshotId });
    else if (signedIn || !isOwnSession(snapshot.readBy)) snapshotIds.push(snapshotId);
  }
  return { snapshotIds, absentTexts };
}

/**
 * Returns whether it was read with the user's own cookies, so that it may contain what others must
 * not see.
 */
export function isOwnSession(reader: Check['reader']): boolean {
  return reader === 'tab' || reader === 'render';
}

/** The reviews of a report, without those of the authors whom the user ignores. */
async function reviewsToShare(db: PinciteDatabase, reportId: ReportId): Promise<ReviewRecord[]> {
  const [records, people] = await Promise.all([
    db.getAll('reviews', reviewsOfReport(reportId)),
    db.getAll('people'),
  ]);
  const ignored = ignoredOf(people);
  return records.filter(({ author }) => !ignored.has(author));
}
