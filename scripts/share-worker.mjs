// The script of the Workers as one more entry of the pages' build, for Vite.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../components/worker/', import.meta.url));
const FILE_NAME = 'report-worker.js';
/** As Vite reads it where it builds a Worker apart, as in development and in tests. */
const APART = "new URL('./report-worker.ts', import.meta.url)";

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
      filter: { id: /\/components\/worker\/start-worker\.ts$/ },
      handler(code) {
        if (!code.includes(APART)) this.error(`It starts no Worker by ${APART}.`);
        const id = path.join(FOLDER, 'report-worker.ts');
        this.emitFile({ type: 'chunk', id, fileName: FILE_NAME });
        return { code: code.replace(APART, JSON.stringify(`/${FILE_NAME}`)), map: null };
      },
    },
  };
}
