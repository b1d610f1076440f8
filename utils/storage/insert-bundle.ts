import type { ReportId, SectionId } from '@/utils/model/ids';
import { type InsertedSections, insertSection } from '@/utils/model/insert-section';
import {
  createReportDocument,
  encodeReport,
  loadReportDocument,
  type ReportUpdate,
  stateOfReport,
} from '@/utils/model/report-document';
import type { BackupRecord } from './backup-format';
import type { BundleHeader } from './bundle-format';
import type { ImportedRecords } from './encode-import';
import { type OpenedBundle, readImages } from './read-bundle';

export type BundlePlace = {
  /** ISO 8601 UTC. */
  readonly at: string;
} & (
  | { readonly kind: 'new'; readonly title: string; readonly language: string }
  | {
      readonly kind: 'section';
      readonly reportId: ReportId;
      /** Null for the top level. */
      readonly under: SectionId | null;
      /** The sibling that follows; null or absent for the end. */
      readonly before?: SectionId | null;
      /** The complete target report. */
      readonly document: readonly ReportUpdate[];
    }
);

export interface PreparedBundle extends ImportedRecords {
  readonly inserted: InsertedSections;
}

/**
 * Prepares a bundle's content for a report of its own or for an existing one (`encodeRecords`, then
 * as a restore). A new report has the id of `ownReportId`. If the library already has that report,
 * the bundle is inserted into it; otherwise later changes here and in the bundle would both be in
 * it. Checks are left out, unless the bundle goes to the report that they were made for. Linear,
 * and n log n in the sections.
 */
export function insertBundle(bundle: OpenedBundle, place: BundlePlace): PreparedBundle {
  const { content, header } = bundle;
  const doc =
    place.kind === 'new'
      ? createReportDocument({ ...place, at: place.at })
      : loadReportDocument(place.document);
  const before = place.kind === 'new' ? undefined : stateOfReport(doc);
  const under = place.kind === 'new' ? null : place.under;
  const sibling = place.kind === 'new' ? null : (place.before ?? null);
  const inserted = insertSection(doc, content, { under, before: sibling, at: place.at });
  const updates = encodeReport(doc, before);
  doc.destroy();
  const reportId = place.kind === 'new' ? ownReportId(bundle) : place.reportId;
  const { title, language } = place.kind === 'new' ? place : header;
  const records = bundle.evidence
    .filter((entry) => belongs(entry, header.reportId === reportId))
    .map((entry) => asTheirs(entry, header));
  const images = { [Symbol.asyncIterator]: () => readImages(bundle) };
  return { reportId, title, language, updates, records, images, inserted };
}

/** Returns the id of the report that a bundle becomes if it is not inserted into another. */
export function ownReportId({ content, header }: OpenedBundle): ReportId {
  const [first] = content.sections;
  return first === undefined ? header.reportId : (first.id as string as ReportId);
}

/** Marks a run as another person's run: records that a page stores count as the library's own. */
function asTheirs(entry: BackupRecord, { by = null }: BundleHeader): BackupRecord {
  if (entry.store !== 'runs') return entry;
  const { foreign } = entry.record;
  const name = foreign === undefined ? by : foreign.name;
  return { ...entry, record: { ...entry.record, foreign: { kind: 'bundle', name } } };
}

/** A bundle adds reviews only together with the whole report that they belong to. */
function belongs({ store }: BackupRecord, isHome: boolean): boolean {
  if (store === 'reviews') return false;
  return isHome || (store !== 'runs' && store !== 'checks' && store !== 'purged');
}
