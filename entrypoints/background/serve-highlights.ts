import { i18n } from '#i18n';
import { reportName, sectionName } from '@/components/ui/names';
import type { Nothing } from '@/utils/messaging/protocol/envelope';
import {
  type HighlighterReplies,
  highlighterRequests,
  type PageHighlight,
  type TabClips,
} from '@/utils/messaging/protocol/highlight-calls';
import { room } from '@/utils/messaging/server';
import type { Clip } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import { placeOfClip } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import { withoutFragment } from '@/utils/model/url';
import { showCount } from '@/utils/platform/badge';
import { onStart } from '@/utils/platform/browser-start';
import { followBroadcasts } from '@/utils/platform/changes';
import {
  followHighlightSites,
  followPermissions,
  injectHighlighter,
  isHighlightSite,
  registerHighlighter,
} from '@/utils/platform/highlight-sites';
import { openPanelBeside, showClipInPanel } from '@/utils/platform/panel';
import type { Sender } from '@/utils/platform/runtime';
import {
  noteFramedHighlighter,
  readTabHighlights,
  refreshHighlighters,
  type TabHighlights,
  writeTabHighlights,
} from '@/utils/platform/tab-highlights';
import { urlOf } from '@/utils/platform/tabs';
import { clipsOfPage } from './clips-of-page';
import { keyToPanel } from './key-to-panel';
import { useLibrary } from './open-library';
import { sameSite } from './same-site';

/** In milliseconds, from a change to its effect on the highlights, because edits come in series. */
const SETTLE = 300;
const SETTLE_WRITING = 3_000;

/**
 * What the highlighter may ask. It shares its process with the page, so it learns only about clips
 * of its own page, on sites that the user allowed, and about the note of each only when the user
 * points at it.
 */
export const highlighterRoom = room<typeof highlighterRequests, HighlighterReplies>(
  'clipper',
  highlighterRequests,
  {
    'highlights.list': async ({ url }, sender) => {
      if (!sameSite(url, sender.url)) return err(failure('wrong_sender', 'highlights.list'));
      // Nothing automatic leaves a trace of a private window or shows something in it.
      if (sender.incognito) return ok({ allowed: false, clips: [] });
      if (!(await isHighlightSite(url))) {
        await note(sender, url, []);
        return ok({ allowed: false, clips: [] });
      }
      const { tabId, frameId } = sender;
      if (tabId !== undefined && frameId !== 0) await noteFramedHighlighter(tabId);
      const clips = await quotesOfPage(url);
      if (!clips.ok) return clips;
      return ok({
        allowed: true,
        clips: clips.value.map(({ clipId, quote: exact, selectors }): PageHighlight => {
          const { prefix = '', suffix = '' } = selectors.quote ?? {};
          return { clipId, quote: { exact, prefix, suffix }, position: selectors.position };
        }),
      });
    },
    'highlights.notes': async ({ url, clipIds }, sender) => {
      if (!sameSite(url, sender.url)) return err(failure('wrong_sender', 'highlights.notes'));
      if (sender.incognito || !(await isHighlightSite(url))) return ok({ notes: [] });
      const clips = await clipsOfPage(url);
      if (!clips.ok) return clips;
      return notesOfClips(
        clipIds.flatMap((id) => clips.value.find(({ clip }) => clip.id === id) ?? []),
        sender.tabId,
      );
    },
    'highlights.panel': showInPanel,
    'highlights.shown': async ({ url, found }, sender) => {
      if (!sameSite(url, sender.url)) return err(failure('wrong_sender', 'highlights.shown'));
      if (sender.incognito || !(await isHighlightSite(url))) return ok({});
      const clips = await quotesOfPage(url);
      if (!clips.ok) return clips;
      const shown = new Set(found);
      const here = clips.value.map(({ clipId }) => ({ clipId, found: shown.has(clipId) }));
      await note(sender, url, here);
      return ok({});
    },
  },
);

/**
 * Opens the panel at once, because Chrome allows it only in answer to a gesture, and then shows the
 * clip in it.
 */
async function showInPanel(
  { url, clipId }: { readonly url: string; readonly clipId: ClipId },
  { url: page, tabId, incognito }: Sender,
): Promise<Result<Nothing, Failure>> {
  if (!sameSite(url, page) || tabId === undefined || incognito) {
    return err(failure('wrong_sender', 'highlights.panel'));
  }
  await openPanelBeside(tabId);
  const clips = (await isHighlightSite(url)) ? await clipsOfPage(url) : ok([]);
  if (!clips.ok) return clips;
  const clip = clips.value.find((each) => each.clip.id === clipId);
  if (clip !== undefined) await showClipInPanel(tabId, { reportId: clip.reportId, clipId });
  return ok({});
}

/** Returns the label of the button to the panel. Firefox opens its sidebar only by its own key. */
async function panelLabel(tabId: number | undefined): Promise<string> {
  if (!import.meta.env.FIREFOX) return i18n.t('highlights_panel');
  const key = await keyToPanel(tabId);
  return key === null ? '' : i18n.t('toast_panel_key', [key]);
}

/**
 * Stores what is known about a tab's page for the panel, and shows the number of clips on the
 * toolbar button.
 */
async function note(
  { tabId, frameId }: Sender,
  url: string,
  clips: TabHighlights['clips'],
): Promise<void> {
  if (tabId === undefined || frameId !== 0) return;
  const before = await readTabHighlights(tabId);
  // Also if there are no clips, because the tab is told when the first one is made.
  await writeTabHighlights(tabId, { url, clips });
  if (clips.length === 0 && (before === null || before.clips.length === 0)) return;
  const title = clips.length === 0 ? i18n.t('extName') : i18n.t('highlights_count', clips.length);
  await showCount(tabId, clips.length, title);
}

/** Returns the clips of the page in a tab; null if no highlighter has reported it. */
export async function highlightsOfTab(
  tabId: number,
): Promise<Result<{ readonly page: TabClips | null }, Failure>> {
  const told = await readTabHighlights(tabId);
  if (told === null) return ok({ page: null });
  const shown = await urlOf(tabId);
  if (withoutFragment(told.url) !== withoutFragment(shown)) return ok({ page: null });
  const clips = await quotesOfPage(told.url);
  if (!clips.ok) return clips;
  const found = new Map(told.clips.map((clip) => [clip.clipId, clip.found]));
  return ok({
    page: {
      url: told.url,
      clips: clips.value.flatMap(({ clipId, reportId, quote }) => {
        const isFound = found.get(clipId);
        return isFound === undefined ? [] : [{ clipId, reportId, quote, found: isFound }];
      }),
    },
  });
}

/** Updates the highlighters when the allowed sites or the library change. */
export function driveHighlights(): void {
  onStart(() => void registerHighlighter());
  followPermissions();
  followHighlightSites((added) => {
    void registerHighlighter();
    for (const pattern of added) void injectHighlighter(pattern);
    // Updates the highlighters that are already in pages, whether they must stop or start again.
    void refreshHighlighters();
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  followBroadcasts((change) => {
    if (change.kind === 'run') return;
    clearTimeout(timer);
    const wait =
      change.kind === 'report-update' || change.kind === 'reports' ? SETTLE_WRITING : SETTLE;
    timer = setTimeout(() => void refreshHighlighters(), wait);
  });
}

/** Returns the clips of a page that have a quote. */
async function quotesOfPage(url: string) {
  const clips = await clipsOfPage(url);
  if (!clips.ok) return clips;
  return ok(
    clips.value.flatMap(({ clip, pin, reportId }) =>
      pin === null || pin.quote === null
        ? []
        : [{ clipId: clip.id, reportId, quote: pin.quote, selectors: pin.selectors }],
    ),
  );
}

/** Returns what the reports of these clips say about them: note, tags and place, as text. */
function notesOfClips(
  clips: readonly { readonly clip: Clip; readonly reportId: ReportId }[],
  tabId: number | undefined,
): Promise<Result<HighlighterReplies['highlights.notes'], Failure>> {
  return useLibrary(async (library) => {
    const panel = await panelLabel(tabId);
    const notes: HighlighterReplies['highlights.notes']['notes'][number][] = [];
    for (const { clip, reportId } of clips) {
      const content = await library.loadReport(reportId);
      if (!content.ok) return content;
      const { title, placements, sections } = content.value;
      const placement = placements.find(({ clipId }) => clipId === clip.id) ?? null;
      const sectionId = placeOfClip(clip, placement, content.value)?.sectionId ?? null;
      const section = sections.find(({ id }) => id === sectionId);
      const report = reportName(title);
      const place = section === undefined ? i18n.t('inbox') : sectionName(section.title);
      notes.push({
        clipId: clip.id,
        note: placement?.note.trim() ?? '',
        tags: placement?.tags ?? [],
        place: `${report} · ${place}`,
        panel,
      });
    }
    return ok({ notes });
  });
}
