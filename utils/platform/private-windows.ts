import * as z from 'zod/mini';
import { originPattern } from '@/utils/model/url';
import { browser } from './browser';
import { forgetClipActs } from './clip-acts';
import { dropPrivateWords } from './private-words';

/*
 * What the user allowed of private windows. It is kept in the browser's memory, never on the disk,
 * and forgotten when the last private window closes.
 */

const KEY = 'privateSites';

const SitesSchema = z.array(z.string());

/**
 * Returns whether a tab is in a private window. A closed tab counts as private, because the user
 * cannot be asked there.
 */
export async function isPrivateTab(tabId: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).incognito;
  } catch {
    return true;
  }
}

/**
 * Returns whether the user wants clips of an address's site to be kept without another question.
 */
export async function isKeptSite(url: string): Promise<boolean> {
  const site = originPattern(url);
  return site !== null && (await readKeptSites()).includes(site);
}

export async function keepSite(url: string): Promise<void> {
  const site = originPattern(url);
  if (site === null) return;
  await browser.storage.session.set({ [KEY]: [...new Set([...(await readKeptSites()), site])] });
}

/** Forgets these permissions when no private window is open. */
export function followPrivateWindows(): void {
  browser.windows.onRemoved.addListener(() => {
    void browser.windows.getAll().then(async (windows) => {
      if (windows.some(({ incognito }) => incognito)) return;
      await browser.storage.session.remove(KEY);
      await dropPrivateWords();
      await forgetClipActs();
    });
  });
}

async function readKeptSites(): Promise<readonly string[]> {
  const parsed = SitesSchema.safeParse((await browser.storage.session.get(KEY))[KEY]);
  return parsed.success ? parsed.data : [];
}
