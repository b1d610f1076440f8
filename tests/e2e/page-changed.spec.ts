import { expect, test } from './harness/fixtures';
import { importReport, openDesk } from './harness/panel';
import { verifyReport } from './harness/verification';

const BULLETIN = 'http://hydrology.example/bulletin-april-2026';
const STATUS = 'http://rivers.example/reservoir-status';
const SURVEY = 'http://mountains.example/snow-survey';
const LOST = 'Storage rose to 61 per cent of capacity.';
const KEPT = 'The level at the northern gauge was 44 centimetres above the mean.';
const GONE = 'The survey was made in April.';
const REPORT = [
  '# Lakes, a day later',
  `${LOST.replace('.', '')} ([status](${STATUS})).`,
  `${KEPT.replace('.', '')} ([bulletin](${BULLETIN})).`,
  `${GONE.replace('.', '')} ([survey](${SURVEY})).`,
  '',
].join('\n\n');

test('after a later check, a sign-off is void, and the claims whose pages lost their words come back', async ({
  launch,
  pages,
}) => {
  const extension = await launch({
    origins: [BULLETIN, STATUS, SURVEY].map((url) => `${new URL(url).origin}/*`),
  });
  const panel = await importReport(extension, REPORT);
  await verifyReport(panel);
  const desk = await openDesk(panel);
  const decided = desk.locator('#desk-decided');
  await expect(decided).toHaveText('0 of 3 claims decided');
  await desk.keyboard.press('1');
  await desk.keyboard.type('Ines');
  await desk.keyboard.press('Enter');
  for (const done of ['1', '2', '3']) {
    await expect(decided).toHaveText(`${done} of 3 claims decided`);
    if (done !== '3') await desk.keyboard.press('1');
  }
  await desk.keyboard.press('Shift+S');
  const sign = desk.getByRole('dialog').getByRole('button', { name: 'Sign off', exact: true });
  await expect(sign).toBeEnabled();
  await sign.press('Enter');
  await expect(desk.getByText(/^Signed off by Ines, /)).toBeVisible();

  pages.replace(STATUS, pages.read(STATUS).replaceAll('61 per cent', '58 per cent'));
  pages.replace(BULLETIN, pages.read(BULLETIN).replace('<main>', '<p>Tuesday: snow.</p><main>'));
  pages.replace(SURVEY, { status: 404, body: 'Not here any more.' });
  await panel.bringToFront();
  await verifyReport(panel);
  await expect(panel.getByRole('button', { name: 'Review 2 claims' })).toBeVisible();
  await desk.bringToFront();

  await expect(desk.getByText(/^Sign-off by Ines, .*: void\.$/)).toBeVisible();
  await expect(
    desk.getByText('Changed since it was signed: what checks found on the cited pages.'),
  ).toBeVisible();
  await expect(desk.getByText('Do not rely on this sign-off')).toHaveCount(0);
  await expect(decided).toHaveText('1 of 3 claims decided');
  await desk.getByRole('button', { name: 'See what changed' }).click();
  const changed = desk.locator('.since-list li');
  await expect(changed).toHaveCount(2);
  await expect(changed.filter({ hasText: LOST.slice(0, -1) })).toContainText(
    'The page changed since it was decided.',
  );
  await expect(changed.filter({ hasText: GONE.slice(0, -1) })).toHaveCount(1);
});
