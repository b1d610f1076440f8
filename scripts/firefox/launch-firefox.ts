import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeProfile } from '../browser/remove-profile';
import { findFirefox } from '../find-browser.mjs';
import { dragBetween, pressKeys, typeText, type ViewPoint } from './input';
import { Marionette } from './marionette';
import { CLICK_IN_POPUP, inBrowser, OPEN_POPUP, RUN_IN_POPUP } from './popup-scripts';

/** In milliseconds. A guard, not a measurement. */
const LONGEST_WAIT = 60_000;

export const FIREFOX_BUILD = path.resolve('.output/firefox-mv3');

export interface FirefoxOptions {
  /** The port of a page server. All `*.example` names then lead to it. */
  readonly pagePort?: number;
  /**
   * A name that resolves to 127.0.0.1 without a proxy, as a hostile site can make it. URLs need the
   * port.
   */
  readonly localName?: string;
  /** The browser's language; English by default. */
  readonly language?: string;
  /** Allows the extension in private windows. */
  readonly inPrivate?: boolean;
  /**
   * An X display for a real window that asks for permissions. Without one the browser is headless.
   */
  readonly display?: string;
}

export interface FirefoxWithExtension {
  readonly marionette: Marionette;
  /** `moz-extension://…`, without a final slash. */
  readonly origin: string;
  /** Opens a page of the extension, for example `popup.html`, in the current tab. */
  openExtensionPage(file: string): Promise<void>;
  /** Opens a URL in the current tab. */
  open(url: string): Promise<void>;
  /** Opens a new tab, makes it the current one, and returns its handle. */
  newTab(): Promise<string>;
  /** Opens a private window, makes its tab the current one, and returns its handle. */
  newPrivateWindow(): Promise<string>;
  /** Makes the tab with this handle the current one, in front. */
  switchTo(handle: string): Promise<void>;
  /**
   * Clicks the element that matches the selector in the current page, with the browser's own mouse.
   */
  click(selector: string): Promise<void>;
  /** Presses keys together, modifiers first: `press('Control', 'z')`. */
  press(...keys: readonly string[]): Promise<void>;
  /** Types into the focused element. */
  type(text: string): Promise<void>;
  /**
   * Drags with the mouse from the middle of one selector's element to a point of another's, in
   * pixels from its upper left corner.
   */
  drag(from: string, to: string, at: ViewPoint): Promise<void>;
  /** Returns the text in the clipboard. */
  clipboard(): Promise<string>;
  /** The folder for downloads. */
  readonly downloads: string;
  /**
   * Runs the script in the page until its value is true. @throws After a minute, with the name
   * `what`.
   */
  waitFor(what: string, script: string, ...args: unknown[]): Promise<void>;
  /**
   * Presses the extension's toolbar button for the current tab. Its popup opens, and activeTab is
   * granted.
   */
  triggerAction(): Promise<void>;
  /**
   * Runs a function body in the open popup. It sees `document` and `window`, may return a promise,
   * and must return JSON.
   */
  inPopup(script: string): Promise<unknown>;
  /** Clicks the element that matches the selector in the open popup, as a user does. */
  clickInPopup(selector: string): Promise<void>;
  popupIsOpen(): Promise<boolean>;
  /** Returns the address that the sidebar shows; null if it is closed. */
  sidebar(): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Starts Firefox, headless unless a display is given, with the built extension as a temporary
 * add-on with its shipped manifest.
 * @throws With advice, if there is no Firefox or the extension is not built.
 */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<FirefoxWithExtension> {
  const executable = findFirefox();
  if (executable === null) {
    throw new Error('No Firefox found. Install it, or name one in PINCITE_FIREFOX.');
  }
  if (!existsSync(path.join(FIREFOX_BUILD, 'manifest.json'))) {
    throw new Error(`No built extension in ${FIREFOX_BUILD}. Run: npm run build`);
  }
  const addonId = geckoIdOf(FIREFOX_BUILD);
  const uuid = randomUUID();
  const port = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), 'pincite-firefox-'));
  const downloads = path.join(profile, 'downloads');
  mkdirSync(downloads);
  const values = {
    ...preferences(port, addonId, uuid, options),
    'browser.download.dir': downloads,
  };
  writeFileSync(path.join(profile, 'user.js'), userScript(values));

  const firefox = spawn(
    executable,
    [
      ...(options.display === undefined ? ['--headless'] : []),
      '--no-remote',
      '--profile',
      profile,
      '--marionette',
      '--remote-allow-system-access',
    ],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        HOME: profile,
        MOZ_DISABLE_AUTO_SAFE_MODE: '1',
        ...(options.display === undefined ? {} : { DISPLAY: options.display, GDK_BACKEND: 'x11' }),
      },
    },
  );
  const ended = new Promise<void>((resolve) => firefox.once('close', () => resolve()));
  const stop = async () => {
    firefox.kill('SIGKILL');
    await ended;
    removeProfile(profile);
  };
  try {
    const marionette = await Marionette.connect(port);
    await marionette.send('WebDriver:NewSession', {});
    // A script that opens a popup waits up to twice that long itself. It must have time to report
    // what did not appear. An element to click may appear late.
    await marionette.send('WebDriver:SetTimeouts', {
      script: 3 * LONGEST_WAIT,
      implicit: LONGEST_WAIT,
    });
    await marionette.send('Addon:Install', {
      path: FIREFOX_BUILD,
      temporary: true,
      allowPrivateBrowsing: options.inPrivate === true,
    });
    return driver(marionette, { addonId, origin: `moz-extension://${uuid}`, downloads, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Running {
  readonly addonId: string;
  readonly origin: string;
  readonly downloads: string;
  readonly stop: () => Promise<void>;
}

function driver(marionette: Marionette, running: Running): FirefoxWithExtension {
  const { addonId, origin, downloads, stop } = running;
  const open = async (url: string) => {
    await marionette.send('WebDriver:Navigate', { url });
  };
  const switchTo = async (handle: string) => {
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true });
  };
  const openedAs = async (kind: {
    readonly type: 'tab' | 'window';
    readonly private?: boolean;
  }) => {
    const made = await marionette.send('WebDriver:NewWindow', { ...kind, focus: true });
    if (typeof made !== 'object' || made === null || !('handle' in made)) {
      throw new Error(`Firefox opened no ${kind.type}.`);
    }
    const handle = String(made.handle);
    await switchTo(handle);
    return handle;
  };
  return {
    marionette,
    origin,
    downloads,
    open,
    switchTo,
    openExtensionPage: (file) => open(`${origin}/${file}`),
    newTab: () => openedAs({ type: 'tab' }),
    newPrivateWindow: () => openedAs({ type: 'window', private: true }),
    async click(selector) {
      const found = await marionette.send('WebDriver:FindElement', {
        using: 'css selector',
        value: selector,
      });
      const [id] = Object.values(found ?? {});
      await marionette.send('WebDriver:ElementClick', { id });
    },
    press: (...keys) => pressKeys(marionette, keys),
    type: (text) => typeText(marionette, text),
    async drag(from, to, at) {
      const start = await boxOf(marionette, from);
      const end = await boxOf(marionette, to);
      const middle = { x: start.x + start.width / 2, y: start.y + start.height / 2 };
      await dragBetween(marionette, middle, { x: end.x + at.x, y: end.y + at.y });
    },
    clipboard: async () =>
      String(
        await inBrowser(
          marionette,
          `const window = Services.wm.getMostRecentWindow('navigator:browser');
           return window.navigator.clipboard.readText();`,
        ),
      ),
    async waitFor(what, script, ...args) {
      const deadline = Date.now() + LONGEST_WAIT;
      for (;;) {
        if ((await marionette.run(script, ...args)) === true) return;
        if (Date.now() > deadline) throw new Error(`Waited a minute for ${what}.`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    triggerAction: () => inBrowser(marionette, OPEN_POPUP, addonId, origin).then(() => undefined),
    inPopup: (script) => inBrowser(marionette, RUN_IN_POPUP, origin, script),
    async clickInPopup(selector) {
      await inBrowser(marionette, CLICK_IN_POPUP, origin, selector);
    },
    popupIsOpen: async () =>
      (await inBrowser(
        marionette,
        `const { document } = Services.wm.getMostRecentWindow('navigator:browser');
         const frames = document.querySelectorAll('browser.webextension-popup-browser');
         return [...frames].some(({ currentURI }) => currentURI?.spec.startsWith(arguments[0]));`,
        `${origin}/`,
      )) === true,
    async sidebar() {
      const shown = await inBrowser(
        marionette,
        `const { SidebarController } = Services.wm.getMostRecentWindow('navigator:browser');
         if (!SidebarController.isOpen) return null;
         const inner = SidebarController.browser.contentDocument
           ?.getElementById('webext-panels-browser');
         return inner?.currentURI?.spec ?? '';`,
      );
      return shown === null ? null : String(shown);
    },
    async close() {
      marionette.close();
      await stop();
    },
  };
}

async function boxOf(marionette: Marionette, selector: string): Promise<DOMRect> {
  const box = await marionette.run(
    `const found = document.querySelector(arguments[0]);
     return found === null ? null : found.getBoundingClientRect().toJSON();`,
    selector,
  );
  if (box === null) throw new Error(`The page has no ${selector}.`);
  return box as DOMRect;
}

type Preferences = Record<string, string | number | boolean>;

function preferences(
  port: number,
  addonId: string,
  uuid: string,
  options: FirefoxOptions,
): Preferences {
  const values: Preferences = {
    'marionette.port': port,
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: uuid }),
    'extensions.webextOptionalPermissionPrompts': options.display !== undefined,
    'intl.locale.requested': options.language ?? 'en-US',
    'app.update.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'browser.aboutwelcome.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'remote.prefs.recommended': true,
    // 2: the folder that `browser.download.dir` names.
    'browser.download.folderList': 2,
  };
  if (options.localName !== undefined) {
    values['network.dns.localDomains'] = options.localName;
    values['network.proxy.type'] = 0;
  } else if (options.pagePort !== undefined) {
    values['network.proxy.type'] = 1;
    values['network.proxy.http'] = '127.0.0.1';
    values['network.proxy.http_port'] = options.pagePort;
    values['network.proxy.no_proxies_on'] = '';
  }
  return values;
}

function userScript(values: Preferences): string {
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

function geckoIdOf(build: string): string {
  const manifest = JSON.parse(readFileSync(path.join(build, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`The manifest in ${build} has no gecko id.`);
  return id;
}

/** Returns a free port. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
