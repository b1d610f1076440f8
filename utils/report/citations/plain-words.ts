import type { Nodes } from '../markup/mdast';

/**
 * Returns the text of a node on one line without its Markdown. Not recursive, because emphasis can
 * be nested deeply.
 */
export function plainWords(node: Nodes): string {
  let words = '';
  const waiting: Nodes[] = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.type === 'text' || at.type === 'inlineCode' || at.type === 'code') words += at.value;
    else if (at.type === 'break') words += ' ';
    else if (at.type === 'image' || at.type === 'imageReference') words += at.alt ?? '';
    if ('children' in at) {
      for (let index = at.children.length - 1; index >= 0; index -= 1) {
        const child = at.children[index];
        if (child !== undefined) waiting.push(child);
      }
    }
  }
  return oneLine(words);
}

export function oneLine(words: string): string {
  return words
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .join(' ')
    .trim();
}
