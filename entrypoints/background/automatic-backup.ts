import { callOffscreen } from '@/utils/messaging/client-offscreen';
import { type BackupPlan, nextBackup } from '@/utils/model/backup-plan';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { setAlarm, stopAlarm } from '@/utils/platform/alarms';
import { writeToFolder } from '@/utils/platform/backup-folder';
import { saveDownload } from '@/utils/platform/downloads';
import { keepAwake } from '@/utils/platform/keep-awake';
import { destroyKeptBackups } from '@/utils/platform/kept-backup';
import {
  endOffscreen,
  holdOffscreen,
  needsOffscreen,
  openOffscreen,
} from '@/utils/platform/offscreen';
import { readBackupPlan, writeBackupPlan } from '@/utils/platform/settings';
import { openReader } from '@/utils/storage/read';
import { makeBackup, sumOf } from '../offscreen/make-backup';
import { type MakingPort, makeWithin, waitFor } from './make-within';
import { now, useLibrary } from './open-library';

/** This alarm fires when a backup is due, and each day while a deleted library is kept. */
export const BACKUP_ALARM = 'pincite-backup';
/** When to look again at an empty library, or after a failure, in milliseconds. */
const LATER_MS = 6 * 3_600_000;

const offscreenMaking: MakingPort = {
  make: async (createdAt) => {
    await openOffscreen();
    return callOffscreen('backup.make', { createdAt });
  },
  end: endOffscreen,
  wait: waitFor,
};

let planning = Promise.resolve();

/**
 * Writes the backup that is due, destroys deleted libraries whose time is over, and sets the alarm.
 */
export function planBackups(): Promise<void> {
  // One after the other, because two at once would both find a backup due.
  planning = planning
    .then(plan)
    .catch(planLater)
    .catch((cause: unknown) => console.error('backup', cause));
  return planning;
}

/** Without an alarm there would be no more backups. */
async function planLater(cause: unknown): Promise<void> {
  console.error('backup', cause);
  await setAlarm(BACKUP_ALARM, Date.now() + LATER_MS);
}

async function plan(): Promise<void> {
  const again = await destroyKeptBackups().catch(leaveBackups);
  const due = await backUpIfDue();
  const next = Math.min(due, again ?? Number.POSITIVE_INFINITY);
  if (next === Number.POSITIVE_INFINITY) await stopAlarm(BACKUP_ALARM);
  else await setAlarm(BACKUP_ALARM, next);
}

/**
 * Keeps the deleted libraries when their days could not be counted. Returns the next time to try.
 */
function leaveBackups(cause: unknown): number {
  console.error('kept backups', cause);
  return Date.now() + LATER_MS;
}

/** Returns when to look again, in milliseconds since 1970. */
async function backUpIfDue(): Promise<number> {
  const stored = await readBackupPlan();
  const due = nextBackup(stored, Date.now()) ?? Number.POSITIVE_INFINITY;
  if (due > Date.now()) return due;
  const counts = await useLibrary((library) => library.counts());
  if (counts.ok && counts.value.reports === 0) return Date.now() + LATER_MS;
  const at = now();
  // A backup of a large library takes longer than an idle worker lives.
  const sleepAgain = keepAwake();
  const backUp = stored.automatic === 'folder' ? backUpToFolder : backUpToDownloads;
  const done = await backUp(at).catch(failed).finally(sleepAgain);
  await writeBackupPlan(
    done.ok
      ? { ...done.value, lastAt: at, failedAt: null, failedWith: null }
      : { failedAt: at, failedWith: done.error.code },
  );
  return nextBackup(await readBackupPlan(), Date.now()) ?? Number.POSITIVE_INFINITY;
}

function failed(cause: unknown): Result<never, Failure> {
  console.error('backup', cause);
  return err(failure('unexpected', messageOf(cause)));
}

/** The result of a written automatic backup. */
type Written = Pick<BackupPlan, 'setAside' | 'lastFile' | 'lastFolder'>;

async function backUpToFolder(createdAt: string): Promise<Result<Written, Failure>> {
  const opened = await openReader();
  if (!opened.ok) return opened;
  if (opened.value === null) return err(failure('not_found'));
  try {
    let setAside = 0;
    const onSetAside = (counts: Readonly<Record<string, number>>) => {
      setAside = sumOf(counts);
    };
    const stream = await opened.value.backup({ createdAt, onSetAside });
    if (!stream.ok) return stream;
    const written = await writeToFolder(stream.value);
    if (!written.ok) return written;
    return ok({ setAside, lastFile: written.value.file, lastFolder: written.value.folder });
  } finally {
    opened.value.close();
  }
}

async function backUpToDownloads(createdAt: string): Promise<Result<Written, Failure>> {
  const inOffscreen = needsOffscreen();
  const letGo = holdOffscreen('backup');
  try {
    const made = await (inOffscreen
      ? makeWithin(offscreenMaking, createdAt)
      : makeBackup(createdAt));
    if (!made.ok) return made;
    if (made.value === null) return err(failure('not_found'));
    const { url, setAside } = made.value;
    const lastFile = `Pincite/pincite-${createdAt.slice(0, 10)}.pincite`;
    const saved = await saveDownload(url, lastFile);
    if (!inOffscreen) URL.revokeObjectURL(url);
    return saved.ok ? ok({ setAside, lastFile, lastFolder: null }) : saved;
  } finally {
    // The file disappears with the document, so the document closes only now.
    await letGo();
  }
}
