import { proxy } from 'comlink';
import { i18n } from '#i18n';
import { startWordReader, startWorker, type WorkerClient } from '@/components/state/start-worker';
import { restoreBackup } from '@/utils/messaging/client-restore';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import type { ImportPlan } from '@/utils/report/prepare-import';
import type {
  ImportInput,
  ImportPort,
  ImportTarget,
  ReadingProgress,
  StoredImport,
  WordFacts,
} from './import-port';
import type { ImportService } from './import-worker';

type ImportClient = WorkerClient<ImportService>;

/** What the script for Word documents does: `components/worker/word-reader.ts`. */
export interface WordReading {
  /** Converts a Word document to HTML. */
  toHtml(file: Blob): Promise<Result<WordFacts & { readonly html: string }, Failure>>;
}

interface PortOptions {
  /** Returns the complete document of a report as one Yjs update, after all edits are stored. */
  readonly documentOf: (reportId: ReportId) => Promise<Result<Uint8Array, Failure>>;
  readonly undo: (stored: StoredImport) => Promise<Result<undefined, Failure>>;
  readonly start?: () => ImportClient;
  readonly startWord?: () => WorkerClient<WordReading>;
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
  const startWord = options.startWord ?? (() => startWordReader<WordReading>(SILENCE));
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

    read: async (chosen, { signal, onProgress }) => {
      const opened = await openWord(chosen, startWord, signal);
      if (opened === null || !opened.ok) return opened;
      const { input, word } = opened.value;
      let reading = true;
      // Progress has a message port of its own, so it may arrive after the answer.
      const heard = proxy((progress: ReadingProgress) => {
        worker.heard();
        if (reading && !signal.aborted) onProgress(progress);
      });
      const worker = fresh(signal);
      const read = await worker.ask((service) => service.read(input, heard, i18n.t('locale')));
      reading = false;
      if (signal.aborted || read === null || !read.ok || word === null) {
        return signal.aborted ? null : read;
      }
      return ok({ ...read.value, word });
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
      const { citations, duplicates } = report.importReport;
      return ok({ reportId, title, citations, clips: citations - duplicates, inserted });
    },

    dismiss: () => {
      client?.stop();
      client = null;
    },
    undo: options.undo,
  };
}

/** The first bytes of an archive, which a Word document is. */
const ARCHIVE = [0x50, 0x4b, 3, 4];

/** What is read in place of a file, and what was left out of it. */
interface Opened {
  readonly input: ImportInput;
  readonly word: WordFacts | null;
}

/**
 * Converts a Word document to a file of HTML, which is then read as any other; returns every other
 * input as it is. The library for that is loaded only here. Returns null if it was cancelled.
 */
async function openWord(
  input: ImportInput,
  startWord: () => WorkerClient<WordReading>,
  signal: AbortSignal,
): Promise<Result<Opened, Failure> | null> {
  if (input.kind !== 'file' || !(await isArchive(input.file))) return ok({ input, word: null });
  const { file } = input;
  if (signal.aborted) return null;
  const word = startWord();
  signal.addEventListener('abort', word.stop);
  const read = await word.ask((service) => service.toHtml(file));
  word.stop();
  if (read === null || signal.aborted) return null;
  if (!read.ok) return read;
  const { html, ...facts } = read.value;
  const converted = new File([html], `${file.name}.html`, { type: 'text/html' });
  return ok({ input: { kind: 'file', file: converted }, word: facts });
}

async function isArchive(file: Blob): Promise<boolean> {
  try {
    const start = new Uint8Array(await file.slice(0, ARCHIVE.length).arrayBuffer());
    return ARCHIVE.every((byte, at) => start[at] === byte);
  } catch {
    // The Worker reports a file that cannot be read.
    return false;
  }
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
