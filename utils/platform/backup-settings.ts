import { type BackupPlan, BackupPlanSchema, DEFAULT_BACKUP_PLAN } from '@/utils/model/backup-plan';
import { browser } from './browser';

const KEY = 'backup';
const LOCK = 'backup-plan';

/** When and how the library is backed up in this browser. */
export async function readBackupPlan(): Promise<BackupPlan> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = BackupPlanSchema.safeParse(stored[KEY] ?? {});
  return parsed.success ? parsed.data : DEFAULT_BACKUP_PLAN;
}

export async function writeBackupPlan(change: Partial<BackupPlan>): Promise<void> {
  await changePlan(() => change);
}

/** This browser's name among devices, made once. */
export async function ownDevice(): Promise<string> {
  const { device } = await readBackupPlan();
  if (device !== '') return device;
  const made = await changePlan((plan) => (plan.device === '' ? { device: newDevice() } : {}));
  return made.device;
}

function newDevice(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One after the other, in all pages and the background: each reads what the one before wrote. */
function changePlan(change: (plan: BackupPlan) => Partial<BackupPlan>): Promise<BackupPlan> {
  return navigator.locks.request(LOCK, async () => {
    const before = await readBackupPlan();
    const plan = { ...before, ...change(before) };
    await browser.storage.local.set({ [KEY]: plan });
    return plan;
  });
}

/** Hears of a plan changed anywhere; call the result to stop. */
export function followBackupPlan(listener: () => void): () => void {
  const changed = (changes: Readonly<Record<string, unknown>>, area: string) => {
    if (area === 'local' && KEY in changes) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
