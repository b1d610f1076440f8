import { liveTree } from './live-tree';
import { createTextModel, type PageTextModel } from './text-model';

/** The element that holds what Pincite itself shows in a page. */
export const TOAST_ELEMENT = 'pincite-toast';

/** The text of the page as it stands now, without what Pincite itself shows in it. */
export function readPageText(): PageTextModel {
  return createTextModel(document, {
    skip: (element) => liveTree.nameOf(element) === TOAST_ELEMENT,
  });
}
