import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { type BackupPlan, daysWithoutBackup } from '@/utils/model/backup-plan';
import type { ReportSummary } from '@/utils/storage/read';

interface BackupReminderProps {
  readonly acts: Pick<Acts, 'readBackupPlan' | 'writeBackupPlan' | 'openOptions'>;
  readonly reports: readonly ReportSummary[];
}

/** Reminds the user when the last backup is older than the user wants. */
export function BackupReminder({ acts, reports }: BackupReminderProps) {
  const [plan, setPlan] = useState<BackupPlan | null>(null);
  useEffect(() => {
    void acts.readBackupPlan().then(setPlan);
  }, [acts]);
  const oldest = reports.reduce<string | null>(
    (first, { createdAt }) =>
      createdAt !== null && (first === null || createdAt < first) ? createdAt : first,
    null,
  );
  const days = plan === null ? null : daysWithoutBackup(plan, oldest, Date.now());
  if (plan === null || days === null) return null;
  const later = () => {
    const change = { remindedAt: new Date().toISOString() };
    setPlan({ ...plan, ...change });
    void acts.writeBackupPlan(change);
  };
  return (
    <HintNotice icon="download">
      <div class="stack stack-tight">
        <p>{i18n.t(plan.lastAt === null ? 'remind_never' : 'remind_notice', days)}</p>
        <p class="row row-wrap">
          <Button onClick={() => void acts.openOptions('backup')}>{i18n.t('remind_open')}</Button>
          <Button look="quiet" onClick={later}>
            {i18n.t('remind_later')}
          </Button>
        </p>
      </div>
    </HintNotice>
  );
}
