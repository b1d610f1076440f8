import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { liveTree } from '@/utils/page/live-tree';
import { readPageText, TOAST_ELEMENT } from '@/utils/page/page-text';
import { blankNotes, marksInside } from '@/utils/quote/text-marks';
import { growToTokens, standsOnWholeTokens } from '@/utils/quote/token-bounds';
import { finderFoldOf, foldText } from '@/utils/text/fold-text';

/**
 * What the scripts in a page have in common, evaluated there before each of them: of the modules
 * above they take these names from here, instead of bringing their own. The build sees to it:
 * scripts/share-page-text.mjs.
 */
export default defineUnlistedScript(() => {
  // Anew each time: one that is there may be of an extension that was updated meanwhile.
  // Uses defineProperty, because an element of the page may have this id.
  Object.defineProperty(globalThis, '__pincitePageText', {
    configurable: true,
    value: {
      blankNotes,
      finderFoldOf,
      foldText,
      growToTokens,
      liveTree,
      marksInside,
      readPageText,
      standsOnWholeTokens,
      TOAST_ELEMENT,
    },
  });
});
