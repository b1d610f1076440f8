import { type Content, type Element, element, isElement, property, wordsOf } from './hast';

/** The footnote elements of the cleaned tree. `read-pasted-html.ts` converts them to Markdown. */
export const NOTE_REFERENCE = 'note-reference';
export const NOTE = 'note';

/** `1`, `[1]`, `(2)`, `*`, `a`. */
const NOTE_LABEL = /^[\s[(]*(\d{1,4}|[a-z*†‡]{1,2})[\s\])]*$/iu;
/** The link back in a note. */
const WAY_BACK = /^[\s[(]*(?:\d{1,4}|[a-z*†‡^↑↩]{1,2}\ufe0e?)[\s\])]*$/iu;
const CONTAINERS = ['li', 'dd', 'p', 'div', 'td'];

interface Indexed {
  readonly node: Element;
  readonly parent: Indexed | null;
  readonly order: number;
}

/**
 * Converts links inside the document to notes further down, as editors, encyclopaedias and
 * converters write them, to footnotes, and moves each note to the end. Other links inside the
 * document become text. Changes `nodes` in place and returns them. Linear.
 */
export function gatherFootnotes(nodes: Content[]): Content[] {
  const all = indexElements(nodes);
  const byId = new Map<string, Indexed>();
  for (const one of all) {
    const id = property(one.node, 'id') || property(one.node, 'name');
    if (id !== '' && !byId.has(id)) byId.set(id, one);
  }
  const labels = new Map<Element, string>();
  const taken = new Set<string>();
  const notes: Element[] = [];
  const references = new Map<Element, string>();
  for (const one of all) {
    const target = isElement(one.node, 'a') ? targetOf(one.node, byId) : undefined;
    const words = NOTE_LABEL.exec(wordsOf(one.node.children))?.[1];
    const container = target === undefined ? null : containerOf(target);
    if (target === undefined || words === undefined || container === null) continue;
    if (target.order <= one.order || holds(container, one)) continue;
    const known = labels.get(container.node);
    const label = known ?? freeLabel(words, taken);
    if (known === undefined) {
      labels.set(container.node, label);
      taken.add(label);
      notes.push(container.node);
    }
    references.set(one.node, label);
  }
  const body = withoutInnerLinks(replaceReferences(nodes, references, new Set(notes)));
  for (const note of notes) {
    const words = replaceReferences(note.children, references, new Set());
    const children = withoutInnerLinks(withoutWayBack(words));
    body.push(element(NOTE, children, { label: labels.get(note) ?? '' }));
  }
  return body;
}

function indexElements(nodes: readonly Content[]): Indexed[] {
  const all: Indexed[] = [];
  const visit = (children: readonly Content[], parent: Indexed | null) => {
    for (const node of children) {
      if (!isElement(node)) continue;
      const one = { node, parent, order: all.length };
      all.push(one);
      visit(node.children, one);
    }
  };
  visit(nodes, null);
  return all;
}

/** A browser makes the address of a link inside the page absolute when it is copied. */
function targetOf(node: Element, byId: ReadonlyMap<string, Indexed>): Indexed | undefined {
  const href = property(node, 'href');
  const hash = href.indexOf('#');
  if (hash < 0 || href.includes(':~:')) return undefined;
  const id = href.slice(hash + 1);
  return byId.get(id) ?? byId.get(decodeId(id));
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    // An invalid escape is used as it is.
    return id;
  }
}

function containerOf(target: Indexed): Indexed | null {
  for (let one: Indexed | null = target; one !== null; one = one.parent) {
    if (CONTAINERS.includes(one.node.tagName)) {
      const above = one.parent;
      const isNoteOfWord =
        isElement(above?.node, 'div') && /^(?:ftn|edn)\d+$/u.test(property(above.node, 'id'));
      return isNoteOfWord ? above : one;
    }
  }
  return null;
}

function holds(container: Indexed, one: Indexed): boolean {
  for (let above: Indexed | null = one; above !== null; above = above.parent) {
    if (above === container) return true;
  }
  return false;
}

function freeLabel(words: string, taken: ReadonlySet<string>): string {
  const plain = /^[\da-z]+$/iu.test(words) ? words : 'note';
  let label = plain;
  for (let count = 2; taken.has(label); count += 1) label = `${plain}-${count}`;
  return label;
}

function replaceReferences(
  nodes: readonly Content[],
  references: ReadonlyMap<Element, string>,
  left: ReadonlySet<Element>,
): Content[] {
  const out: Content[] = [];
  for (const node of nodes) {
    if (!isElement(node)) {
      out.push(node);
      continue;
    }
    if (left.has(node)) continue;
    const label = references.get(node);
    if (label !== undefined) {
      out.push(element(NOTE_REFERENCE, [], { label }));
      continue;
    }
    const children = replaceReferences(node.children, references, left);
    const onlyReference =
      children.length > 0 && children.every((each) => isElement(each, NOTE_REFERENCE));
    const emptied = node.children.length > 0 && children.every(isBlank);
    if (node.tagName === 'sup' && onlyReference) out.push(...children);
    else if (!emptied || !['ol', 'ul', 'div', 'dl'].includes(node.tagName)) {
      out.push({ ...node, children });
    }
  }
  return out;
}

/** A report has no link targets, so such a link becomes text. */
function withoutInnerLinks(nodes: readonly Content[]): Content[] {
  return nodes.flatMap((node): Content[] => {
    if (!isElement(node)) return [node];
    const children = withoutInnerLinks(node.children);
    const isInner = node.tagName === 'a' && property(node, 'href').startsWith('#');
    return isInner ? children : [{ ...node, children }];
  });
}

function isBlank(node: Content): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/** Returns a note's text without the link back to its citation. */
function withoutWayBack(nodes: readonly Content[]): Content[] {
  const out: Content[] = [];
  for (const node of nodes) {
    const isInner = isElement(node, 'a') && property(node, 'href').startsWith('#');
    if (isInner && WAY_BACK.test(wordsOf(node.children))) continue;
    if (!isElement(node)) {
      out.push(node);
      continue;
    }
    const children = withoutWayBack(node.children);
    const wasWayBack =
      /^(?:[\s^↑↩]|\ufe0e)*$/u.test(wordsOf(children)) && wordsOf(node.children) !== '';
    if (!wasWayBack) out.push({ ...node, children });
  }
  return trimStart(out);
}

function trimStart(nodes: readonly Content[]): Content[] {
  const [first, ...rest] = nodes;
  if (first?.type !== 'text') return [...nodes];
  const value = first.value.replace(/^[\s^↑]+/u, '');
  return value === '' ? trimStart(rest) : [{ type: 'text', value }, ...rest];
}
