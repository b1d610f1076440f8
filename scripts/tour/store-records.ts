import type { Page } from '@playwright/test';
import { encodeRecords, type ImportedRecords } from '@/utils/storage/encode-import';

/** Sends a request as the extension's pages do. */
function ask(page: Page, call: string, payload: object): Promise<unknown> {
  return page.evaluate(
    async ([name, value]) => {
      const reply = await chrome.runtime.sendMessage({
        to: 'background',
        call: name,
        payload: value,
      });
      if (reply?.ok !== true) throw new Error(`${name}: ${JSON.stringify(reply)}`);
      return reply.value;
    },
    [call, payload] as const,
  );
}

/**
 * Stores a report and its evidence, as a backup is restored.
 * @param page A page of the extension.
 * @param at When the report was changed last, ISO 8601 UTC.
 */
export async function storeRecords(
  page: Page,
  made: ImportedRecords,
  at = new Date().toISOString(),
): Promise<void> {
  const { restoreId } = (await ask(page, 'restore.begin', {})) as { restoreId: string };
  let index = 0;
  for await (const piece of encodeRecords(made, at)) {
    const bytes = Buffer.from(piece).toString('base64');
    await ask(page, 'restore.chunk', { restoreId, index, bytes });
    index += 1;
  }
  await ask(page, 'restore.commit', { restoreId });
}
