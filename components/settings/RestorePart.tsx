import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ChangesSheet } from '@/components/merge/ChangesSheet';
import { LeftOutNotice } from '@/components/merge/LeftOutNotice';
import { useDecision } from '@/components/merge/use-decision';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatBytes } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { recordsByKind } from '@/components/ui/records-by-kind';
import { type Restored, restoreBackup } from '@/utils/messaging/client-restore';
import type { Failure } from '@/utils/model/failure';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import './settings.css';

type RestoreState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working'; readonly bytes: number; readonly size: number }
  | { readonly kind: 'done'; readonly restored: Restored }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Adds a backup's records to the library. */
export function RestorePart({ onRestored }: { onRestored: () => void }) {
  const [state, setState] = useState<RestoreState>({ kind: 'ready' });
  const [name, setName] = useState('');
  const decision = useDecision();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);

  const start = async (file: File) => {
    const controller = new AbortController();
    stop.current = controller;
    setName(file.name);
    setState({ kind: 'working', bytes: 0, size: file.size });
    const restored = await restoreBackup(() => readBackupFile(file), {
      expected: 'backup',
      decide: (plan) => decision.decide(plan, controller.signal),
      signal: controller.signal,
      onProgress: (bytes) => setState({ kind: 'working', bytes, size: file.size }),
    });
    if (restored === null) setState({ kind: 'cancelled' });
    else if (!restored.ok) setState({ kind: 'failed', failure: restored.error });
    else {
      setState({ kind: 'done', restored: restored.value });
      onRestored();
    }
    focusAfterDrawing(['restore-choose']);
  };

  return (
    <section class="options-part" aria-labelledby="restore">
      <h3 id="restore" tabIndex={-1} data-focus="restore">
        {i18n.t('restore_title')}
      </h3>
      <p>{i18n.t('restore_text')}</p>
      {state.kind === 'working' ? (
        <div>
          <ProgressBar
            label={i18n.t('restore_working', [formatBytes(state.bytes), formatBytes(state.size)])}
            done={state.bytes}
            total={Math.max(state.size, 1)}
            onCancel={() => stop.current?.abort()}
          />
        </div>
      ) : (
        <Button icon="upload" focusKey="restore-choose" onClick={() => input.current?.click()}>
          {i18n.t('restore_choose')}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={i18n.t('restore_choose')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // So that the same file can be chosen again.
          if (file !== undefined) void start(file);
          event.currentTarget.value = '';
        }}
      />
      <div role="status">
        {state.kind === 'done' && (
          <p class="options-result">
            <Icon name="check" tone="pass" />
            {restoredText(state.restored)}
          </p>
        )}
        {state.kind === 'done' && <LeftOutNotice {...state.restored} />}
        {state.kind === 'cancelled' && <p>{i18n.t('restore_cancelled')}</p>}
      </div>
      <ChangesSheet decision={decision} subtitle={name} />
      {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
    </section>
  );
}

/** What a user has made or seen, in the order in which it is listed. */
const LISTED = ['reports', 'clips', 'sources', 'attachments', 'checks', 'reviews'] as const;

/** Says what the file brought, and what the library had before. */
function restoredText({ added, counts }: Restored): string {
  const { updatedReports } = counts;
  const lines = [
    added === 0 && i18n.t('restore_nothing'),
    added > updatedReports && i18n.t('restore_added', [listed(counts.added)]),
    updatedReports > 0 && i18n.t('restore_updated', updatedReports),
    Object.keys(counts.known).length > 0 && i18n.t('restore_known', [listed(counts.known)]),
  ];
  return lines.filter((line) => line !== false).join(' ');
}

/** Lists the other records, for example texts of pages, only if there is no record of these kinds. */
function listed(counts: Readonly<Record<string, number>>): string {
  const known = LISTED.flatMap((store) => (counts[store] ? [[store, counts[store]] as const] : []));
  return recordsByKind(known.length === 0 ? counts : Object.fromEntries(known));
}
