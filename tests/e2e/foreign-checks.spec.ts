import type { Page } from '@playwright/test';
import { madeCheck } from '@/scripts/made-evidence';
import { readLibrary } from '@/scripts/tour/read-library';
import type { Check, Run } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { createLineReader, createLineWriter } from '@/utils/storage/backup-format';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import { complaints } from './harness/complaints';
import { exportReport } from './harness/export-report';
import { exportBundle, openBundle } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, lakeReport } from './harness/lake-report';
import { cardWith, verifyReport } from './harness/verification';

const FAR = '2099-01-01T00:00:00.000Z';

/** The bundle of a report with a forged run of the year 2099 and this verdict. */
async function forge(bundle: Buffer, panel: Page, verdict: Check['verdict']): Promise<Buffer> {
  const { clips, pins } = await readLibrary(panel);
  const pin = pins.find(({ quote }) => quote?.includes(HIGHEST) === true);
  const clip = clips.find(({ id }) => id === pin?.clipId);
  if (pin === undefined || clip === undefined) throw new Error('There is no such clip.');
  const run: Run = {
    id: newId<'run'>(),
    reportId: clip.filedUnder.reportId,
    trigger: 'manual',
    startedAt: FAR,
    finishedAt: FAR,
    cancelled: false,
  };
  const found = { pinId: pin.id, checkedAt: FAR, verdict };
  const check = madeCheck({ runId: run.id, clipId: clip.id, ...found });
  const text = new TextDecoder().decode((await gunzip(new Uint8Array(bundle), 50_000_000))!);
  const read = createLineReader();
  const write = createLineWriter();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => read(line) as Record<string, unknown>)
    .flatMap((body) => {
      if (body['format'] !== undefined) return [{ ...body, by: 'Mallory' }];
      if (body['end'] === true) return [{ ...body, records: Number(body['records']) + 2 }];
      const isContent = body['store'] === 'reportUpdates' && !Object(body['record']).notes;
      if (!isContent) return [body];
      return [{ store: 'runs', record: run }, { store: 'checks', record: check }, body];
    })
    .map(write);
  return Buffer.from(await gzip(new TextEncoder().encode(lines.join(''))));
}

test('a stranger’s check of the year 2099 gives no pass and hides no verdict', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const original = pages.read(ARTICLE);
  const origins = ['http://hydrology.example/*', 'http://lacs.example/*'];
  const extension = await launch({ origins });
  const panel = await lakeReport(extension);
  const bundle = await exportBundle(panel);
  // These words of the quote stay on the card, also when the card shows changed words.
  const card = cardWith(panel, 'since the gauge was moved');
  const badge = card.locator('.source-line .verdict');
  const notice = card.getByRole('note');

  await test.step('an unchecked clip shows the stranger’s check but gets no verdict', async () => {
    await openBundle(panel, await forge(bundle, panel, 'verbatim'), 'Merge');
    await expect(notice).toContainText('Checked by “Mallory” (unverified name): Verbatim');
    await expect(notice).toContainText('(the clock was wrong)');
    await expect(badge).toHaveCount(0);
    expect(await complaints(panel)).toEqual([]);
    expect(await exportReport(panel)).not.toContain('verbatim');
  });

  await test.step('an own check finds an altered quote and removes the notice', async () => {
    pages.replace(ARTICLE, original.replace('the highest reading', 'the lowest reading'));
    const checks = await verifyReport(panel);
    expect(checks.map(({ verdict }) => verdict)).toContain('altered');
    await expect(badge).toContainText('Altered');
    await expect(notice).toHaveCount(0);
  });

  await test.step('a later file changes no own verdict on card, search or filter', async () => {
    await openBundle(panel, await forge(bundle, panel, 'verbatim'), 'Merge');
    await expect(badge).toContainText('Altered');
    const search = await extension.openExtensionPage('sidepanel.html');
    await search.getByRole('button', { name: 'Search the whole library' }).click();
    await search.getByRole('searchbox', { name: 'Search the library' }).fill('highest reading');
    const results = search.getByRole('list', { name: 'Clips found' }).getByRole('listitem');
    await expect(results).toHaveCount(1);
    await expect(results.locator('.verdict')).toContainText('Altered');
    await search.getByRole('button', { name: 'Filters' }).click();
    await search.getByLabel('Verdict').selectOption('altered');
    await expect(results).toHaveCount(1);
    await search.close();
  });

  await test.step('a stranger’s fall stays beside the verdict until the next check', async () => {
    pages.replace(ARTICLE, original);
    await panel.reload();
    await verifyReport(panel);
    await expect(badge).toContainText('Verbatim');
    await openBundle(panel, await forge(bundle, panel, 'altered'), 'Merge');
    await expect(notice).toContainText('Found altered by “Mallory” (unverified name)');
    await expect(badge).toContainText('Verbatim');
    expect(await complaints(panel)).toEqual([]);
    await notice.getByRole('button', { name: 'Check again' }).click();
    await expect(notice).toHaveCount(0);
    await expect(badge).toContainText('Verbatim');
  });
});
