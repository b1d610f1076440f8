/** Replaces `webextension-polyfill` in unit tests: WXT's browser in memory. */
export { fakeBrowser as default } from 'wxt/testing/fake-browser';
