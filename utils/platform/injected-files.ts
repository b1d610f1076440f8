/*
 * What is put into pages: lists of files, evaluated one after the other. What the scripts that read
 * a page have in common comes before them: scripts/share-page-text.mjs.
 */

const PAGE_TEXT = '/page-text.js';

export const CLIPPER_FILES = [PAGE_TEXT, '/content-scripts/clipper.js'];
export const HIGHLIGHTER_FILES = [PAGE_TEXT, '/content-scripts/highlighter.js'];
export const READER_FILES = [PAGE_TEXT, '/reader.js'];
export const BYLINE_FILES = ['/byline.js'];
