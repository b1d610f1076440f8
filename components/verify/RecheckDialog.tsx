import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Dialog } from '@/components/ui/Dialog';
import type { ReportId } from '@/utils/model/ids';
import { NO_RECHECK, nextRecheck, RECHECK_PERIODS, type Recheck } from '@/utils/verify/recheck';

interface RecheckDialogProps {
  readonly acts: Pick<Acts, 'readRecheck' | 'writeRecheck' | 'requestNotifications'>;
  readonly reportId: ReportId;
  readonly onSay: (text: string) => void;
  readonly onClose: () => void;
}

/** Asks whether a report is checked regularly, how often, and whether to notify the user. */
export function RecheckDialog({ acts, reportId, onSay, onClose }: RecheckDialogProps) {
  const [stored, setStored] = useState<Awaited<ReturnType<Acts['readRecheck']>> | null>(null);
  // A choice in this dialog wins over the stored choice, even before that was read.
  const [chosen, setChosen] = useState<Partial<Recheck>>({});
  useEffect(() => {
    void acts.readRecheck(reportId).then(setStored);
  }, [acts, reportId]);
  const wish: Recheck = { ...NO_RECHECK, ...stored, ...chosen };
  const off = wish.every === 'off';
  // No choice is marked before the stored choice is known, because a click on a marked choice fires
  // no change event.
  const isKnown = stored !== null || chosen.every !== undefined;

  const save = () => {
    const allowed =
      wish.notify && !off ? acts.requestNotifications() : Promise.resolve(wish.notify);
    const write = async () => {
      const notify = await allowed;
      await acts.writeRecheck(reportId, { every: wish.every, notify });
      if (off && stored?.every === 'off') return;
      if (off) onSay(i18n.t('recheck_saved_off'));
      else onSay(i18n.t(wish.notify && !notify ? 'recheck_saved_untold' : 'recheck_saved'));
    };
    void write();
    onClose();
  };

  const next = stored === null ? null : nextRecheck(wish.every, stored.since ?? today());
  return (
    <Dialog
      title={i18n.t('recheck_title')}
      confirm={i18n.t('save')}
      disabled={stored === null}
      onConfirm={save}
      onClose={onClose}
    >
      <p class="muted">{i18n.t('recheck_text')}</p>
      <fieldset class="pick-list">
        <legend class="visually-hidden">{i18n.t('recheck_every')}</legend>
        {RECHECK_PERIODS.map((period) => (
          <label class="pick" key={period}>
            <input
              type="radio"
              name="recheck"
              checked={isKnown && wish.every === period}
              onChange={() => setChosen({ ...chosen, every: period })}
            />
            <span>{i18n.t(`recheck_${period}`)}</span>
          </label>
        ))}
      </fieldset>
      <label class="pick">
        <input
          type="checkbox"
          checked={wish.notify && !off}
          disabled={off}
          onChange={(event) => setChosen({ ...chosen, notify: event.currentTarget.checked })}
        />
        <span>{i18n.t('recheck_notify')}</span>
      </label>
      {next !== null && <p class="muted">{i18n.t('recheck_next', [shortDate(next)])}</p>}
    </Dialog>
  );
}

function today(): string {
  return new Date().toISOString();
}

function shortDate(time: number): string {
  return new Intl.DateTimeFormat(i18n.t('locale'), { dateStyle: 'long' }).format(
    Math.max(time, Date.now()),
  );
}
