import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
  type Worker,
} from '@playwright/test';
import { findChromium } from '../find-browser.mjs';
import { extensionIdOf } from './extension-id';
import { closeExtensionSurfaces, openedSurface } from './extension-surface';
import { allowInPrivateWindows, grantOptionalHosts } from './grant-optional-hosts';
import { removeProfile } from './remove-profile';

/**
 * In milliseconds, for what the browser does by itself. On a busy machine it may take some seconds.
 */
const LONGEST_WAIT = 30_000;

/** The build to drive. PINCITE_BUILD names another. */
export const CHROME_BUILD = path.resolve(process.env['PINCITE_BUILD'] ?? '.output/chrome-mv3');

export interface LaunchOptions {
  /** The port of the page server. The browser uses the page server as its proxy for http. */
  readonly pagePort?: number;
  /**
   * Whether the pages' names resolve to 127.0.0.1 and no proxy is used. A hostile site can do this.
   */
  readonly withoutProxy?: boolean;
  /** A profile folder to use and keep. Without one a new folder is made, and deleted on close. */
  readonly profile?: string;
  /** The browser's language, for example `fr`; English by default. */
  readonly language?: string;
  /**
   * Origins granted before the start, such as `http://lakes.example/*`, so that no prompt appears.
   */
  readonly origins?: readonly string[];
  /** Optional permissions granted before the start, for example `notifications`. */
  readonly permissions?: readonly string[];
  /** Allows the extension in private windows. */
  readonly inPrivate?: boolean;
  /** Leaves the introduction open, which opens at the installation. By default it is closed. */
  readonly keepWelcome?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Whether browser and pages move nothing, as if the user had asked for that. */
  readonly withoutMotion?: boolean;
  /** False opens a window and needs a display. */
  readonly headless?: boolean;
  /** A build other than `.output/chrome-mv3`. */
  readonly build?: string;
}

export interface ExtensionBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly profile: string;
  /** A CDP session for the whole browser. */
  readonly session: CDPSession;
  /** Returns the background worker; waits until it runs. */
  serviceWorker(): Promise<Worker>;
  /**
   * Presses the extension's toolbar button on the page's tab, as a user would: activeTab is granted
   * and the real popup opens. Returns the popup as a page.
   */
  triggerAction(page: Page): Promise<Page>;
  /** Returns the open side panel as a page; waits until it is there. */
  sidePanel(): Promise<Page>;
  /** Opens a page of the extension in a tab, for example `sidepanel.html`. */
  openExtensionPage(file: string): Promise<Page>;
  /** Stops the background worker, and returns when it is gone. */
  stopServiceWorker(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts Chromium with the built extension, its shipped manifest, and native text fragments whose
 * matches can be read.
 * @throws With advice, if there is no Chromium or the extension is not built.
 */
export async function launchExtension(options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const build = options.build ?? CHROME_BUILD;
  if (!existsSync(path.join(build, 'manifest.json'))) {
    throw new Error(`No built extension in ${build}. Run: npm run build`);
  }
  const extensionId = extensionIdOf(build);
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), 'pincite-profile-'));
  await prepareProfile(profile, options);
  const isNew = !(
    wereUsed.has(profile) || existsSync(path.join(profile, 'Default', 'Preferences'))
  );
  wereUsed.add(profile);
  const context = await start(profile, build, options);
  const browser = context.browser();
  if (browser === null) throw new Error('The browser gave no handle of itself.');
  const session = await browser.newBrowserCDPSession();
  await serviceWorkerOf(context, extensionId);
  if (isNew) await openedWelcome(context, extensionId, options.keepWelcome === true);

  return {
    context,
    extensionId,
    profile,
    session,
    serviceWorker: () => serviceWorkerOf(context, extensionId),
    async triggerAction(page) {
      await page.bringToFront();
      const targetId = await tabTargetOf(context, session, page);
      await session.send('Extensions.triggerAction', { id: extensionId, targetId });
      return openedSurface(profile, `chrome-extension://${extensionId}/popup.html`);
    },
    sidePanel: () => openedSurface(profile, `chrome-extension://${extensionId}/sidepanel.html`),
    openExtensionPage: (file) =>
      openTab(context, session, `chrome-extension://${extensionId}/${file}`),
    stopServiceWorker: () => stopServiceWorker(context, session, extensionId),
    async close() {
      await closeExtensionSurfaces(profile);
      await context.close();
      if (options.profile === undefined) removeProfile(profile);
    },
  };
}

/**
 * Makes a new profile one in which the extension is installed, and writes the granted permissions
 * into it. The introduction opens only in a profile without the extension.
 * @param profile A folder that no browser uses.
 */
export async function prepareProfile(profile: string, options: LaunchOptions): Promise<void> {
  const { origins = [], permissions = [], inPrivate = false, build = CHROME_BUILD } = options;
  const isGranted = origins.length > 0 || permissions.length > 0 || inPrivate;
  const isNew = !existsSync(path.join(profile, 'Default', 'Preferences'));
  if (isNew && (isGranted || hasSpareProfile(options))) {
    const installed = await installedProfile(build, options);
    cpSync(installed, profile, { recursive: true, filter: (file) => !LEFT_OUT.test(file) });
  }
  if (isGranted) grantOptionalHosts(profile, extensionIdOf(build), origins, permissions);
  if (inPrivate) allowInPrivateWindows(profile, extensionIdOf(build));
}

/**
 * Whether a copy of a profile with the extension will do. It starts in half of the processor time
 * that an installation takes. Of the languages, only English has one before it is needed.
 */
function hasSpareProfile({ profile, language = 'en', keepWelcome = false }: LaunchOptions) {
  const wasKilled = profile !== undefined && wereUsed.has(profile);
  return language === 'en' && !keepWelcome && !wasKilled;
}

/**
 * Profiles that a browser was started with in this process. A browser that is killed at once writes
 * no preferences.
 */
const wereUsed = new Set<string>();

/**
 * Files of a profile that belong to its browser, and the library. The settings are copied, because
 * the browser may report the installation once more, and they say that the introduction was shown.
 */
const LEFT_OUT = /[\\/](?:Singleton\w+|DevToolsActivePort|IndexedDB|Local Storage)$/;

/** Profiles with the extension, by build and language. */
const installedProfiles = new Map<string, Promise<string>>();

/**
 * Returns a profile in which the extension is installed. It is made once in a process, because an
 * installation takes seconds.
 */
function installedProfile(build: string, options: LaunchOptions): Promise<string> {
  const key = JSON.stringify([build, options.language ?? 'en']);
  const made = installedProfiles.get(key) ?? install(build, options);
  installedProfiles.set(key, made);
  return made;
}

async function install(build: string, { language }: LaunchOptions): Promise<string> {
  const profile = mkdtempSync(path.join(tmpdir(), 'pincite-installed-'));
  process.once('exit', () => removeProfile(profile));
  const browser = await start(profile, build, language === undefined ? {} : { language });
  await serviceWorkerOf(browser, extensionIdOf(build));
  await openedWelcome(browser, extensionIdOf(build), false);
  await browser.close();
  return profile;
}

/**
 * Waits for the introduction, which opens at the installation, and closes it unless it is kept.
 * Otherwise it would come to the front during the test.
 */
async function openedWelcome(
  context: BrowserContext,
  extensionId: string,
  keep: boolean,
): Promise<void> {
  const url = `chrome-extension://${extensionId}/welcome.html`;
  const deadline = Date.now() + LONGEST_WAIT;
  while (Date.now() < deadline) {
    const welcome = context.pages().find((page) => page.url() === url);
    if (welcome !== undefined) {
      if (!keep) await welcome.close();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The introduction did not open at install.');
}

async function start(
  profile: string,
  build: string,
  options: LaunchOptions,
): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error(
      'No Chromium found. Install Chromium or Chrome for Testing, or name one in PINCITE_CHROMIUM.',
    );
  }
  const language = options.language ?? 'en';
  // With a window, the process that started the browser closes it when asked to stop.
  const leaveSignals = options.headless === false;
  return chromium.launchPersistentContext(profile, {
    executablePath,
    handleSIGINT: !leaveSignals,
    handleSIGTERM: !leaveSignals,
    handleSIGHUP: !leaveSignals,
    headless: options.headless ?? true,
    ignoreDefaultArgs: ['--disable-extensions'],
    locale: language === 'en' ? 'en-US' : language,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.withoutMotion === true ? 'reduce' : 'no-preference',
    viewport: options.headless === false ? null : { width: 1280, height: 800 },
    env: { ...process.env, ...localeEnvironment(language) },
    args: [
      '--no-sandbox',
      '--enable-unsafe-extension-debugging',
      '--remote-debugging-port=0',
      '--enable-blink-features=TextFragmentAPI',
      `--lang=${language}`,
      `--load-extension=${build}`,
      `--disable-extensions-except=${build}`,
      ...(options.withoutMotion === true ? ['--force-prefers-reduced-motion'] : []),
      ...pageArguments(options),
    ],
  });
}

function pageArguments({ pagePort, withoutProxy = false }: LaunchOptions): string[] {
  if (pagePort === undefined) return [];
  const server = `127.0.0.1:${pagePort}`;
  // The browser does not know the IP address of a page that it loads through a proxy.
  if (!withoutProxy) return [`--proxy-server=http=${server}`];
  return [`--host-resolver-rules=MAP *.example ${server}`];
}

/** The browser takes its language from these variables on Linux, and from `--lang` elsewhere. */
function localeEnvironment(language: string): Record<string, string> {
  const locale = `${language}_${language === 'en' ? 'US' : language.toUpperCase()}.UTF-8`;
  return { LANGUAGE: language, LANG: locale, LC_ALL: locale };
}

/**
 * Opens a tab that begins at an address. A blank tab that goes there would start a process for the
 * blank page.
 */
async function openTab(context: BrowserContext, session: CDPSession, url: string): Promise<Page> {
  const [page] = await Promise.all([
    context.waitForEvent('page', { predicate: (opened) => opened.url() === url }),
    session.send('Target.createTarget', { url }),
  ]);
  // The page may be loaded before this line runs, and then no event comes.
  await page.waitForFunction(() => document.readyState === 'complete');
  return page;
}

async function serviceWorkerOf(context: BrowserContext, extensionId: string): Promise<Worker> {
  const ours = (worker: Worker) => worker.url().startsWith(`chrome-extension://${extensionId}/`);
  return (
    context.serviceWorkers().find(ours) ??
    (await context.waitForEvent('serviceworker', { predicate: ours, timeout: LONGEST_WAIT }))
  );
}

/** Returns the id of the tab that shows a page. The tab is another target than the page. */
async function tabTargetOf(
  context: BrowserContext,
  session: CDPSession,
  page: Page,
): Promise<string> {
  const pageSession = await context.newCDPSession(page);
  const marker = `pincite-${Math.random().toString(36).slice(2)}`;
  try {
    const { targetInfo } = await pageSession.send('Target.getTargetInfo');
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
    const sameUrl = targetInfos.filter((info) => info.url === targetInfo.url);
    const [only] = sameUrl;
    if (only !== undefined && sameUrl.length === 1) return only.targetId;
    // Several tabs have this URL, so a temporary title distinguishes them.
    const before = await page.title();
    await page.evaluate((title) => {
      document.title = title;
    }, marker);
    try {
      const marked = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
      const found = marked.targetInfos.find((info) => info.title === marker);
      if (found !== undefined) return found.targetId;
    } finally {
      await page.evaluate((title) => {
        document.title = title;
      }, before);
    }
    throw new Error(`No tab shows ${targetInfo.url}.`);
  } finally {
    await pageSession.detach();
  }
}

async function stopServiceWorker(
  context: BrowserContext,
  session: CDPSession,
  extensionId: string,
): Promise<void> {
  const running = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos
      .filter((info) => info.type === 'service_worker' && info.url.includes(`//${extensionId}/`))
      .map((info) => info.targetId);
  };
  const before = await running();
  // The ServiceWorker domain belongs to a page of the worker's own origin. A tab of its own takes as
  // much processor time as the rest.
  const origin = `chrome-extension://${extensionId}/`;
  const shown = context.pages().find((page) => page.url().startsWith(origin));
  const page = shown ?? (await context.newPage());
  try {
    if (page !== shown) await page.goto(`${origin}manifest.json`);
    const pageSession = await context.newCDPSession(page);
    await pageSession.send('ServiceWorker.enable');
    const deadline = Date.now() + LONGEST_WAIT;
    for (let asked = 0; ; asked += 1) {
      // Sometimes the browser ignores the command, so it is repeated.
      if (asked % 10 === 0) await pageSession.send('ServiceWorker.stopAllWorkers');
      if (!(await running()).some((targetId) => before.includes(targetId))) break;
      if (Date.now() > deadline) {
        throw new Error('The background worker was told to stop, but goes on running.');
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await pageSession.detach();
  } finally {
    if (page !== shown) await page.close();
  }
}
