import type { ReportId } from '@/utils/model/ids';
import {
  NO_READING_OPTIONS,
  type ReadingOptions,
  ReadingOptionsSchema,
} from '@/utils/verify/reading-options';
import { browser } from './browser';

/* How each report may be read, one key for each beside the settings. */

function keyOf(reportId: ReportId): string {
  return `reading:${reportId}`;
}

/** As the user allowed it when the report was last verified; nothing beside fetching before that. */
export async function readReadingOptions(reportId: ReportId): Promise<ReadingOptions> {
  const key = keyOf(reportId);
  const stored = await browser.storage.local.get(key);
  const parsed = ReadingOptionsSchema.safeParse(stored[key]);
  return parsed.success ? parsed.data : NO_READING_OPTIONS;
}

export async function writeReadingOptions(
  reportId: ReportId,
  options: ReadingOptions,
): Promise<void> {
  await browser.storage.local.set({ [keyOf(reportId)]: options });
}
