import { idSchema } from '@/utils/model/ids';
import {
  escapeStatementText,
  parseStatementText,
  type StatementSegment,
  serializeStatementText,
} from '@/utils/model/statement-text';

/*
 * The editable element of a statement's text: text nodes, and one element for each citation that
 * cannot be edited. All offsets are UTF-16 units of the serialised text.
 */

const CITATION = 'data-citation';

/** Returns the statement's text of an editable element or a part of it. */
export function readEditable(root: Node): string {
  const segments: StatementSegment[] = [];
  collect(root, segments);
  return serializeStatementText(segments);
}

function collect(node: Node, into: StatementSegment[]): void {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.push({ type: 'text', text: child.nodeValue ?? '' });
    } else if (child instanceof HTMLElement) {
      const citation = idSchema<'citation'>().safeParse(child.getAttribute(CITATION));
      if (citation.success) into.push({ type: 'citation', citationId: citation.data });
      else if (child.localName === 'br') into.push({ type: 'text', text: '\n' });
      else collect(child, into);
    }
  }
}

/** Replaces the content of an editable element. `chip` makes the element of the n-th citation. */
export function writeEditable(
  root: HTMLElement,
  text: string,
  chip: (index: number) => HTMLElement,
): void {
  let index = 0;
  root.replaceChildren(
    ...parseStatementText(text).map((segment) => {
      if (segment.type === 'text') return document.createTextNode(segment.text);
      const element = chip(index);
      index += 1;
      element.setAttribute(CITATION, segment.citationId);
      element.contentEditable = 'false';
      return element;
    }),
  );
}

/** Returns the offset of the caret, or null if it is elsewhere. */
export function caretOffset(root: HTMLElement): number | null {
  return selectedOffsets(root)?.[1] ?? null;
}

/** Returns the offsets of the start and the end of the selection, or null if it is elsewhere. */
export function selectedOffsets(root: HTMLElement): [number, number] | null {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const selected = selection.getRangeAt(0);
  if (!root.contains(selected.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(selected.startContainer, selected.startOffset);
  const start = readEditable(before.cloneContents()).length;
  before.setEnd(selected.endContainer, selected.endOffset);
  return [start, readEditable(before.cloneContents()).length];
}

/** Maps an offset in `before` to `after`: after everything that was inserted at it or before it. */
export function followOffset(before: string, after: string, offset: number): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (offset >= before.length - tail) return offset + after.length - before.length;
  return offset <= head ? offset : after.length - tail;
}

/** Puts the caret at an offset, or after the citation that contains the offset. */
export function placeCaret(root: HTMLElement, offset: number): void {
  placeSelection(root, offset, offset);
}

/** Selects from one offset to another. */
export function placeSelection(root: HTMLElement, start: number, end: number): void {
  const selected = caretAt(root, start);
  const { endContainer, endOffset } = caretAt(root, end);
  selected.setEnd(endContainer, endOffset);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(selected);
}

function caretAt(root: HTMLElement, offset: number): Range {
  let left = offset;
  const caret = document.createRange();
  caret.selectNodeContents(root);
  caret.collapse(false);
  for (const node of root.childNodes) {
    const length = lengthOf(node);
    if (left <= length && node.nodeType === Node.TEXT_NODE) {
      caret.setStart(node, Math.min(left, node.nodeValue?.length ?? 0));
      caret.collapse(true);
      break;
    }
    if (left < length) {
      caret.setStartAfter(node);
      caret.collapse(true);
      break;
    }
    left -= length;
  }
  return caret;
}

/** Replaces the selection by a text, and puts the caret after it. */
export function insertAtCaret(root: HTMLElement, text: string): void {
  const selection = getSelection();
  if (selection === null) return;
  if (caretOffset(root) === null) placeCaret(root, readEditable(root).length);
  const range = selection.getRangeAt(0);
  range.deleteContents();
  const node = document.createTextNode(text);
  range.insertNode(node);
  selection.setPosition(node, text.length);
}

function lengthOf(node: Node): number {
  if (node.nodeType === Node.TEXT_NODE) return escapeStatementText(node.nodeValue ?? '').length;
  const holder = document.createDocumentFragment();
  holder.append(node.cloneNode(true));
  return readEditable(holder).length;
}
