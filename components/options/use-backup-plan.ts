import { useEffect, useState } from 'preact/hooks';
import type { OptionsActs } from '@/components/settings/options-acts';
import type { BackupPlan } from '@/utils/model/backup-plan';

/** When and how the library is backed up, kept in step with what happens by itself. */
export function useBackupPlan(
  acts: OptionsActs,
): readonly [BackupPlan | null, (change: Partial<BackupPlan>) => Promise<void>] {
  const [plan, setPlan] = useState<BackupPlan | null>(null);
  useEffect(() => {
    const read = () => void acts.readBackupPlan().then(setPlan);
    read();
    return acts.followBackupPlan(read);
  }, [acts]);
  const write = async (change: Partial<BackupPlan>) => {
    setPlan((before) => (before === null ? null : { ...before, ...change }));
    await acts.writeBackupPlan(change);
  };
  return [plan, write];
}
