import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { newId } from '@/utils/model/ids';
import { type ReviewBody, type ReviewRecord, reviewRecordId } from '@/utils/model/review-records';
import { createLineWriter } from '@/utils/storage/backup-format';
import { makeSigningKey, signReview } from '@/utils/storage/review-signatures';
import { compareKeys } from './harness/compare-keys';
import { dropFiles } from './harness/drop-files';
import { chooseFormat, downloadFrom, exportBundle, openBundle } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { itemWith, openDesk } from './harness/panel';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const REPORT = [
  '# Lakes, under attack',
  `- The north stood high ([bulletin](${PAGE}#:~:text=44%20centimetres%20above%20the%20mean)).`,
  `- April was wet ([bulletin](${PAGE}#:~:text=Rain%20in%20April%20was%20140)).`,
  '',
].join('\n\n');

const decided = (desk: Page) => desk.locator('#desk-decided');
const words = (desk: Page) => desk.locator('.claim-words');

type Line = { readonly store?: string; readonly record?: ReviewRecord } & Record<string, unknown>;

/** The bundle with changed review records and correct checksums and counts. */
async function withReviews(
  file: Buffer,
  change: (records: readonly ReviewRecord[]) => Promise<readonly ReviewRecord[]>,
): Promise<Buffer> {
  const lines: Line[] = gunzipSync(file)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [header, ...body] = lines;
  const reviews = body.flatMap(({ store, record }) =>
    store === 'reviews' && record !== undefined ? [record] : [],
  );
  const others = body.filter((line) => line.store !== 'reviews' && !('end' in line));
  const records = [
    ...(await change(reviews)).map((record) => ({ store: 'reviews', record })),
    ...others,
  ];
  const write = createLineWriter();
  const whole = [header, ...records, { end: true, records: records.length }];
  const bare = whole.map((line) => ({ ...line, sum: undefined }));
  return gzipSync(bare.map(write).join(''));
}

test.use({ inCommon: true });

test('an edited bundle cannot reverse an objection or sign off for another person', {
  tag: '@long',
}, async ({ extension: editor, launch }) => {
  const hers = await editor.openExtensionPage('sidepanel.html');
  await expect(hers.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(hers, [{ name: 'lakes.md', content: REPORT }]);
  await hers.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(itemWith(hers, 'April was wet')).toBeVisible();
  const sent = await exportBundle(hers);

  const reviewer = await launch();
  const his = await reviewer.openExtensionPage('sidepanel.html');
  await expect(his.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await openBundle(his, sent, 'Merge');
  const desk = await openDesk(his);
  await expect(decided(desk)).toHaveText('0 of 2 claims decided');
  await desk.keyboard.press('g');
  await desk.keyboard.press('j');
  await desk.keyboard.press('k');
  await expect(words(desk)).toHaveText('The north stood high');
  await desk.keyboard.press('3');
  await desk.keyboard.type('Ines');
  await desk.keyboard.press('Enter');
  await expect(decided(desk)).toHaveText('1 of 2 claims decided');
  await desk.keyboard.press('e');
  const sheet = desk.getByRole('dialog', { name: 'Export the review' });
  await chooseFormat(sheet, 'Pincite bundle');
  const genuine = (await downloadFrom(sheet)).bytes;
  await desk.keyboard.press('Escape');

  // The attacker reverses the objection, once with the same counter and once with a higher
  // counter. Another person supports every claim with a key of their own, and signs as Ines.
  const stranger = await makeSigningKey();
  const attacked = await withReviews(genuine, async ([record]) => {
    if (record?.body.kind !== 'decision') throw new Error('The bundle has no decision.');
    const { reportId } = record;
    const supported: ReviewBody = { ...record.body, decision: 'supported' };
    const turned = {
      ...record,
      body: supported,
      id: reviewRecordId({ reportId, body: supported }),
    };
    const counts = { claims: 2, supported: 2, partly: 0, unsupported: 0, unclear: 0, waiting: 0 };
    const signOff: ReviewBody = {
      ...{ kind: 'sign-off', contentHash: 'f'.repeat(64), reviewer: 'Ines' },
      ...{ signedAt: '2090-01-01T00:00:00.000Z', counts, exceptions: [] },
    };
    const sign = (body: ReviewBody, counter: number) =>
      signReview(stranger, { reportId, act: newId<'act'>(), body, counter });
    return [
      { ...turned, counter: record.counter },
      { ...turned, counter: record.counter + 1 },
      await sign(supported, 1),
      await sign(signOff, 2),
    ];
  });
  expect(await openBundle(hers, attacked, 'Merge')).toContain('2 review records were left out');
  const herDesk = await openDesk(hers);
  await expect(decided(herDesk)).toHaveText('0 of 2 claims decided');
  await expect(herDesk.getByText(/^Sign-off by Ines \(unverified, /)).toBeVisible();
  await expect(herDesk.getByText(/^Signed off by/)).toHaveCount(0);

  // The true file arrives later. After the keys are compared, the objection is verified.
  await hers.bringToFront();
  await openBundle(hers, genuine, 'Merge');
  await compareKeys(herDesk, desk, 'Ines');
  await expect(decided(herDesk)).toHaveText('1 of 2 claims decided');
  await herDesk.keyboard.press('g');
  await herDesk.keyboard.press('j');
  await herDesk.keyboard.press('k');
  await expect(words(herDesk)).toHaveText('The north stood high');
  await expect(herDesk.getByRole('button', { name: 'Not supported' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(herDesk.getByText(/Ines \(unverified, /).first()).toBeVisible();

  // The attacked file, merged again, changes nothing.
  await hers.bringToFront();
  await openBundle(hers, attacked, 'Merge');
  await herDesk.bringToFront();
  await expect(decided(herDesk)).toHaveText('1 of 2 claims decided');
  await expect(herDesk.getByRole('button', { name: 'Not supported' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
