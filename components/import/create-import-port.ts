import { proxy } from 'comlink';
import { startWorker, type WorkerClient } from '@/components/state/start-worker';
import { restoreBackup } from '@/utils/messaging/client-restore';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import type { ImportPlan } from '@/utils/report/prepare-import';
import type { ImportPort, ImportTarget, ReadingProgress, StoredImport } from './import-port';
import type { ImportService } from './import-worker';

type ImportClient = WorkerClient<ImportService>;

interface PortOptions {
  /** Returns the complete document of a report as one Yjs update, after all edits are stored. */
  readonly documentOf: (reportId: ReportId) => Promise<Result<Uint8Array, Failure>>;
  readonly undo: (stored: StoredImport) => Promise<Result<undefined, Failure>>;
  readonly start?: () => ImportClient;
}

/**
 * Time limit between two messages of the Worker, in milliseconds. It reports its progress every 100 ms,
 * but not while it parses HTML or prepares what is stored, which takes a few seconds at most.
 */
const SILENCE = 60_000;

export const startImportWorker = () => startWorker<ImportService>('import', SILENCE);

/** Reads reports in a Worker, and stores them through the background, all at once. */
export function createImportPort(options: PortOptions): ImportPort {
  const start = options.start ?? startImportWorker;
  // The Worker that holds the report that was read last.
  let client: ImportClient | null = null;

  const fresh = (signal: AbortSignal): ImportClient => {
    client?.stop();
    const started = start();
    client = started;
    signal.addEventListener('abort', () => {
      started.stop();
      if (client === started) client = null;
    });
    return started;
  };

  return {
    htmlToMarkdown: async (html) => {
      const converting = start();
      const markdown = await converting.ask((service) => service.convert(html));
      converting.stop();
      return markdown ?? err(failure('unexpected'));
    },

    read: async (input, { signal, onProgress }) => {
      let reading = true;
      // Progress has a message port of its own, so it may arrive after the answer.
      const heard = proxy((progress: ReadingProgress) => {
        worker.heard();
        if (reading && !signal.aborted) onProgress(progress);
      });
      const worker = fresh(signal);
      const read = await worker.ask((service) => service.read(input, heard));
      reading = false;
      return signal.aborted ? null : read;
    },

    store: async ({ report, choices, target }, { signal, onProgress }) => {
      const packing = client;
      if (packing === null) return err(failure('not_found'));
      const plan = await planFor(target, choices, options);
      if (!plan.ok) return plan;
      signal.addEventListener('abort', packing.stop);
      const packed = await packing.ask((service) => service.pack(plan.value));
      if (packed === null || signal.aborted) return null;
      if (!packed.ok) return packed;
      const { pieces, title, inserted } = packed.value;
      const restored = await restoreBackup(() => pieces, {
        expected: 'import',
        signal,
        onProgress,
      });
      if (restored === null || !restored.ok) return restored;
      const { reportId } = plan.value;
      return ok({ reportId, title, citations: report.importReport.citations, inserted });
    },

    dismiss: () => {
      client?.stop();
      client = null;
    },
    undo: options.undo,
  };
}

async function planFor(
  target: ImportTarget,
  choices: ImportPlan['choices'],
  { documentOf }: PortOptions,
): Promise<Result<ImportPlan, Failure>> {
  const at = new Date().toISOString();
  if (target.kind === 'new') {
    return ok({ ...target, reportId: newId<'report'>(), choices, at });
  }
  const document = await documentOf(target.reportId);
  if (!document.ok) return document;
  return ok({ ...target, document: document.value, choices, at });
}
