import { createServer } from 'node:http';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { expect, test } from './harness/fixtures';
import { storeQuotes } from './harness/made-library';
import { articleWith } from './harness/made-pages';
import { QUOTE, stageCases } from './harness/stage-pages';
import { checksIn, endedRun } from './harness/verification';

const STRANGER = 'http://stranger.example/there';

/** A server at a private address, and how often it was asked. */
async function privateServer() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(articleWith([QUOTE]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    asked,
    port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function windowsOf(extension: ExtensionBrowser): Promise<number> {
  const worker = await extension.serviceWorker();
  return worker.evaluate(async () => (await chrome.windows.getAll()).length);
}

test('pages that fetching does not settle are opened in a window, and read there', async ({
  launch,
  pages,
}) => {
  test.setTimeout(180_000);
  const inside = await privateServer();
  try {
    const cases = stageCases(inside.port);
    const origins = ['http://stage.example/*', 'http://127.0.0.1/*'];
    const extension = await launch({ origins });
    const { context } = extension;
    await context.addCookies([{ name: 'session', value: 'mine', url: 'http://stage.example' }]);
    for (const { url, html, status = 200 } of cases) pages.replace(url, { body: html, status });
    pages.replace(STRANGER, articleWith([QUOTE]));
    const panel = await extension.openExtensionPage('sidepanel.html');
    await storeQuotes(
      panel,
      cases.map(({ url }) => ({ url, quote: QUOTE })),
    );
    await panel.reload();

    await panel.getByRole('button', { name: /^Verify \d+ citations$/ }).click();
    const dialog = panel.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /in a small window/ }).check();
    await dialog.getByRole('button', { name: 'Allow and verify', exact: true }).click();
    await expect.poll(() => windowsOf(extension)).toBe(2);
    const checks = await checksIn(panel, await endedRun(panel, 'manual'));

    const found = cases.map(({ name, url }) => {
      const check = checks.find(({ page }) => page === url);
      const { verdict, flags, reader } = check ?? {};
      return { name, verdict, reason: check?.evidence.reason ?? null, flags, reader };
    });
    expect(found).toEqual(
      cases.map(({ name, verdict, reason = null, flags = [], reader }) => {
        return { name, verdict, reason, flags, reader };
      }),
    );
    // Closed again, and remembered for the report.
    await expect.poll(() => windowsOf(extension)).toBe(1);
    await panel.getByRole('button', { name: /^Verify \d+ citations$/ }).click();
    await expect(dialog.getByRole('checkbox', { name: /in a small window/ })).toBeChecked();
  } finally {
    inside.close();
  }
});
