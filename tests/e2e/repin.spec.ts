import type { Locator, Page } from '@playwright/test';
import { nativeMatches } from '@/scripts/browser/text-position';
import { readLibrary } from '@/scripts/tour/read-library';
import { clipPassage } from './harness/clip-passage';
import { complaints } from './harness/complaints';
import { dropFiles } from './harness/drop-files';
import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { openDesk } from './harness/panel';
import { verifyReport } from './harness/verification';

const PAGE = 'http://rivers.example/reservoir-status';
const LINK = 'The%20spillway%20gates%20were%20tested%20on%204,same%20day.';
const GATES = 'The spillway gates were tested on 4 May and closed again the same day.';
const PUMPS = 'It moved 3.2 million cubic metres in April';
const BEFORE = 'Storage rose to 61 per cent of capacity in the first week of May.';
const AFTER = 'Storage rose to 68 per cent of capacity in the first week of May.';
const REPORT = `# Reservoirs in spring

The gates of the upper reservoir were tested in May ([Gates](${PAGE}#:~:text=${LINK})).

Pumps moved 3.2 million cubic metres of water in April ([Pumps](${PAGE})).
`;

/** The verdict of a clip, but not those in its history. */
const BADGE = '.source-line .verdict';
const withVerdict = (panel: Page, verdict: string): Locator =>
  panel.locator('article').filter({ has: panel.locator(BADGE, { hasText: verdict }) });
const withQuote = (panel: Page, words: string): Locator =>
  panel.locator('article').filter({ has: panel.locator('blockquote', { hasText: words }) });

test('an altered quote, a link without a quote and a bare page are pinned, undone, redone, and then pass', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: ['http://rivers.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'reservoirs.md', content: REPORT }]);
  await panel.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Reservoirs in spring');
  const tab = await extension.context.newPage();
  await tab.goto(PAGE);
  await clipPassage(extension, tab, { text: BEFORE });
  await tab.close();
  const changed = pages
    .read(PAGE)
    .replaceAll('Reservoir status page', 'Reservoir status, corrected')
    .replace('Storage rose to 61', 'Storage rose to 68');
  pages.replace(PAGE, changed);

  const first = await verifyReport(panel);
  expect(first.map(({ verdict }) => verdict).sort()).toEqual(['altered', 'located', 'unpinned']);
  expect(await complaints(panel)).toEqual([]);

  const title = (words: string) => withQuote(panel, words).locator('.source-words');
  await test.step('the page’s text replaces the altered quote, and its title; undo and redo', async () => {
    const altered = withVerdict(panel, 'Altered: a figure');
    await altered.getByRole('button', { name: 'Use the page’s words' }).click();
    await expect(panel.getByText('The clip now quotes the page’s words.')).toBeVisible();
    // The verdict was about other words.
    await expect(withQuote(panel, AFTER)).toBeFocused();
    await expect(withQuote(panel, AFTER).locator(BADGE)).toHaveCount(0);
    await expect(title(AFTER)).toHaveText('Reservoir status, corrected');
    await panel.keyboard.press('Control+z');
    await expect(title('per cent of capacity')).toHaveText('Reservoir status page');
    await expect(withQuote(panel, 'per cent of capacity').locator(BADGE)).toHaveText(
      'Altered: a figure',
    );
    await panel.keyboard.press('Control+y');
    await expect(withQuote(panel, AFTER).locator(BADGE)).toHaveCount(0);
    await expect(withQuote(panel, AFTER)).toHaveCount(1);
  });

  await test.step('one key adopts the passage that the link finds; its notice takes it back', async () => {
    const located = withVerdict(panel, 'Located');
    await expect(located.locator('.passage mark')).toHaveText(GATES);
    await located.press('a');
    await expect(withQuote(panel, GATES)).toBeFocused();
    await panel.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(located).toHaveCount(1);
    await panel.keyboard.press('Control+y');
    await expect(located).toHaveCount(0);
    await expect(withQuote(panel, GATES)).toHaveCount(1);
  });

  await test.step('a passage of the bare page is pinned by its number', async () => {
    const unpinned = withVerdict(panel, 'No passage');
    await unpinned.press('p');
    const candidates = panel.locator('.candidate');
    await expect(candidates.first()).toBeFocused();
    await expect(candidates.first()).toContainText(PUMPS);
    expect(await complaints(panel)).toEqual([]);
    await panel.keyboard.press('1');
    await expect(withQuote(panel, PUMPS)).toBeFocused();
  });

  const second = await verifyReport(panel);
  expect(second.map(({ verdict, flags }) => ({ verdict, flags }))).toEqual(
    Array.from({ length: 3 }, () => ({ verdict: 'verbatim', flags: [] })),
  );
  await expect(panel.locator(BADGE, { hasText: 'Verbatim' })).toHaveCount(3);

  await test.step('the history has every wording and check; an earlier wording can be restored', async () => {
    const card = withQuote(panel, AFTER);
    await card.getByRole('button', { name: /^Checked / }).click();
    await expect(card.locator('.history-entry')).toHaveCount(4);
    expect(await complaints(panel)).toEqual([]);
    await card.getByRole('button', { name: 'Use these words again' }).click();
    await expect(withQuote(panel, BEFORE)).toBeFocused();
    await expect(title(BEFORE)).toHaveText('Reservoir status page');
    // The verdict of the earlier words must not show.
    await expect(withQuote(panel, BEFORE).locator(BADGE)).toHaveCount(0);
    await panel.reload();
    await expect(withQuote(panel, BEFORE)).toHaveCount(1);
  });
  // A heading between two of the passages, farther away than the context of a pin.
  const heading = '<h2 id="middle">Middle reservoir';
  pages.replace(PAGE, changed.replace(heading, '<h2 id="middle">Middle basin'));
  const third = await verifyReport(panel);
  const found = third.map(({ quote, verdict, flags }) => [quote?.slice(0, 11), verdict, ...flags]);
  expect(found.sort()).toEqual([
    ['It moved 3.', 'verbatim', 'changed-nearby'],
    ['Storage ros', 'altered'],
    ['The spillwa', 'verbatim', 'changed-nearby'],
  ]);

  // The sound link is still the imported one. The link of the bare page now leads to the passage.
  const exported = await exportReport(panel);
  expect(exported).toContain(`([Gates](${PAGE}#:~:text=${LINK}))`);
  expect(exported).toMatch(
    /\(\[Pumps\]\(http:\/\/rivers\.example\/reservoir-status#:~:text=.+\)\)/,
  );
  const { pins } = await readLibrary(panel);
  expect(pins.map(({ by }) => by).sort()).toEqual([
    'capture',
    'import',
    'import',
    ...Array.from({ length: 3 }, () => 'reviewer'),
  ]);
});

test('located passages are adopted together, undone together, and pass only after another check', async ({
  launch,
}) => {
  const extension = await launch({ origins: ['http://rivers.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  const cited = [
    ['The gates were tested', LINK],
    ['Pumps moved water', 'It%20moved%203.2%20million%20cubic%20metres%20in%20April'],
    // The words are on the page twice, so nobody can tell which of them the author meant.
    ['Gates closed again', 'closed%20again%20the%20same%20day'],
    // From the first paragraph to the last.
    ['All is told', 'Inflow%20was%20above,pushed%20water%20upstream'],
  ] as const;
  const lines = cited.map(([words, terms]) => `${words} ([Page](${PAGE}#:~:text=${terms})).\n\n`);
  await dropFiles(panel, [{ name: 'gates.md', content: `# Gates\n\n${lines.join('')}` }]);
  await panel.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Gates');

  const first = await verifyReport(panel);
  expect(first.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 4 }, () => 'located'));
  const legend = panel.locator('.panel-header .verdict-legend');
  await expect(legend).toHaveText('4 clips4 located');
  await expect(panel.getByText('Verification finished. 4 clips: 4 located.')).toBeVisible();

  // A number shows only its clips, and all of them again.
  await legend.getByRole('button', { name: '4 located' }).press('Enter');
  await expect(legend.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await legend.getByRole('button', { name: '4 located' }).press('Enter');

  await panel.getByRole('button', { name: 'Adopt 2 located passages as quotes…' }).click();
  const sheet = panel.getByRole('dialog', { name: 'Adopt 2 located passages' });
  await expect(sheet.locator('.passage mark')).toHaveText([GATES, PUMPS]);
  await expect(sheet.getByText('2 other located passages are not listed')).toBeVisible();
  expect(await complaints(panel)).toEqual([]);
  await sheet.getByRole('button', { name: 'Adopt 2 passages' }).click();
  await expect(panel.getByText('2 passages adopted as quotes.')).toBeVisible();
  // Adopting is no check: nothing stands yet.
  await expect(legend).toHaveText('4 clips2 located2 to check again');
  await expect(withQuote(panel, GATES)).toHaveCount(1);
  await expect(withQuote(panel, PUMPS)).toHaveCount(1);
  const { pins } = await readLibrary(panel);
  expect(pins.flatMap(({ together, quote }) => (together === true ? [quote] : []))).toEqual([
    GATES,
    PUMPS,
  ]);

  await panel.keyboard.press('Control+z');
  await expect(legend).toHaveText('4 clips4 located');
  await expect(withQuote(panel, GATES)).toHaveCount(0);
  await expect(withQuote(panel, PUMPS)).toHaveCount(0);
  await panel.keyboard.press('Control+y');
  await expect(legend).toHaveText('4 clips2 located2 to check again');

  const second = await verifyReport(panel);
  expect(second.map(({ verdict }) => verdict).sort()).toEqual([
    ...['located', 'located', 'verbatim', 'verbatim'],
  ]);
  await expect(legend).toHaveText('4 clips2 stand2 located');
});

const SHARED = `# Spring report

Pumps moved 3.2 million cubic metres of water in April ([Status](${PAGE})).

The spillway gates were tested on 4 May and closed on the same day ([Status](${PAGE})).

Storage rose to 61 per cent of capacity early in May ([Status](${PAGE})).
`;

test('a passage is pinned for one of the claims that cite a page, undone, redone, and the last claim gets the clip of the page', {
  tag: '@long',
}, async ({ launch }) => {
  const extension = await launch({ origins: ['http://rivers.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'spring.md', content: SHARED }]);
  await panel.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Spring report');
  const first = await verifyReport(panel);
  expect(first.map(({ verdict }) => verdict)).toEqual(['unpinned']);
  const clips = panel.locator('article').filter({ has: panel.locator('.source-line') });
  const page = withVerdict(panel, 'No passage');
  const links = async () => {
    const exported = await exportReport(panel);
    return [...exported.matchAll(/\((http[^)]+)\)\)/g)].map(([, url = '']) => url.split('#')[1]);
  };

  await test.step('the list has the passages of each claim below its words', async () => {
    await page.press('p');
    const groups = panel.locator('.candidate-group');
    await expect(groups).toHaveCount(3);
    await expect(panel.locator('.candidates')).toContainText('3 claims cite this page.');
    await expect(groups.nth(1).locator('.candidate-claim')).toContainText('The spillway gates');
    await expect(groups.nth(1).locator('.candidate').first()).toContainText(GATES);
    expect(await complaints(panel)).toEqual([]);
    await groups.nth(1).locator('.candidate').first().click();
    await expect(panel.getByText('2 other claims still cite the page as before.')).toBeVisible();
    // The list goes on with the next claim.
    await expect(groups).toHaveCount(2);
    await expect(groups.nth(1).locator('.candidate').first()).toBeFocused();
    await panel.keyboard.press('Escape');
    await expect(groups).toHaveCount(0);
    await expect(withQuote(panel, GATES)).toHaveCount(1);
    await expect(clips).toHaveCount(2);
    expect(await links()).toEqual([undefined, expect.stringContaining('spillway'), undefined]);
  });

  await test.step('one undo takes everything back, one redo does it again', async () => {
    await withQuote(panel, GATES).focus();
    await panel.keyboard.press('Control+z');
    await expect(clips).toHaveCount(1);
    await expect(page).toHaveCount(1);
    await panel.keyboard.press('Control+y');
    await expect(clips).toHaveCount(2);
    await expect(withQuote(panel, GATES)).toHaveCount(1);
  });

  await test.step('the other claims get their passages the same way', async () => {
    await page.press('p');
    await expect(panel.locator('.candidate-group')).toHaveCount(2);
    await panel.keyboard.press('1');
    await expect(panel.getByText('1 other claim still cites the page as before.')).toBeVisible();
    await expect(withQuote(panel, PUMPS)).toHaveCount(1);
    await expect(panel.locator('.candidate-claim')).toHaveCount(1);
    await expect(panel.locator('.candidate').first()).toBeFocused();
    await panel.keyboard.press('1');
    await expect(withQuote(panel, BEFORE)).toBeFocused();
    await expect(clips).toHaveCount(3);
  });

  const second = await verifyReport(panel);
  expect(second.map(({ verdict }) => verdict)).toEqual(['verbatim', 'verbatim', 'verbatim']);
  expect(await links()).toEqual(
    ['moved', 'spillway', 'Storage'].map((word) => expect.stringContaining(word)),
  );
});

const TABLE = `<table>
<tr><th>Country</th><th>2023</th><th>2024</th></tr>
<tr><td>France</td><td>61,200</td><td>58,100</td></tr>
<tr><td>Germany</td><td>439,500</td><td>226,800</td></tr>
</table>`;
const WITH_ROW = `${SHARED}
| Country | 2023 | Source |
| --- | --- | --- |
| Germany | 439,500 | [Rivers](${PAGE}) |
`;

test('at the desk, a passage and a row of a table are pinned for the shown claim, undone and redone, and then pass', async ({
  launch,
  pages,
}) => {
  pages.replace(PAGE, pages.read(PAGE).replace('</body>', `${TABLE}</body>`));
  const extension = await launch({ origins: ['http://rivers.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'spring.md', content: WITH_ROW }]);
  await panel.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Spring report');
  const first = await verifyReport(panel);
  expect(first.map(({ verdict }) => verdict)).toEqual(['unpinned']);
  const desk = await openDesk(panel);
  const words = desk.locator('.claim-words');
  const passage = desk.locator('.passage-card');
  const goTo = async (claim: string) => {
    for (const key of ['k', 'k', 'k', 'j', 'j', 'j']) {
      if ((await words.textContent())?.includes(claim) !== true) await desk.keyboard.press(key);
    }
    await expect(words).toContainText(claim);
  };

  await goTo('The spillway gates');
  await desk.keyboard.press('p');
  await expect(desk.locator('.candidate').first()).toBeFocused();
  await expect(desk.locator('.candidate').first()).toContainText(GATES);
  await expect(desk.locator('.candidate-group')).toHaveCount(1);
  expect(await complaints(desk)).toEqual([]);
  await desk.keyboard.press('1');
  await expect(desk.getByText('3 other claims still cite the page as before.')).toBeVisible();
  await expect(passage.locator('blockquote')).toContainText(GATES);
  await expect(words).toContainText('The spillway gates');
  await expect(passage.locator('.passage-choose')).toBeFocused();
  await desk.keyboard.press('u');
  await expect(passage.locator('blockquote')).toHaveCount(0);
  await desk.keyboard.press('Shift+U');
  await expect(passage.locator('blockquote')).toContainText(GATES);

  await goTo('Germany');
  await passage.getByRole('button', { name: 'Find the passage' }).click();
  await expect(desk.locator('.candidate-text').first()).toHaveText('Germany 439,500 226,800');
  await desk.locator('.candidate').first().click();
  await expect(desk.getByText('2 other claims still cite the page as before.')).toBeVisible();
  await desk.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(passage.locator('blockquote')).toHaveCount(0);
  await desk.keyboard.press('Shift+U');
  await expect(passage.locator('blockquote')).toContainText('226,800');

  const second = await verifyReport(panel);
  expect(second.map(({ verdict }) => verdict).sort()).toEqual(['unpinned', 'verbatim', 'verbatim']);
  const exported = await exportReport(panel);
  const links = [...exported.matchAll(/\((http[^)]+)\)/g)].map(([, url = '']) => url);
  const link = links.find((url) => url.includes('226')) ?? '';
  const tab = await extension.context.newPage();
  expect(await nativeMatches(tab, link)).toHaveLength(1);
});
