// A Vite plugin that leaves out parts of libraries that nothing here uses.

/**
 * What stands in place of each module, by the end of its path. If a library renames one, the zip grows
 * past its limit.
 */
const INSTEAD = new Map([
  // Reports have no SVG, whose attributes are the largest part of this library.
  ['property-information/lib/svg.js', "export { html as svg } from './html.js';"],
  // Nothing listens to the errors of a parsed page, so they need no names.
  ['parse5/dist/common/error-codes.js', 'export const ERR = {};'],
  // All end tags are written, and no references by name.
  ['hast-util-to-html/lib/omission/opening.js', 'export const opening = () => false;'],
  ['hast-util-to-html/lib/omission/closing.js', 'export const closing = () => false;'],
  ['stringify-entities/lib/util/to-named.js', "export const toNamed = () => '';"],
  // Yjs writes two warnings with it. For their colours it brings a part that reads DOM schemas.
  [
    'lib0/logging.js',
    `export const [BOLD, UNBOLD, ORANGE, RED] = ['', '', '', ''];
    export const print = (...words) => console.log(...words);
    export const warn = (...words) => console.warn(...words);`,
  ],
  // For browsers that lack what all browsers have that can run the extension.
  ['@ungap/structured-clone/esm/index.js', 'export default structuredClone;'],
  ['@babel/runtime/helpers/esm/toConsumableArray.js', 'export default (list) => [...list];'],
  ['@babel/runtime/helpers/esm/slicedToArray.js', 'export default (list) => [...list];'],
  [
    '@babel/runtime/helpers/esm/defineProperty.js',
    `export default (object, key, value) =>
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });`,
  ],
]);

/** @returns {import('vite').Plugin} */
export function leaveOut() {
  return {
    name: 'pincite:leave-out',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /\/node_modules\// },
      handler(id) {
        for (const [end, code] of INSTEAD) if (id.endsWith(end)) return code;
        return null;
      },
    },
  };
}
