import { finderFoldOf } from '@/utils/text/fold-text';
import type { TextModel } from '@/utils/text/text-model';
import { declaredLayouts } from './declared-layout';
import { findMayBeHidden } from './hidden-ranges';
import type { ParsedDocument } from './parsed-node';
import { createParsedPolicy } from './parsed-policy';
import { parsedTree } from './parsed-tree';
import { createTextPositions } from './text-positions';
import { assembleText } from './walk-text';
import { findWordlessParts } from './wordless-parts';

/**
 * Creates the text model of a parsed page, with the ranges that a browser might hide and the places
 * of images and formulas. Linear in the number of nodes plus, for each hiding rule, the number of elements that it could select.
 */
export function createParsedModel(page: ParsedDocument): TextModel {
  const policy = createParsedPolicy(parsedTree, declaredLayouts(page));
  const { text, blocks, marks, segments } = assembleText(page, {
    tree: parsedTree,
    policy,
    skip: null,
  });
  const positions = createTextPositions(parsedTree, segments, text.length, page);
  const mayBeHidden = findMayBeHidden(page, positions, text.length);
  const wordless = findWordlessParts(page, positions, policy);
  const model: TextModel = {
    text,
    blocks,
    ...(marks.length === 0 ? {} : { marks }),
    ...(mayBeHidden.length === 0 ? {} : { mayBeHidden }),
    ...(wordless.length === 0 ? {} : { wordless }),
    folded: () => finderFoldOf(model),
    nodeEndWithin: (offset, limit) => positions.nodeEndWithin(offset, limit),
  };
  return model;
}
