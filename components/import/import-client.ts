import { startWorker } from '@/components/state/start-worker';
import { failure } from '@/utils/model/failure';
import type { ImportAnswer, ImportTask } from './import-task';

/** One Worker and the answers to its tasks, one task at a time. */
export interface ImportClient {
  /** Each answer until the last one, which is `converted`, `read`, `packed` or `failed`. */
  run(task: ImportTask): AsyncGenerator<ImportAnswer, void>;
  /** Stops whatever is under way. */
  stop(): void;
}

export function startImportClient(worker: Worker = startWorker('import')): ImportClient {
  let arrived: ImportAnswer[] = [];
  let wake: () => void = () => undefined;
  let stopped = false;
  const arrive = (answer: ImportAnswer) => {
    arrived.push(answer);
    wake();
  };
  worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => arrive(data);
  worker.onerror = ({ message }) =>
    arrive({ kind: 'failed', failure: failure('unexpected', message) });

  return {
    run: async function* (task) {
      arrived = [];
      worker.postMessage(task);
      while (!stopped) {
        const answers = arrived;
        arrived = [];
        for (const answer of answers) {
          yield answer;
          if (isLast(answer)) return;
        }
        if (arrived.length === 0 && !stopped) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
    stop: () => {
      stopped = true;
      worker.terminate();
      wake();
    },
  };
}

function isLast({ kind }: ImportAnswer): boolean {
  return kind !== 'progress' && kind !== 'piece';
}
