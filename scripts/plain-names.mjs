// Files of the build by their names alone, for Vite.

const HASH = '-[hash]';

/**
 * A browser keeps no file of an extension from one version to the next, so a hash of what is in
 * it has no work to do in its name; and names stand in every page and before every import.
 * @returns {import('vite').Plugin}
 */
export function plainNames() {
  return {
    name: 'pincite:plain-names',
    apply: 'build',
    outputOptions({
      entryFileNames: entry,
      chunkFileNames: chunk,
      assetFileNames: asset,
      ...rest
    }) {
      return {
        ...rest,
        entryFileNames: typeof entry === 'function' ? (of) => plain(entry(of)) : plain(entry),
        chunkFileNames: typeof chunk === 'function' ? (of) => plain(chunk(of)) : plain(chunk),
        assetFileNames: typeof asset === 'function' ? (of) => plain(asset(of)) : plain(asset),
      };
    },
  };
}

/** @template {string | undefined} Name @param {Name} name */
function plain(name) {
  return /** @type {Name} */ (name?.replace(HASH, ''));
}
