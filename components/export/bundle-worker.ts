import { transfer } from 'comlink';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { InsertedSections } from '@/utils/model/insert-section';
import { err, ok, type Result } from '@/utils/model/result';
import { type ReviewSummary, summarizeReview } from '@/utils/model/review-summary';
import { parseStatementText } from '@/utils/model/statement-text';
import { type ClipCounts, countClips } from '@/utils/report/count-clips';
import { encodeRecords } from '@/utils/storage/encode-import';
import { type BundlePlace, insertBundle, ownReportId } from '@/utils/storage/insert-bundle';
import {
  type BundleHeader,
  type OpenedBundle,
  type OpenedFile,
  readBundle,
} from '@/utils/storage/read-bundle';

/** A complete file, as it is shown before anything of it is stored. */
export type BundleSummary =
  /** A backup of a whole library, which the settings restore. */
  | { readonly kind: 'backup' }
  | (ClipCounts & {
      readonly kind: 'report' | 'section';
      readonly header: BundleHeader;
      /** Like the statements and citations, without what is in the bin. */
      readonly sections: number;
      readonly statements: number;
      readonly citations: number;
      readonly snapshots: number;
      /** Screenshots are included. */
      readonly images: number;
      readonly checks: number;
      readonly review: ReviewSummary;
      /** The id of the report that the bundle becomes if it is not inserted into another report. */
      readonly ownReportId: ReportId;
    });

/** The records to store for a bundle. */
export interface PackedBundle {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly reportId: ReportId;
  readonly inserted: InsertedSections;
}

export type BundleService = ReturnType<typeof bundleService>;

/**
 * Opens a bundle in a Worker and prepares the records to store. The Worker keeps the bundle, so
 * that only the summary, and later the records, are sent to the page.
 */
export function bundleService() {
  let bundle: OpenedBundle | null = null;
  return {
    open: async (file: Blob): Promise<Result<BundleSummary, Failure>> => {
      const opened = await readBundle(file);
      if (!opened.ok) return opened;
      bundle = opened.value.kind === 'backup' ? null : opened.value;
      return ok(summaryOf(opened.value));
    },
    pack: async (place: BundlePlace): Promise<Result<PackedBundle, Failure>> => {
      if (bundle === null) return err(failure('not_found'));
      const prepared = insertBundle(bundle, place);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of encodeRecords(prepared, place.at)) pieces.push(piece);
      const { reportId, inserted } = prepared;
      return transfer(
        ok({ pieces, reportId, inserted }),
        pieces.map(({ buffer }) => buffer),
      );
    },
  };
}

function summaryOf(opened: OpenedFile): BundleSummary {
  if (opened.kind === 'backup') return { kind: 'backup' };
  const { kind, header, content, evidence, images } = opened;
  const count = (store: (typeof evidence)[number]['store']) =>
    evidence.filter((entry) => entry.store === store).length;
  const clips = evidence.flatMap((entry) => (entry.store === 'clips' ? [entry.record] : []));
  return {
    kind,
    header,
    sections: content.sections.length,
    statements: content.statements.length,
    citations: citationsIn(content),
    ...countClips(clips, new Set(content.placements.map(({ clipId }) => clipId))),
    snapshots: count('snapshots'),
    images,
    checks: count('checks'),
    review: summarizeReview(
      evidence.flatMap((entry) => (entry.store === 'reviews' ? [entry.record] : [])),
    ),
    ownReportId: ownReportId(opened),
  };
}

/**
 * Counts the citations in the texts. After a citation is deleted from a text, its record stays for
 * the undo, and is not counted.
 */
function citationsIn({ statements, citations }: OpenedBundle['content']): number {
  const known = new Set<string>(citations.map(({ id }) => id));
  const cited = statements.flatMap(({ text }) => parseStatementText(text));
  return cited.filter((each) => each.type === 'citation' && known.has(each.citationId)).length;
}
