import type { Nodes } from '../markup/mdast';

/** A part of inline Markdown that is read as a unit. Text between atoms is plain text. */
export type Atom = Extract<
  Nodes,
  {
    type:
      | 'link'
      | 'linkReference'
      | 'footnoteReference'
      | 'image'
      | 'imageReference'
      | 'inlineCode'
      | 'code'
      | 'html'
      | 'break'
      | 'definition';
  }
>;

export interface PlacedAtom {
  readonly atom: Atom;
  readonly start: number;
  readonly end: number;
}

const ATOMS: ReadonlySet<Nodes['type']> = new Set([
  'link',
  'linkReference',
  'footnoteReference',
  'image',
  'imageReference',
  'inlineCode',
  'code',
  'html',
  'break',
  'definition',
]);

function isAtom(node: Nodes): node is Atom {
  return ATOMS.has(node.type);
}

/**
 * Returns the atoms of a block in order of the source. Not recursive, because emphasis can be
 * nested deeply.
 */
export function inlineAtoms(block: Nodes): PlacedAtom[] {
  const atoms: PlacedAtom[] = [];
  const waiting: Nodes[] = [block];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isAtom(node)) {
      const start = node.position?.start.offset;
      const end = node.position?.end.offset;
      if (start !== undefined && end !== undefined) atoms.push({ atom: node, start, end });
      continue;
    }
    if (!('children' in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return atoms;
}
