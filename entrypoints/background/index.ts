import { defineBackground } from 'wxt/utils/define-background';
import { serve } from '@/utils/messaging/server';
import { onAlarm } from '@/utils/platform/alarms';
import { onCommands } from '@/utils/platform/commands';
import { isWelcome, tellPractice, welcomeAfterInstall } from '@/utils/platform/first-run';
import { onNotificationClick } from '@/utils/platform/notifications';
import { openPanel } from '@/utils/platform/panel';
import { followPrivateWindows } from '@/utils/platform/private-windows';
import { closeForgottenWindow } from '@/utils/platform/render-window';
import {
  closeSettingsToPages,
  followBackupPlan,
  followRechecks,
  readSettings,
} from '@/utils/platform/settings';
import { openDesk, urlOf } from '@/utils/platform/tabs';
import { BACKUP_ALARM, planBackups } from './automatic-backup';
import { driveMenu } from './drive-menu';
import { openFromNotice, planRechecks, RECHECK_ALARM, tellOfFallen } from './recheck-reports';
import { onRunDone, RUN_ALARM } from './run-driver';
import { clipperRoom } from './serve-clipper';
import { driveHighlights, highlighterRoom } from './serve-highlights';
import { pageRoom } from './serve-pages';
import { catchUpTeams, followShared, TEAM_ALARM } from './serve-team';
import { startClip, tellOfInterrupted } from './start-clip';
import { resumeRuns } from './verify-report';

export default defineBackground({
  type: 'module',
  // Every listener is registered before anything is awaited. Otherwise a woken worker misses its
  // event.
  main: () => {
    closeSettingsToPages().catch((cause: unknown) => console.warn('settings', cause));
    serve('background', [pageRoom, clipperRoom, highlighterRoom]);
    driveHighlights();
    driveMenu();
    followPrivateWindows();
    welcomeAfterInstall();
    onCommands({
      'clip-selection': ({ tabId }) => void clipByKey(tabId),
      'review-report': () =>
        void readSettings().then(({ currentReportId }) => openDesk(currentReportId)),
      'open-panel': ({ windowId }) => {
        if (windowId !== undefined) void openPanel(windowId);
      },
    });
    onAlarm(RUN_ALARM, () => void resumeRuns());
    void closeForgottenWindow();
    void tellOfInterrupted();
    onAlarm(RECHECK_ALARM, () => void planRechecks());
    followRechecks(() => void planRechecks());
    onAlarm(BACKUP_ALARM, () => void planBackups());
    followBackupPlan(() => void planBackups());
    followShared();
    onAlarm(TEAM_ALARM, () => void catchUpTeams());
    onNotificationClick((id) => void openFromNotice(id));
    onRunDone(tellOfFallen);
    void resumeRuns().then(planRechecks).then(planBackups);
  },
});

/**
 * Handles the clip key: clips the selection in the tab or, in the introduction, in the practice
 * text.
 */
async function clipByKey(tabId: number): Promise<void> {
  if (isWelcome(await urlOf(tabId))) {
    tellPractice(tabId);
    return;
  }
  await startClip({
    tabId,
    frameId: 0,
    origin: 'shortcut',
    clipPage: false,
    selected: null,
    place: null,
  });
}
