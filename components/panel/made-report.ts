import type { ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import type { LibraryReader } from '@/utils/storage/read';

/**
 * Remembers the content of a report that was just made or imported. The returned function tells
 * whether the report has no other content yet, so that an undo of the making takes nothing else
 * away. Clips can come from the library or a page, and words from another page of the extension.
 * @param read Returns the reader of the library; null before the first report is stored.
 */
export function watchMade(
  read: () => LibraryReader | null,
  reportId: ReportId,
): () => Promise<boolean> {
  const made = partsOf(read(), reportId);
  return async () => {
    const [before, now] = await Promise.all([made, partsOf(read(), reportId)]);
    return [...now].every((part) => before.has(part));
  };
}

/** Returns each clip, statement and section of a stored report, with its words. */
async function partsOf(
  reader: LibraryReader | null,
  reportId: ReportId,
): Promise<ReadonlySet<string>> {
  const [updates, evidence] = await Promise.all([
    reader?.loadReportUpdates(reportId),
    reader?.loadEvidence(reportId),
  ]);
  const clips = evidence?.ok ? evidence.value.clips : [];
  const parts = clips.map(({ id }): string => id);
  if (updates?.ok && updates.value.length > 0) {
    const { sections, statements } = readReport(loadReportDocument(updates.value), reportId);
    for (const { id, title } of sections) parts.push(`${id} ${title}`);
    for (const { id, text } of statements) parts.push(`${id} ${text}`);
  }
  return new Set(parts);
}
