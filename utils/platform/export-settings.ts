import type { ReportId } from '@/utils/model/ids';
import { type ExportOptions, ExportOptionsSchema } from '@/utils/report/export-options';
import { browser } from './browser';

/*
 * How reports were last exported, one key for each report beside the settings, so that two
 * panels that export at once don't write over each other's.
 */

const LAST = 'exportLast';
const DEFAULT = 'exportDefault';

function keyOf(reportId: ReportId): string {
  return `export:${reportId}`;
}

/** As the report was last exported, else as the user set it, else as any was; null before that. */
export async function readExportOptions(reportId: ReportId): Promise<ExportOptions | null> {
  const key = keyOf(reportId);
  const stored = await browser.storage.local.get([key, DEFAULT, LAST]);
  const parsed = ExportOptionsSchema.safeParse(stored[key] ?? stored[DEFAULT] ?? stored[LAST]);
  return parsed.success ? parsed.data : null;
}

export async function writeExportOptions(
  reportId: ReportId,
  options: ExportOptions,
): Promise<void> {
  await browser.storage.local.set({ [keyOf(reportId)]: options, [LAST]: options });
}

/** How a report is exported that was not yet, where the user set it. */
export async function readExportDefault(): Promise<ExportOptions | null> {
  const stored = await browser.storage.local.get(DEFAULT);
  const parsed = ExportOptionsSchema.safeParse(stored[DEFAULT]);
  return parsed.success ? parsed.data : null;
}

export async function writeExportDefault(options: ExportOptions | null): Promise<void> {
  if (options === null) await browser.storage.local.remove(DEFAULT);
  else await browser.storage.local.set({ [DEFAULT]: options });
}
