import type { Page } from '@playwright/test';
import { nativeMatches } from '@/scripts/browser/text-position';
import { chooseFormat, downloadFrom, includeInbox, openExport } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { ARTICLE, FRENCH, HIGHEST, lakeReport, WEIR, WINTER } from './harness/lake-report';
import { linksOf } from './harness/markdown-links';
import { createReport } from './harness/panel';
import { oneLine } from './harness/verification';

const STYLES = ['Inline links', 'Footnotes', 'Numbered references', 'Links on the words'];

test.use({ inCommon: true });

/** Opens a panel with three quotes in its inbox, two of them cited in a statement. */
async function citedReport(extension: Parameters<typeof lakeReport>[0]): Promise<Page> {
  const panel = await lakeReport(extension);
  await panel.getByRole('button', { name: 'Write a statement' }).click();
  await panel.keyboard.type('The lake stood high');
  await panel.keyboard.press('Control+k');
  const boxes = panel.getByRole('dialog').getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await panel.getByRole('button', { name: 'Cite 2 clips' }).click();
  await panel.keyboard.press('Escape');
  await expect(panel.locator('.statement-text')).toHaveText('The lake stood high A B');
  await includeInbox(panel);
  return panel;
}

function withDirective(urls: readonly string[]): string[] {
  return [...new Set(urls.filter((url) => url.includes(':~:text=')))].sort();
}

/** Returns the addresses in an HTML text. The page runs nothing of it. */
async function hrefsOf(page: Page, html: string): Promise<string[]> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    return [...parsed.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');
  }, html);
}

test('each style and format names the same passages, and each leads native Chromium to its words', async ({
  extension,
}) => {
  const panel = await citedReport(extension);
  const sheet = await openExport(panel);
  await expect(sheet.getByText('Quotes not cited in the text')).toBeVisible();
  const preview = sheet.getByRole('textbox', { name: 'Preview' });
  let passages: string[] = [];

  for (const style of STYLES) {
    await test.step(`Markdown: ${style}`, async () => {
      await sheet.getByRole('radio', { name: style }).check();
      const { name, bytes } = await downloadFrom(sheet);
      const markdown = bytes.toString('utf8');
      expect(name).toMatch(/^Lakes-in-spring-\d{4}-\d\d-\d\d\.md$/);
      await expect(preview).toHaveValue(markdown);
      const found = withDirective(linksOf(markdown).map(({ url }) => url));
      expect(found).toHaveLength(3);
      if (passages.length === 0) passages = found;
      expect(found).toEqual(passages);
    });
  }

  await test.step('Markdown: Pandoc keys, with the bibliography beside it', async () => {
    await sheet.getByRole('radio', { name: 'Pandoc keys' }).check();
    const { bytes } = await downloadFrom(sheet);
    const keys = [...bytes.toString('utf8').matchAll(/\[@([\w:.-]+)/g)].map(([, key]) => key);
    const beside = await downloadFrom(sheet, 'Download bibliography');
    const items: { id: string; URL: string }[] = JSON.parse(beside.bytes.toString('utf8'));
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(keys));
    expect(withDirective(items.map(({ URL: url }) => url))).toEqual(passages);
  });

  await test.step('HTML file', async () => {
    await chooseFormat(sheet, 'HTML file');
    await sheet.getByRole('radio', { name: 'Inline links' }).check();
    const { name, bytes } = await downloadFrom(sheet);
    expect(name).toMatch(/\.html$/);
    expect(withDirective(await hrefsOf(panel, bytes.toString('utf8')))).toEqual(passages);
    const frame = sheet.locator('iframe');
    await expect(frame).toHaveAttribute('sandbox', '');
    const shown = frame.contentFrame();
    await expect(shown.getByText('The lake stood high')).toBeVisible();
  });

  await test.step('annotations and the table', async () => {
    await chooseFormat(sheet, 'Web annotations (JSON-LD)');
    const annotations = (await downloadFrom(sheet)).bytes.toString('utf8');
    expect(JSON.parse(annotations)).toBeTruthy();
    for (const words of [HIGHEST, WEIR, WINTER]) expect(annotations).toContain(words);
    await chooseFormat(sheet, 'CSV table');
    const table = (await downloadFrom(sheet)).bytes.toString('utf8');
    expect(withDirective(table.match(/https?:[^"]+/g) ?? [])).toEqual(passages);
  });

  for (const format of ['BibTeX', 'RIS', 'CSL-JSON']) {
    await test.step(format, async () => {
      await chooseFormat(sheet, format);
      const text = (await downloadFrom(sheet)).bytes.toString('utf8');
      for (const page of [ARTICLE, FRENCH]) expect(text).toContain(page);
    });
  }

  const led: string[] = [];
  for (const url of passages) {
    const [match, ...others] = await nativeMatches(panel, url);
    expect(others).toEqual([]);
    led.push(match?.text ?? `nothing at ${url}`);
  }
  for (const words of [HIGHEST, WEIR, WINTER]) {
    expect(oneLine(led.join(' | '))).toContain(words);
  }
});

test('rich text is pasted with its links, and as plain words where only those are taken', async ({
  extension,
}) => {
  const panel = await citedReport(extension);
  const sheet = await openExport(panel);
  await chooseFormat(sheet, 'Rich text (clipboard)');
  await sheet.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(sheet.getByText('Copied: 3 citations, 2 sources.')).toBeVisible();

  const editor = await extension.context.newPage();
  await editor.setContent('<div contenteditable></div><textarea></textarea>');
  await editor.locator('div').click();
  await editor.keyboard.press('Control+v');
  const links = editor.locator('div a');
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((all) =>
    all.map((each) => each.getAttribute('href') ?? ''),
  );
  expect(withDirective(hrefs)).toHaveLength(3);
  await editor.locator('textarea').click();
  await editor.keyboard.press('Control+v');
  await expect(editor.locator('textarea')).toHaveValue(/The lake stood high/);
  await expect(editor.locator('textarea')).not.toHaveValue(/<a /);
});

test('options are as they were left after a restart, and the default of the next report', {
  tag: '@long',
}, async ({ launch, profile }) => {
  const first = await launch({ profile });
  const before = await citedReport(first);
  const sheet = await openExport(before);
  await sheet.getByRole('radio', { name: 'Footnotes' }).check();
  await sheet.getByRole('checkbox', { name: 'Access dates' }).check();
  const preview = sheet.getByRole('textbox', { name: 'Preview' });
  await expect(preview).toHaveValue(/high\[\^1\].*accessed/s);
  const written = await preview.inputValue();
  await first.close();

  const second = await launch({ profile });
  const panel = await second.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toHaveCount(4);
  const again = await openExport(panel);
  await expect(again.getByRole('radio', { name: 'Footnotes' })).toBeChecked();
  await expect(again.getByRole('textbox', { name: 'Preview' })).toHaveValue(written);
  await panel.keyboard.press('Escape');

  await createReport(panel, 'Next month');
  const next = await openExport(panel);
  await expect(next.getByRole('radio', { name: 'Footnotes' })).toBeChecked();
  await next.getByRole('radio', { name: 'Inline links' }).check();
  await panel.keyboard.press('Escape');
  await panel.locator('.report-switch').click();
  await panel.getByRole('menuitemradio', { name: 'Lakes in spring' }).click();
  await expect(panel.locator('.card')).toHaveCount(4);
  const back = await openExport(panel);
  await expect(back.getByRole('radio', { name: 'Footnotes' })).toBeChecked();
});
