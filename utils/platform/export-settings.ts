import type { ReportId } from '@/utils/model/ids';
import { type ExportOptions, ExportOptionsSchema } from '@/utils/report/export-options';
import { browser } from './browser';

/*
 * How reports were last exported, one key for each report beside the settings, so that two
 * panels that export at once don't write over each other's.
 */

const LAST = 'exportLast';

function keyOf(reportId: ReportId): string {
  return `export:${reportId}`;
}

/** As the report was last exported, else as any was; null before the first export. */
export async function readExportOptions(reportId: ReportId): Promise<ExportOptions | null> {
  const key = keyOf(reportId);
  const stored = await browser.storage.local.get([key, LAST]);
  const parsed = ExportOptionsSchema.safeParse(stored[key] ?? stored[LAST]);
  return parsed.success ? parsed.data : null;
}

export async function writeExportOptions(
  reportId: ReportId,
  options: ExportOptions,
): Promise<void> {
  await browser.storage.local.set({ [keyOf(reportId)]: options, [LAST]: options });
}
