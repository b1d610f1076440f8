import { judgeAddress, type Target } from './citations/found';
import { htmlTags, htmlWords } from './citations/html-tags';
import { inlineAtoms, type PlacedAtom } from './citations/inline-atoms';
import { plainWords } from './citations/plain-words';
import type { ReferenceTable } from './citations/reference-table';
import { numbersIn } from './citations/text-citations';
import { ADDRESS, addressesIn } from './citations/written-address';
import { isNoteSentence } from './list-entry';
import type { Nodes, RootContent, TableRow } from './markup/mdast';
import { description, JOINING, namingLabel } from './note-words';
import { cutWords, readNoteWords } from './read-note-words';
import { endOf, startOf } from './read-piece';
import { isFurtherTitle, isNotesTitle, listTitle, opensSourceList, titleIn } from './read-wording';

/** A block, and the offset in the report at which its source starts. */
export interface PlacedBlock {
  readonly node: RootContent;
  readonly source: string;
  readonly offset: number;
}

/** Collects the definitions in pieces of a report: labels, footnotes, numbered reference lists. */
export class ReferenceCollector {
  /** The level of the current heading such as "References"; null outside of such a section. */
  #listLevel: number | null = null;
  /** The level of the latest heading. */
  #level = 0;
  #last = 0;

  constructor(readonly table: ReferenceTable) {}

  get inList(): boolean {
    return this.#listLevel !== null;
  }

  /** Reads the blocks of one piece, which starts at `offset` of the report. */
  add(nodes: readonly RootContent[], source: string, offset: number): void {
    for (const node of nodes) {
      this.#define(node, source);
      const isTitle = node.type === 'heading' || node.type === 'paragraph';
      const words = isTitle ? plainWords(node) : '';
      const isList = isTitle && listTitle(words) !== null;
      const isFurther = isFurtherTitle(words);
      if (isList || isFurther) {
        const level = node.type === 'heading' ? node.depth : this.#level + 1;
        this.table.openList(isFurther, isNotesTitle(words), level);
      }
      if (node.type === 'heading') {
        this.#level = node.depth;
        this.#last = 0;
        if (isList) this.#listLevel = node.depth;
        else if (node.depth <= (this.#listLevel ?? 0)) this.#listLevel = null;
      } else if (isList) {
        this.#listLevel = this.#level + 1;
        this.#last = 0;
      } else if (
        node.type === 'paragraph' &&
        opensSourceList(source.slice(startOf(node), endOf(node)))
      ) {
        const [title = ''] = source.slice(startOf(node), endOf(node)).split(/[\r\n]/u);
        const words = title.replace(/[*_#]+|\\$/gu, '').trim();
        this.table.openList(isFurtherTitle(words), isNotesTitle(words), this.#level + 1);
        this.#listLevel = this.#level + 1;
        this.#last = 0;
        this.#entries(node, source, offset);
      } else if (this.#listLevel !== null) {
        this.#entries(node, source, offset);
      }
    }
  }

  /**
   * Reads the end of a report without such a heading: numbered entries that all have an address, as
   * the last blocks apart from definitions and rules; if the report has `marks` that can name them,
   * also before a few words. Lists of links are sources, too.
   */
  addClosing(blocks: readonly PlacedBlock[], marks: boolean): void {
    const isOther = ({ node, source }: PlacedBlock) => !isClosing(node, source);
    let end = blocks.length;
    if (marks && !this.table.hasNumbers) {
      const isAfterword = ({ node, source }: PlacedBlock) =>
        node.type === 'paragraph' && endOf(node) - startOf(node) <= 400 && !isClosing(node, source);
      while (end > 0 && blocks.length - end < 3 && blocks.slice(end - 1, end).some(isAfterword)) {
        end -= 1;
      }
      if (end === 0 || blocks.slice(end - 1, end).some(isOther)) end = blocks.length;
    }
    const first = blocks.slice(0, end).findLastIndex(isOther) + 1;
    if (!this.table.hasNumbers) {
      this.table.openList(false, false, 0);
      for (const { node, source, offset } of blocks.slice(first, end)) {
        this.#entries(node, source, offset);
      }
    }
    const isNoLink = ({ node, source }: PlacedBlock) =>
      !(isClosing(node, source) || isLinkList(node, source));
    const links = blocks.slice(blocks.findLastIndex(isNoLink) + 1);
    const list = links.find(({ node, source }) => isLinkList(node, source));
    if (list !== undefined) this.table.closingFrom = list.offset + startOf(list.node);
  }

  /** Definitions can be anywhere, also in quotes and items. */
  #define(block: Nodes, source: string): void {
    const waiting: Nodes[] = [block];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.type === 'definition') {
        const title = node.title ?? '';
        this.table.defineLink(node.label ?? node.identifier, {
          href: node.url,
          label: title,
          title,
        });
      } else if (node.type === 'footnoteDefinition') {
        const [start, end] = [startOf(node), endOf(node)];
        const found = targetsIn(inlineAtoms(node), source, start, end);
        const targets = this.#withWords(found, source.slice(start, end));
        const words =
          targets.length > 0 ? '' : description(source.slice(startOf(node), endOf(node)));
        this.table.defineFootnote(node.label ?? node.identifier, targets, words);
      } else if (CONTAINERS.has(node.type) && 'children' in node) {
        for (let at = node.children.length - 1; at >= 0; at -= 1) {
          const child = node.children[at];
          if (child !== undefined) waiting.push(child);
        }
      }
    }
  }

  #entries(node: Nodes, source: string, offset: number): void {
    if (node.type === 'list') {
      for (const item of node.children) {
        const [start, end] = [startOf(item), endOf(item)];
        const words = source.slice(start, end);
        const lead = /^(?:(\d{1,9})[.)]|[-*+])[ \t]+/u.exec(words);
        const own = entryNumber(words.slice(lead?.[0].length ?? 0));
        if (node.ordered !== true && own === null) continue;
        const written = own?.number ?? Number(lead?.[1] ?? 0);
        // Markdown numbers the items itself if every item is written as 1.
        const number = own === null && written <= this.#last ? this.#last + 1 : written;
        const from = start + (lead?.[0].length ?? 0) + (own?.length ?? 0);
        const atoms = inlineAtoms(item).filter((one) => one.start >= from);
        const targets = targetsIn(atoms, source, from, end);
        this.#enter(number, targets, source.slice(from, end), { start, from, end }, offset);
      }
      return;
    }
    if (node.type === 'table') {
      for (const row of node.children) this.#row(row, source, offset);
      return;
    }
    if (node.type !== 'paragraph') return;
    const start = startOf(node);
    const lines = entryLines(source.slice(start, endOf(node)), start);
    const atoms = inlineAtoms(node);
    let at = 0;
    for (const [index, { start, from, number }] of lines.entries()) {
      const end = lines[index + 1]?.start ?? endOf(node);
      while (at < atoms.length && (atoms[at]?.start ?? 0) < from) at += 1;
      const first = at;
      while (at < atoms.length && (atoms[at]?.start ?? 0) < end) at += 1;
      const targets = targetsIn(atoms.slice(first, at), source, from, end);
      this.#enter(number, targets, source.slice(from, end), { start, from, end }, offset);
    }
  }

  /** Reads a row whose first cell is a number. */
  #row(row: TableRow, source: string, offset: number): void {
    const [first, second] = row.children;
    if (first === undefined || second === undefined) return;
    const number = rowNumber(plainWords(first));
    if (number === null) return;
    const [start, end] = [startOf(row), endOf(row)];
    const from = startOf(second);
    // The lines between its cells are no words of a title.
    const cells = source.slice(from, end).replace(/(?<!\\)\|/gu, ',');
    const atoms = inlineAtoms(row).flatMap((one) =>
      one.start < from ? [] : [{ ...one, start: one.start - from, end: one.end - from }],
    );
    const words = cellsOf(source.slice(from, end)).join(', ');
    const targets = targetsIn(atoms, cells, 0, cells.length);
    this.#enter(number, targets, words, { start, from, end }, offset);
  }

  #withWords(targets: readonly Target[], words: string): readonly Target[] {
    return this.table.keepsWords ? readNoteWords(targets, words) : targets;
  }

  #enter(
    number: number,
    targets: readonly Target[],
    words: string,
    { start, from, end }: { readonly start: number; readonly from: number; readonly end: number },
    offset: number,
  ): void {
    this.#last = number;
    const span = { start: offset + start, from: offset + from, end: offset + end };
    const isSentence = isNoteSentence(words.replace(LINK, ' '));
    this.table.defineNumber(number, this.#withWords(targets, words), span, isSentence);
  }
}

function cellsOf(row: string): string[] {
  const cells = row.split(/(?<!\\)\|/u).map((cell) => cell.trim());
  return cells.filter((cell) => cell !== '');
}

/** A link, or an address. */
const LINK = /\[[^[\]]{0,400}\]\([^()\s]{0,2000}\)|<?https?:\/\/\S{1,2000}/gu;
const CONTAINERS: ReadonlySet<Nodes['type']> = new Set(['blockquote', 'list', 'listItem']);
/** An opening bracket must be closed after the number: `[2025: a review](…)` is a title. */
const BARE_NUMBER = String.raw`(?:\\?\[\^?(?=\d+\\?\])|\((?=\d+\)))?(\d{1,5})\\?(?:\]:?|\)|[.:])`;
/** `[3] `, `3. `, `**[3]** `, `³ ` and `<sup>3</sup> `. */
const ENTRY_NUMBER = new RegExp(
  `^(?:${[
    String.raw`${BARE_NUMBER}[ \t]+`,
    String.raw`\*\*${BARE_NUMBER}\*\*:?[ \t]+`,
    String.raw`([⁰¹²³⁴-⁹]{1,4})[.:]?[ \t]*`,
    String.raw`<sup>\[?(\d{1,5})\]?</sup>[ \t]*`,
  ].join('|')})`,
  'u',
);
const ROW_NUMBER = /^\s*[[(]?(\d{1,4})[\])]?[.:]?\s*$/u;

/**
 * Returns the lines of a paragraph that start with a number. Other lines continue the entry before
 * them. The paragraph starts at `at`.
 */
export function entryLines(
  text: string,
  at = 0,
): { start: number; from: number; number: number }[] {
  const lines: { start: number; from: number; number: number }[] = [];
  for (const line of text.split(/(?<=\n|\r(?!\n))/u)) {
    const blank = /^[ \t>]*/u.exec(line)?.[0].length ?? 0;
    const opening = entryNumber(line.slice(blank));
    if (opening !== null) {
      const { length, number } = opening;
      lines.push({ start: at + blank, from: at + blank + length, number });
    }
    at += line.length;
  }
  return lines;
}

/** Returns the number of an entry such as `[3] Title`, and the length of its `[3] `. */
export function entryNumber(words: string): { number: number; length: number } | null {
  const opening = ENTRY_NUMBER.exec(words);
  if (opening === null) return null;
  const [whole, ...written] = opening;
  const digits = written.find((one) => one !== undefined) ?? '';
  return { number: numbersIn(digits)[0] ?? 0, length: whole.length };
}

/** Returns the number that the first cell of a row consists of. */
export function rowNumber(words: string): number | null {
  const number = ROW_NUMBER.exec(words)?.[1];
  return number === undefined ? null : Number(number);
}

function isClosing(node: Nodes, source: string): boolean {
  switch (node.type) {
    case 'definition':
    case 'footnoteDefinition':
    case 'thematicBreak':
      return true;
    case 'list':
      return node.ordered === true && node.children.every((item) => hasAddress(item, source));
    case 'paragraph': {
      const [first] = entryLines(source.slice(startOf(node), endOf(node)));
      return first?.start === 0 && hasAddress(node, source);
    }
    default:
      return false;
  }
}

/** Recognises a list of nothing but links, each with at most a remark behind it. */
function isLinkList(node: Nodes, source: string): boolean {
  const isLink = (part: Nodes): boolean => {
    const [first] = inlineAtoms(part);
    if (first?.atom.type !== 'link' || judgeAddress(first.atom.url) !== 'page') return false;
    const lead = source.slice(startOf(part), first.start);
    const rest = source.slice(first.end, endOf(part)).trim();
    const opening = lead.replace(/[\s>*_]+/gu, '');
    return /^(?:[-+]|\d{1,9}[.)])?$/u.test(opening) && isRemark(rest);
  };
  if (node.type === 'list') return node.children.every(isLink);
  return node.type === 'paragraph' && isLink(node);
}

function isRemark(rest: string): boolean {
  return rest === '' || (rest.length <= 120 && /^[-–—|:,(·•*_]/u.test(rest) && !/\n/u.test(rest));
}

function hasAddress(node: Nodes, source: string): boolean {
  return targetsIn(inlineAtoms(node), source, startOf(node), endOf(node)).length > 0;
}

interface PlacedLink {
  readonly href: string;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** Returns the links in Markdown and those in HTML, `<a href="…">Title</a>`. */
function linksIn(atoms: readonly PlacedAtom[], source: string): PlacedLink[] {
  const links: PlacedLink[] = [];
  let opened: { readonly href: string; readonly start: number; readonly from: number } | null =
    null;
  for (const { atom, start, end } of atoms) {
    if (atom.type === 'link') {
      opened = null;
      links.push({ href: atom.url, words: plainWords(atom), start, end });
    }
    if (atom.type !== 'html') continue;
    const [tag] = htmlTags(atom.value);
    if (tag?.name !== 'a') continue;
    if (tag.closing && opened !== null) {
      const words = htmlWords(source.slice(opened.from, start));
      links.push({ href: opened.href, words, start: opened.start, end });
    }
    opened = tag.closing || tag.href === null ? null : { href: tag.href, start, from: end };
  }
  return links;
}

/** Returns the addresses in a part of a block, each with the words that describe it. */
function targetsIn(
  atoms: readonly PlacedAtom[],
  source: string,
  start: number,
  end: number,
): Target[] {
  const targets: Target[] = [];
  const links = linksIn(atoms, source);
  for (const [index, { href, words, ...place }] of links.entries()) {
    if (judgeAddress(href) === 'no-page') continue;
    const own = namingLabel(words);
    const [previous, next] = [links[index - 1], links[index + 1]];
    const before =
      previous === undefined
        ? source.slice(start, place.start)
        : cutBetween(source.slice(previous.end, place.start)).before;
    const after =
      next === undefined
        ? source.slice(place.end, end)
        : cutBetween(source.slice(place.end, next.start)).after;
    const title = own || describing(before) || titleBehind(after, description(before) !== '');
    targets.push({ href, label: title, title });
  }
  if (targets.length > 0) return targets;
  // Addresses that Markdown does not read as links, for example directly after a letter.
  const words = source.slice(start, end);
  const title = describing(words.replace(ADDRESS, ''));
  for (const { href } of addressesIn(words)) {
    if (judgeAddress(href) !== 'no-page') targets.push({ href, label: title, title });
  }
  return targets;
}

/** Cuts the words between two links. What is in parentheses behind the first is about it alone. */
function cutBetween(words: string): { readonly after: string; readonly before: string } {
  const [whole = '', after = ''] = /^(.*)(?<!&[#\w]{1,10});\s/su.exec(words) ?? [];
  if (whole !== '') return { after, before: words.slice(whole.length).replace(JOINED, '') };
  const before = words.replace(/^[\s*_>]*\([^()]*\)/u, '');
  return cutWords(words) ?? { after: words, before };
}

const JOINED = new RegExp(`^${JOINING}[\\s,]+`, 'u');

/** A parenthesis, or a sentence of its own. */
const IS_REMARK = /^[\s*_>]*(?:[([（]|[.!?…。！？](?:\s|$))/u;
const IS_ANNOUNCED = /^[\s*_>]*[–—:：|-]/u;

/**
 * Returns the words behind a link if they name its page; otherwise ''. Behind other words that are
 * no title, such as "Source: ", only a dash or a colon announces one.
 */
function titleBehind(after: string, isLed: boolean): string {
  return IS_REMARK.test(after) || (isLed && !IS_ANNOUNCED.test(after)) ? '' : describing(after);
}

/** Returns the words beside a link if they name its page; otherwise ''. */
function describing(markdown: string): string {
  return titleIn(description(markdown));
}
