import type { TextModel } from '@/utils/text/text-model';

/** A stand-in: the text of each block element on a line of its own. */
export function modelOfDocument(page: Document): TextModel {
  const lines: string[] = [];
  let line = '';
  const flush = () => {
    const text = line.replace(/\s+/gu, ' ').trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  const visit = (node: Node) => {
    if (node instanceof Text) line += node.data;
    if (!(node instanceof Element) || /^(?:SCRIPT|STYLE|NOSCRIPT|HEAD)$/u.test(node.tagName))
      return;
    const inline = /^(?:A|B|I|EM|STRONG|SPAN)$/u.test(node.tagName);
    if (!inline) flush();
    for (const child of node.childNodes) visit(child);
    if (!inline) flush();
  };
  visit(page.documentElement);
  flush();
  const text = lines.join('\n');
  return {
    text,
    blocks: [{ start: 0, end: text.length, language: '' }],
    folded: () => ({ text, toOriginal: (offset) => offset, toFolded: (offset) => offset }),
  };
}
