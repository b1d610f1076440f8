import * as z from 'zod/mini';
import { createQueue } from '@/utils/model/queue';
import { originPattern } from '@/utils/model/url';
import { browser } from './browser';

/*
 * The sites on which saved clips are shown. The user allows each of them. Each site has a key, so
 * that two pages which change the list at the same time do not overwrite each other. The permission
 * to read a site for verification is separate, and shows nothing there.
 */

const KEY = 'highlight:';
const ASKED = 'highlightAsked';
const SCRIPT = 'highlighter';
const FILES = ['/highlighter.js'];
/** In milliseconds. A later yes answers another question. */
const ANSWER_WITHIN = 5 * 60_000;

const AskedSchema = z.object({ pattern: z.string(), at: z.number() });

/** Returns match patterns, in order. */
export async function readHighlightSites(): Promise<readonly string[]> {
  const stored = await browser.storage.local.get(null);
  return Object.keys(stored)
    .filter((key) => key.startsWith(KEY))
    .map((key) => key.slice(KEY.length))
    .sort();
}

/** Returns whether clips are shown on an address's site. */
export async function isHighlightSite(url: string): Promise<boolean> {
  const pattern = originPattern(url);
  if (pattern === null) return false;
  const key = KEY + pattern;
  return (await browser.storage.local.get(key))[key] === true;
}

/**
 * Asks for a site, and shows clips there. Call it inside the click handler, before any await. If
 * the popup closes before the answer, `followPermissions` handles it.
 */
export function allowHighlights(url: string): Promise<boolean> {
  const pattern = originPattern(url);
  if (pattern === null) return Promise.resolve(false);
  const asked = browser.permissions.request({ origins: [pattern] }).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
  const noted = browser.storage.session.set({ [ASKED]: { pattern, at: Date.now() } });
  return asked.then(async (granted) => {
    await noted;
    await browser.storage.session.remove(ASKED);
    if (granted) await addSite(pattern);
    return granted;
  });
}

export async function stopHighlights(pattern: string): Promise<void> {
  await browser.storage.local.remove(KEY + pattern);
}

/**
 * Calls the listener when a site is added or removed in any page of the extension. Call the result
 * to stop.
 */
export function followHighlightSites(listener: (added: readonly string[]) => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== 'local') return;
    const keys = Object.keys(changes).filter((key) => key.startsWith(KEY));
    if (keys.length === 0) return;
    const added = keys.filter((key) => changes[key]?.newValue === true);
    listener(added.map((key) => key.slice(KEY.length)));
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}

/**
 * Adds a site whose question was answered after its popup had closed, and removes a site whose
 * permission was withdrawn.
 */
export function followPermissions(): void {
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    void (async () => {
      const stored = await browser.storage.session.get(ASKED);
      const asked = AskedSchema.safeParse(stored[ASKED]);
      if (!asked.success || Date.now() - asked.data.at > ANSWER_WITHIN) return;
      if (origins.includes(asked.data.pattern)) await addSite(asked.data.pattern);
    })();
  });
  browser.permissions.onRemoved.addListener(() => {
    void (async () => {
      for (const pattern of await readHighlightSites()) {
        if (!(await isGranted(pattern))) await stopHighlights(pattern);
      }
    })();
  });
}

const inTurn = createQueue();

/** Makes the browser run the highlighter on exactly these sites, from their next page on. */
export function registerHighlighter(): Promise<void> {
  return inTurn(register).catch((cause: unknown) => console.error('highlighter', cause));
}

async function register(): Promise<void> {
  const matches = [...(await readHighlightSites())];
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  if (matches.length === 0) {
    if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    return;
  }
  const script = {
    id: SCRIPT,
    js: FILES,
    matches,
    allFrames: true,
    runAt: 'document_idle' as const,
  };
  if (known.length > 0) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Runs the highlighter in the open pages of a site. */
export async function injectHighlighter(pattern: string): Promise<void> {
  for (const { id, incognito } of await browser.tabs.query({ url: pattern })) {
    if (id === undefined || incognito) continue;
    try {
      await browser.scripting.executeScript({
        target: { tabId: id, allFrames: true },
        files: FILES,
      });
    } catch (cause) {
      // The tab was discarded or closed. Its next page gets the highlighter.
      console.debug('highlighter', cause);
    }
  }
}

async function addSite(pattern: string): Promise<void> {
  await browser.storage.local.set({ [KEY + pattern]: true });
}

async function isGranted(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}
