import { percentDecoded } from '@/utils/text/percent-decoded';
import { type Content, type Element, element, isElement, property, wordsOf } from './hast';

/** The footnote elements of the cleaned tree. `read-pasted-html.ts` converts them to Markdown. */
export const NOTE_REFERENCE = 'note-reference';
export const NOTE = 'note';

/** `1`, `[1]`, `(2)`, `*`, `a`. */
const NOTE_LABEL = /^[\s[(]*(\d{1,4}|[a-z*†‡]{1,2})[\s\])]*$/iu;
/** A raised mark may be longer: `[note 1]`, `[Anm. 2]`, `[α]`, `[注 3]`. */
const RAISED_LABEL = /^[\s[(]*([^\s[\]()][^[\]()]{0,23}?)[\s\])]*$/u;
/** The link back in a note. */
const WAY_BACK = /^[\s[(]*(?:\d{1,4}(?:[.,]\d{1,3})?|[a-z*†‡^↑↩]{1,2}\ufe0e?)[\s\])]*$/iu;
/** In UTF-16 units. No entry of a bibliography is longer. */
const LONGEST_WORK = 2_000;
const CONTAINERS = ['li', 'dd', 'p', 'div', 'td'];
/** Elements that are only layout, so a note can stand in them. */
const LAYOUT = ['div', 'section', 'article', 'main', 'body'];

interface Indexed {
  readonly node: Element;
  readonly parent: Indexed | null;
  readonly order: number;
}

/**
 * Converts links inside the document to notes further down, as editors, encyclopaedias and
 * converters write them, to footnotes. Each note stays where it is, below its heading, but outside
 * of lists, tables and quotes. Other links inside the document become text. Linear.
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
    const words = target === undefined ? undefined : labelOf(one);
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
  const written = new Map<Element, Element>();
  for (const note of notes) {
    const named = worksNamedIn(note, byId);
    const words = replaceReferences([...note.children, ...named], references, new Map());
    const children = withoutInnerLinks(withoutWayBack(words));
    written.set(note, element(NOTE, children, { label: labels.get(note) ?? '' }));
  }
  const body = withoutInnerLinks(replaceReferences(nodes, references, written));
  // A note in another note has no place of its own.
  return [...body, ...written.values()];
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
  return byId.get(id) ?? byId.get(percentDecoded(id));
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

function labelOf(link: Indexed): string | undefined {
  const words = wordsOf(link.node.children).slice(0, 100);
  const plain = NOTE_LABEL.exec(words)?.[1];
  return plain ?? (isRaised(link) ? RAISED_LABEL.exec(words)?.[1] : undefined);
}

function isRaised(link: Indexed): boolean {
  for (let one: Indexed | null = link; one !== null; one = one.parent) {
    if (isElement(one.node, 'sup')) return true;
  }
  return false;
}

/**
 * Returns the works that a short note names by links to a bibliography, like `Holm 1971, p. 44`. A
 * note with an address of its own names none.
 */
function worksNamedIn(note: Element, byId: ReadonlyMap<string, Indexed>): Content[] {
  const links = linksIn(note.children);
  if (links.some((link) => !property(link, 'href').startsWith('#'))) return [];
  const works = new Set<Element>();
  for (const link of links) {
    const target = targetOf(link, byId);
    const work = target === undefined ? null : containerOf(target);
    const isLink = NOTE_LABEL.test(wordsOf(link.children)) || work === null || work.node === note;
    if (isLink || wordsOf(work.node.children).length > LONGEST_WORK) continue;
    if (!leadsTo(work.node, note, byId)) works.add(work.node);
  }
  return [...works].flatMap(({ children }) => [{ type: 'text', value: ' – ' }, ...children]);
}

/** Whether a link of this element leads to the note, as in the paragraph that has its mark. */
function leadsTo(node: Element, note: Element, byId: ReadonlyMap<string, Indexed>): boolean {
  return linksIn(node.children).some((link) => {
    const target = targetOf(link, byId);
    return target !== undefined && containerOf(target)?.node === note;
  });
}

function linksIn(nodes: readonly Content[]): Element[] {
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [];
    return node.tagName === 'a' ? [node] : linksIn(node.children);
  });
}

function freeLabel(words: string, taken: ReadonlySet<string>): string {
  const dashed = words.replace(/[\s.]+/gu, '-');
  const plain = /^[\da-z]+(?:-[\da-z]+)*$/iu.test(dashed) ? dashed : 'note';
  let label = plain;
  for (let count = 2; taken.has(label); count += 1) label = `${plain}-${count}`;
  return label;
}

/** `notes`: the notes by their elements. Each is removed there when it is placed. */
function replaceReferences(
  nodes: readonly Content[],
  references: ReadonlyMap<Element, string>,
  notes: Map<Element, Element>,
): Content[] {
  const out: Content[] = [];
  for (const node of nodes) {
    if (!isElement(node)) {
      out.push(node);
      continue;
    }
    const note = notes.get(node);
    if (note !== undefined) {
      notes.delete(node);
      out.push(note);
      continue;
    }
    const label = references.get(node);
    if (label !== undefined) {
      out.push(element(NOTE_REFERENCE, [], { label }));
      continue;
    }
    const all = replaceReferences(node.children, references, notes);
    const isLayout = LAYOUT.includes(node.tagName);
    const children = isLayout ? all : all.filter((each) => !isElement(each, NOTE));
    // Word raises what stands between two marks, too.
    const onlyReferences =
      children.some((each) => isElement(each, NOTE_REFERENCE)) && children.every(isMark);
    const emptied = node.children.length > 0 && children.every(isBlank);
    if (node.tagName === 'sup' && onlyReferences) out.push(...children);
    else if (node.tagName === 'ol') out.push(...numberedRuns(node, all));
    else if (!emptied || !['ul', 'div', 'dl'].includes(node.tagName)) {
      out.push({ ...node, children });
    }
    if (!isLayout) out.push(...all.filter((each) => isElement(each, NOTE)));
  }
  return withoutBrackets(out);
}

/** Returns a list without the notes in it, in pieces, so that each other item keeps its number. */
function numberedRuns(list: Element, items: readonly Content[]): Element[] {
  const runs: Element[] = [];
  let number = Number.parseInt(property(list, 'start') || '1', 10);
  let run: Content[] | null = null;
  for (const item of items) {
    if (isElement(item, NOTE)) run = null;
    else if (run !== null) run.push(item);
    else if (isElement(item, 'li')) {
      run = [item];
      runs.push({ ...list, properties: { ...list.properties, start: number }, children: run });
    }
    if (isElement(item, 'li', NOTE)) number += 1;
  }
  return runs;
}

/** Removes the brackets around marks, as in `[<a href="#n1">1</a>, <a href="#n2">2</a>]`. */
function withoutBrackets(nodes: readonly Content[]): Content[] {
  const out = [...nodes];
  for (const [at, node] of out.entries()) {
    const next = out[at + 1];
    if (node.type !== 'text' || !node.value.endsWith('[') || !isElement(next, NOTE_REFERENCE)) {
      continue;
    }
    const end = out.findIndex((each, to) => to > at && !isMark(each));
    const last = out[end];
    if (last?.type !== 'text' || !last.value.startsWith(']')) continue;
    out[at] = { type: 'text', value: node.value.slice(0, -1) };
    out[end] = { type: 'text', value: last.value.slice(1) };
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

/** Whether a node is a mark, or stands between two. */
function isMark(node: Content): boolean {
  return isElement(node, NOTE_REFERENCE) || (node.type === 'text' && /^[\s,;]*$/u.test(node.value));
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
