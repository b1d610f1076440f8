import { startWorker } from '@/components/state/start-worker';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import type { BundlePlace } from '@/utils/storage/insert-bundle';
import type { BundleAnswer, BundleSummary, BundleTask } from './bundle-task';

export type PackedBundle = Extract<BundleAnswer, { kind: 'packed' }>;

/** One bundle, read in a Worker of its own that lives as long as it is looked at. */
export interface BundleReader {
  open(file: Blob): Promise<Result<BundleSummary, Failure>>;
  /** What is to be stored to have it in that place, once it is open. */
  pack(place: BundlePlace): Promise<Result<PackedBundle, Failure>>;
  /** Nothing that was asked is answered any more. */
  close(): void;
}

export function startBundleReader(): BundleReader {
  const worker = startWorker('bundle');
  const ask = (task: BundleTask) =>
    new Promise<BundleAnswer>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<BundleAnswer>) => resolve(data);
      worker.onerror = ({ message }) =>
        resolve({ kind: 'failed', failure: failure('unexpected', message) });
      worker.postMessage(task);
    });
  return {
    open: async (file) => {
      const answer = await ask({ kind: 'open', file });
      return answer.kind === 'opened' ? ok(answer.summary) : refused(answer);
    },
    pack: async (place) => {
      const answer = await ask({ kind: 'pack', place });
      return answer.kind === 'packed' ? ok(answer) : refused(answer);
    },
    close: () => worker.terminate(),
  };
}

function refused(answer: BundleAnswer): Result<never, Failure> {
  return err(answer.kind === 'failed' ? answer.failure : failure('unexpected', answer.kind));
}
