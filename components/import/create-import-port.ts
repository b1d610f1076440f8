import { restoreBackup } from '@/utils/messaging/client-restore';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import type { ImportPlan } from '@/utils/report/prepare-import';
import { type ImportClient, startImportClient } from './import-client';
import type { ImportPort, ImportTarget, StoredImport } from './import-port';
import type { ImportAnswer } from './import-task';

interface PortOptions {
  /** The whole document of a report, everything typed into it stored, as one Yjs update. */
  readonly documentOf: (reportId: ReportId) => Promise<Result<Uint8Array, Failure>>;
  readonly undo: (stored: StoredImport) => Promise<Result<undefined, Failure>>;
  readonly start?: () => ImportClient;
}

/** Reads in a Worker, and stores through the background, all at once. */
export function createImportPort(options: PortOptions): ImportPort {
  const start = options.start ?? startImportClient;
  // The Worker that holds the report which was read last.
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
      try {
        for await (const answer of converting.run({ kind: 'convert', html })) {
          if (answer.kind === 'converted') return ok(answer.markdown);
          if (answer.kind === 'failed') return err(answer.failure);
        }
        return err(failure('unexpected'));
      } finally {
        converting.stop();
      }
    },

    read: async (input, { signal, onProgress }) => {
      for await (const answer of fresh(signal).run({ kind: 'read', input })) {
        if (signal.aborted) return null;
        if (answer.kind === 'progress') onProgress(answer.progress);
        if (answer.kind === 'read') return ok(answer.report);
        if (answer.kind === 'failed') return err(answer.failure);
      }
      return signal.aborted ? null : err(failure('unexpected'));
    },

    store: async ({ report, choices, target }, { signal, onProgress }) => {
      const packing = client;
      if (packing === null) return err(failure('not_found'));
      const plan = await planFor(target, choices, options);
      if (!plan.ok) return plan;
      const { reportId } = plan.value;
      signal.addEventListener('abort', packing.stop);
      let packed: Extract<ImportAnswer, { kind: 'packed' }> | null = null;
      let failed: Failure | null = null;
      const pieces = async function* () {
        for await (const answer of packing.run({ kind: 'pack', plan: plan.value })) {
          if (answer.kind === 'piece') yield answer.bytes;
          if (answer.kind === 'packed') packed = answer;
          // What breaks off here is never committed.
          if (answer.kind === 'failed') {
            failed = answer.failure;
            throw new Error(answer.failure.code);
          }
        }
      };
      const restored = await restoreBackup(pieces, {
        expected: 'import',
        signal,
        onProgress: (bytes) => onProgress(bytes),
      });
      if (restored === null) return null;
      if (!restored.ok) return err(failed ?? restored.error);
      const done = packed as Extract<ImportAnswer, { kind: 'packed' }> | null;
      if (done === null) return err(failure('unexpected'));
      const { title, inserted } = done;
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
