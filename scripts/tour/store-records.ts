import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import { encodeRecords, type ImportedRecords } from '@/utils/storage/encode-import';

/**
 * Stores a report and its evidence, as restoring a backup does.
 * @param page A page of the extension.
 * @param at When the report was last changed, ISO 8601 UTC.
 */
export async function storeRecords(
  page: Page,
  made: ImportedRecords,
  at = new Date().toISOString(),
): Promise<void> {
  const begun = await askBackground(page, 'restore.begin', { expected: 'import' });
  const { restoreId } = begun as { restoreId: string };
  let index = 0;
  for await (const piece of encodeRecords(made, at)) {
    const bytes = Buffer.from(piece).toString('base64');
    await askBackground(page, 'restore.chunk', { restoreId, index, bytes });
    index += 1;
  }
  await askBackground(page, 'restore.commit', { restoreId, choice: 'everything' });
}
