// A Vite plugin that builds the script of the Workers with the pages.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The Worker scripts, by the path of the module that starts each, as that module names them. */
const WORKERS = new Map([
  ['components/state/start-worker.ts', '../worker/report-worker.ts'],
  ['entrypoints/offscreen/start-page-worker.ts', './page-worker.ts'],
]);
/** The expression from which Vite builds a separate Worker in development and in tests. */
const apart = (/** @type {string} */ script) => `new URL('${script}', import.meta.url)`;

/**
 * By default Vite bundles each Worker alone, so the report's document, the schemas and the Markdown
 * reader would be in the extension twice. A Worker emitted as a chunk of the pages' build shares
 * with the pages what both import.
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
        const script = WORKERS.get(starter);
        if (script === undefined) return null;
        const address = apart(script);
        if (!code.includes(address)) this.error(`The module does not contain ${address}.`);
        const fileName = `${path.basename(script, '.ts')}.js`;
        this.emitFile({ type: 'chunk', id: path.join(path.dirname(id), script), fileName });
        return { code: code.replace(address, JSON.stringify(`/${fileName}`)), map: null };
      },
    },
  };
}
