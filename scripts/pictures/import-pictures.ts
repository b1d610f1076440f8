import type { Page } from '@playwright/test';
import { choose, openPanel } from './open-panel';
import type { Studio } from './studio';

const DAMAGED = 'tests/fixtures/reports/damaged-markers.md';

/** Pictures of importing a report, from the dropped file to a file without a report. */
export async function takeImport({ take, words }: Studio, panel: Page): Promise<void> {
  await panel.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['#'], 'report.md'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
  });
  await panel.getByText(words.import_drop, { exact: true }).waitFor();
  await take(panel, 'sheet-import-drop', { forced: true });
  await panel.evaluate(() => {
    const dataTransfer = new DataTransfer();
    document.body.dispatchEvent(new DragEvent('dragleave', { dataTransfer, bubbles: true }));
  });
  await choose(panel, words.report_actions, words.import_action);
  const sheet = panel.getByRole('dialog');
  const chooser = sheet.locator('input[type=file]');
  await chooser.waitFor({ state: 'attached' });
  await take(panel, 'sheet-import-choose');
  await panel.evaluate(holdReading);
  await chooser.setInputFiles(DAMAGED);
  await sheet.getByRole('progressbar', { name: words.import_reading }).waitFor();
  await take(panel, 'sheet-import-reading', { forced: true });
  await panel.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await choose(panel, words.report_actions, words.import_action);
  await chooser.setInputFiles(DAMAGED);
  await sheet.getByRole('heading', { name: words.import_review_title }).waitFor();
  await take(panel, 'sheet-import-review', { forced: true });
  await sheet.locator('.damage-place').first().scrollIntoViewIfNeeded();
  await sheet.locator('.damage-completion').first().click();
  await take(panel, 'sheet-import-damage');
  await panel.keyboard.press('Escape');
  await sheet.getByText(words.import_leave, { exact: true }).waitFor();
  await take(panel, 'sheet-import-leave');
  await sheet.getByRole('button', { name: words.import_leave_confirm, exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
  await choose(panel, words.report_actions, words.import_action);
  const file = { name: 'lake.bin', mimeType: 'text/plain', buffer: Buffer.from([0, 1, 2, 0]) };
  await chooser.setInputFiles(file);
  await sheet.getByRole('heading', { name: words.import_refused_title }).waitFor();
  await take(panel, 'sheet-import-refused');
  await panel.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}

/** Pictures of a report that is being stored by a slow background. */
export async function takeStoring(studio: Studio): Promise<void> {
  const { take, words } = studio;
  const panel = await openPanel(studio, { 'restore.commit': null });
  await choose(panel, words.report_actions, words.import_action);
  const sheet = panel.getByRole('dialog');
  await sheet.locator('input[type=file]').setInputFiles(DAMAGED);
  await sheet.getByRole('button', { name: words.import_confirm, exact: true }).click();
  await sheet.getByRole('progressbar', { name: words.import_storing }).waitFor();
  await take(panel, 'sheet-import-storing');
  await panel.close();
}

/** Runs in the page: the next Worker that reads reports progress and never ends. */
function holdReading(): void {
  const { postMessage } = Worker.prototype;
  // A call in comlink's format. The second argument is the channel for progress.
  interface Call {
    readonly path?: readonly string[];
    readonly argumentList?: readonly { readonly value: MessagePort }[];
  }
  Worker.prototype.postMessage = function (this: Worker, call: Call, ...rest: unknown[]) {
    if (call.path?.[0] !== 'read') return Reflect.apply(postMessage, this, [call, ...rest]);
    Worker.prototype.postMessage = postMessage;
    const value = { done: 412_000, total: 968_000, citations: 73 };
    const argumentList = [{ type: 'RAW', value }];
    call.argumentList?.[1]?.value.postMessage({
      id: 'held',
      type: 'APPLY',
      path: [],
      argumentList,
    });
  };
}
