import { ok } from '@/utils/model/result';
import { startAlarm, stopAlarm } from '@/utils/platform/alarms';
import { broadcastChange } from '@/utils/platform/changes';
import { keepAwake } from '@/utils/platform/keep-awake';
import { closeOffscreen, holdOffscreen } from '@/utils/platform/offscreen';
import { closeRenderWindow } from '@/utils/platform/render-window';
import { checkJob, giveUp, runEvidence } from './check-job';
import { heldEvidence } from './clips-in-reports';
import { createRunDriver } from './drive-runs';
import { isReaderAlive } from './fetch-through';
import { useLibrary } from './open-library';

/** Wakes the worker while runs are active. */
export const RUN_ALARM = 'pincite-runs';

/** The driver of this worker. */
export const { onRunDone, takeUpRun, leaveRun, drivenProgress } = createRunDriver({
  useLibrary,
  readEvidence: async (reportId) => {
    const evidence = await useLibrary((library) => heldEvidence(library, reportId));
    return evidence.ok ? ok(runEvidence(evidence.value)) : evidence;
  },
  checkJob,
  giveUp,
  isReaderAlive,
  closeReader: closeOffscreen,
  holdReader: () => {
    const sleepAgain = keepAwake();
    const letGo = holdOffscreen('pages');
    return () => {
      sleepAgain();
      return closeRenderWindow().finally(letGo);
    };
  },
  startAlarm: () => startAlarm(RUN_ALARM),
  stopAlarm: () => stopAlarm(RUN_ALARM),
  tell: broadcastChange,
  now: Date.now,
  random: Math.random,
  sleep: async (ms, woken) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([slept, woken]);
    clearTimeout(timer);
  },
});
