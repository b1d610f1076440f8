import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { startWorker } from '../worker/start-worker';
import type { CheckedClaims, HintPort } from './check-claims';
import type { HintAnswer, HintTask } from './hint-task';

/** A Worker that checks claims, until it is stopped; what it was still asked for then never comes. */
export interface HintClient extends HintPort {
  stop(): void;
}

export function startHintClient(worker: Worker = startWorker('hints')): HintClient {
  const waiting: ((checked: CheckedClaims) => void)[] = [];
  const send = (task: HintTask) => worker.postMessage(task);
  const failAll = (detail: string) => {
    for (const settle of waiting.splice(0)) settle(err(failure('unexpected', detail)));
  };
  worker.onmessage = ({ data }: MessageEvent<HintAnswer>) => {
    if (data.kind === 'failed') failAll(data.detail);
    else waiting.shift()?.(ok(data.hints));
  };
  worker.onerror = ({ message }) => failAll(message);
  worker.onmessageerror = () => failAll('message');

  return {
    begin: (language, statements) =>
      send({
        kind: 'report',
        language,
        statements: statements.map(({ plain }) => ({ plain })),
      }),
    check: (claims, texts) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        send({ kind: 'check', claims, texts });
      }),
    stop: () => worker.terminate(),
  };
}
