import { expect, test } from 'vitest';
import { startHintClient } from '@/components/review/hint-client';
import type { HintAnswer, HintTask } from '@/components/review/hint-task';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { hint } from '../review/review-fixture';

/** A Worker that answers when it is told to. */
function slowWorker() {
  const asked: HintTask[] = [];
  let stopped = false;
  const worker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (task: HintTask) => asked.push(task),
    terminate: () => {
      stopped = true;
    },
  } as unknown as Worker;
  return {
    worker,
    asked,
    isStopped: () => stopped,
    answer: (data: HintAnswer) => worker.onmessage?.({ data } as MessageEvent<HintAnswer>),
    fail: (message: string) => worker.onerror?.({ message } as ErrorEvent),
  };
}

const NO_TEXTS = new Map();

test('answers go to the tasks that they are of, in any order', async () => {
  const { worker, asked, answer } = slowWorker();
  const client = startHintClient(worker);
  client.begin('fr', [{ plain: 'Le lac.' }]);
  const first = client.check([], NO_TEXTS);
  const second = client.check([], NO_TEXTS);
  expect(asked.map(({ kind }) => kind)).toEqual(['report', 'check', 'check']);
  answer({ kind: 'checked', task: 2, hints: [] });
  answer({ kind: 'checked', task: 1, hints: [[hint('date')]] });
  expect(await first).toEqual(ok([[hint('date')]]));
  expect(await second).toEqual(ok([]));
});

test('a task that fails says so, and no other gets its answer', async () => {
  const { worker, answer } = slowWorker();
  const client = startHintClient(worker);
  const first = client.check([], NO_TEXTS);
  const second = client.check([], NO_TEXTS);
  answer({ kind: 'failed', task: 1, detail: 'no report' });
  answer({ kind: 'checked', task: 1, hints: [[hint('date')]] });
  answer({ kind: 'checked', task: 2, hints: [] });
  expect(await first).toEqual(err(failure('unexpected', 'no report')));
  expect(await second).toEqual(ok([]));
});

test('where the Worker breaks down, everything that waits hears of it, and later answers are nobody’s', async () => {
  const { worker, answer, fail } = slowWorker();
  const client = startHintClient(worker);
  const some = [client.check([], NO_TEXTS), client.check([], NO_TEXTS)];
  fail('script error');
  const failed = err(failure('unexpected', 'script error'));
  expect(await Promise.all(some)).toEqual([failed, failed]);
  const more = client.check([], NO_TEXTS);
  answer({ kind: 'checked', task: 2, hints: [[hint('date')]] });
  answer({ kind: 'checked', task: 3, hints: [] });
  expect(await more).toEqual(ok([]));
});

test('it is told of a report only the words of its statements', () => {
  const { worker, asked } = slowWorker();
  startHintClient(worker).begin('en', [
    { plain: 'Words.', claims: ['much else'] } as { readonly plain: string },
  ]);
  expect(asked).toEqual([{ kind: 'report', language: 'en', statements: [{ plain: 'Words.' }] }]);
});

test('stopped, it ends the Worker', () => {
  const { worker, isStopped } = slowWorker();
  startHintClient(worker).stop();
  expect(isStopped()).toBe(true);
});
