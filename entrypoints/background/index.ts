import { defineBackground } from 'wxt/utils/define-background';
import { i18n } from '#i18n';
import { type ClipperReplies, clipperRequests } from '@/utils/messaging/protocol';
import { room, serve } from '@/utils/messaging/server';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { onAlarm } from '@/utils/platform/alarms';
import { onCommand } from '@/utils/platform/commands';
import { defineContextMenu, onMenuClick } from '@/utils/platform/context-menu';
import { onNotificationClick } from '@/utils/platform/notifications';
import { onRecheckChange } from '@/utils/platform/recheck-settings';
import { closeForgottenWindow } from '@/utils/platform/render-window';
import { readSettings } from '@/utils/platform/settings';
import { openDesk } from '@/utils/platform/tabs';
import { checkTab } from './check-tab';
import { onRunDone, RUN_ALARM } from './drive-runs';
import { noteClip, redoClip, undoClip } from './edit-clip';
import { nameAuthors } from './name-authors';
import { openFromNotice, planRechecks, RECHECK_ALARM, tellOfFallen } from './recheck-reports';
import { sameSite } from './same-site';
import { saveDraft } from './save-clip';
import { pageRoom } from './serve-pages';
import { showCheckResult } from './show-check-result';
import { startClip, trackSave } from './start-clip';
import { resumeRuns } from './verify-report';

const CLIP = 'clip-selection';
const CHECK = 'check-page';
const REVIEW = 'review-report';

const clipperRoom = room<typeof clipperRequests, ClipperReplies>('clipper', clipperRequests, {
  'clip.save': async (draft, sender) =>
    // A page's process may be compromised: it gets to clip itself, and no other site.
    sameSite(draft.url, sender.url)
      ? trackSave(sender.tabId, nameAuthors(draft, sender).then(saveDraft))
      : err(failure('wrong_sender', 'clip.save')),
  'clip.undo': ({ clipId }, { url: pageUrl }) => undoClip({ clipId, pageUrl }),
  'clip.redo': ({ clipId }, { url: pageUrl }) => redoClip({ clipId, pageUrl }),
  'clip.note': ({ clipId, note }, { url: pageUrl }) => noteClip({ clipId, pageUrl }, note),
});

export default defineBackground({
  type: 'module',
  // Every listener is registered before anything is awaited, or a woken worker misses its event.
  main: () => {
    serve('background', [pageRoom, clipperRoom]);
    defineContextMenu([
      { id: CLIP, title: i18n.t('menu_clip'), contexts: ['selection'] },
      { id: CHECK, title: i18n.t('menu_check'), contexts: ['page'] },
    ]);
    onMenuClick((click) => {
      if (click.id === CHECK) {
        void checkTab(click.tabId).then((result) => showCheckResult(click.tabId, result));
        return;
      }
      const { tabId, frameId, selectionText } = click;
      // A frame without an address of its own (srcdoc, blob:) is part of its page.
      const ofFrame = /^(?:https?|file):/.test(click.frameUrl ?? '') ? click.frameUrl : undefined;
      const url = ofFrame ?? click.pageUrl ?? '';
      const selected = selectionText
        ? { url, title: click.tabTitle ?? '', text: selectionText }
        : null;
      void startClip({ tabId, frameId, origin: 'context-menu', clipPage: false, selected });
    });
    onCommand(CLIP, (tabId) => {
      void startClip({ tabId, frameId: 0, origin: 'shortcut', clipPage: false, selected: null });
    });
    onCommand(REVIEW, () => {
      void readSettings().then(({ currentReportId }) => openDesk(currentReportId));
    });
    onAlarm(RUN_ALARM, () => void resumeRuns());
    void closeForgottenWindow();
    onAlarm(RECHECK_ALARM, () => void planRechecks());
    onRecheckChange(() => void planRechecks());
    onNotificationClick((id) => void openFromNotice(id));
    onRunDone(tellOfFallen);
    void resumeRuns().then(planRechecks);
  },
});
