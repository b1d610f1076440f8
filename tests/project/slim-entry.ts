/* The libraries that the build changes, for the comparison in `slim-libraries.test.ts`. */

export { toHtml } from 'hast-util-to-html';
export { toMdast } from 'hast-util-to-mdast';
export { fromMarkdown } from 'mdast-util-from-markdown';
export { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
export { toHast } from 'mdast-util-to-hast';
export { toMarkdown } from 'mdast-util-to-markdown';
export { gfm } from 'micromark-extension-gfm';
export * as Y from 'yjs';
