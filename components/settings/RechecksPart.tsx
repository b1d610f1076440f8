import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import type { ReportId } from '@/utils/model/ids';
import type { ReportSummary } from '@/utils/storage/read';
import { NO_RECHECK, type Recheck } from '@/utils/verify/recheck';
import type { OptionsActs } from './options-acts';
import './settings.css';

type Rechecked = Recheck & { readonly reportId: ReportId };

interface RechecksPartProps {
  readonly acts: OptionsActs;
  readonly reports: readonly ReportSummary[];
}

/** The reports that are checked regularly. */
export function RechecksPart({ acts, reports }: RechecksPartProps) {
  const [rechecks, setRechecks] = useState<readonly Rechecked[]>([]);
  useEffect(() => {
    void acts.rechecks().then(setRechecks);
  }, [acts, reports]);

  const turnOff = (reportId: ReportId) => {
    setRechecks(rechecks.filter((each) => each.reportId !== reportId));
    void acts.writeRecheck(reportId, NO_RECHECK);
    focusAfterDrawing(['recheck-off', 'rechecks']);
  };
  const named = rechecks.flatMap(({ reportId, every }) => {
    const report = reports.find(({ id, binnedAt }) => id === reportId && binnedAt === null);
    if (report === undefined) return [];
    return [{ reportId, every, title: reportName(report.title) }];
  });
  return (
    <section class="options-part" aria-labelledby="rechecks">
      <h3 id="rechecks" tabIndex={-1} data-focus="rechecks">
        {i18n.t('rechecks_title')}
      </h3>
      <p>{i18n.t('rechecks_text')}</p>
      {named.length === 0 && <p class="muted">{i18n.t('rechecks_none')}</p>}
      {named.length > 0 && (
        <ul class="options-rows">
          {named.map(({ reportId, every, title }) => (
            <li class="options-row" key={reportId}>
              <span class="grow">
                <bdi>{title}</bdi> <span class="muted">{i18n.t(`recheck_${every}`)}</span>
              </span>
              <Button
                focusKey="recheck-off"
                label={i18n.t('labelled', [i18n.t('turn_off'), title])}
                onClick={() => turnOff(reportId)}
              >
                {i18n.t('turn_off')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
