import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  ExternalHyperlink,
  type FileChild,
  FootnoteReferenceRun,
  HeadingLevel,
  type ICommentOptions,
  ImageRun,
  type IParagraphOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ReportComment } from '@/utils/report/export-task';
import type { Element, ElementContent, RootContent } from '@/utils/report/markup/hast';
import { NOTES_ROLE, writeHtmlNodeParts } from '@/utils/report/write-html';
import type { WriteOptions, WrittenReport } from '@/utils/report/write-options';
import type { WrittenImage } from '@/utils/report/written-image';
import { decodeBase64 } from '@/utils/text/base64';
import {
  BULLETS,
  HEADINGS,
  LEVELS,
  LOOKS,
  type Look,
  NEXT_QUOTE,
  numbersFrom,
  STEP,
  stylesFor,
} from './word-styles';

interface WordOptions extends WriteOptions {
  readonly comments?: readonly ReportComment[];
}

type Content = RootContent | ElementContent;
type Block = Paragraph | Table;

/** The width of the text on a page, in pixels of 1/96 inch. */
const MOST_WIDTH = 600;

/**
 * Writes a report as a Word document, from the nodes of which HTML is written: headings, lists,
 * tables and quotes by styles, citations as links or as footnotes of the word processor, images, and
 * comments. A note that is cited twice becomes two footnotes, because Word allows a footnote one
 * mark. Nothing in the document is loaded from elsewhere.
 */
export async function writeWord(
  report: WrittenReport,
  options: WordOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { comments = [], ...prose } = options;
  const nodes: Content[] = [];
  const marked = { ...prose, markCitations: comments.length > 0 };
  for (const part of writeHtmlNodeParts(report, marked)) {
    for (const node of part.nodes) nodes.push(node);
  }
  const writer = new WordWriter(nodes, prose.images ?? [], comments);
  const { title, language } = report.content;
  const document = new Document({
    title: clean(title),
    creator: 'Pincite',
    lastModifiedBy: 'Pincite',
    description: '',
    styles: stylesFor(clean(language) || 'en'),
    ...writer.parts(),
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** What is around a block. */
interface Around {
  /** The number of the quotation, from 1; 0 outside of one. */
  readonly quote: number;
  /** The list of an item: its numbering, and how deep it is, from 0. */
  readonly list: {
    readonly reference: string;
    readonly instance: number;
    readonly level: number;
  } | null;
}

/** The claim whose words are being written in a paragraph: where they begin among the runs. */
interface OpenClaim {
  start: number;
  /** Where the last citation ended. */
  end: number;
  /** Whether there are words after it. */
  hasWords: boolean;
}

const AT_TOP: Around = { quote: 0, list: null };

class WordWriter {
  readonly #notes = new Map<string, readonly ElementContent[]>();
  readonly #images: ReadonlyMap<string, WrittenImage>;
  readonly #waiting: ReadonlyMap<string, readonly number[]>;
  readonly #comments: readonly ReportComment[];
  readonly #anchored = new Set<number>();
  /** The first numbers of the ordered lists. */
  readonly #starts = new Set<number>([1]);
  readonly #blocks: FileChild[];
  #lists = 0;
  #quotes = 0;

  constructor(
    nodes: readonly Content[],
    images: readonly WrittenImage[],
    comments: readonly ReportComment[],
  ) {
    this.#images = new Map(images.map((image) => [image.data, image]));
    this.#comments = comments;
    const waiting = new Map<string, number[]>();
    comments.forEach(({ citationIds }, at) => {
      const last = citationIds.at(-1);
      if (last !== undefined) waiting.set(last, [...(waiting.get(last) ?? []), at]);
    });
    this.#waiting = waiting;
    this.#gatherNotes(nodes);
    this.#blocks = this.#blocksOf(nodes, AT_TOP);
    const left = comments.map((_, at) => at).filter((at) => !this.#anchored.has(at));
    // Claims that this document lacks: their comments are at its end.
    if (left.length > 0) this.#blocks.push(new Paragraph({ children: this.#anchors([], left) }));
  }

  parts() {
    const children = this.#comments.map(commentOf);
    return {
      sections: [{ children: this.#blocks }],
      numbering: { config: [BULLETS, ...[...this.#starts].map(numbersFrom)] },
      ...(children.length === 0 ? {} : { comments: { children } }),
    };
  }

  /** Finds the notes, which are in sections at the end of a text. */
  #gatherNotes(nodes: readonly Content[]): void {
    for (const node of nodes) {
      if (node.type !== 'element' || !isNotes(node)) continue;
      for (const item of itemsIn(node)) {
        this.#notes.set(`#${String(item.properties['id'] ?? '')}`, item.children);
      }
    }
  }

  #blocksOf(nodes: readonly Content[], around: Around): Block[] {
    const out: Block[] = [];
    let line: Content[] = [];
    const close = () => {
      const hasText = line.some((node) => node.type !== 'text' || node.value.trim() !== '');
      if (hasText) out.push(this.#paragraph(line, paragraphIn(around)));
      line = [];
    };
    for (const node of nodes) {
      const blocks = node.type === 'element' ? this.#block(node, around) : null;
      if (blocks === null) line.push(node);
      else {
        close();
        out.push(...blocks);
      }
    }
    close();
    return out;
  }

  /** Returns null for an element of a line. */
  #block(node: Element, around: Around): Block[] | null {
    const { tagName, children } = node;
    const level = /^h([1-6])$/u.exec(tagName)?.[1];
    if (level !== undefined) {
      const heading = HEADINGS[Number(level) - 1] ?? HeadingLevel.HEADING_6;
      return [this.#paragraph(children, { heading })];
    }
    switch (tagName) {
      case 'p':
        return [this.#paragraph(children, paragraphIn(around))];
      case 'ul':
      case 'ol':
        return this.#list(node, around);
      case 'blockquote':
        this.#quotes += 1;
        return this.#blocksOf(children, { ...around, quote: this.#quotes });
      case 'pre':
        return [codeBlock(node)];
      case 'hr':
        return [new Paragraph({ thematicBreak: true })];
      case 'table':
        // Without a paragraph between them, Word would join two tables.
        return [this.#table(node), new Paragraph({})];
      case 'section':
        return isNotes(node) ? [] : this.#blocksOf(children, around);
      case 'div':
        return this.#blocksOf(children, around);
      default:
        return null;
    }
  }

  #list(list: Element, around: Around): Block[] {
    const start = list.tagName === 'ol' ? Math.max(0, Number(list.properties['start'] ?? 1)) : null;
    if (start !== null) this.#starts.add(start);
    this.#lists += 1;
    const level = Math.min(LEVELS - 1, around.list === null ? 0 : around.list.level + 1);
    const reference = start === null ? BULLETS.reference : `numbers-${start}`;
    const numbering = { reference, instance: this.#lists, level };
    return list.children.flatMap((item): Block[] => {
      if (item.type !== 'element') return [];
      const [first, ...rest] = splitItem(item.children);
      // The first paragraph of an item has its number; what follows is only indented.
      const inner = { ...around, list: numbering };
      return [
        this.#paragraph(first, { numbering, ...quotedStyle(around) }),
        ...this.#blocksOf(rest, inner),
      ];
    });
  }

  #table(table: Element): Table {
    const rows = rowsOf(table).map(
      ({ row, isHead }) =>
        new TableRow({
          tableHeader: isHead,
          children: row.children.flatMap((cell): TableCell[] => {
            if (cell.type !== 'element') return [];
            const children = this.#blocksOf(cell.children, AT_TOP);
            return [
              new TableCell({ children: children.length > 0 ? children : [new Paragraph({})] }),
            ];
          }),
        }),
    );
    return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } });
  }

  #paragraph(nodes: readonly Content[], options: IParagraphOptions): Paragraph {
    const runs: ParagraphChild[] = [];
    const claim: OpenClaim = { start: 0, end: 0, hasWords: false };
    this.#line(nodes, {}, runs, claim);
    return new Paragraph({ ...options, children: runs });
  }

  #line(nodes: readonly Content[], look: Look, runs: ParagraphChild[], claim: OpenClaim): void {
    for (const node of nodes) {
      if (node.type === 'text') {
        const text = clean(node.value);
        if (text !== '') runs.push(new TextRun({ ...look, text }));
        if (text.trim() !== '') claim.hasWords = true;
      } else if (node.type === 'element') this.#inline(node, look, runs, claim);
    }
  }

  #inline(node: Element, look: Look, runs: ParagraphChild[], claim: OpenClaim): void {
    const { tagName, properties, children } = node;
    if (tagName === 'br') runs.push(new TextRun({ break: 1 }));
    else if (tagName === 'img') runs.push(this.#image(node));
    else if (tagName === 'input') runs.push(new TextRun(properties['checked'] ? '☑ ' : '☐ '));
    else if (tagName === 'a') {
      const linked = this.#link(node, look);
      runs.push(...linked);
      if (linked.some((run) => run instanceof ExternalHyperlink)) claim.hasWords = true;
    } else if (typeof properties['dataCitation'] === 'string') {
      this.#citation(node, look, runs, claim);
    } else this.#line(children, { ...look, ...LOOKS[tagName] }, runs, claim);
  }

  #citation(node: Element, look: Look, runs: ParagraphChild[], claim: OpenClaim): void {
    // Citations without words between them belong to one claim.
    if (claim.hasWords) claim.start = claim.end;
    this.#line(node.children, look, runs, claim);
    const found = this.#waiting.get(String(node.properties['dataCitation'])) ?? [];
    if (found.length > 0) runs.push(...this.#anchors(runs.splice(claim.start), found));
    claim.end = runs.length;
    claim.hasWords = false;
  }

  /** Returns runs with comments on all of them. */
  #anchors(runs: readonly ParagraphChild[], ids: readonly number[]): ParagraphChild[] {
    for (const id of ids) this.#anchored.add(id);
    return [
      ...ids.map((id) => new CommentRangeStart(id)),
      ...runs,
      ...ids.flatMap((id) => [
        new CommentRangeEnd(id),
        new TextRun({ children: [new CommentReference(id)] }),
      ]),
    ];
  }

  #link(node: Element, look: Look): ParagraphChild[] {
    // Word has its own way back from a note, and nothing leads back from a list.
    if (node.properties['role'] === 'doc-backlink') return [];
    const href = String(node.properties['href'] ?? '');
    const note = this.#notes.get(href);
    if (note !== undefined) {
      return [new FootnoteReferenceRun({ children: this.#noteParagraphs(note) })];
    }
    const isOutside = /^(?:https?|mailto):/iu.test(href);
    const runs: ParagraphChild[] = [];
    const style = isOutside ? { style: 'Hyperlink' } : {};
    this.#line(node.children, { ...look, ...style }, runs, { start: 0, end: 0, hasWords: false });
    return isOutside && runs.length > 0
      ? [new ExternalHyperlink({ link: href, children: runs })]
      : runs;
  }

  #noteParagraphs(nodes: readonly ElementContent[]): Paragraph[] {
    const blocks = this.#blocksOf(nodes, AT_TOP).filter((block) => block instanceof Paragraph);
    return blocks.length > 0 ? blocks : [new Paragraph({})];
  }

  /** An image on the web would be loaded when the document is opened, so it becomes a link. */
  #image(node: Element): ParagraphChild {
    const source = String(node.properties['src'] ?? '');
    const alt = clean(String(node.properties['alt'] ?? ''));
    const [, type, data] = /^data:image\/(png|jpeg|gif);base64,(.*)$/su.exec(source) ?? [];
    const bytes = decodeBase64(data ?? '');
    if (type === undefined || bytes === null || bytes.length === 0) {
      const children = [new TextRun({ text: alt || source, style: 'Hyperlink' })];
      return new ExternalHyperlink({ link: source, children });
    }
    const { width, height } = this.#images.get(source)?.size ?? { width: 480, height: 360 };
    const scale = Math.min(1, MOST_WIDTH / Math.max(1, width));
    return new ImageRun({
      type: type === 'jpeg' ? 'jpg' : (type as 'png' | 'gif'),
      data: bytes,
      transformation: {
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
      },
      altText: { name: alt, title: '', description: alt },
    });
  }
}

function commentOf({ author, at, lines }: ReportComment, id: number): ICommentOptions {
  return {
    id,
    author: clean(author),
    initials: initialsOf(author),
    date: new Date(at),
    children: lines.map((line) => new Paragraph({ children: [new TextRun(clean(line))] })),
  };
}

function initialsOf(name: string): string {
  const letters = clean(name)
    .trim()
    .split(/\s+/u)
    .map((word) => [...word][0] ?? '');
  return letters.slice(0, 3).join('');
}

/** Returns text without characters that XML does not allow. A line break is a space. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufdd0-\ufdef\ufffe\uffff]/gu, ' ');
}

function isNotes({ tagName, properties }: Element): boolean {
  return tagName === 'section' && properties['role'] === NOTES_ROLE;
}

function itemsIn(section: Element): Element[] {
  return section.children.flatMap((list) =>
    list.type === 'element' && list.tagName === 'ol'
      ? list.children.filter((item) => item.type === 'element')
      : [],
  );
}

const ITEM_BLOCKS = new Set(['ul', 'ol', 'p', 'pre', 'blockquote', 'table', 'hr', 'div']);

/** Returns the line that begins an item, and what follows it. */
function splitItem(children: readonly ElementContent[]): [ElementContent[], ...ElementContent[]] {
  const own = children.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  const [first] = own;
  if (first?.type === 'element' && first.tagName === 'p') return [first.children, ...own.slice(1)];
  const at = children.findIndex((node) => node.type === 'element' && ITEM_BLOCKS.has(node.tagName));
  return at < 0 ? [[...children]] : [children.slice(0, at), ...children.slice(at)];
}

function rowsOf(table: Element): { readonly row: Element; readonly isHead: boolean }[] {
  return table.children.flatMap((part) => {
    if (part.type !== 'element') return [];
    const isHead = part.tagName === 'thead';
    return part.children.flatMap((row) => (row.type === 'element' ? [{ row, isHead }] : []));
  });
}

/**
 * Word processors draw one line beside two quotations in a row if both have the same indent. So every
 * second quotation has another indent.
 */
function quotedStyle({ quote }: Around): Pick<IParagraphOptions, 'style' | 'indent'> {
  if (quote === 0) return {};
  return quote % 2 === 1 ? { style: 'Quote' } : { style: 'Quote', indent: NEXT_QUOTE };
}

/** How a paragraph looks that has no number of its own. */
function paragraphIn(around: Around): IParagraphOptions {
  const { list } = around;
  return {
    ...quotedStyle(around),
    ...(list === null ? {} : { indent: { left: STEP * (list.level + 1) } }),
  };
}

function codeBlock(node: Element): Paragraph {
  const lines = wordsOf(node).replace(/\n$/u, '').split('\n');
  const children = lines.map(
    (line, at) => new TextRun({ text: clean(line), ...(at === 0 ? {} : { break: 1 }) }),
  );
  return new Paragraph({ style: 'SourceCode', children });
}

function wordsOf(node: Content): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(wordsOf).join('') : '';
}
