import { BLOCKS, type Content, type Element, element, hasImage, isElement, wordsOf } from './hast';

/** A line break beside a block or at an edge has no effect; two in a row separate paragraphs. */
export function arrangeBreaks(nodes: readonly Content[]): Content[] {
  if (!nodes.some((node) => isElement(node, 'br'))) return [...nodes];
  const out: Content[] = [];
  let line: Content[] = [];
  let breaks: Content[] = [];
  let parted = nodes.some(isBlock);
  const paragraphs: Content[][] = [];
  const close = () => {
    if (wordsOf(line).trim() !== '' || hasImage(line)) paragraphs.push(line);
    line = [];
    breaks = [];
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      close();
      paragraphs.push([node]);
    } else if (isElement(node, 'br')) {
      breaks.push(node);
    } else if (node.type === 'text' && node.value.trim() === '' && breaks.length > 0) {
      // Spaces after a line break are ignored.
    } else {
      if (breaks.length > 1) {
        parted = true;
        close();
      } else if (line.length > 0) line.push(...breaks);
      breaks = [];
      line.push(node);
    }
  }
  close();
  for (const paragraph of paragraphs) {
    const [first] = paragraph;
    if (parted && first !== undefined && !isBlock(first)) out.push(element('p', paragraph));
    else out.push(...paragraph);
  }
  return out;
}

export function isBlock(node: Content): node is Element {
  return isElement(node) && BLOCKS.has(node.tagName);
}
