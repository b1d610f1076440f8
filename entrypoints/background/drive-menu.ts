import * as z from 'zod/mini';
import { i18n } from '#i18n';
import { summaryWords } from '@/components/clip/summary-words';
import { reportName, sectionName } from '@/components/ui/names';
import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';
import type { Failure } from '@/utils/model/failure';
import { idSchema } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';
import { followBroadcasts } from '@/utils/platform/changes';
import { askClipper } from '@/utils/platform/clipper';
import {
  defineContextMenu,
  type MenuClick,
  type MenuItem,
  onMenuClick,
  replaceSubmenu,
} from '@/utils/platform/context-menu';
import { isWelcome, tellPractice } from '@/utils/platform/first-run';
import { isOwnPage, tellOwnPage } from '@/utils/platform/own-pages';
import { followSettings } from '@/utils/platform/settings';
import { injectClipper } from '@/utils/platform/tabs';
import { checkTab } from './check-tab';
import type { NamedPlace } from './clip-destination';
import { useLibrary } from './open-library';
import { readArticle } from './read-article';
import { type SectionChoice, sectionsToClipTo } from './section-choices';
import { startClip } from './start-clip';

const CLIP = 'clip-selection';
const CLIP_IMAGE = 'clip-image';
const CHECK = 'check-page';
const CITES = 'check-sources';
/** Followed by the ids of the report and the section. */
const CLIP_TO = 'clip-to';
/** In milliseconds. Edits come in series, and the menu is closed meanwhile. */
const SETTLE = 1_000;

const PlaceSchema = z.tuple([z.literal(CLIP_TO), idSchema<'report'>(), idSchema<'section'>()]);

/**
 * The context menu: clip words or an image, clip into a recent section, check the page's quotes, or the
 * sources that it cites.
 */
export function driveMenu(): void {
  const parent: MenuItem = {
    id: CLIP_TO,
    title: i18n.t('menu_clip_to'),
    contexts: ['selection'],
  };
  let shown = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void useLibrary(sectionsToClipTo).then(async (choices) => {
        if (!choices.ok) return;
        const children = menuItems(choices.value);
        const next = JSON.stringify(children);
        if (next === shown) return;
        shown = next;
        await replaceSubmenu(parent, children);
      });
    }, SETTLE);
  };
  defineContextMenu(
    [
      { id: CLIP, title: i18n.t('menu_clip'), contexts: ['selection'] },
      { id: CLIP_IMAGE, title: i18n.t('menu_clip_image'), contexts: ['image'] },
      { id: CHECK, title: i18n.t('check_page'), contexts: ['page'] },
      { id: CITES, title: i18n.t('check_cites'), contexts: ['page'] },
    ],
    () => {
      shown = '';
      renew();
    },
  );
  followBroadcasts((change) => {
    if (change.kind !== 'run') renew();
  });
  followSettings(renew);
  onMenuClick((click) => {
    const { id, tabId, pageUrl = '' } = click;
    if (isOwnPage(pageUrl) && !isWelcome(pageUrl)) {
      tellOwnPage(pageUrl, id === CHECK || id === CITES ? 'check' : 'clip');
      return;
    }
    if (tabId === null) return;
    if (id === CHECK) {
      void checkTab(tabId).then((result) => showCheckResult(tabId, result));
      return;
    }
    if (id === CITES) {
      void readArticle(tabId).then(async (read) => {
        if (!read.ok) await tell(tabId, false, i18n.t(`failure_${read.error.code}`));
      });
      return;
    }
    const place = placeOf(id);
    const isClip = id === CLIP || id === CLIP_IMAGE;
    if (isClip || place !== null) clipByMenu({ ...click, tabId }, place);
  });
}

/** Entries name the report if they have sections of several reports. */
function menuItems(choices: readonly SectionChoice[]): { id: string; title: string }[] {
  const several = new Set(choices.map(({ reportId }) => reportId)).size > 1;
  return choices.map(({ reportId, reportTitle, id, title }) => {
    const name = sectionName(title);
    const report = reportName(reportTitle);
    return {
      id: [CLIP_TO, reportId, id].join(':'),
      title: several ? `${report} – ${name}` : name,
    };
  });
}

function placeOf(id: string): NamedPlace | null {
  const parsed = PlaceSchema.safeParse(id.split(':'));
  if (!parsed.success) return null;
  const [, reportId, sectionId] = parsed.data;
  return { reportId, sectionId };
}

function clipByMenu(click: MenuClick & { readonly tabId: number }, place: NamedPlace | null): void {
  const { tabId, frameId, incognito } = click;
  if (isWelcome(click.pageUrl ?? '')) {
    tellPractice(tabId);
    return;
  }
  // A frame without an address of its own (srcdoc, blob:) belongs to its page.
  const ofFrame = /^(?:https?|file):/.test(click.frameUrl ?? '') ? click.frameUrl : undefined;
  const url = ofFrame ?? click.pageUrl ?? '';
  const page = { url, title: click.tabTitle ?? '', incognito };
  const image = click.id === CLIP_IMAGE ? click.imageUrl : undefined;
  const text = image === undefined ? (click.selectionText ?? '') : '';
  const words = { ...page, text, ...(image === undefined ? {} : { image }) };
  const selected = text === '' && image === undefined ? null : words;
  const act = { tabId, frameId, origin: 'context-menu', clipPage: false } as const;
  void startClip({ ...act, image, selected, place });
}

/** Shows the result of a check that no page of the extension started. */
async function showCheckResult(
  tabId: number,
  result: Result<PageCheckSummary, Failure>,
): Promise<void> {
  if (result.ok) await tell(tabId, result.value.failed === 0, summaryWords(result.value));
  else await tell(tabId, false, i18n.t(`failure_${result.error.code}`));
}

/**
 * Shows the result of a check on the toolbar button and on the page. Browsers hide the button until
 * the user pins it. Some pages, such as the PDF viewer, allow no script; they show no message.
 */
async function tell(tabId: number, passed: boolean, words: string): Promise<void> {
  await showBadge(tabId, passed ? 'passed' : 'fell', words);
  const injected = await injectClipper(tabId, 0);
  if (injected.ok) await askClipper(tabId, 0, 'tell', { passed, words });
}
