import type { Page } from '@playwright/test';
import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import { clipCard, filled, menuOpener, openPanel, showReport } from './open-panel';
import { LONG_TITLE } from './picture-library';
import { PICTURE_SAMPLE } from './picture-sample';
import { NOW, type PictureSet, type Studio } from './studio';

const { title: LAKES } = PICTURE_SAMPLE;

/** Pictures of the panel with a report: reading, writing, arranging, searching, verifying. */
export const PANEL_PICTURES: PictureSet = {
  name: 'panel',
  async take(studio) {
    const { take } = studio;
    const panel = await openPanel(studio);
    await showReport(panel, LAKES);
    await panel.locator('.card .verdict').first().waitFor();
    await take(panel, 'panel-report', { forced: true });
    await take(panel, 'panel-whole', { whole: true });
    await takeMenus(studio, panel);
    await takeCards(studio, panel);
    await takeStatement(studio, panel);
    await takeSelection(studio, panel);
    await takeDragged(studio, panel);
    await takeFolded(studio, panel);
    await takeSearch(studio, panel);
    await takeRun(studio, panel);
    await takeNotices(studio, panel);
    await panel.reload();
    await showReport(panel, LONG_TITLE);
    await panel.locator('.card').first().waitFor();
    await take(panel, 'panel-long');
    await showReport(panel, LAKES);
    await panel.close();
    await takeUnsaved(studio);
    await takePageClips(studio);
    await takeReminder(studio);
  },
};

async function takeMenus({ take, words }: Studio, panel: Page): Promise<void> {
  const first = clipCard(panel, 0);
  for (const [name, open] of [
    ['reports', menuOpener(panel, LAKES)],
    ['actions', menuOpener(panel, words.report_actions)],
    ['section', menuOpener(panel, filled(words.section_actions, 'Measured levels'))],
    ['clip', menuOpener(first, words.clip_actions)],
    ['export', menuOpener(panel, words.export)],
  ] as const) {
    await open();
    await take(panel, `panel-menu-${name}`, { again: open, forced: name === 'actions' });
    await panel.keyboard.press('Escape');
  }
}

async function takeCards({ take, words }: Studio, panel: Page): Promise<void> {
  for (const [name, at] of [
    ['altered', 1],
    ['moved', 4],
    ['located', 5],
    ['gone', 8],
  ] as const) {
    const shown = clipCard(panel, at);
    await shown.locator('.disclosure').click();
    await shown.locator('.clip-details .history-entry').first().waitFor();
    await shown.scrollIntoViewIfNeeded();
    await shown.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await take(panel, `panel-details-${name}`);
    await shown.locator('.disclosure').click();
  }
  const unpinned = panel.getByRole('button', { name: words.pin_choose }).first();
  await unpinned.click();
  const candidates = panel.locator('.candidates');
  await candidates.waitFor();
  await candidates.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await take(panel, 'panel-candidates');
  await panel.keyboard.press('Escape');
  const first = clipCard(panel, 0);
  await first.getByRole('button', { name: words.note, exact: true }).click();
  await panel.getByRole('textbox').first().waitFor();
  await take(panel, 'panel-note');
  await panel.keyboard.press('Escape');
  await first.getByRole('button', { name: words.tag_add }).click();
  await take(panel, 'panel-tag');
  await panel.keyboard.press('Escape');
  await panel.reload();
  await clipCard(panel, 0).waitFor();
}

async function takeStatement({ take, words }: Studio, panel: Page): Promise<void> {
  const first = panel.getByRole('article', { name: words.statement_word }).first();
  await first.getByRole('button', { name: words.edit, exact: true }).click();
  await panel.getByRole('textbox', { name: words.statement_text }).waitFor();
  await panel.evaluate(() => scrollTo(0, 0));
  await take(panel, 'panel-statement');
  await panel.getByRole('button', { name: words.done, exact: true }).click();
}

async function takeSelection({ take, words }: Studio, panel: Page): Promise<void> {
  for (const at of [0, 1]) await clipCard(panel, at).getByRole('checkbox').check();
  await take(panel, 'panel-selected', { forced: true });
  await clipCard(panel, 0).locator('.grip-key').focus();
  await panel.keyboard.press('Enter');
  await panel.keyboard.press('ArrowDown');
  await panel.locator('.drop-line').waitFor();
  await take(panel, 'panel-grabbed', { forced: true });
  await panel.keyboard.press('Escape');
  await panel.getByRole('button', { name: words.select_none, exact: true }).click();
}

/** A clip that the pointer holds above the previous clip, and over a section that receives it. */
async function takeDragged({ take }: Studio, panel: Page): Promise<void> {
  const outlook = panel.locator('.section-head', { hasText: 'Outlook' });
  for (const [name, held, over, line] of [
    ['between', clipCard(panel, 1), clipCard(panel, 0), '.drop-line:not(.drop-frame)'],
    ['into', clipCard(panel, 11), outlook, '.drop-frame'],
  ] as const) {
    const hold = async () => {
      await letGo(panel);
      // Below the header, with the next items visible.
      await over.evaluate((place) => scrollBy(0, place.getBoundingClientRect().top - 240));
      await held.locator('.grip').hover();
      await panel.mouse.down();
      const box = await over.boundingBox();
      if (box === null) throw new Error('What the clip is dragged to is not shown.');
      // Before its middle, and away from the edges where the page would scroll.
      const { x, y, width, height } = box;
      await moveUntilShown(panel, { x: x + width / 2, y: y + height * 0.3 }, line);
    };
    await hold();
    await take(panel, `panel-dragged-${name}`, { again: hold, forced: name === 'between' });
    await letGo(panel);
  }
}

/** Moves the held item to a point in small steps until the panel shows the drop position. */
async function moveUntilShown(panel: Page, to: { x: number; y: number }, line: string) {
  const deadline = Date.now() + 10_000;
  await panel.mouse.move(to.x, to.y, { steps: 5 });
  for (let at = 0; !(await panel.locator(line).isVisible()); at += 1) {
    if (Date.now() > deadline) throw new Error('The panel does not show where a drop would go.');
    await panel.mouse.move(to.x + (at % 2), to.y);
  }
}

/** Over the header, where a drop does nothing. */
async function letGo(panel: Page): Promise<void> {
  await panel.mouse.move(200, 20, { steps: 3 });
  await panel.mouse.up();
  await panel.locator('.drop-line').waitFor({ state: 'detached' });
}

async function takeFolded({ take, words }: Studio, panel: Page): Promise<void> {
  const choose = async (entry: string) => {
    await panel.locator('[data-focus=report-menu]').click();
    await panel.getByRole('menuitem', { name: entry }).click();
  };
  await choose(words.sections_fold);
  await take(panel, 'panel-folded');
  await choose(words.sections_unfold);
}

async function takeSearch({ take, words }: Studio, panel: Page): Promise<void> {
  const field = panel.getByRole('searchbox', { name: words.report_search });
  await field.fill('snow');
  await take(panel, 'panel-search');
  await field.fill('glacier');
  await take(panel, 'panel-search-nothing');
  await field.fill('');
}

/** A running verification, reported to the panel like by the background. */
async function takeRun({ take, words, library }: Studio, panel: Page): Promise<void> {
  const progress: RunProgress = {
    runId: '01950000-0000-7000-8000-000000000001',
    state: 'running',
    pages: 8,
    pagesDone: 3,
    clips: 13,
    clipsDone: 5,
    verdicts: { verbatim: 3, altered: 1, missing: 1 },
    reading: 'http://members.water-authority-of-the-upper-valley.example/rights/2026',
    timeLeft: 70_000,
  };
  const tell = (state: RunProgress['state']) =>
    panel.evaluate((change) => new BroadcastChannel('pincite-changes').postMessage(change), {
      kind: 'run',
      reportId: library.lakes,
      checks: [],
      progress: { ...progress, state },
    } satisfies Change);
  await tell('running');
  await panel.getByRole('button', { name: words.run_pause, exact: true }).waitFor();
  await take(panel, 'panel-run', { forced: true });
  await tell('paused');
  await panel.getByRole('button', { name: words.run_resume, exact: true }).waitFor();
  await take(panel, 'panel-run-paused');
  await tell('cancelled');
  await panel.getByText(words.run_cancelled, { exact: true }).waitFor();
  await take(panel, 'panel-run-cancelled');
}

async function takeNotices({ take, words }: Studio, panel: Page): Promise<void> {
  const first = clipCard(panel, 0);
  await menuOpener(first, words.clip_actions)();
  await panel.getByRole('menuitem', { name: words.delete, exact: true }).click();
  await panel.getByText(words.clip_deleted, { exact: true }).waitFor();
  await take(panel, 'panel-snackbar', { forced: true });
  await panel.locator('.snackbar').getByRole('button', { name: words.undo, exact: true }).click();
  await clipCard(panel, 0).waitFor();
}

async function takeUnsaved(studio: Studio): Promise<void> {
  const { take, words } = studio;
  const full = { ok: false, error: { code: 'quota_exceeded' } };
  const panel = await openPanel(studio, { 'report.update': full });
  await clipCard(panel, 0).getByRole('button', { name: words.note, exact: true }).click();
  await panel.getByRole('textbox', { name: words.note }).fill('For the opening sentence.');
  await panel.getByText(words.failure_quota_exceeded, { exact: true }).first().waitFor();
  await take(panel, 'panel-unsaved', { forced: true });
  await panel.close();
}

async function takePageClips(studio: Studio): Promise<void> {
  const clips = PICTURE_SAMPLE.cited.slice(0, 3).map(({ quote }, at) => ({
    clipId: `01950000-0000-7000-8000-00000000000${at}`,
    quote,
    found: at === 0,
  }));
  const page = { url: PICTURE_SAMPLE.pages[0]?.url, clips };
  const panel = await openPanel(studio, { 'highlights.ofTab': { ok: true, value: { page } } });
  const here = panel.locator('.page-clips');
  await here.locator('.disclosure').click();
  await studio.take(panel, 'panel-page-clips');
  await panel.close();
}

/** Some weeks later. */
async function takeReminder(studio: Studio): Promise<void> {
  const { clock } = studio.extension.context;
  await clock.setFixedTime('2026-06-20T09:30:00.000Z');
  const panel = await openPanel(studio);
  await panel.getByText(studio.words.remind_open, { exact: true }).waitFor();
  await panel.locator('.card').first().waitFor();
  await studio.take(panel, 'panel-reminder');
  await panel.close();
  await clock.setFixedTime(NOW);
}
