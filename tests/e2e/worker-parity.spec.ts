import { expect, test } from './harness/fixtures';
import { differingPages, type JudgedPage } from './harness/judged-pages';

type Sent = readonly Pick<JudgedPage, 'html' | 'answer' | 'quotes'>[];

/** Runs in a page of the extension. Its own Worker judges one page after the other. */
async function judgeInWorker(pages: Sent): Promise<string[]> {
  const worker = new Worker('/page-worker.js', { type: 'module' });
  const judged: string[] = [];
  for (const { html, answer, quotes } of pages) {
    const body = new TextEncoder().encode(html);
    worker.postMessage({ body, kind: 'html', answer, quotes });
    judged.push(
      await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(JSON.stringify(data));
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
    );
  }
  worker.terminate();
  return judged;
}

test('Chromium’s Worker judges every page as Node does', async ({ launch }) => {
  const extension = await launch();
  const page = await extension.openExtensionPage('options.html');
  const differing = await differingPages('the Worker of Chromium', (batch) =>
    page.evaluate(
      judgeInWorker,
      batch.map(({ html, answer, quotes }) => ({ html, answer, quotes })),
    ),
  );
  expect(differing).toEqual([]);
});
