import { type BackupPlan, BackupPlanSchema, DEFAULT_BACKUP_PLAN } from '@/utils/model/backup-plan';
import { browser } from './browser';

const KEY = 'backup';

/** When and how the library is backed up in this browser. */
export async function readBackupPlan(): Promise<BackupPlan> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = BackupPlanSchema.safeParse(stored[KEY] ?? {});
  return parsed.success ? parsed.data : DEFAULT_BACKUP_PLAN;
}

let writing = Promise.resolve();

export function writeBackupPlan(change: Partial<BackupPlan>): Promise<void> {
  // One after the other: each reads what the one before wrote.
  writing = writing
    .catch(() => undefined)
    .then(async () => {
      const plan = { ...(await readBackupPlan()), ...change };
      await browser.storage.local.set({ [KEY]: plan });
    });
  return writing;
}

/** This browser's name among devices, made once. */
export async function ownDevice(): Promise<string> {
  const { device } = await readBackupPlan();
  if (device !== '') return device;
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  const made = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await writeBackupPlan({ device: made });
  return made;
}

/** Hears of a plan changed anywhere; call the result to stop. */
export function followBackupPlan(listener: () => void): () => void {
  const changed = (changes: Readonly<Record<string, unknown>>, area: string) => {
    if (area === 'local' && KEY in changes) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
