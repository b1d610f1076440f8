// Keeps names that a page gives its elements out of what libraries read in a page, for Vite.

/**
 * The extension's own object, which both browsers define under this name. Where a browser does not
 * define `browser`, an element of a page can bear it: `<form id="browser">`.
 */
const BROWSER = 'export const browser = globalThis.chrome;';

/** A page can shadow methods of its document: `<img name="createElementNS">`. */
const CREATES = /\b(\w+)\.(createTextNode|createElementNS)\(/g;

/** @returns {import('vite').Plugin} */
export function ignorePageNames() {
  return {
    name: 'pincite:ignore-page-names',
    apply: 'build',
    load: {
      filter: { id: /\/node_modules\/@wxt-dev\/browser\/src\/index\.mjs$/ },
      handler: () => BROWSER,
    },
    transform: {
      filter: { id: /\/node_modules\/preact\/dist\/preact\.mjs$/ },
      handler: (code) => {
        if (code.match(CREATES)?.length !== 2) {
          throw new Error('Preact creates nodes in other words than before.');
        }
        return code.replaceAll(CREATES, 'Document.prototype.$2.call($1,');
      },
    },
  };
}
