import { liveTree } from './live-tree';
import { createTextModel, type PageTextModel } from './page-text-model';

/** The element that contains what Pincite shows in a page. */
export const TOAST_ELEMENT = 'pincite-toast';

/** Returns the current text of the page, without what Pincite shows in it. */
export function readPageText(): PageTextModel {
  return createTextModel(document, {
    skip: (element) => liveTree.nameOf(element) === TOAST_ELEMENT,
  });
}
