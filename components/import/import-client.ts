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

/**
 * Time limit between two answers, in milliseconds. The Worker reports its progress every 100 ms, but
 * not while it parses HTML or prepares what is stored, which takes a few seconds at most.
 */
const SILENCE = 60_000;

export function startImportClient(
  worker: Worker = startWorker('import'),
  silence: number = SILENCE,
): ImportClient {
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
        if (arrived.length > 0 || stopped) continue;
        const giveUp = setTimeout(() => {
          worker.terminate();
          arrive({ kind: 'failed', failure: failure('reading_too_slow') });
        }, silence);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        clearTimeout(giveUp);
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
