// A Vite plugin that prevents page elements from shadowing the globals and methods that libraries
// use in a page.

/**
 * The extension API object, which both browsers define under the name `chrome`. In a browser that
 * does not define `browser`, a page element can have this name: `<form id="browser">`.
 */
const BROWSER = 'export const browser = globalThis.chrome;';

/** A page can shadow methods of its document, for example with `<img name="createElementNS">`. */
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
