import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { InsertedSections } from '@/utils/model/insert-section';
import type { BundlePlace } from '@/utils/storage/insert-bundle';
import type { BundleHeader } from '@/utils/storage/read-bundle';

/*
 * What a page and the Worker that reads bundles say to each other. The Worker keeps the bundle
 * that it has read, so that only what is shown of it, and then what is stored of it, passes.
 */

export type BundleTask =
  | { readonly kind: 'open'; readonly file: Blob }
  /** Of the bundle that was opened. */
  | { readonly kind: 'pack'; readonly place: BundlePlace };

export type BundleAnswer =
  | { readonly kind: 'opened'; readonly summary: BundleSummary }
  | {
      readonly kind: 'packed';
      readonly pieces: readonly Uint8Array<ArrayBuffer>[];
      readonly reportId: ReportId;
      readonly inserted: InsertedSections;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A file, found whole, as it is shown before anything of it is stored. */
export type BundleSummary =
  /** A whole library: the settings restore it. */
  | { readonly kind: 'backup' }
  | {
      readonly kind: 'report' | 'section';
      readonly header: BundleHeader;
      /** Of what is not in the bin. */
      readonly sections: number;
      readonly statements: number;
      readonly citations: number;
      readonly clips: number;
      readonly sources: number;
      readonly snapshots: number;
      /** Screenshots among them. */
      readonly images: number;
      readonly checks: number;
      /** The report that it becomes where it is put into none. */
      readonly ownReportId: ReportId;
    };
