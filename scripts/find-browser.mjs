// Finds a Chromium that can still load unpacked extensions, and Firefox. Dependency-free, because
// scripts use it before the installation.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  path.join(homedir(), 'AppData/Local/Chromium/Application/chrome.exe'),
];

const FIREFOX_PLACES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * Finds Chromium or Chrome for Testing: `PINCITE_CHROMIUM` if set, or else the usual places.
 * Branded Chrome and Edge are not searched, because they no longer load unpacked extensions from
 * the command line.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env.PINCITE_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return CHROMIUM_PLACES.find((place) => existsSync(place)) ?? null;
}

/** @returns {string | null} */
export function findFirefox() {
  const named = process.env.PINCITE_FIREFOX;
  if (named) return existsSync(named) ? named : null;
  return FIREFOX_PLACES.find((place) => existsSync(place)) ?? null;
}
