// Vite plugins for the scripts of the Workers: one builds them with the pages, one for the tests.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The Worker scripts, by the path of the module that starts them, as that module names them. */
const WORKERS = new Map([
  [
    'components/state/start-worker.ts',
    ['../worker/report-worker.ts', '../worker/word-reader.ts', '../worker/word-writer.ts'],
  ],
  ['entrypoints/offscreen/start-page-worker.ts', ['./page-worker.ts']],
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
        const scripts = WORKERS.get(starter);
        if (scripts === undefined) return null;
        const replaced = scripts.reduce((before, script) => {
          const address = apart(script);
          if (!before.includes(address)) this.error(`The module does not contain ${address}.`);
          const fileName = `${path.basename(script, '.ts')}.js`;
          this.emitFile({ type: 'chunk', id: path.join(path.dirname(id), script), fileName });
          return before.replace(address, JSON.stringify(`/${fileName}`));
        }, code);
        return { code: replaced, map: null };
      },
    },
  };
}

/** The folder of the bundled scripts on the server of the tests. */
const BUNDLED = '/@bundled/';

/**
 * Serves each Worker's script to the tests as one bundle. Otherwise each Worker that a test starts
 * loads two hundred modules one by one, which takes most of a second of processor time.
 * @returns {import('vite').Plugin}
 */
export function bundleWorkers() {
  /** @type {Map<string, Promise<string>>} */
  const bundles = new Map();
  /** @type {import('vite').ResolvedConfig['resolve']['alias']} */
  let alias = [];
  const bundle = async (/** @type {string} */ input) => {
    const built = await build({
      root: ROOT,
      configFile: false,
      logLevel: 'warn',
      resolve: { alias },
      build: { write: false, minify: false, target: 'esnext', rolldownOptions: { input } },
    });
    const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built);
    if (output.length !== 1) throw new Error(`${input} became ${output.length} files, not one.`);
    return output[0].code;
  };
  return {
    name: 'pincite:bundle-workers',
    apply: 'serve',
    enforce: 'pre',
    configResolved(config) {
      alias = config.resolve.alias;
    },
    configureServer(server) {
      server.watcher.on('change', () => bundles.clear());
      server.middlewares.use(BUNDLED, (request, response, next) => {
        const served = [...WORKERS]
          .flatMap(([starter, scripts]) =>
            scripts.map((script) => path.join(ROOT, path.dirname(starter), script)),
          )
          .find((input) => request.url === `/${path.basename(input)}`);
        if (served === undefined) {
          next();
          return;
        }
        const made = bundles.get(served) ?? bundle(served);
        bundles.set(served, made);
        made.then((code) => {
          response.setHeader('content-type', 'text/javascript');
          response.end(code);
        }, next);
      });
    },
    transform: {
      filter: { id: /\/start-(?:page-)?worker\.ts$/ },
      handler(code, id) {
        const scripts = WORKERS.get(path.relative(ROOT, id).replaceAll('\\', '/'));
        if (scripts === undefined) return null;
        const replaced = scripts.reduce((before, script) => {
          const address = apart(script);
          if (!before.includes(address)) this.error(`The module does not contain ${address}.`);
          const served = `new URL('${BUNDLED}${path.basename(script)}', location.href)`;
          return before.replace(address, served);
        }, code);
        return { code: replaced, map: null };
      },
    },
  };
}
