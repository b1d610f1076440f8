import { inject } from 'vitest';
import { commands } from 'vitest/browser';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of PINCITE_CORPUS. Empty if it is not set. */
    corpusRoot: string;
    /** The names of the saved pages in it. */
    corpusPages: string[];
  }
}

/** Folder with public material for tests, outside the project. Empty if there is none. */
export const corpusRoot = inject('corpusRoot');
export const corpusPages = inject('corpusPages');

export const hasConformance = corpusRoot !== '' && inject('corpusHasConformance');

export function readCorpus(path: string): Promise<string> {
  return commands.readFile(`${corpusRoot}/${path}`, 'utf8');
}

export async function readCases<T>(path: string): Promise<T[]> {
  const { cases } = JSON.parse(await readCorpus(`conformance/${path}`)) as { cases: T[] };
  return cases;
}

declare module 'vitest' {
  interface ProvidedContext {
    corpusHasConformance: boolean;
  }
}

/**
 * Returns the node at a path of child indices from the document. `#shadow` enters an open shadow
 * root.
 */
export function nodeAt(page: Document, path: string): Node {
  let node: Node = page;
  for (const step of path.split('/')) {
    const next = step === '#shadow' ? (node as Element).shadowRoot : node.childNodes[Number(step)];
    if (!next) throw new Error(`No node at ${path}`);
    node = next;
  }
  return node;
}

export interface CaseRange {
  readonly start_path: string;
  readonly start_offset: number;
  readonly end_path: string;
  readonly end_offset: number;
}

export function rangeOf(page: Document, at: CaseRange): Range {
  const range = page.createRange();
  range.setStart(nodeAt(page, at.start_path), at.start_offset);
  range.setEnd(nodeAt(page, at.end_path), at.end_offset);
  return range;
}
