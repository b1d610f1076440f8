import { madeClip } from '@/scripts/made-evidence';
import { moveClip, setNote } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import type { Id, ReportId } from '@/utils/model/ids';
import { createReportDocument, mergeReports, ReportDocument } from '@/utils/model/report-document';
import { createSection } from '@/utils/model/section-operations';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';

/**
 * Returns a readable, valid id. The same number gives the same id, and larger numbers sort later.
 */
export function id<Kind extends string>(number: number): Id<Kind> {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as Id<Kind>;
}

export const REPORT = id<'report'>(1);
export const [S1, S2, S3] = [id<'section'>(11), id<'section'>(12), id<'section'>(13)] as const;
export const [T1, T2] = [id<'statement'>(21), id<'statement'>(22)] as const;
export const [C1, C2, C3] = [id<'clip'>(31), id<'clip'>(32), id<'clip'>(33)] as const;
export const CITE = id<'citation'>(41);

export function time(minute: number): string {
  return new Date(Date.UTC(2025, 2, 1, 9, minute)).toISOString();
}

export function clip(clipId: Clip['id'], sectionId: Clip['filedUnder']['sectionId'] = null): Clip {
  return madeClip({
    id: clipId,
    sourceId: id<'source'>(51),
    capturedAt: time(0),
    filedUnder: { reportId: REPORT as ReportId, sectionId },
  });
}

/**
 * Two sections, one inside the first, each with a statement. One clip is cited, one is placed, one
 * is filed.
 */
export function sampleReport(): ReportDocument {
  const doc = createReportDocument({ title: 'Tidal power', language: 'en', at: time(0) });
  createSection(doc, { id: S1, parentId: null, title: 'Costs', at: time(1) });
  createSection(doc, { id: S2, parentId: S1, title: 'Turbines', at: time(2) });
  createSection(doc, { id: S3, parentId: null, title: 'Wildlife', at: time(3) });
  createStatement(doc, {
    id: T1,
    text: 'The array cost 61 million euros.',
    position: { sectionId: S1 },
  });
  createStatement(doc, { id: T2, text: 'Seals keep away.', position: { sectionId: S3 } });
  moveClip(doc, { clipId: C1, position: { sectionId: S1 } });
  setNote(doc, { clipId: C1, note: 'Check the year.' });
  insertCitation(doc, {
    id: CITE,
    statementId: T1,
    clipId: C1,
    label: 'Harbour Board',
    offset: 31,
  });
  return doc;
}

export function copyOf(doc: ReportDocument): ReportDocument {
  const copy = new ReportDocument();
  mergeReports(copy, doc);
  return copy;
}
