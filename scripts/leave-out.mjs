// A Vite plugin that leaves out parts of libraries that nothing here uses, and the comments and indents
// of pages.

/**
 * What stands in place of each module, by the end of its path. If a library renames one, the zip grows
 * past its limit.
 */
const INSTEAD = new Map([
  // Reports have no SVG and no XML, whose attributes are the largest part of this library.
  [
    'property-information/index.js',
    `import { aria } from './lib/aria.js';
    import { html as own } from './lib/html.js';
    import { merge } from './lib/util/merge.js';
    export { find } from './lib/find.js';
    export { normalize } from './lib/normalize.js';
    export const html = merge([aria, own], 'html');
    export const svg = html;`,
  ],
  // The only properties in exported pages whose HTML names or values differ from their names here.
  [
    'property-information/lib/html.js',
    `import { caseInsensitiveTransform as transform } from './util/case-insensitive-transform.js';
    import { create } from './util/create.js';
    import { boolean, spaceSeparated } from './util/types.js';
    export const html = create({
      space: 'html',
      transform,
      attributes: { classname: 'class', httpequiv: 'http-equiv' },
      properties: {
        charSet: null,
        checked: boolean,
        className: spaceSeparated,
        disabled: boolean,
        httpEquiv: null,
        referrerPolicy: null,
      },
    });`,
  ],
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
  // utils/report/pasted/clean-tree.ts removes these elements before the library sees them.
  ...['iframe', 'input', 'media', 'q', 'select', 'textarea'].map((name) => [
    `hast-util-to-mdast/lib/handlers/${name}.js`,
    `export const ${name} = () => undefined;`,
  ]),
  // Yjs asks only whether it runs in development.
  [
    'lib0/environment.js',
    'export const [getVariable, isBrowser, isNode] = [() => null, true, false];',
  ],
  // The reader of XML uses only these two functions.
  [
    'xmlchars/xml/1.1/ed2.js',
    `exports.isChar = (c) =>
      (c >= 1 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
    exports.isRestrictedChar = (c) =>
      (c >= 1 && c <= 8) || c === 11 || c === 12 || (c >= 14 && c <= 31) || (c >= 127 && c <= 159 && c !== 133);`,
  ],
  // All browsers that can run the extension have this function.
  ['@ungap/structured-clone/esm/index.js', 'export default structuredClone;'],
]);

/** @returns {import('vite').Plugin} */
export function leaveOut() {
  return {
    name: 'pincite:leave-out',
    apply: 'build',
    enforce: 'pre',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replaceAll(/<!--.*?-->/gs, '').replaceAll(/\n\s+/g, '\n'),
    },
    load: {
      filter: { id: /\/node_modules\// },
      handler(id) {
        for (const [end, code] of INSTEAD) if (id.endsWith(end)) return code;
        return null;
      },
    },
  };
}
