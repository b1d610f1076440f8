import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/acts';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { formatBytes } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { type Failure, failure } from '@/utils/model/failure';
import type { LibraryReader } from '@/utils/storage/read';

type BackupState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface BackupPartProps {
  readonly acts: Acts;
  /** Null where there is nothing to back up. */
  readonly reader: LibraryReader | null;
  readonly failure: Failure | null;
}

/** Writes the whole library into one file. */
export function BackupPart({ acts, reader, failure: libraryFailure }: BackupPartProps) {
  const [state, setState] = useState<BackupState>({ kind: 'ready' });
  const stop = useRef<AbortController | null>(null);

  const start = async () => {
    if (reader === null) return;
    const controller = new AbortController();
    stop.current = controller;
    setState({ kind: 'working', done: 0, total: null });
    setState(await writeFile(acts, reader, controller.signal, setState));
  };

  const problem = state.kind === 'failed' ? state.failure : libraryFailure;
  return (
    <section class="options-part" aria-labelledby="backup">
      <h2 id="backup">{i18n.t('backup_title')}</h2>
      <p>{i18n.t('backup_text')}</p>
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
          disabled={reader === null}
          onClick={() => void start()}
        >
          {i18n.t('backup_download')}
        </Button>
      )}
      <div role="status">
        {state.kind === 'done' && (
          <p class="options-result">
            <Icon name="check" />
            {i18n.t('backup_done', [formatBytes(state.bytes)])}
          </p>
        )}
      </div>
      {problem !== null && <ErrorNotice failure={problem} />}
    </section>
  );
}

async function writeFile(
  acts: Acts,
  reader: LibraryReader,
  signal: AbortSignal,
  onState: (state: BackupState) => void,
): Promise<BackupState> {
  const createdAt = new Date().toISOString();
  const stream = await reader.backup({
    createdAt,
    signal,
    onProgress: (done, total) => onState({ kind: 'working', done, total }),
  });
  if (!stream.ok) return { kind: 'failed', failure: stream.error };
  try {
    const blob = await new Response(stream.value).blob();
    const saved = await acts.download(`pincite-backup-${createdAt.slice(0, 10)}.pincite`, blob);
    return saved.ok ? { kind: 'done', bytes: blob.size } : { kind: 'failed', failure: saved.error };
  } catch (cause) {
    if (signal.aborted) return { kind: 'ready' };
    const detail = cause instanceof Error ? cause.message : undefined;
    return { kind: 'failed', failure: failure('storage_unavailable', detail) };
  }
}
