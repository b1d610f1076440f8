import type { Page } from '@playwright/test';

/**
 * Runs an expression in the extension's isolated world of a page, where the clipper runs. An
 * attacker who controls the process of the page can do the same. The clipper must have been
 * injected.
 */
export async function inClipperWorld(
  page: Page,
  extensionId: string,
  expression: string,
): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`) worlds.push(context.id);
  });
  try {
    await session.send('Runtime.enable');
    const contextId = worlds.at(-1);
    if (contextId === undefined) throw new Error('The extension has no world in this page.');
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  } finally {
    await session.detach();
  }
}
