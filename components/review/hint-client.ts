import { startWorker } from '@/components/state/start-worker';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import type { CheckedClaims, HintPort } from './check-claims';
import type { HintAnswer, HintTask } from './hint-task';

/** A Worker that checks claims, until it is stopped; what it was still asked for then never comes. */
export interface HintClient extends HintPort {
  stop(): void;
}

export function startHintClient(worker: Worker = startWorker('hints')): HintClient {
  /** By task: what is no longer waited for is answered to nobody. */
  const waiting = new Map<number, (checked: CheckedClaims) => void>();
  let latest = 0;
  const send = (task: HintTask) => worker.postMessage(task);
  const settle = (task: number, checked: CheckedClaims) => {
    waiting.get(task)?.(checked);
    waiting.delete(task);
  };
  const failAll = (detail: string) => {
    for (const task of waiting.keys()) settle(task, err(failure('unexpected', detail)));
  };
  worker.onmessage = ({ data }: MessageEvent<HintAnswer>) => {
    const failed = data.kind === 'failed';
    settle(data.task, failed ? err(failure('unexpected', data.detail)) : ok(data.hints));
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
        latest += 1;
        waiting.set(latest, resolve);
        send({ kind: 'check', task: latest, claims, texts });
      }),
    stop: () => worker.terminate(),
  };
}
