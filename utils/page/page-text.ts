import { liveTree, TOAST_ELEMENT } from './live-tree';
import {
  createShownText,
  createTextModel,
  type PageTextModel,
  type ShownText,
} from './page-text-model';

const OPTIONS = { skip: (element: Element) => liveTree.nameOf(element) === TOAST_ELEMENT };

/** Returns the current text of the page, without what Pincite shows in it. */
export function readPageText(): PageTextModel {
  return createTextModel(document, OPTIONS);
}

/** Like `readPageText`, without the way from the DOM to the text. */
export function readShownText(): ShownText {
  return createShownText(document, OPTIONS);
}
