import { createTextModel, type PageTextModel } from '@/utils/page/text-model';
import { isToast } from './toast-host';

/** The text of this page as it stands now, without what Pincite itself shows in it. */
export function readPageText(): PageTextModel {
  return createTextModel(document, { skip: isToast });
}

/** The page's own address; the browser keeps fragment directives out of it. */
export function pageUrl(): string {
  return location.href;
}
