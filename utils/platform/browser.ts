/** The one import of the extension API. Everything else in this folder takes it from here. */
export { default as browser } from 'webextension-polyfill';
