import type { Failure } from '@/utils/model/failure';
import { failure, messageOf } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { originPattern } from '@/utils/model/url';
import { type ClipBadge, takeBadge } from './badge';
import { browser } from './browser';
import { readBrowserKeys } from './commands';
import { openWelcome } from './first-run';
import {
  allowHighlights,
  followHighlightSites,
  readHighlightSites,
  stopHighlights,
} from './highlight-sites';
import { followLostLibrary, forgetLostLibrary, readLostLibrary } from './library-mark';
import { requestNotifications } from './notifications';
import { followReview } from './own-pages';
import { followPanelWish, openPanel, type PanelWish } from './panel';
import { dropKeptArticle, readKeptArticle } from './pending-articles';
import { allowsOrigins, requestOrigins } from './permissions';
import { isPrivateContext } from './runtime';
import { readSelection, type SelectionAnswer } from './selection';
import {
  followSettings,
  readArchiveOptions,
  readBackupPlan,
  readExportOptions,
  readReadingOptions,
  readRecheck,
  readSettings,
  writeArchiveOptions,
  writeBackupPlan,
  writeExportOptions,
  writeReadingOptions,
  writeRecheck,
  writeSettings,
} from './settings';
import { followFrontTab } from './tab-highlights';
import { type ActiveTab, activeTab, openDesk, openSettings, openTab } from './tabs';

/**
 * How long the URL of a downloaded file stays valid, in milliseconds, because the browser reads it
 * after the click.
 */
const DOWNLOAD_KEPT = 60_000;

/**
 * What the extension's pages do with the browser: the `Acts` of components/state/acts.ts. Create it
 * when the page opens, so that a click need not wait for data.
 */
export function createActs() {
  let windowId: number | undefined;
  void activeTab().then((tab) => {
    windowId = tab?.windowId;
  });
  return {
    requestOrigins,
    allowsOrigins,
    openPanel: (wish?: PanelWish) =>
      windowId === undefined
        ? Promise.reject(new Error('The window is not known yet'))
        : openPanel(windowId, wish),
    followPanelWish,
    activePage,
    openTab,
    openOrdinarily: isPrivateContext() ? openOrdinarily : null,
    openWelcome,
    openOptions: (part?: 'backup' | 'restore' | 'teams') =>
      part === undefined ? browser.runtime.openOptionsPage() : openSettings(part),
    readSettings,
    writeSettings,
    followSettings,
    openDesk,
    followReview,
    openShortcuts,
    readKeptArticle,
    dropKeptArticle,
    download,
    copyText,
    copyFlavours,
    readExportOptions,
    writeExportOptions,
    readArchiveOptions,
    writeArchiveOptions,
    readReadingOptions,
    writeReadingOptions,
    readRecheck,
    writeRecheck,
    requestNotifications,
    readBackupPlan,
    writeBackupPlan,
    readDestination: async () => {
      const { currentReportId, currentSectionId } = await readSettings();
      return { reportId: currentReportId, sectionId: currentSectionId };
    },
    writeDestination: (to: { reportId: ReportId | null; sectionId: SectionId | null }) =>
      writeSettings({ currentReportId: to.reportId, currentSectionId: to.sectionId }),
    followDestination: followSettings,
    highlights: {
      readSites: readHighlightSites,
      followSites: followHighlightSites,
      siteOf: originPattern,
      allow: allowHighlights,
      stop: stopHighlights,
      followFrontTab,
    },
    lostLibrary: {
      read: readLostLibrary,
      follow: followLostLibrary,
      forget: forgetLostLibrary,
    },
    browserKeys: readBrowserKeys,
    storageUsed: async () => (await navigator.storage.estimate()).usage ?? null,
    version: browser.runtime.getManifest().version,
  };
}

function openOrdinarily(): void {
  const url = browser.runtime.getURL('sidepanel.html');
  void browser.windows.create({ url, incognito: false });
}

type ActivePage = Awaited<ReturnType<typeof describePage>>;

async function activePage(onLater: (page: ActivePage) => void): Promise<ActivePage> {
  const tab = await activeTab();
  if (tab === null) return describePage(null, null);
  let told: ClipBadge | null = null;
  const later = (selection: SelectionAnswer) =>
    void describePage(tab, selection, told).then(onLater);
  const first = await describePage(tab, await readSelection(tab.tabId, later));
  told = first.told;
  return first;
}

/** @param before What was reported of the last clip before. It is reported only once. */
async function describePage(
  tab: ActiveTab | null,
  selection: SelectionAnswer,
  before: ClipBadge | null = null,
) {
  const { url = '', title = '', incognito = false } = tab ?? {};
  const none = { hasSelection: false, selected: '', url, title, incognito, told: before };
  if (tab === null) return { kind: 'restricted' as const, tabId: null, ...none };
  const { tabId } = tab;
  if (selection === 'unanswered') {
    return { ...none, kind: 'clippable' as const, tabId, hasSelection: null };
  }
  if (selection === null || selection.pdf) {
    const pdf = selection?.pdf ?? tab.showsPdf;
    const kind = pdf ? ('pdf' as const) : ('restricted' as const);
    // Such a page shows no toast, so only the button's badge has the result of a clip.
    return { ...none, kind, tabId, told: before ?? (await takeBadge(tabId)) };
  }
  const { some: hasSelection, words: selected } = selection;
  // The page that was left could show no toast.
  const told = before ?? (await takeBadge(tabId, ['failed']));
  return { ...none, kind: 'clippable' as const, tabId, hasSelection, selected, told };
}

/** Firefox has an API for it, Chrome an address. */
async function openShortcuts(): Promise<boolean> {
  try {
    if ('openShortcutSettings' in browser.commands) {
      await (browser.commands.openShortcutSettings as () => Promise<void>)();
    } else {
      await openTab('chrome://extensions/shortcuts');
    }
    return true;
  } catch (cause) {
    console.debug('shortcuts', cause);
    return false;
  }
}

/** Downloads a file. It is a click on a link, so it needs no permission. */
async function download(name: string, blob: Blob): Promise<Result<undefined, Failure>> {
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_KEPT);
    return ok(undefined);
  } catch (cause) {
    return err(failure('unexpected', messageOf(cause)));
  }
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (cause) {
    console.debug('clipboard', cause);
    return false;
  }
}

async function copyFlavours(flavours: Readonly<Record<string, Promise<string>>>): Promise<boolean> {
  const items = Object.entries(flavours).map(
    ([type, text]) => [type, text.then((written) => new Blob([written], { type }))] as const,
  );
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
    return true;
  } catch (cause) {
    console.debug('clipboard', cause);
    return false;
  }
}
