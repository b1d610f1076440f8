import { expect, test } from 'vitest';
import { MAKE_LIMIT_MS, type MakingPort, makeWithin } from '@/entrypoints/background/make-within';
import type { Reply } from '@/utils/messaging/protocol/envelope';
import type { BackupFile } from '@/utils/messaging/protocol/offscreen-calls';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';

const FILE: BackupFile = { url: 'blob:file', bytes: 12, setAside: 0 };

/** A document that answers on request, and a clock that the test controls. */
function stagePort() {
  let time = 0;
  const waits = new Set<{ readonly until: number; readonly resolve: () => void }>();
  const ended: number[] = [];
  let answer: (made: Reply<BackupFile | null>) => void = () => undefined;
  let fail: (cause: unknown) => void = () => undefined;
  const port: MakingPort = {
    make: () =>
      new Promise((resolve, reject) => {
        answer = resolve;
        fail = reject;
      }),
    end: async () => {
      ended.push(time);
    },
    wait: (ms, calledOff) =>
      new Promise((resolve) => {
        const wait = { until: time + ms, resolve };
        waits.add(wait);
        calledOff.addEventListener('abort', () => {
          waits.delete(wait);
          resolve();
        });
      }),
  };
  return {
    port,
    ended,
    waiting: () => waits.size,
    wind: async (ms: number) => {
      time += ms;
      for (const wait of waits) if (wait.until <= time) wait.resolve();
      // Waits until promises that are already resolved have run.
      await new Promise((resolve) => setTimeout(resolve));
    },
    answer: (made: Reply<BackupFile | null>) => answer(made),
    fail: (cause: unknown) => fail(cause),
  };
}

test.each<[string, Reply<BackupFile | null>]>([
  ['a file', ok(FILE)],
  ['no library', ok(null)],
  ['a failure', err(failure('quota_exceeded'))],
])('%s that comes just in time is used, and nothing waits any more', async (_name, made) => {
  const stage = stagePort();
  const making = makeWithin(stage.port, '2026-05-02T10:00:00Z');
  await stage.wind(MAKE_LIMIT_MS - 1);
  expect(stage.ended).toEqual([]);
  stage.answer(made);
  expect(await making).toEqual(made);
  expect(stage.waiting()).toBe(0);
  await stage.wind(MAKE_LIMIT_MS);
  expect(stage.ended).toEqual([]);
});

test('after ten minutes the document is ended, and its later answer is ignored', async () => {
  const stage = stagePort();
  const making = makeWithin(stage.port, '2026-05-02T10:00:00Z');
  await stage.wind(10 * 60_000);
  stage.answer(ok(FILE));
  expect(await making).toEqual(err({ code: 'unexpected', detail: '600 s' }));
  expect(stage.ended).toEqual([10 * 60_000]);
  expect(stage.waiting()).toBe(0);
});

test('a document that cannot be opened is reported, and nothing waits', async () => {
  const stage = stagePort();
  const making = makeWithin(stage.port, '2026-05-02T10:00:00Z');
  stage.fail(new Error('Only a single offscreen document may be created.'));
  await expect(making).rejects.toThrow('Only a single offscreen document');
  expect(stage.waiting()).toBe(0);
});
