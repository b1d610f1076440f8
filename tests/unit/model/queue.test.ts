import { expect, test } from 'vitest';
import { createQueue } from '@/utils/model/queue';

test('acts run one after the other in the order of the calls', async () => {
  const inTurn = createQueue();
  const said: string[] = [];
  const first = Promise.withResolvers<string>();
  const act = (name: string, wait: Promise<unknown> = Promise.resolve()) =>
    inTurn(async () => {
      said.push(`${name} begins`);
      await wait;
      said.push(`${name} ends`);
      return name;
    });
  const both = Promise.all([act('first', first.promise), act('second')]);
  await Promise.resolve();
  expect(said).toEqual(['first begins']);
  first.resolve('');
  expect(await both).toEqual(['first', 'second']);
  expect(said).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a failing act rejects for its own caller, and the next one runs', async () => {
  const inTurn = createQueue();
  const failed = inTurn(() => Promise.reject(new Error('No disk')));
  const next = inTurn(() => Promise.resolve(7));
  await expect(failed).rejects.toThrow('No disk');
  expect(await next).toBe(7);
});

test('two queues do not wait for each other', async () => {
  const [one, other] = [createQueue(), createQueue()];
  void one(() => new Promise(() => undefined));
  expect(await other(() => Promise.resolve(1))).toBe(1);
});
