/** The only import of the extension API. All other files of this folder take it from here. */
export { default as browser } from 'webextension-polyfill';
