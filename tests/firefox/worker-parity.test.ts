import { expect, test } from 'vitest';
import { differingPages } from '../e2e/harness/judged-pages';
import { firefox, inOneSitting } from './one-sitting';

inOneSitting();

const JUDGE = `
  const [pages] = arguments;
  const worker = new Worker(browser.runtime.getURL('/page-worker.js'), { type: 'module' });
  const judge = ([html, answer, quotes]) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(JSON.stringify(data));
      worker.onerror = ({ message }) => reject(new Error(message));
      const body = new TextEncoder().encode(html);
      worker.postMessage({ body, kind: 'html', answer, quotes });
    });
  return (async () => {
    const judged = [];
    for (const page of pages) judged.push(await judge(page));
    worker.terminate();
    return judged;
  })();`;

test('Firefox’s Worker judges every page as Node does', async () => {
  await firefox.openExtensionPage('options.html');
  const differing = await differingPages('the Worker of Firefox', async (batch) => {
    const sent = batch.map(({ html, answer, quotes }) => [html, answer, quotes]);
    return (await firefox.marionette.run(JUDGE, sent)) as string[];
  });
  expect(differing).toEqual([]);
});
