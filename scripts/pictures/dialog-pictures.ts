import { choose, clipCard, filled, openPanel, showReport } from './open-panel';
import { EMPTY_TITLE } from './picture-library';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet, Studio } from './studio';

/** Pictures of every dialog of the panel, of the bin, and of an empty report. */
export const DIALOG_PICTURES: PictureSet = {
  name: 'dialog',
  async take(studio) {
    const { take, words } = studio;
    const panel = await openPanel(studio);
    await showReport(panel, PICTURE_SAMPLE.title);
    await clipCard(panel, 0).waitFor();
    const clips = PICTURE_SAMPLE.cited.length - 1;
    const actions = words.report_actions;
    const questions: readonly Question[] = [
      ['verify', () => panel.getByRole('button', { name: filled(words.verify_n, clips) }).click()],
      ['details', () => choose(panel, actions, words.report_details)],
      ['new-report', () => choose(panel, actions, words.new_report_from)],
      ['recheck', () => choose(panel, actions, words.recheck_action)],
      ['new-section', () => panel.getByRole('button', { name: words.add_section }).click()],
      ['move', () => choose(clipCard(panel, 0), words.clip_actions, words.move_to)],
    ];
    for (const [name, ask] of questions) {
      await ask();
      await panel.getByRole('dialog').waitFor();
      await take(panel, `dialog-${name}`, { forced: name === 'verify' });
      await panel.keyboard.press('Escape');
    }
    await takeTags(studio, panel);
    await takeCite(studio, panel);
    await choose(panel, actions, `${words.bin} (2)`);
    await panel.getByRole('heading', { name: words.bin, exact: true }).waitFor();
    await take(panel, 'panel-bin');
    await panel.getByRole('button', { name: words.bin_purge }).click();
    await take(panel, 'dialog-purge');
    await panel.keyboard.press('Escape');
    await panel.getByRole('button', { name: words.back, exact: true }).click();
    await showReport(panel, EMPTY_TITLE);
    await panel.getByText(words.report_no_clips_title, { exact: true }).waitFor();
    await take(panel, 'panel-empty', { forced: true });
    await choose(panel, actions, `${words.bin} (0)`);
    await panel.getByText(words.bin_empty_title, { exact: true }).waitFor();
    await take(panel, 'panel-bin-empty');
    await showReport(panel, PICTURE_SAMPLE.title);
    await panel.close();
  },
};

type Question = readonly [name: string, ask: () => Promise<void>];
type Panel = Awaited<ReturnType<typeof openPanel>>;

async function takeTags({ take, words }: Studio, panel: Panel): Promise<void> {
  for (const at of [0, 1]) await clipCard(panel, at).getByRole('checkbox').check();
  await panel.getByRole('button', { name: words.tag_action, exact: true }).click();
  await panel.getByRole('dialog').waitFor();
  await take(panel, 'dialog-tags');
  await panel.keyboard.press('Escape');
  await panel.getByRole('button', { name: words.select_none, exact: true }).click();
}

async function takeCite({ take, words }: Studio, panel: Panel): Promise<void> {
  const statement = panel.getByRole('article', { name: words.statement_word }).first();
  await statement.getByRole('button', { name: words.edit, exact: true }).click();
  await panel.getByRole('button', { name: words.cite, exact: true }).click();
  const dialog = panel.getByRole('dialog');
  await dialog.waitFor();
  await take(panel, 'dialog-cite');
  await dialog.getByRole('searchbox').fill('snow');
  await dialog.getByText(words.cite_elsewhere, { exact: true }).waitFor();
  await take(panel, 'dialog-cite-search');
  await panel.keyboard.press('Escape');
  await panel.keyboard.press('Escape');
  if (await dialog.isVisible()) await panel.keyboard.press('Escape');
  await panel.getByRole('button', { name: words.done, exact: true }).click();
}
