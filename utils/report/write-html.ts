import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { writeStyle } from '@/utils/model/citation-styles';
import { arrangeReport, type ReportTree } from '@/utils/model/report-tree';
import type { BookedCitation, ListedEntry } from './citation-book';
import { type Evidence, gatherEvidence } from './citation-target';
import { type CleaningPorts, cleanHtml } from './clean-html';
import { citationData, entryParagraph, HtmlCitations, phrasing } from './html-citations';
import { HTML_DOCUMENT_END, htmlDocumentStart } from './html-document';
import { MarkdownReport } from './markdown-report';
import {
  type Element,
  type ElementContent,
  element,
  type Root,
  type RootContent,
} from './markup/hast';
import type { Root as MarkdownRoot } from './markup/mdast';
import { type NoteMark, Placeholders } from './placeholders';
import { planReport, type ReportPlan } from './plan-report';
import { type ReportWording, reportWording } from './report-language';
import { WordNotes } from './word-notes';
import { closingSources, entryNodes } from './write-entry';
import type { WriteOptions, WrittenPart, WrittenReport } from './write-options';

const PART_LENGTH = 262_144;
const ENTRIES_A_PART = 500;
/** The role of the section of notes. https://www.w3.org/TR/dpub-aria-1.1/ */
export const NOTES_ROLE = 'doc-endnotes';

/**
 * Writes a report as an HTML fragment for a content system or a clipboard: headings, paragraphs,
 * lists, tables and block quotes without classes. Citations are links, or numbers with notes at the
 * end of the text; the numbers lead to the passages. No-break spaces stay.
 *
 * The fragment has no script, style or handler. Links lead to `http`, `https` or `mailto`. No link
 * leads into the text, because a browser puts the address of the extension's page before an anchor
 * when it copies it. HTML in the report's own text is shown as text, except for a few plain tags
 * (clean-html.ts). Linear; parses the report once more than its Markdown needs.
 */
export function writeHtmlFragment(report: WrittenReport, options: WriteOptions = {}): string {
  let html = '';
  for (const { text } of writeHtmlFragmentParts(report, options)) html += text;
  return html;
}

/** The same in parts, for progress. No part ends inside a block. */
export function* writeHtmlFragmentParts(
  report: WrittenReport,
  options: WriteOptions = {},
): Generator<WrittenPart> {
  yield* new HtmlReport(report, { ...options, hasAnchors: false }).parts();
}

/**
 * Writes a report as one self-contained HTML file, for screens (light or dark) and paper. It has
 * the report's language, the status of each citation in words and as `data-verdict` unless `badges`
 * is false, and Robust Links attributes where an archived copy is known. It has no script, and its
 * policy allows none.
 */
export function writeHtmlDocument(report: WrittenReport, options: WriteOptions = {}): string {
  let html = '';
  for (const { text } of writeHtmlDocumentParts(report, options)) html += text;
  return html;
}

/** The same in parts, for progress. */
export function* writeHtmlDocumentParts(
  report: WrittenReport,
  options: WriteOptions = {},
): Generator<WrittenPart> {
  const { content } = report;
  const body = new HtmlReport(report, { badges: options.checks !== undefined, ...options });
  const { total } = body;
  yield { text: htmlDocumentStart(content.title, content.language), done: 0, total };
  yield* body.parts();
  yield { text: HTML_DOCUMENT_END, done: total, total };
}

interface NodeOptions extends WriteOptions {
  /**
   * Whether each citation of the text is in a `span` with its id as `data-citation`, and that of a
   * clip that is shown by itself with the id of the clip.
   */
  readonly markCitations?: boolean;
  /** Whether links lead into the text. True unless given. */
  readonly hasAnchors?: boolean;
}

/** The next blocks of a report as nodes of HTML. */
export interface NodePart extends Omit<WrittenPart, 'text'> {
  readonly nodes: readonly RootContent[];
}

/** The same blocks as nodes, for formats that are no text. The last part has the closing lists. */
export function* writeHtmlNodeParts(
  report: WrittenReport,
  options: NodeOptions = {},
): Generator<NodePart> {
  yield* new HtmlReport(report, options).nodeParts();
}

class HtmlReport {
  readonly total: number;
  readonly #tree: ReportTree;
  readonly #evidence: Evidence;
  readonly #options: NodeOptions;
  readonly #wording: ReportWording;
  readonly #placeholders = new Placeholders();
  readonly #wordNotes: WordNotes;
  readonly #plan: ReportPlan;
  readonly #citations: HtmlCitations;
  readonly #ports: CleaningPorts;
  #disarmed = 0;
  #webImages = 0;

  constructor(report: WrittenReport, options: NodeOptions) {
    const { clips, sources, pins } = report;
    // Front matter and definitions exist only in Markdown.
    const content = { ...report.content, preamble: '', finalBytes: '' };
    const asked = options.style ?? 'inline';
    const style = writeStyle(asked).only === undefined ? asked : 'inline';
    this.#options = { ...options, style };
    this.#wording = reportWording(content.language);
    this.#tree = arrangeReport(content, clips);
    this.#wordNotes = new WordNotes(this.#tree, this.#placeholders);
    this.#evidence = gatherEvidence(clips, sources, pins, content.placements, this.#tree.clips);
    this.#plan = planReport(this.#tree, this.#evidence, this.#options, {
      placeholder: this.#placeholders.put,
      movesNotes: true,
    });
    const hasAnchors = options.hasAnchors ?? true;
    const { entries } = writeStyle(style);
    const { book } = this.#plan;
    const taken = new Set(entries === 'notes' ? book.plain.map(({ own }) => own) : []);
    this.#citations = new HtmlCitations(entries, this.#wording, hasAnchors, options, taken);
    const byUrl = new Map(book.entries.map((entry) => [entry.target.url, entry]));
    const images = new Map((options.images ?? []).map(({ path, data }) => [path, data]));
    this.#ports = {
      text: (value) =>
        this.#placeholders.split(value).flatMap((part, at, parts) => {
          if (typeof part === 'string') return [{ type: 'text' as const, value: part }];
          const before = parts[at - 1];
          const spelled = 'note' in part ? this.#citations.spellNote(part.note) : this.#spell(part);
          const followsAnother = before !== undefined && typeof before !== 'string';
          return followsAnother ? [...this.#citations.between(before, part), ...spelled] : spelled;
        }),
      hasAnchors,
      attribute: (value) => this.#placeholders.remove(value),
      disarmed: () => {
        this.#disarmed += 1;
      },
      webImage: () => {
        this.#webImages += 1;
      },
      image: (source) => images.get(source) ?? null,
      link: (link) => {
        const entry = byUrl.get(String(link.properties['href']));
        return entry === undefined
          ? link
          : { ...link, properties: { ...link.properties, ...citationData(entry, options) } };
      },
    };
    this.total = content.sections.length + content.statements.length + this.#tree.clips.size;
  }

  #spell({ entry, target, citationId, bare, others = [] }: BookedCitation): ElementContent[] {
    const spelled = this.#citations.spell({ ...entry, target }, bare);
    if (this.#options.markCitations !== true) return spelled;
    return [citationId ?? entry.clipId, ...others].map((id, at) =>
      element('span', { dataCitation: id }, ...(at === 0 ? spelled : [])),
    );
  }

  *parts(): Generator<WrittenPart> {
    const { total } = this;
    for (const { blocks, ...part } of this.#blockParts(writeBlocks))
      yield { ...part, text: blocks };
    for (const text of this.#closing()) yield { text, done: total, total };
  }

  *nodeParts(): Generator<NodePart> {
    const { total } = this;
    for (const { blocks, ...part } of this.#blockParts((nodes) => nodes)) {
      yield { ...part, nodes: blocks };
    }
    yield { nodes: this.#closingNodes(), done: total, total };
  }

  /** Converts the text of the report, without the lists at its end. */
  *#blockParts<Blocks>(
    convert: (nodes: readonly RootContent[]) => Blocks,
  ): Generator<Omit<WrittenPart, 'text'> & { readonly blocks: Blocks }> {
    const route = { plan: this.#plan, partLength: PART_LENGTH };
    const markdown = new MarkdownReport(this.#tree, this.#evidence, this.#options, route);
    for (const { text, ...part } of markdown.parts()) {
      this.#disarmed = 0;
      this.#webImages = 0;
      const blocks = this.#convert(text, convert);
      const counts = { disarmed: this.#disarmed, webImages: this.#webImages };
      yield { ...part, blocks, ...counts, ...this.#leftOut(part) };
      // Notes are written at the end, and may cite.
      if (this.#wordNotes.isEmpty) this.#placeholders.clear();
    }
  }

  /** Adds the notes that nothing leads to when the last part is read. */
  #leftOut({ wordless }: Pick<WrittenPart, 'wordless'>): Pick<WrittenPart, 'wordless'> {
    return wordless === undefined ? {} : { wordless: wordless + this.#wordNotes.unmarked };
  }

  #convert<Blocks>(markdown: string, convert: (nodes: readonly RootContent[]) => Blocks): Blocks {
    try {
      return convert(this.#cleaned(this.#wordNotes.parse(markdown)).children);
    } catch (cause) {
      // Thousands of nested emphases exceed the call stack. They are then written as text.
      if (!(cause instanceof RangeError)) throw cause;
      return convert([element('pre', {}, ...this.#ports.text(markdown))]);
    }
  }

  #cleaned(nodes: MarkdownRoot): Root {
    const root = toHast(nodes, { allowDangerousHtml: true }) as Root;
    cleanHtml(root, this.#ports);
    return root;
  }

  /** Notes, references or a list of sources. */
  *#closing(): Generator<string> {
    for (const { title, role, items } of this.#numberedLists()) {
      yield `<section role="${role}">\n${toHtml(title)}\n`;
      let last: number | null = null;
      let written: string[] = [];
      for (const item of items) {
        const number = Number(item.properties['value']);
        // A program that reads the page may count by itself, so a gap ends the list.
        if (number !== (last ?? Number.NaN) + 1) {
          written.push(
            `${last === null ? '' : '</ol>\n'}<ol${number === 1 ? '' : ` start="${number}"`}>\n`,
          );
        }
        last = number;
        written.push(`${toHtml(item)}\n`);
        if (written.length < ENTRIES_A_PART) continue;
        yield written.join('');
        written = [];
      }
      yield `${written.join('')}${last === null ? '' : '</ol>\n'}</section>\n`;
    }
    const items = this.#sourceItems();
    if (items.length === 0) return;
    const written = items.map((item) => toHtml(item)).join('\n');
    yield `<section>\n${toHtml(this.#sourcesTitle())}\n<ul>\n${written}\n</ul>\n</section>\n`;
  }

  #closingNodes(): Element[] {
    const closing: Element[] = [];
    for (const { title, role, items } of this.#numberedLists()) {
      const all = [...items];
      // Other programs count the items of a list by themselves.
      const isCounted = all.every(({ properties }, at) => properties['value'] === String(at + 1));
      const list = isCounted ? element('ol', {}, ...all) : element('ul', {}, ...all.map(bracketed));
      closing.push(element('section', { role }, title, list));
    }
    const items = this.#sourceItems();
    if (items.length === 0) return closing;
    return [...closing, element('section', {}, this.#sourcesTitle(), element('ul', {}, ...items))];
  }

  /** Yields the notes, if there are any, and the references, if the style has them. */
  *#numberedLists(): Generator<{
    readonly title: Element;
    readonly role: string;
    readonly items: Iterable<Element>;
  }> {
    const { book, style } = this.#plan;
    const kind = writeStyle(style).entries;
    // With notes, the sources without a page are in the list of sources.
    const listed = kind === 'notes' ? book.numbered : book.listed;
    const hasEntries = listed.length > 0;
    const items = (list: 'notes' | 'references') =>
      this.#citations.items(list, listed, (item) => this.#itemNodes(item));
    if (this.#citations.hasNotes || (kind === 'notes' && hasEntries)) {
      const title = element('h2', {}, this.#wording.notes);
      yield { title, role: NOTES_ROLE, items: items('notes') };
    }
    if (kind === 'references' && hasEntries) {
      const title = element('h2', {}, this.#wording.references);
      yield { title, role: 'doc-bibliography', items: items('references') };
    }
  }

  #itemNodes(item: ListedEntry | NoteMark): ElementContent[] {
    if (!('note' in item)) {
      const nodes = entryNodes(item, this.#options, this.#wording);
      return [entryParagraph(item, nodes, this.#options)];
    }
    const children = [...this.#wordNotes.contentOf(item.note)];
    return this.#cleaned({ type: 'root', children }).children as ElementContent[];
  }

  #sourcesTitle(): Element {
    return element('h2', {}, this.#wording.sources);
  }

  #sourceItems(): Element[] {
    const { book, style, listed } = this.#plan;
    if (!listed || writeStyle(style).entries === 'references') return [];
    const sources = closingSources(book, this.#options, this.#wording);
    return sources.map((nodes) => element('li', {}, ...phrasing(nodes)));
  }
}

/** Returns an item with its number in brackets before its words. */
function bracketed({ properties: { value, ...properties }, children }: Element): Element {
  const number = `[${String(value)}] `;
  const [first, ...others] = children;
  return first?.type === 'element'
    ? element(
        'li',
        properties,
        { ...first, children: [text(number), ...first.children] },
        ...others,
      )
    : element('li', properties, text(number), ...children);
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

function writeBlocks(nodes: readonly RootContent[]): string {
  const written = toHtml({ type: 'root', children: [...nodes] }).trim();
  return nodes.length === 0 ? '' : `${written}\n`;
}
