import { startWorker } from '@/components/state/start-worker';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import type { ExportPart } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { taskParts } from '@/utils/report/task-parts';
import type { WriteReport } from './use-written';

/** What the Worker says of the task under way. */
export type WorkerAnswer =
  /** For the next part of the task. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'part'; readonly part: ExportPart }
  /** The part before it was the last. */
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly detail: string };

/** A Worker that has nothing to do, kept for the next task. */
let idle: Worker | null = null;

/** Writes a report in a Worker: nothing that is long holds up the page, and all of it can be stopped. */
export const writeReport: WriteReport = (task, { onProgress, signal }) => {
  const worker = idle ?? startWorker('export');
  idle = null;
  const parts = taskParts(task);
  const written = new ExportJoiner(task.options.format);
  const sendNext = () => {
    const { value } = parts.next();
    if (value !== undefined) worker.postMessage(value);
  };
  return new Promise((resolve) => {
    const end = (value: Awaited<ReturnType<WriteReport>>) => {
      signal.removeEventListener('abort', stop);
      worker.onmessage = null;
      worker.onerror = null;
      resolve(value);
    };
    const stop = () => {
      worker.terminate();
      end(null);
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === 'ready') return sendNext();
      if (data.kind === 'progress') return onProgress(data.done, data.total);
      if (data.kind === 'part') return written.add(data.part);
      dismissWriter();
      idle = worker;
      end(data.kind === 'written' ? ok(written.whole()) : err(failure('unexpected', data.detail)));
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      end(err(failure('unexpected', message)));
    };
    if (signal.aborted) stop();
    else {
      signal.addEventListener('abort', stop);
      sendNext();
    }
  });
};

/** Lets go of the Worker that waits for a next task. */
export function dismissWriter(): void {
  idle?.terminate();
  idle = null;
}
