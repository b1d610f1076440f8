import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ALL_TEXTS, TextsToCome, useTextsToCome } from '@/components/export/TextsToCome';
import { Button } from '@/components/ui/Button';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatBytes, formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { recordsByKind } from '@/components/ui/records-by-kind';
import type { BackupPlan } from '@/utils/model/backup-plan';
import type { Failure } from '@/utils/model/failure';
import type { LibraryReader } from '@/utils/storage/read';
import type { OptionsActs } from './options-acts';
import { writeBackup } from './write-backup';
import './settings.css';

type BackupState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly bytes: number; readonly setAside: SetAsideCounts }
  | { readonly kind: 'failed'; readonly failure: Failure };

type SetAsideCounts = Readonly<Record<string, number>>;

interface BackupPartProps {
  readonly acts: OptionsActs;
  /** Null if there is nothing to back up. */
  readonly reader: LibraryReader | null;
  readonly failure: Failure | null;
  /** Null until it is loaded. */
  readonly plan: BackupPlan | null;
}

/** Writes the whole library into one file. */
export function BackupPart({ acts, reader, failure: libraryFailure, plan }: BackupPartProps) {
  const [state, setState] = useState<BackupState>({ kind: 'ready' });
  const stop = useRef<AbortController | null>(null);

  const texts = useTextsToCome(reader === null ? null : ALL_TEXTS);

  const start = async () => {
    if (reader === null || !(await texts.get())) return;
    const controller = new AbortController();
    stop.current = controller;
    setState({ kind: 'working', done: 0, total: null });
    const createdAt = new Date().toISOString();
    const onProgress = (done: number, total: number) => setState({ kind: 'working', done, total });
    const lastFile = `pincite-backup-${createdAt.slice(0, 10)}.pincite`;
    let setAside: SetAsideCounts = {};
    const onSetAside = (counts: SetAsideCounts) => {
      setAside = counts;
    };
    const work = { createdAt, signal: controller.signal, onProgress, onSetAside };
    const written = await writeBackup(reader, work, async (stream) => {
      const blob = await new Response(stream).blob();
      const saved = await acts.download(lastFile, blob);
      return saved.ok ? { ok: true, value: blob.size } : saved;
    });
    if (written === null) setState({ kind: 'ready' });
    else if (!written.ok) setState({ kind: 'failed', failure: written.error });
    else {
      // Stored before the user is told, because the browser can be closed at once.
      await acts.writeBackupPlan({ lastAt: createdAt, lastFile, lastFolder: null });
      setState({ kind: 'done', bytes: written.value, setAside });
    }
    focusAfterDrawing(['backup-download']);
  };

  const problem = state.kind === 'failed' ? state.failure : libraryFailure;
  return (
    <section class="options-part" aria-labelledby="last-backup">
      <h3 id="last-backup">{lastBackup(plan)}</h3>
      <p>{i18n.t('backup_text')}</p>
      <TextsToCome work={texts} />
      {state.kind === 'working' ? (
        <div>
          <ProgressBar
            label={i18n.t('backup_working')}
            done={state.done}
            total={state.total}
            onCancel={() => stop.current?.abort()}
          />
        </div>
      ) : (
        <Button
          look="primary"
          icon="download"
          focusKey="backup-download"
          disabled={reader === null || texts.progress !== null}
          onClick={() => void start()}
        >
          {i18n.t('backup_download')}
        </Button>
      )}
      <div role="status">
        {state.kind === 'done' && (
          <p class="options-result">
            <Icon name="check" tone="pass" />
            {i18n.t('backup_done', [formatBytes(state.bytes)])}
          </p>
        )}
        {state.kind === 'done' && <SetAsideNotice counts={state.setAside} />}
      </div>
      {problem !== null && <ErrorNotice failure={problem} />}
    </section>
  );
}

function lastBackup(plan: BackupPlan | null): string {
  if (plan === null) return i18n.t('backup_title');
  const { lastAt } = plan;
  return lastAt === null ? i18n.t('backup_never') : i18n.t('backup_last', [formatWhen(lastAt)]);
}

function SetAsideNotice({ counts }: { counts: SetAsideCounts }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <HintNotice icon="warning">
      <p>{i18n.t('backup_set_aside', total, [total, recordsByKind(counts)])}</p>
    </HintNotice>
  );
}
