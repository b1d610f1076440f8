import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ALL_TEXTS, TextsToCome, useTextsToCome } from '@/components/export/TextsToCome';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatBytes, formatDeadline, formatMoment } from '@/components/ui/format';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { request } from '@/utils/messaging/client';
import { restoreBackup } from '@/utils/messaging/client-restore';
import type { Failure } from '@/utils/model/failure';
import type { JoinedTeam } from '@/utils/model/team';
import type { LibraryReader } from '@/utils/storage/read';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import { eraseLibrary } from './erase-library';
import type { KeptBackup, OptionsActs } from './options-acts';
import './settings.css';

interface DangerPartProps {
  readonly acts: OptionsActs;
  readonly reader: LibraryReader | null;
  /** Whether the library is empty. */
  readonly empty: boolean;
  readonly onChanged: () => void;
}

interface Work {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}

/** What to say after the work. */
type DoneKey =
  | 'danger_cancelled'
  | 'danger_done'
  | 'danger_dropped'
  | 'danger_undone'
  | 'restore_cancelled';

type Question = { readonly kind: 'erase' } | { readonly kind: 'drop'; readonly kept: KeptBackup };

/** Deletes everything, and offers to bring it back. */
export function DangerPart({ acts, reader, empty, onChanged }: DangerPartProps) {
  const [kept, setKept] = useState<readonly KeptBackup[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);
  const [work, setWork] = useState<Work | null>(null);
  const [said, setSaid] = useState<DoneKey | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [teams, setTeams] = useState<readonly JoinedTeam[]>([]);
  const texts = useTextsToCome(question?.kind === 'erase' ? ALL_TEXTS : null);
  const stop = useRef<AbortController | null>(null);
  const read = useCallback(() => void acts.keptBackups().then(setKept), [acts]);
  useEffect(read, [read]);

  const begin = (label: string): AbortController => {
    const controller = new AbortController();
    stop.current = controller;
    setProblem(null);
    setSaid(null);
    setWork({ label, done: 0, total: null });
    return controller;
  };
  const end = async (done: DoneKey | null, failure: Failure | null, focus: string) => {
    // First, so that the element that gets the focus is rendered in the same update.
    setKept(await acts.keptBackups());
    setWork(null);
    setSaid(done);
    setProblem(failure);
    onChanged();
    focusAfterDrawing([focus, 'danger']);
  };

  const erase = async (from: LibraryReader) => {
    const label = i18n.t('danger_working');
    const { signal } = begin(label);
    const createdAt = new Date().toISOString();
    const onProgress = (done: number, total: number) => setWork({ label, done, total });
    const erased = await eraseLibrary(acts, from, { createdAt, signal, onProgress });
    if (erased === null) await end('danger_cancelled', null, 'danger-erase');
    else if (!erased.ok) await end(null, erased.error, 'danger-erase');
    else await end('danger_done', null, 'danger-undo');
  };
  const undo = async (of: KeptBackup) => {
    const label = i18n.t('danger_undoing');
    const { signal } = begin(label);
    const restored = await restoreBackup(() => readBackupFile(of.file), {
      expected: 'backup',
      signal,
      onProgress: (done) => setWork({ label, done, total: of.file.size }),
    });
    if (restored === null) return end('restore_cancelled', null, 'danger-undo');
    if (!restored.ok) return end(null, restored.error, 'danger-undo');
    // Everything is restored, so the kept copy is not needed any more.
    await acts.dropKeptBackup(of.name);
    await end('danger_undone', null, 'danger-erase');
  };
  const drop = async (of: KeptBackup) => {
    await acts.dropKeptBackup(of.name);
    await end('danger_dropped', null, 'danger');
  };

  return (
    <section class="options-part options-danger" aria-labelledby="danger">
      <h3 id="danger" tabIndex={-1} data-focus="danger">
        {i18n.t('danger_title')}
      </h3>
      <p>{i18n.t('danger_text')}</p>
      {work === null ? (
        <Button
          look="danger"
          icon="bin"
          focusKey="danger-erase"
          disabled={reader === null || empty}
          onClick={() => {
            setQuestion({ kind: 'erase' });
            void request('team.list', {}).then((listed) => setTeams(listed.ok ? listed.value : []));
          }}
        >
          {i18n.t('danger_erase')}
        </Button>
      ) : (
        <div>
          <ProgressBar {...work} onCancel={() => stop.current?.abort()} />
        </div>
      )}
      {kept.length > 0 && work === null && (
        <ul class="options-rows">
          {kept.map((each) => (
            <li class="options-row options-row-wrap" key={each.name}>
              <span class="grow">
                {i18n.t('danger_kept', [
                  formatMoment(each.deletedAt),
                  formatBytes(each.file.size),
                  formatDeadline(each.keptUntil),
                ])}
              </span>
              <Button icon="undo" focusKey="danger-undo" onClick={() => void undo(each)}>
                {i18n.t('danger_undo')}
              </Button>
              <Button look="danger" onClick={() => setQuestion({ kind: 'drop', kept: each })}>
                {i18n.t('danger_drop')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {/* After a restore elsewhere, not everything is deleted any more. */}
        {said !== null && (said !== 'danger_done' || empty) && <p>{i18n.t(said)}</p>}
      </div>
      {problem !== null && <ErrorNotice failure={problem} />}
      {question !== null && (
        <Dialog
          danger
          title={i18n.t(question.kind === 'erase' ? 'danger_question' : 'danger_drop_question')}
          confirm={i18n.t(question.kind === 'erase' ? 'danger_confirm' : 'bin_purge_confirm')}
          onConfirm={() => {
            setQuestion(null);
            if (question.kind === 'drop') void drop(question.kept);
            else if (reader !== null) void erase(reader);
          }}
          onClose={() => setQuestion(null)}
        >
          <p>{i18n.t(question.kind === 'erase' ? 'danger_question_text' : 'danger_drop_text')}</p>
          {question.kind === 'erase' && teams.length > 0 && (
            <p>
              {i18n.t('danger_teams', [
                new Intl.ListFormat(i18n.t('locale')).format(teams.map(({ name }) => name)),
              ])}
            </p>
          )}
          <TextsToCome work={texts} withButton />
        </Dialog>
      )}
    </section>
  );
}
