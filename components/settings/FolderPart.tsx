import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ChangesSheet } from '@/components/merge/ChangesSheet';
import { useDecision } from '@/components/merge/use-decision';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { restoreBackup } from '@/utils/messaging/client-restore';
import type { Failure } from '@/utils/model/failure';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import type { OptionsActs } from './options-acts';

interface FolderPartProps {
  readonly acts: OptionsActs;
  readonly onMerged: () => void;
}

type Merging =
  | { readonly kind: 'ready'; readonly said: string }
  | { readonly kind: 'working'; readonly done: number; readonly total: number };

/**
 * The folder that several devices share: which one, whether it may be written to, and the backups
 * of other devices in it.
 */
export function FolderPart({ acts, onMerged }: FolderPartProps) {
  const [folder, setFolder] = useState<{ name: string; allowed: boolean } | null>(null);
  const [merging, setMerging] = useState<Merging>({ kind: 'ready', said: '' });
  const [problem, setProblem] = useState<Failure | null>(null);
  const [name, setName] = useState('');
  const decision = useDecision();
  const stop = useRef<AbortController | null>(null);
  const read = useCallback(() => void acts.folder.read().then(setFolder), [acts]);
  useEffect(read, [read]);

  const allow = () => {
    // Inside the click handler, before anything is awaited.
    void acts.folder.allow().then((allowed) => {
      read();
      // What failed because the permission was missing is tried again at once.
      if (allowed) void acts.writeBackupPlan({ failedAt: null, failedWith: null });
    });
  };
  const merge = async () => {
    setProblem(null);
    const controller = new AbortController();
    stop.current = controller;
    const others = await acts.folder.others();
    if (!others.ok) return setProblem(others.error);
    const merged = await mergeFiles(
      others.value,
      controller.signal,
      (done, total) => setMerging({ kind: 'working', done, total }),
      (plan, file) => {
        setName(file.name);
        return decision.decide(plan, controller.signal);
      },
    );
    if (merged.failure !== null) setProblem(merged.failure);
    if (merged.files > 0) onMerged();
    setMerging({
      kind: 'ready',
      said:
        others.value.length === 0
          ? i18n.t('folder_no_others')
          : i18n.t('folder_merged', merged.files, [merged.files, merged.added]),
    });
  };

  if (folder === null) return null;
  return (
    <div class="stack">
      <p>{i18n.t('folder_name', [folder.name])}</p>
      {!folder.allowed && (
        <p>
          <Button look="primary" onClick={allow}>
            {i18n.t('folder_allow')}
          </Button>
        </p>
      )}
      {folder.allowed && merging.kind === 'ready' && (
        <p>
          <Button icon="upload" onClick={() => void merge()}>
            {i18n.t('folder_merge')}
          </Button>
        </p>
      )}
      {merging.kind === 'working' && (
        <ProgressBar
          label={i18n.t('folder_merging')}
          done={merging.done}
          total={Math.max(merging.total, 1)}
          onCancel={() => stop.current?.abort()}
        />
      )}
      <div role="status">
        {merging.kind === 'ready' && merging.said !== '' && <p>{merging.said}</p>}
      </div>
      <ChangesSheet decision={decision} subtitle={name} />
      {problem !== null && <ErrorNotice failure={problem} />}
    </div>
  );
}

interface MergedFiles {
  /** Number of files that were merged. */
  readonly files: number;
  /** Number of records that the library did not have. */
  readonly added: number;
  /** Why the last file that was not merged failed. */
  readonly failure: Failure | null;
}

/** Merges backups into the library, one after the other: each completely or not at all. */
async function mergeFiles(
  files: readonly File[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
  decide: (plan: MergePlan, file: File) => Promise<MergeChoice | null>,
): Promise<MergedFiles> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  let merged = 0;
  let added = 0;
  let failure: Failure | null = null;
  for (const file of files) {
    if (signal.aborted) break;
    onProgress(before, total);
    const restored = await restoreBackup(() => readBackupFile(file), {
      expected: 'backup',
      decide: (plan) => decide(plan, file),
      signal,
      onProgress: (bytes) => onProgress(before + bytes, total),
    });
    if (restored === null) break;
    if (restored.ok) {
      merged += 1;
      added += restored.value.added;
    } else failure = restored.error;
    before += file.size;
  }
  return { files: merged, added, failure };
}
