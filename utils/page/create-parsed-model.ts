import { findWhatMayBeHidden } from './may-be-hidden';
import { parsedDocumentPolicy } from './parsed-policy';
import { createTextModel, type PageTextModel } from './text-model';

/** The model of a document that DOMParser made, with what its layout might hide. */
export function createParsedModel(page: Document): PageTextModel {
  const model = createTextModel(page, { policy: parsedDocumentPolicy });
  const mayBeHidden = findWhatMayBeHidden(page, model);
  return mayBeHidden.length === 0 ? model : { ...model, mayBeHidden };
}
