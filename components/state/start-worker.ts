import { type Remote, wrap } from 'comlink';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';

/** What a Worker of the shared script is for. The Worker finds it in its name. */
export type WorkerName = 'import' | 'export' | 'bundle' | 'review' | 'hints';

/** A Worker and the functions to call it. `Service` is the object that the Worker exposes. */
export interface WorkerClient<Service> {
  /**
   * Calls the Worker. Every call is answered: with a failure if the Worker throws, cannot be loaded
   * or crashes, and with null when it is stopped.
   */
  ask<T>(
    call: (service: Remote<Service>) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure> | null>;
  /** Restarts the time limit. Call it when the Worker reports progress. */
  heard(): void;
  /** Ends the Worker at once. Unfinished work is lost. */
  stop(): void;
}

/*
 * The build puts the addresses of the scripts here: docs/adr/0018-one-script-for-workers.md.
 */
export function startWorker<Service>(name: WorkerName, silence?: number): WorkerClient<Service> {
  const url = new URL('../worker/report-worker.ts', import.meta.url);
  return connectWorker(new Worker(url, { type: 'module', name }), silence);
}

/** Starts the script that opens Word documents, with its library: docs/adr/0058-word-files.md. */
export function startWordReader<Service>(silence?: number): WorkerClient<Service> {
  const url = new URL('../worker/word-reader.ts', import.meta.url);
  return connectWorker(new Worker(url, { type: 'module', name: 'word-reader' }), silence);
}

/** Starts the script that writes Word documents, with its library. */
export function startWordWriter<Service>(): WorkerClient<Service> {
  const url = new URL('../worker/word-writer.ts', import.meta.url);
  return connectWorker(new Worker(url, { type: 'module', name: 'word-writer' }));
}

/** @param silence Time limit in milliseconds between two messages of the Worker. Default: none. */
export function connectWorker<Service>(worker: Worker, silence?: number): WorkerClient<Service> {
  const service = wrap<Service>(worker);
  /** Resolves when the Worker ends. Comlink itself never answers the calls that still wait then. */
  const ended = Promise.withResolvers<Result<never, Failure> | null>();
  const end = (answer: Result<never, Failure> | null) => {
    worker.terminate();
    clearTimeout(patience);
    ended.resolve(answer);
  };
  const fail = (why: Failure) => end(err(why));
  worker.addEventListener('error', ({ message }) => fail(failure('unexpected', message)));
  worker.addEventListener('messageerror', () => fail(failure('unexpected', 'messageerror')));
  let patience: ReturnType<typeof setTimeout> | undefined;
  let waiting = 0;
  const heard = () => {
    clearTimeout(patience);
    if (silence === undefined || waiting === 0) return;
    patience = setTimeout(() => fail(failure('reading_too_slow')), silence);
  };
  return {
    ask: async (call) => {
      waiting += 1;
      heard();
      const answer = await Promise.race([
        call(service).catch((cause: unknown) => err(failure('unexpected', messageOf(cause)))),
        ended.promise,
      ]);
      waiting -= 1;
      heard();
      return answer;
    },
    heard,
    stop: () => end(null),
  };
}
