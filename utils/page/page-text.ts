import { liveTree, TOAST_ELEMENT } from './live-tree';
import { createTextModel, type PageTextModel } from './page-text-model';

/** Returns the current text of the page, without what Pincite shows in it. */
export function readPageText(): PageTextModel {
  return createTextModel(document, {
    skip: (element) => liveTree.nameOf(element) === TOAST_ELEMENT,
  });
}
