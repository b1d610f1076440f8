// What the scripts in a page have in common as a script of its own, for Vite.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url)).replaceAll('\\', '/');
const ENTRY = `${ROOT}entrypoints/page-text/index.ts`;
const IMPORT = /^import \{([^}]+)\} from '@\/(.+)';$/gm;
/** The scripts that are injected after it: utils/platform/injected-files.ts. */
const USERS = ['clipper', 'highlighter', 'reader'];
/** The property of the global object that holds it, in the extension's own world of the page. */
const SHARED = '__pincitePageText';
const MARK = '\0page-text:';

/**
 * Each script that is injected is a bundle of its own, and most of each would be the same: how a
 * page is read. Scripts that are not modules import nothing, so what entrypoints/page-text/ gives
 * them stands in the global object. A name that it does not give fails the build.
 * @returns {import('vite').Plugin}
 */
export function sharePageText() {
  const code = readFileSync(ENTRY, 'utf8');
  /** The names that it gives of each module. */
  const shared = new Map(
    [...code.matchAll(IMPORT)].map(([, names = '', id]) => [`${ROOT}${id}.ts`, names.trim()]),
  );
  return {
    name: 'pincite:share-page-text',
    enforce: 'pre',
    apply: ({ build }) => USERS.some((name) => build?.lib && build.lib.fileName === name),
    config: () => ({ build: { rolldownOptions: { output: { globals: { [SHARED]: SHARED } } } } }),
    async resolveId(source, importer) {
      if (source === SHARED) return { id: SHARED, external: true };
      if (importer === undefined || importer.startsWith(MARK)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found !== null && shared.has(found.id) ? MARK + found.id : null;
    },
    load(id) {
      if (!id.startsWith(MARK)) return null;
      return `export { ${shared.get(id.slice(MARK.length))} } from '${SHARED}';`;
    },
  };
}
