// Draws public/icon/*.png from the SVGs in scripts/icons, with headless Chromium. Run it after
// changing them: npm run icons
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from './find-browser.mjs';
import { ROOT } from './set-up.mjs';

const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium found; name one in PINCITE_CHROMIUM.');

const target = path.join(ROOT, 'public', 'icon');
mkdirSync(target, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const size of [16, 32, 48, 128]) {
    const drawing = size === 16 ? 'icon-small.svg' : 'icon.svg';
    const svg = readFileSync(path.join(ROOT, 'scripts', 'icons', drawing), 'utf8');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>html, body { margin: 0; background: none } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    );
    await page.screenshot({ path: path.join(target, `${size}.png`), omitBackground: true });
    console.log(`public/icon/${size}.png`);
  }
} finally {
  await browser.close();
}
