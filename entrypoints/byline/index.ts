import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readReadableText } from '@/utils/page/readable-text';

/** On longer pages the user would wait for it, and they mostly name their authors elsewhere. */
const MAX_ELEMENTS = 5_000;
/** UTF-16 units of text. */
const MAX_TEXT = 100_000;

/**
 * Injected for a clip of a page whose metadata names nobody: its value is the byline in the
 * page's text, or null. Not part of the clipper, which would be half as large again.
 */
export default defineUnlistedScript(() => {
  if (document.getElementsByTagName('*').length > MAX_ELEMENTS) return null;
  if ((document.body?.textContent ?? '').length > MAX_TEXT) return null;
  return readReadableText(document)?.byline ?? null;
});
