import { selectText } from '@/scripts/browser/text-position';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import { makePng } from './harness/make-png';

test.use({ inCommon: true });

const SITE = 'http://lakes.example';
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="teal"/></svg>';
const FILES: Readonly<Record<string, { body: string | Uint8Array; type: string; cache: string }>> =
  {
    '/large.png': {
      body: makePng(180, 90, [200, 30, 40]),
      type: 'image/png',
      cache: 'max-age=600',
    },
    '/drawn.svg': { body: SVG, type: 'image/svg+xml', cache: 'no-cache' },
    '/never-cached.png': { body: makePng(16, 16, [1, 2, 3]), type: 'image/png', cache: 'no-store' },
  };
const INLINE = `data:image/png;base64,${makePng(16, 16, [20, 90, 200]).toString('base64')}`;

/** What a page names as its icon; the width and the colour of the icon that a clip of it has. */
const PAGES: readonly (readonly [name: string, icon: string, drawn: string | null])[] = [
  ['large', '/large.png', '32: 200,30,40,255'],
  ['svg', '/drawn.svg', '32: 0,128,128,255'],
  ['inline', INLINE, '16: 20,90,200,255'],
  ['never-cached', '/never-cached.png', null],
  ['of-another-site', 'http://icons.example/large.png', null],
];

interface Stored {
  readonly url: string;
  readonly icon?: string;
}

test('a clip has the icon that the browser already had, and nothing is requested for it', async ({
  extension,
  pages,
}) => {
  for (const [file, { body, type, cache }] of Object.entries(FILES)) {
    const headers = { 'content-type': type, 'cache-control': cache };
    pages.replace(`${SITE}${file}`, { body, headers });
    pages.replace(`http://icons.example${file}`, { body, headers });
  }
  /** Clips a page with this icon, and returns whether the clip has it. */
  const clip = async (name: string, icon: string): Promise<boolean> => {
    const url = `${SITE}/${name}`;
    pages.replace(url, {
      // The site's own rules for its scripts do not keep the icon out.
      headers: { 'content-security-policy': "default-src 'none'; img-src 'self' data: http:" },
      body: `<!doctype html><title>${name}</title><link rel="icon" href="${icon}"><p>The ${name} lake fell.`,
    });
    const page = await extension.context.newPage();
    await page.goto(url);
    const worker = await extension.serviceWorker();
    const browserIcon = async () =>
      await worker.evaluate(
        async () => (await chrome.tabs.query({ active: true }))[0]?.favIconUrl ?? null,
      );
    await selectText(page, { text: `The ${name} lake fell.` });
    const popup = await extension.triggerAction(page);
    await expect.poll(browserIcon).toBe(new URL(icon, url).href);
    pages.requests.length = 0;
    await popup.locator('.popup-clip button').click();
    await popup.locator('.popup-saved').waitFor();
    expect(pages.requests.map((each) => each.url)).toEqual([]);
    const { sources } = (await dumpLibrary(popup)) as { sources?: readonly Stored[] };
    await popup.close();
    await page.close();
    return sources?.find((source) => source.url === url)?.icon !== undefined;
  };
  const clipped: [name: string, drawn: string | null][] = [];
  for (const [name, icon, drawn] of PAGES) {
    // A clip waits 1.5 s at most for its icon, and a busy machine can take longer.
    for (const again of ['', '-again', '-third', '-fourth']) {
      const hasIcon = await clip(`${name}${again}`, icon);
      if (!hasIcon && drawn !== null && again !== '-fourth') continue;
      clipped.push([`${name}${again}`, drawn]);
      break;
    }
  }
  const panel = await extension.openExtensionPage('sidepanel.html');
  const card = (name: string) => panel.locator('.card', { hasText: `The ${name} lake fell.` });
  for (const [name, drawn] of clipped) {
    const mark = card(name).locator('.source-mark');
    await expect(mark).toBeVisible();
    const shown = await mark.evaluate(async (each) => {
      if (!(each instanceof HTMLImageElement)) return null;
      await each.decode();
      const side = each.naturalWidth;
      const context = new OffscreenCanvas(side, side).getContext('2d');
      context?.drawImage(each, 0, 0);
      const middle = context?.getImageData(side / 2, side / 2, 1, 1).data ?? [];
      return `${side}: ${[...middle].join()}`;
    });
    expect(shown, name).toBe(drawn);
  }
  expect(pages.requests.map((each) => each.url)).toEqual([]);
  const { sources = [] } = (await dumpLibrary(panel)) as { sources?: readonly Stored[] };
  expect(sources.filter(({ icon }) => icon !== undefined)).toHaveLength(3);
  if (process.env['PICTURE']) await panel.screenshot({ path: process.env['PICTURE'] });
});
