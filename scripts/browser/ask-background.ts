import type { Page } from '@playwright/test';

/** Sends a request as the extension's pages do. @param page A page of the extension. */
export function askBackground(page: Page, call: string, payload: object): Promise<unknown> {
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
