import type * as Y from 'yjs';
import type { ReportId, SectionId, StatementId } from './ids';
import { reportMaps } from './report-document';
import { asId, asRecord, asString, getField, setField } from './rows';

/** The origin of a section: the report that it was taken from, and when. */
export interface SectionOrigin {
  readonly reportId: ReportId;
  /** The report's title at that time. */
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  /** The section's title there. */
  readonly heading: string;
  /** When it was first inserted into this report, ISO 8601 UTC. */
  readonly insertedAt: string;
}

/** Null for a section that was made in this report. */
export function sectionOrigin(doc: Y.Doc, id: SectionId): SectionOrigin | null {
  const origin = asRecord(getField(reportMaps(doc).sections, id, 'origin'));
  const reportId = asId<'report'>(origin['reportId']);
  if (reportId === null) return null;
  return {
    reportId,
    title: asString(origin['title']),
    takenAt: asString(origin['takenAt']),
    heading: asString(origin['heading']),
    insertedAt: asString(origin['insertedAt']),
  };
}

export function setSectionOrigin(doc: Y.Doc, id: SectionId, origin: SectionOrigin): void {
  const { reportId, title, takenAt, heading, insertedAt } = origin;
  const fields = { reportId, title, takenAt, heading, insertedAt };
  setField(reportMaps(doc).sections, id, 'origin', fields);
}

/**
 * Returns the text of a statement when it last came from another report, or null. The next
 * insertion is compared with it, to distinguish changes made here from changes made there.
 */
export function commonWording(doc: Y.Doc, id: StatementId): string | null {
  const value = getField(reportMaps(doc).statements, id, 'common');
  return typeof value === 'string' ? value : null;
}

export function setCommonWording(doc: Y.Doc, id: StatementId, text: string): void {
  setField(reportMaps(doc).statements, id, 'common', text);
}
