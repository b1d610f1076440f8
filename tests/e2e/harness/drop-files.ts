import type { Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  /** Text, or bytes. */
  readonly content: string | Uint8Array;
}

/** Drags files over a page and drops them. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const given = files.map(({ name, content }) => ({
    name,
    base64: Buffer.from(content).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, given);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
  await transfer.dispose();
}
