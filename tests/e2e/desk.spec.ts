import type { Page } from '@playwright/test';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { choose, importReport, openDesk } from './harness/panel';
import { REVIEW_CLAIMS, REVIEW_ORIGINS, REVIEW_TITLE, reviewReport } from './harness/review-report';
import { verifyReport } from './harness/verification';

const decided = (desk: Page) => desk.locator('#desk-decided');
const claimWords = (desk: Page) => desk.locator('.claim-words');

test('thirty claims decided by keyboard alone, signed off with two exceptions, void after an edit', async ({
  launch,
}) => {
  const extension = await launch({ origins: REVIEW_ORIGINS });
  const panel = await importReport(extension, reviewReport());
  await expect(panel.locator('.report-switch-title')).toHaveText(REVIEW_TITLE);
  await verifyReport(panel);
  const desk = await openDesk(panel);
  await expect(decided(desk)).toHaveText(`0 of ${REVIEW_CLAIMS.toString()} claims decided`);
  // Failed claims come first: here the one whose page is gone.
  await expect(claimWords(desk)).toHaveText('March had looked calmer');
  expect(await complaints(desk)).toEqual([]);

  // The first decision asks once for the name of the reviewer. It includes the note that was
  // written before.
  await desk.keyboard.press('n');
  await desk.keyboard.type('The bulletin of March is gone.');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('3');
  await desk.keyboard.type('Ines');
  await desk.keyboard.press('Enter');
  await expect(decided(desk)).toHaveText('1 of 30 claims decided');
  await expect(claimWords(desk)).not.toHaveText('March had looked calmer');
  await desk.keyboard.press('b');
  await expect(claimWords(desk)).toHaveText('March had looked calmer');
  await expect(desk.getByRole('textbox', { name: 'Note' })).toHaveValue(
    'The bulletin of March is gone.',
  );
  await desk.keyboard.press('s');

  for (const key of ['1', '1', '2', '1', '4', '1', '1', '1', '1', '1', '1']) {
    await desk.keyboard.press(key);
  }
  await expect(decided(desk)).toHaveText('12 of 30 claims decided');
  await desk.keyboard.press('u');
  await expect(decided(desk)).toHaveText('11 of 30 claims decided');
  await desk.keyboard.press('Shift+U');
  await expect(decided(desk)).toHaveText('12 of 30 claims decided');

  // A reload before the end loses nothing.
  await desk.reload();
  await expect(decided(desk)).toHaveText('12 of 30 claims decided');
  await desk.keyboard.press('s');
  for (let done = 12; done < 28; done += 1) {
    await desk.keyboard.press('1');
    await expect(decided(desk)).toHaveText(`${(done + 1).toString()} of 30 claims decided`);
  }

  // Two claims are left, so signing fails until the user names both as exceptions.
  await desk.keyboard.press('Shift+S');
  const sheet = desk.getByRole('dialog');
  const sign = sheet.getByRole('button', { name: 'Sign off', exact: true });
  await expect(
    sheet.getByText(
      '2 claims are awaiting a decision. Decide them, or leave them out of the sign-off.',
    ),
  ).toBeVisible();
  await expect(sign).toBeDisabled();
  expect(await complaints(desk)).toEqual([]);
  const boxes = sheet.getByRole('checkbox');
  await boxes.nth(0).press('Space');
  await expect(sign).toBeDisabled();
  await boxes.nth(1).press('Space');
  await expect(sign).toBeEnabled();
  await sign.press('Enter');
  await expect(sheet).toBeHidden();
  await expect(desk.getByText(/^Signed off by Ines, /)).toBeVisible();
  await expect(desk.getByText('2 exceptions')).toBeVisible();

  // An edit in another page makes the sign-off void and returns only the claim that it touched.
  await panel.bringToFront();
  const item = panel.getByRole('article').filter({ hasText: 'The scale froze' });
  await item.getByRole('button', { name: 'Edit', exact: true }).click();
  const field = panel.locator('.statement-input');
  await field.press('Home');
  await panel.keyboard.type('In the cold, ');
  await panel.keyboard.press('Escape');
  await desk.bringToFront();
  await expect(desk.getByText(/^Sign-off by Ines, .*: void\.$/)).toBeVisible();
  await expect(
    desk.getByText('Changed since it was signed: the text. Read these changes'),
  ).toBeVisible();
  await expect(desk.getByText('Signed off.', { exact: true })).toHaveCount(0);
  await expect(decided(desk)).toHaveText('27 of 30 claims decided');
  await desk.keyboard.press('f');
  await desk
    .getByRole('dialog')
    .getByRole('combobox', { name: 'State' })
    .selectOption({ label: 'Changed since it was decided' });
  await desk.getByRole('dialog').getByRole('button', { name: 'Show 1 claim' }).click();
  await desk.keyboard.press('s');
  await expect(claimWords(desk)).toHaveText('In the cold, The scale froze');
  await expect(desk.getByText('The claim’s words changed since it was decided.')).toBeVisible();
  await desk.keyboard.press('1');
  await expect(decided(desk)).toHaveText('28 of 30 claims decided');

  // The panel goes to the open desk, which then shows one of the two claims that are left.
  await expect(claimWords(desk)).toHaveText('In the cold, The scale froze');
  await panel.bringToFront();
  await choose(panel, 'Report actions', 'Review…');
  await expect(claimWords(desk)).not.toHaveText('In the cold, The scale froze');
  await desk.keyboard.press('1');
  await expect(decided(desk)).toHaveText('29 of 30 claims decided');
  await expect(desk).toHaveTitle(`${REVIEW_TITLE} – Review desk`);
});
