import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { SelectField } from '@/components/ui/Field';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import {
  type AutomaticBackup,
  BACKUP_EVERY,
  type BackupPlan,
  REMIND_AFTER,
} from '@/utils/model/backup-plan';
import { FAILURE_CODES, type Failure, failure } from '@/utils/model/failure';
import { FolderPart } from './FolderPart';
import type { OptionsActs } from './options-acts';
import './settings.css';

interface AutomaticPartProps {
  readonly acts: OptionsActs;
  readonly plan: BackupPlan;
  readonly onPlan: (change: Partial<BackupPlan>) => Promise<void>;
  readonly onMerged: () => void;
}

/** The settings for automatic backups, and for the reminder if there are none. */
export function AutomaticPart(props: AutomaticPartProps) {
  const { acts, plan, onPlan } = props;
  return (
    <section class="options-part" aria-labelledby="automatic">
      <h3 id="automatic">{i18n.t('automatic_title')}</h3>
      {plan.automatic === 'off' ? <TurnOn {...props} /> : <TurnedOn {...props} />}
      {plan.automatic === 'folder' && <FolderPart acts={acts} onMerged={props.onMerged} />}
      <div>
        <SelectField
          label={i18n.t('remind_label')}
          hint={i18n.t('remind_hint')}
          value={plan.remindAfter.toString()}
          onChange={(value) => {
            const remindAfter = REMIND_AFTER.find((days) => days.toString() === value);
            if (remindAfter !== undefined) void onPlan({ remindAfter, remindedAt: null });
          }}
          options={REMIND_AFTER.map((days) => ({
            value: days.toString(),
            label: days === 0 ? i18n.t('recheck_off') : i18n.t('days_count', days),
          }))}
        />
      </div>
    </section>
  );
}

function TurnOn({ acts, plan, onPlan }: AutomaticPartProps) {
  const [way, setWay] = useState<AutomaticBackup>(acts.folder.available ? 'folder' : 'downloads');
  const [problem, setProblem] = useState<Failure | null>(null);
  const [said, say] = useState('');

  const turnOn = () => {
    setProblem(null);
    say('');
    const clear = { failedAt: null, failedWith: null };
    // Inside the click handler, before anything is awaited.
    if (way === 'downloads') {
      void acts.requestDownloads().then((granted) => {
        if (granted) return onPlan({ ...clear, automatic: 'downloads' });
        return setProblem(failure('download_refused'));
      });
      return;
    }
    void acts.folder.choose().then((chosen) => {
      if (!chosen.ok) return setProblem(chosen.error);
      if (chosen.value === null) return say(i18n.t('automatic_no_choice'));
      return onPlan({ ...clear, automatic: 'folder' });
    });
  };
  return (
    <div class="stack">
      <p>{i18n.t('automatic_text')}</p>
      {!acts.folder.available && <p class="muted">{i18n.t('automatic_no_folder')}</p>}
      <div class="options-fields">
        {acts.folder.available && (
          <SelectField
            label={i18n.t('automatic_way')}
            hint={i18n.t(way === 'folder' ? 'automatic_folder_hint' : 'automatic_downloads_hint')}
            value={way}
            onChange={(value) => setWay(value === 'folder' ? 'folder' : 'downloads')}
            options={[
              { value: 'folder', label: i18n.t('automatic_folder') },
              { value: 'downloads', label: i18n.t('automatic_downloads') },
            ]}
          />
        )}
        <EveryField plan={plan} onPlan={onPlan} />
      </div>
      <p>
        <Button icon={way === 'folder' ? 'move' : 'download'} onClick={turnOn}>
          {i18n.t(way === 'folder' ? 'automatic_choose' : 'archive_turn_on')}
        </Button>
      </p>
      <div role="status">{said !== '' && <p>{said}</p>}</div>
      {problem !== null && <ErrorNotice failure={problem} />}
    </div>
  );
}

function TurnedOn({ plan, onPlan, acts }: AutomaticPartProps) {
  const code = FAILURE_CODES.find((known) => known === plan.failedWith);
  const turnOff = () => {
    if (plan.automatic === 'folder') void acts.folder.leave();
    void onPlan({ automatic: 'off', failedAt: null, failedWith: null });
  };
  return (
    <div class="stack">
      <p class="options-result" role="status">
        <Icon name="check" tone="pass" />
        {i18n.t(plan.automatic === 'folder' ? 'automatic_folder_on' : 'automatic_downloads_on')}
      </p>
      <EveryField plan={plan} onPlan={onPlan} />
      {plan.failedAt !== null && (
        <HintNotice icon="warning">
          <p>{i18n.t('automatic_failed', [formatWhen(plan.failedAt)])}</p>
          {code !== undefined && <p>{i18n.t(`failure_${code}`)}</p>}
        </HintNotice>
      )}
      {plan.setAside > 0 && (
        <HintNotice icon="warning">
          <p>{i18n.t('automatic_set_aside', plan.setAside)}</p>
        </HintNotice>
      )}
      <p>
        <Button onClick={turnOff}>{i18n.t('turn_off')}</Button>
      </p>
    </div>
  );
}

function EveryField({ plan, onPlan }: Pick<AutomaticPartProps, 'plan' | 'onPlan'>) {
  return (
    <SelectField
      label={i18n.t('recheck_every')}
      value={plan.every.toString()}
      onChange={(value) => {
        const every = BACKUP_EVERY.find((days) => days.toString() === value);
        if (every !== undefined) void onPlan({ every });
      }}
      options={BACKUP_EVERY.map((days) => ({
        value: days.toString(),
        label: i18n.t(`every_${days}`),
      }))}
    />
  );
}
