import { liveTree } from './live-tree';
import { findWhatMayBeHidden } from './may-be-hidden';
import { createParsedPolicy } from './parsed-policy';
import { createTextModel, type PageTextModel } from './text-model';

/** The model of a document that DOMParser made, with what its layout might hide. */
export function createParsedModel(page: Document): PageTextModel {
  const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
  const mayBeHidden = findWhatMayBeHidden(page, model);
  return mayBeHidden.length === 0 ? model : { ...model, mayBeHidden };
}
