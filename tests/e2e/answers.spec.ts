import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { type ReportedCheck, readLibrary } from '@/scripts/tour/read-library';
import { newId } from '@/utils/model/ids';
import {
  BODY_CASES,
  type DocumentCase,
  PDF_CASES,
  QUOTE,
  STATUS_CASES,
  TEXT_CASES,
} from './harness/document-cases';
import { expect, test } from './harness/fixtures';
import { hopCases, TARGETS } from './harness/hop-cases';
import { storeQuotes } from './harness/made-library';
import { articleWith } from './harness/made-pages';
import { CONFIRM_VERIFY, checksIn, endedRun } from './harness/verification';

/** Each case uses a host of its own, so that they do not wait for each other. */
const addressOf = (at: number) => `http://answer-${at.toString()}.example/2026/page`;

/** Stores a quote for each address and checks them all, like a run of a whole report. */
async function check(
  page: Page,
  quotes: readonly { readonly url: string; readonly quote: string }[],
): Promise<ReportedCheck[]> {
  await storeQuotes(page, quotes);
  const [clip] = (await readLibrary(page)).clips;
  if (clip === undefined) throw new Error('No clip was stored.');
  const { reportId } = clip.filedUnder;
  await askBackground(page, 'run.start', { runId: newId<'run'>(), reportId, clipIds: null });
  return checksIn(page, await endedRun(page, 'manual'));
}

/** Compares the checks of each case with the expected result. */
function compare(
  cases: readonly DocumentCase[],
  checks: readonly ReportedCheck[],
  pages: PageServer,
) {
  const found = cases.map(({ name, detail }, at) => {
    const url = addressOf(at);
    const check = checks.find(({ page }) => page === url);
    return {
      name,
      verdict: check?.verdict,
      reason: check?.evidence.reason ?? null,
      flags: check?.flags,
      ...(detail === undefined ? {} : { detail: check?.evidence.detail }),
      asked: pages.requests.filter((request) => request.url === url).length,
    };
  });
  const expected = cases.map(({ name, verdict, reason = null, flags = [], detail, asked = 1 }) => ({
    name,
    verdict,
    reason,
    flags,
    ...(detail === undefined ? {} : { detail }),
    asked,
  }));
  return { found, expected };
}

for (const [kind, cases] of [
  ['PDFs', PDF_CASES],
  ['texts, markup and encodings', TEXT_CASES],
  ['bodies that are slow, large or endless', BODY_CASES],
  ['refusals', STATUS_CASES],
] as const) {
  test(`${kind}: each gets the verdict that it deserves`, async ({ launch, pages }) => {
    const extension = await launch({
      origins: cases.map((_, at) => `http://${new URL(addressOf(at)).hostname}/*`),
    });
    const page = await extension.openExtensionPage('options.html');
    for (const [at, { answer }] of cases.entries()) pages.replace(addressOf(at), answer);
    const checks = await check(
      page,
      cases.map(({ quote = QUOTE }, at) => ({ url: addressOf(at), quote })),
    );
    const { found, expected } = compare(cases, checks, pages);
    expect(found).toEqual(expected);
  });
}

test('does not read a page whose public name resolves to this machine until the user allows it', async ({
  launch,
  pages,
}) => {
  const address = 'http://trap.example/admin';
  const extension = await launch({ origins: ['http://trap.example/*'], withoutProxy: true });
  const page = await extension.openExtensionPage('options.html');
  pages.replace(address, { body: articleWith([QUOTE]) });
  const found = async (checks: Promise<ReportedCheck[]>) =>
    (await checks).map(({ verdict, evidence }) => [verdict, evidence.reason, evidence.detail]);
  expect(await found(check(page, [{ url: address, quote: QUOTE }]))).toEqual([
    ['unchecked', 'private-address', 'trap.example (127.0.0.1)'],
  ]);

  const panel = await extension.openExtensionPage('sidepanel.html');
  const before = (await readLibrary(panel)).runs.length;
  await panel.getByRole('button', { name: /^Verify \d+ clips?$/ }).click();
  const dialog = panel.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /trap\.example/ }).check();
  await dialog.getByRole('button', { name: CONFIRM_VERIFY }).click();
  await expect.poll(async () => (await readLibrary(panel)).runs.length).toBe(before + 1);
  expect(await found(checksIn(panel, await endedRun(panel, 'manual')))).toEqual([
    ['verbatim', null, null],
  ]);
});

test('redirects: each target is vetted before anything is sent there', async ({
  launch,
  pages,
}) => {
  let privateRequests = 0;
  const server = createServer((_request, response) => {
    privateRequests += 1;
    response.end(articleWith([QUOTE]));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const cases = hopCases(port);
    const extension = await launch({
      origins: [
        ...cases.map((_, at) => `http://${new URL(addressOf(at)).hostname}/*`),
        'http://granted.example/*',
      ],
    });
    const page = await extension.openExtensionPage('options.html');
    for (const [at, { answer }] of cases.entries()) pages.replace(addressOf(at), answer);
    for (const [url, answer] of TARGETS) pages.replace(url, answer);
    const checks = await check(
      page,
      cases.map((_, at) => ({ url: addressOf(at), quote: QUOTE })),
    );
    const { found, expected } = compare(cases, checks, pages);
    expect(found).toEqual(expected);
    expect(privateRequests).toBe(0);
    const asked = pages.requests.map(({ url }) => new URL(url).hostname);
    expect(asked.filter((host) => host.startsWith('stranger'))).toEqual([]);
    const panel = await extension.openExtensionPage('sidepanel.html');
    await panel.getByRole('button', { name: /^Verify \d+ clips?$/ }).click();
    await expect(
      panel.getByRole('checkbox', { name: /stranger\.example.* lead there$/ }),
    ).toBeChecked();
    for (const { headers } of pages.requests.filter(({ url }) => url.includes('granted.example'))) {
      expect(headers.referer).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

// It takes 42 s. ladder.spec.ts has the first reading alone.
test('a page whose answer, or whose end, never comes is unreachable after two readings of 20 s', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const article = articleWith([QUOTE]);
  // Takes more than 60 s in total, but each piece arrives in time.
  const trickle = { body: `${article}${' '.repeat(120_000)}`, everyMs: 500 };
  const slow = [{ body: article, delayMs: 60_000 }, trickle];
  const addresses = slow.map((_, at) => addressOf(at));
  const extension = await launch({
    origins: addresses.map((url) => `http://${new URL(url).hostname}/*`),
  });
  const page = await extension.openExtensionPage('options.html');
  for (const [at, answer] of slow.entries()) pages.replace(addressOf(at), answer);
  const started = Date.now();
  const checks = await check(
    page,
    addresses.map((url) => ({ url, quote: QUOTE })),
  );
  const seconds = (Date.now() - started) / 1000;
  expect(
    checks.map(({ verdict, evidence }) => [verdict, evidence.reason, evidence.detail]),
  ).toEqual(slow.map(() => ['unreachable', 'timed-out', '20 s']));
  for (const url of addresses) {
    expect(pages.requests.filter((request) => request.url === url)).toHaveLength(2);
  }
  expect(seconds).toBeGreaterThan(40);
  expect(seconds).toBeLessThan(60);
});
