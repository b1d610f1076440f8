import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import { chooseBackup, downloadBackup } from './harness/backup';
import { clipByMenu } from './harness/clip-image';
import { chooseFormat, downloadFrom, openExport } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { heldToast } from './harness/held-toast';
import { dumpLibrary } from './harness/library';
import { makePng } from './harness/make-png';
import { choose, createReport, expectShown, itemWith } from './harness/panel';

const PAGE = 'http://hydrology.example/charts';
const OWN = 'http://hydrology.example/level.png';
const FOREIGN = 'http://maps.example/basin.png';
const PDF = 'http://hydrology.example/report.pdf';
const CAPTION = 'Figure 1. The level fell by 44 centimetres.';
const HTML = `<!doctype html><html lang="en"><title>Charts of the lake</title><main>
  <figure><img src="${OWN}" alt="The level, day by day"><figcaption>${CAPTION}</figcaption></figure>
  <p>Every gauge in the basin is read at noon.</p>
  <img id="map" src="${FOREIGN}" alt="The basin" width="120" height="80"></main></html>`;
const LEVEL = makePng(60, 30, [200, 30, 40]);
const BASIN = makePng(240, 160, [20, 90, 200]);

interface Kept {
  readonly kind: string;
  readonly copy: string;
  readonly url: string | null;
  readonly alt: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  readonly mediaType: string | null;
  /** Base64. */
  readonly bytes: string;
}

async function kept(page: Page): Promise<readonly Kept[]> {
  return ((await dumpLibrary(page))['attachments'] ?? []) as readonly Kept[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether a box of the page's screenshot is entirely white. */
function isWhite(page: Page, { bytes, mediaType }: Kept, box: Box): Promise<boolean> {
  const url = `data:${mediaType};base64,${bytes}`;
  return page.evaluate(
    async ([image, { x, y, width, height }]) => {
      const bitmap = await createImageBitmap(await (await fetch(image)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const { data } = context?.getImageData(x, y, width, height) ?? { data: [0] };
      return [...data].every((part) => part === 255);
    },
    [url, box] as const,
  );
}

/** Returns the size of an image as the browser decodes it, and the colour in its middle. */
function decoded(page: Page, { bytes, mediaType }: Kept) {
  return page.evaluate(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const middle = context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data;
    return { width: bitmap.width, height: bitmap.height, colour: [...(middle ?? [])].slice(0, 3) };
  }, `data:${mediaType};base64,${bytes}`);
}

test('images and screenshots are kept with their bytes, over a restart and a restore, until their clip goes', async ({
  launch,
  pages,
  profile,
}) => {
  pages.replace(PAGE, HTML);
  pages.replace(OWN, { body: LEVEL, headers: { 'content-type': 'text/plain' } });
  pages.replace(FOREIGN, { body: BASIN, headers: { 'content-type': 'image/png' } });
  const first = await launch({ profile, origins: ['http://hydrology.example/*'] });
  const panel = await first.openExtensionPage('sidepanel.html');
  await createReport(panel, 'The lake in charts');
  const page = await first.context.newPage();
  await page.goto(PAGE);

  await test.step('the menu has an item for images', async () => {
    const worker = await first.serviceWorker();
    // An update without changes fails if the menu has no such item.
    await worker.evaluate(() => chrome.contextMenus.update('clip-image', {}));
  });

  await test.step('from the menu: the site’s own file, whatever type it is served as, and its caption', async () => {
    await clipByMenu(first, page, OWN);
    const toast = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => toast.text()).toContain('Saved to');
    expect(await kept(panel)).toMatchObject([
      {
        kind: 'image',
        copy: 'file',
        url: OWN,
        alt: 'The level, day by day',
        caption: CAPTION,
        width: 60,
        height: 30,
        mediaType: 'image/png',
        bytes: LEVEL.toString('base64'),
      },
    ]);
    const { clips = [], pins = [] } = await dumpLibrary(panel);
    expect(clips).toMatchObject([{ kind: 'image', origin: 'context-menu' }]);
    expect(pins).toMatchObject([{ quote: CAPTION, noDirectiveReason: null }]);
  });

  await test.step('of a site that forbids reading: as shown, without the toast', async () => {
    await page.evaluate(() => {
      const image = document.querySelector('#map');
      const range = document.createRange();
      if (image !== null) range.selectNode(image);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    });
    const popup = await first.triggerAction(page);
    await popup.getByRole('button', { name: 'Clip selection' }).click();
    await popup.locator('.popup-saved').waitFor();
    await heldToast(page);
    const [, map] = await kept(panel);
    expect(map).toMatchObject({ copy: 'shown', url: FOREIGN, alt: 'The basin', width: 120 });
    expect(map && (await decoded(panel, map))).toEqual({
      width: 120,
      height: 80,
      colour: [20, 90, 200],
    });

    await popup.getByRole('button', { name: 'Add a screenshot to the clip' }).click();
    await expect(popup.getByText('The screenshot was added to the clip.')).toBeVisible();
    await popup.close();
    const toast = await page.locator('pincite-toast').boundingBox();
    expect(toast?.width).toBeGreaterThan(200);
    const shot = (await kept(panel)).find(({ kind }) => kind === 'screenshot');
    expect(shot && (await decoded(panel, shot))).toMatchObject({ width: 1280, height: 800 });
    expect(shot && toast && (await isWhite(panel, shot, toast))).toBe(true);
  });

  await test.step('a screenshot by itself makes a clip of the page', async () => {
    await page.evaluate(() => getSelection()?.removeAllRanges());
    const popup = await first.triggerAction(page);
    await popup.getByRole('button', { name: 'Screenshot of what is visible' }).click();
    await popup.locator('.popup-saved').waitFor();
    await popup.close();
    const { clips = [] } = await dumpLibrary(panel);
    expect(clips.at(-1)).toMatchObject({ kind: 'page' });
    expect(await kept(panel)).toHaveLength(4);
    await expectShown(panel, [
      'The lake in charts',
      '# Inbox',
      `> ${CAPTION}`,
      '> An image on the page',
      '> The whole page',
    ]);
  });

  await test.step('so does one of a PDF, which no script can read', async () => {
    const headers = { 'content-type': 'application/pdf' };
    pages.replace(PDF, { headers, body: '%PDF-1.7\n%%EOF\n' });
    await page.goto(PDF);
    const popup = await first.triggerAction(page);
    await popup.getByRole('button', { name: 'Screenshot of what is visible' }).click();
    await popup.locator('.popup-saved').waitFor();
    await popup.close();
    const { sources = [] } = await dumpLibrary(panel);
    expect(sources.at(-1)).toMatchObject({ url: PDF });
    expect(await kept(panel)).toHaveLength(5);
  });

  await test.step('exports have them: HTML in itself, Markdown in a folder beside it', async () => {
    await panel.bringToFront();
    const sheet = await openExport(panel);
    await chooseFormat(sheet, 'HTML file');
    await expect(sheet.frameLocator('iframe').locator('img').first()).toBeVisible();
    const html = (await downloadFrom(sheet)).bytes.toString('utf8');
    const images = html.match(/<img src="[^"]*"/g) ?? [];
    expect(images).toHaveLength(5);
    for (const image of images) expect(image).toMatch(/^<img src="data:image\/(png|jpeg);base64,/);
    // The export asks nobody for an image.
    expect(html).not.toContain(`src="${OWN}`);
    await chooseFormat(sheet, 'Markdown');
    const { name, bytes } = await downloadFrom(sheet, 'Download (.zip)');
    expect(name).toMatch(/^The-lake-in-charts-.*\.zip$/);
    const files = unzipSync(bytes);
    const text = strFromU8(files[name.replace(/zip$/, 'md')] ?? new Uint8Array());
    const paths = [...text.matchAll(/!\[[^\]]*\]\((images\/[\w.]+)\)/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths).toHaveLength(5);
    for (const path of paths) expect(files[path]?.length).toBeGreaterThan(50);
    expect(Buffer.from(files[paths[0] ?? ''] ?? []).equals(LEVEL)).toBe(true);
    await sheet.getByRole('button', { name: 'Copy' }).click();
    await expect(
      sheet.getByText('Copied without its 5 images; the download has them.'),
    ).toBeVisible();
    await panel.keyboard.press('Escape');
  });

  const options = await first.openExtensionPage('options.html');
  // Playwright keeps a download only until its browser closes.
  const file = readFileSync(await downloadBackup(options));
  const before = await kept(options);
  await first.close();

  await test.step('after a restart it is shown, opens large, and can be saved', async () => {
    const again = await launch({ profile });
    const shown = await again.openExtensionPage('sidepanel.html');
    const image = itemWith(shown, CAPTION).getByRole('button', { name: 'The level, day by day' });
    await expect(image).toBeVisible();
    await image.click();
    const sheet = shown.getByRole('dialog', { name: 'The level, day by day' });
    await expect(sheet.getByText('60 × 30 · PNG')).toBeVisible();
    const arriving = shown.waitForEvent('download');
    await sheet.getByRole('link', { name: 'Save the image' }).click();
    const download = await arriving;
    expect(download.suggestedFilename()).toBe('level.png');
    expect(readFileSync(await download.path()).equals(LEVEL)).toBe(true);
    await shown.keyboard.press('Escape');
    await expect(image).toBeFocused();
    const images = () => kept(shown).then((all) => all.map(({ bytes }) => bytes).sort());
    const all = await images();
    await image.click();
    await sheet.getByRole('button', { name: 'Delete' }).click();
    await expect(image).toHaveCount(0);
    expect(await images()).toHaveLength(all.length - 1);
    await shown.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
    await expect(image).toBeVisible();
    expect(await images()).toEqual(all);
    await again.close();
  });

  await test.step('a backup brings them into an empty library; emptying the bin destroys them', async () => {
    const second = await launch();
    const restoring = await second.openExtensionPage('options.html');
    await chooseBackup(restoring, file);
    await expect(restoring.getByText(/^Added to your library: 1 report, /)).toBeVisible();
    expect(await kept(restoring)).toEqual(before);
    const there = await second.openExtensionPage('sidepanel.html');
    await choose(itemWith(there, CAPTION), 'Actions on this clip', 'Delete');
    await choose(there, 'Report actions', 'Bin (1)');
    await there.getByRole('button', { name: 'Empty the bin' }).click();
    await there.getByRole('dialog').getByRole('button', { name: 'Delete permanently' }).click();
    await expect.poll(async () => (await kept(restoring)).length).toBe(4);
  });
});
