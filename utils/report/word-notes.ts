import type { ReportTree } from '@/utils/model/report-tree';
import type { Nodes, Root } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';
import type { Placeholders } from './placeholders';

type Definition = Extract<Nodes, { type: 'footnoteDefinition' }>;

const MARK = /\[\^([^[\]\s]{1,999})\](:?)/gu;
const DEFINITION = /\[\^[^[\]\s]{1,999}\]:/u;

/**
 * The notes of a report that cite nothing and have only words. A parser of Markdown would number
 * them by themselves, so they are taken out of the text, and are written in one list with the
 * citations.
 */
export class WordNotes {
  readonly #contents = new Map<string, Definition['children']>();
  readonly #marked = new Set<string>();
  #names: ReadonlySet<string> | null = null;

  constructor(
    readonly tree: ReportTree,
    readonly placeholders: Placeholders,
  ) {}

  /** Whether no note was found so far. */
  get isEmpty(): boolean {
    return this.#contents.size === 0;
  }

  /** The number of notes so far that no mark leads to. They are in no list. */
  get unmarked(): number {
    return [...this.#contents.keys()].filter((name) => !this.#marked.has(name)).length;
  }

  /** Parses a part of the report. Its marks of notes become placeholders; the notes are removed. */
  parse(markdown: string): Root {
    // Without a definition a mark is plain text, and the definition may be in another part.
    const stubs = this.#definedElsewhere(markdown).map((name) => `\n\n[^${name}]: x`);
    const root = parseMarkdown(markdown + stubs.join(''));
    const added = root.children.filter((node) => isAfter(node, markdown.length));
    // Something open at the end of the part would swallow them.
    if (added.length !== stubs.length) return this.#takeOut(parseMarkdown(markdown));
    root.children.splice(root.children.length - added.length, added.length);
    return this.#takeOut(root);
  }

  contentOf(name: string): Definition['children'] {
    return this.#contents.get(name) ?? [];
  }

  #takeOut(root: Root): Root {
    const waiting: { children: Nodes[] }[] = [root];
    for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
      const kept: Nodes[] = [];
      const addText = (value: string) => {
        const last = kept.at(-1);
        // Signs in a row must be in one text, so that the numbers do not join.
        if (last?.type === 'text') last.value += value;
        else kept.push({ type: 'text', value });
      };
      for (const child of parent.children) {
        if (child.type === 'footnoteReference') {
          this.#marked.add(child.identifier);
          addText(this.placeholders.put({ note: child.identifier }));
          continue;
        }
        if ('children' in child) waiting.push(child);
        if (child.type === 'text') addText(child.value);
        else if (child.type !== 'footnoteDefinition') kept.push(child);
        else if (!this.#contents.has(child.identifier)) {
          this.#contents.set(child.identifier, child.children);
        }
      }
      parent.children = kept;
    }
    return root;
  }

  #definedElsewhere(markdown: string): string[] {
    const marks = [...markdown.matchAll(MARK)];
    const here = new Set(marks.flatMap(([, name = '', colon]) => (colon === '' ? [] : [name])));
    const others = new Set(marks.map(([, name = '']) => name).filter((name) => !here.has(name)));
    return [...others].filter((name) => this.#definedNames().has(name.toLowerCase()));
  }

  #definedNames(): ReadonlySet<string> {
    this.#names ??= new Set(
      this.tree.content.statements
        .filter(({ text, binnedAt }) => binnedAt === null && DEFINITION.test(text))
        .flatMap(({ text }) => parseMarkdown(text).children)
        .flatMap((node) => (node.type === 'footnoteDefinition' ? [node.identifier] : [])),
    );
    return this.#names;
  }
}

function isAfter(node: Nodes, offset: number): boolean {
  return node.type === 'footnoteDefinition' && (node.position?.start.offset ?? 0) >= offset;
}
