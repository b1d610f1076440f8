// The script of the Workers as one more entry of the pages' build, for Vite.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The Worker scripts, by the path of the module that starts each of them. */
const WORKERS = new Map([
  ['components/worker/start-worker.ts', 'report-worker'],
  ['entrypoints/offscreen/start-page-worker.ts', 'page-worker'],
]);
/** The expression from which Vite builds a separate Worker, as in development and in tests. */
const apart = (/** @type {string} */ name) => `new URL('./${name}.ts', import.meta.url)`;

/**
 * Vite bundles each Worker for itself: the report's document, the schemas and the Markdown reader
 * would be in the extension twice. Emitted as a chunk of the build that starts it, a Worker
 * shares with the pages what both import.
 * @returns {import('vite').Plugin}
 */
export function shareWorker() {
  return {
    name: 'pincite:share-worker',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/start-(?:page-)?worker\.ts$/ },
      handler(code, id) {
        const starter = path.relative(ROOT, id).replaceAll('\\', '/');
        const name = WORKERS.get(starter);
        if (name === undefined) return null;
        if (!code.includes(apart(name))) this.error(`The module does not contain ${apart(name)}.`);
        const script = path.join(path.dirname(id), `${name}.ts`);
        this.emitFile({ type: 'chunk', id: script, fileName: `${name}.js` });
        return { code: code.replace(apart(name), JSON.stringify(`/${name}.js`)), map: null };
      },
    },
  };
}
