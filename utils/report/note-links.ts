import { inlineAtoms } from './citations/inline-atoms';
import type { ReferenceTable } from './citations/reference-table';
import { leafBlocks } from './read-piece';
import type { ParsedPiece } from './read-pieces';

/*
 * Links by reference in notes and numbered lists, as in "[^1]: See [Gauges][g], p. 3". A note is read
 * before the addresses at the end of the report are known, so these links get theirs before the
 * report is read. Then they are read, shown and exported like all others.
 */

/** `[g]: …`. A number is the address of a mark in the text, such as `[1]`. */
const DEFINITION = /^ {0,3}\[(?!\^|\d+\])[^[\]\n]{1,200}\]:[ \t]*\S/mu;
const MARK = /^[\s^\d,;–-]*$/u;
/** The words of `[words][label]`, `[words][]` or `[words]`. */
const WORDS = /^\[([\s\S]*?)\](?:\[[^[\]]*\])?$/u;

/** Whether a text may have such links. */
export function mayHaveNoteLinks(text: string): boolean {
  return DEFINITION.test(text);
}

/** Gives the links in the notes and numbered lists of a report their addresses. Linear. */
export class NoteLinks {
  readonly #links: { readonly start: number; readonly end: number; readonly link: string }[] = [];

  constructor(
    readonly text: string,
    readonly references: ReferenceTable,
  ) {}

  /** Call it with all pieces of the report, in their order. */
  read({ start: offset, end, nodes }: ParsedPiece): void {
    if (nodes === null) return;
    const source = this.text.slice(offset, end);
    for (const { node } of leafBlocks(nodes, source)) {
      for (const { atom, start, end } of inlineAtoms(node)) {
        if (atom.type !== 'linkReference') continue;
        const isIn =
          node.type === 'footnoteDefinition' || this.references.entryAt(offset + start) !== null;
        const words = WORDS.exec(source.slice(start, end))?.[1] ?? '';
        const href = this.references.link(atom.label ?? atom.identifier)?.targets[0]?.href ?? '';
        if (!isIn || MARK.test(words) || !/^[^\s<>]+$/u.test(href)) continue;
        this.#links.push({
          start: offset + start,
          end: offset + end,
          link: `[${words}](${/[()]/u.test(href) ? `<${href}>` : href})`,
        });
      }
    }
  }

  /** Returns the report with the addresses in its notes and numbered lists. */
  rewritten(): string {
    let text = '';
    let from = 0;
    for (const { start, end, link } of this.#links) {
      text += this.text.slice(from, start) + link;
      from = end;
    }
    return text + this.text.slice(from);
  }
}
