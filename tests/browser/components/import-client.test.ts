import { expect, test } from 'vitest';
import { startImportClient } from '../../../components/import/import-client';
import type { ImportAnswer } from '../../../components/import/import-task';

/** Starts a Worker with a script of its own. */
function workerOf(script: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

async function answersOf(script: string, silence?: number): Promise<ImportAnswer[]> {
  const client = startImportClient(workerOf(script), silence);
  const answers: ImportAnswer[] = [];
  for await (const answer of client.run({ kind: 'convert', html: '<p>a</p>' })) {
    answers.push(answer);
  }
  client.stop();
  return answers;
}

test('a Worker that does not answer is ended, and the user reads that it took too long', async () => {
  expect(await answersOf('onmessage = () => { for (;;); };', 20)).toEqual([
    { kind: 'failed', failure: { code: 'reading_too_slow' } },
  ]);
});

test('a Worker that answers is not ended, however long it takes in all', async () => {
  const script = `onmessage = async () => {
    for (let done = 0; done < 5; done += 1) {
      postMessage({ kind: 'progress', progress: { done, total: 5, citations: 0 } });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    postMessage({ kind: 'converted', markdown: 'a' });
  };`;
  const answers = await answersOf(script);
  expect(answers.at(-1)).toEqual({ kind: 'converted', markdown: 'a' });
  expect(answers).toHaveLength(6);
});

test('an error of the Worker is a failure', async () => {
  const [answer] = await answersOf('onmessage = () => { throw new Error("broken"); };');
  expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'unexpected' } });
});
