import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** The pictures in the README: the English ones of the tour. */
const README_PICTURES = ['panel', 'toast', 'desk-readme'].flatMap((name) =>
  ['light', 'dark'].map((scheme) => ({
    made: `${name}-en-${scheme}.png`,
    kept: `${name}-${scheme}.webp`,
  })),
);

/**
 * Writes the tour's pictures to the folder of the README as lossless WebP, which needs a third of
 * the bytes.
 * @param page A page of a browser, in which the pictures are encoded.
 */
export async function keepPictures(page: Page, out: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const { made, kept } of README_PICTURES) {
    const png = readFileSync(path.join(out, made)).toString('base64');
    const webp = await page.evaluate(encodeWebp, png);
    writeFileSync(path.join(folder, kept), Buffer.from(webp, 'base64'));
  }
}

/** Runs in the page. @param png Base64. @returns Base64. */
async function encodeWebp(png: string): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  // Chromium encodes without loss at the highest quality.
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
  const encoded = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(encoded, (byte) => String.fromCharCode(byte)).join(''));
}
