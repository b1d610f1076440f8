import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { TextField } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { type Failure, failure } from '@/utils/model/failure';
import {
  type ArchiveOptions,
  archiveHost,
  archivePatterns,
  parseHosts,
} from '@/utils/verify/archive-options';
import './settings.css';

type ArchiveActs = Pick<Acts, 'readArchiveOptions' | 'writeArchiveOptions' | 'requestOrigins'>;

/**
 * The archives where pages are looked up and saved. Each is off until the user turns it on here.
 */
export function ArchivePart({ acts }: { acts: ArchiveActs }) {
  const [options, setOptions] = useState<ArchiveOptions | null>(null);
  useEffect(() => {
    void acts.readArchiveOptions().then(setOptions);
  }, [acts]);
  const change = (part: Partial<ArchiveOptions>) => {
    if (options === null) return;
    const next = { ...options, ...part };
    setOptions(next);
    void acts.writeArchiveOptions(next);
  };
  if (options === null) return null;
  return (
    <>
      <LookUp acts={acts} options={options} onChange={change} />
      <Save options={options} onChange={change} />
    </>
  );
}

interface PartProps {
  readonly options: ArchiveOptions;
  readonly onChange: (part: Partial<ArchiveOptions>) => void;
}

function LookUp({ acts, options, onChange }: PartProps & { readonly acts: ArchiveActs }) {
  const [address, setAddress] = useState(options.timeGate ?? '');
  const [others, setOthers] = useState(options.hosts.join(' '));
  const [problem, setProblem] = useState<Failure | null>(null);
  const host = archiveHost(address);
  const hosts = parseHosts(others);
  const turnOn = () => {
    if (host === null || hosts === null) return;
    setProblem(null);
    // Inside the click handler, before anything is awaited.
    void acts.requestOrigins(archivePatterns([host, ...hosts])).then((granted) => {
      if (granted) onChange({ timeGate: address.trim(), hosts });
      else setProblem(failure('permission_refused'));
    });
  };
  const on = options.timeGate === null ? null : archiveHost(options.timeGate);
  return (
    <section class="options-part" aria-labelledby="archive-look-up">
      <h3 id="archive-look-up">{i18n.t('archive_look_up')}</h3>
      <p>{i18n.t('archive_look_up_text')}</p>
      {on === null ? (
        <div class="stack">
          <div class="options-fields">
            <TextField
              label={i18n.t('archive_timegate')}
              hint={i18n.t('archive_timegate_hint', ['{url}'])}
              value={address}
              onChange={setAddress}
              maxLength={2_000}
            />
            <TextField
              label={i18n.t('archive_others')}
              hint={i18n.t(hosts === null ? 'archive_others_wrong' : 'archive_others_hint')}
              value={others}
              onChange={setOthers}
            />
          </div>
          {host === null ? (
            address.trim() !== '' && <p class="muted">{i18n.t('archive_address_wrong')}</p>
          ) : (
            <p>{i18n.t('archive_look_up_sends', [host])}</p>
          )}
          <Button disabled={host === null || hosts === null} onClick={turnOn}>
            {i18n.t('archive_turn_on')}
          </Button>
        </div>
      ) : (
        <TurnedOn
          text={i18n.t('archive_look_up_on', [on])}
          more={i18n.t('archive_look_up_sends', [on])}
          label={i18n.t('archive_look_up_off')}
          onTurnOff={() => onChange({ timeGate: null })}
        />
      )}
      {problem !== null && <ErrorNotice failure={problem} />}
    </section>
  );
}

function Save({ options, onChange }: PartProps) {
  const [address, setAddress] = useState(options.save ?? '');
  const host = archiveHost(address);
  const on = options.save === null ? null : archiveHost(options.save);
  return (
    <section class="options-part" aria-labelledby="archive-save">
      <h3 id="archive-save">{i18n.t('archive_save')}</h3>
      <p>{i18n.t('archive_save_text')}</p>
      {on === null ? (
        <div class="stack">
          <TextField
            label={i18n.t('archive_save_address')}
            hint={i18n.t('archive_save_hint', ['{url}'])}
            value={address}
            onChange={setAddress}
            maxLength={2_000}
          />
          {host === null ? (
            address.trim() !== '' && <p class="muted">{i18n.t('archive_address_wrong')}</p>
          ) : (
            <p>{i18n.t('archive_save_sends', [host])}</p>
          )}
          <Button disabled={host === null} onClick={() => onChange({ save: address.trim() })}>
            {i18n.t('archive_save_turn_on')}
          </Button>
        </div>
      ) : (
        <TurnedOn
          text={i18n.t('archive_save_on', [on])}
          more={i18n.t('archive_save_sends', [on])}
          label={i18n.t('archive_save_off')}
          onTurnOff={() => onChange({ save: null })}
        />
      )}
    </section>
  );
}

interface TurnedOnProps {
  readonly text: string;
  readonly more: string;
  readonly label: string;
  readonly onTurnOff: () => void;
}

function TurnedOn({ text, more, label, onTurnOff }: TurnedOnProps) {
  return (
    <div class="stack">
      <p class="options-result" role="status">
        <Icon name="check" tone="pass" />
        {text}
      </p>
      <p class="muted">{more}</p>
      <Button onClick={onTurnOff}>{label}</Button>
    </div>
  );
}
