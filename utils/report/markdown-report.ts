import { writeStyle } from '@/utils/model/citation-styles';
import type { ClipId } from '@/utils/model/ids';
import type { Section, Statement } from '@/utils/model/report-content';
import {
  type ClipItem,
  isEmptyStatement,
  type ReportTree,
  type StatementItem,
} from '@/utils/model/report-tree';
import { parseStatementText } from '@/utils/model/statement-text';
import { type BlockShape, BlockWriter } from './block-writer';
import type { ListedEntry } from './citation-book';
import type { Evidence } from './citation-target';
import { hasFrontMatter, writeFrontMatter } from './front-matter';
import { isPlainMarks } from './heading-marks';
import type { ListItem, PhrasingContent } from './markup/mdast';
import { isTooDeep } from './markup/parse-blocks';
import { planReport, type ReportPlan } from './plan-report';
import { segmentRaw, withCitations } from './raw-segments';
import { entryLines } from './read-references';
import { type ReadingStep, readingOrder } from './reading-order';
import { type ReportWording, reportWording } from './report-language';
import { writeClip } from './write-clip';
import { closingSources, entryNodes } from './write-entry';
import { writableLine, writeNodes } from './write-nodes';
import type { WriteMarkdownOptions, WrittenPart } from './write-options';
import { needsEmptyLine, rewriteBlock, writeStatementBody } from './write-statement';
import { imageBlock } from './written-image';

/** The lines of a longer part would wait so long that they become old objects. */
const PART_LENGTH = 16_384;
const SPACES = /^[^\S\r\n]*$/u;
/** A mark that stands behind a word without a space. */
const GLUED = /^(?:\[\^|<sup>|[⁰¹²³⁴-⁹])/u;
const EMPTY_LINE = /\n[ \t]*\r?\n/u;

/**
 * For formats that are made from Markdown: they spell the citations and write the end themselves.
 */
export interface MarkdownRoute {
  readonly plan: ReportPlan;
  /** In UTF-16 units. A part is returned when it is longer, and only outside of lists. */
  readonly partLength: number;
}

/** Writes one report as Markdown. */
export class MarkdownReport {
  readonly #out: BlockWriter;
  /** Whether blocks were left out after the last written block, with an empty line before them. */
  #leftOutGap = false;
  readonly #wording: ReportWording;
  readonly #plan: ReportPlan;

  constructor(
    readonly tree: ReportTree,
    readonly evidence: Evidence,
    readonly options: WriteMarkdownOptions,
    readonly route?: MarkdownRoute,
  ) {
    this.#wording = reportWording(tree.content.language);
    this.#plan = route?.plan ?? planReport(tree, evidence, options);
    const { bytes } = this.#plan;
    const content = {
      ...tree.content,
      preamble: bytes.edge(tree.content.preamble),
      finalBytes: bytes.edge(tree.content.finalBytes),
    };
    const frontMatter = options.frontMatter === true && !hasFrontMatter(content.preamble);
    this.#out = new BlockWriter(
      content,
      frontMatter ? writeFrontMatter(content, this.#plan.book.entries, options.date) : '',
    );
  }

  *parts(): Generator<WrittenPart> {
    const { content } = this.tree;
    const total = content.sections.length + content.statements.length + this.tree.clips.size;
    let done = 0;
    if (!this.#hasTitle() && writableLine(content.title) !== '') this.#heading(1, content.title);
    for (const step of readingOrder(this.tree, this.options.inbox === true)) {
      if (this.#canPart(step, this.route?.partLength ?? PART_LENGTH)) {
        yield { text: this.#out.take(), done, total };
      }
      if (step.type === 'inbox') {
        if (this.#inboxShows()) this.#heading(2, this.#wording.inbox);
      } else if (step.type === 'section') {
        if (!this.#plan.replaced.hasSection(step.node)) this.#section(step.node.section);
      } else if (step.item.kind === 'statement') this.#statement(step.item);
      else this.#clip(step.item);
      done += 1;
    }
    this.#citedImages();
    for (const _ of this.route === undefined ? this.#closing() : []) {
      if (this.#out.waiting >= PART_LENGTH) yield { text: this.#out.take(), done, total };
    }
    yield { text: this.#out.finish(), done: total, total, wordless: this.#plan.book.dropped };
  }

  /**
   * Whether no title is written before the report: it came from a file, or one of its own headings
   * is its title. What was imported into a report has another title.
   */
  #hasTitle(): boolean {
    const { content, opening, sections } = this.tree;
    const { title, preamble, finalBytes } = content;
    if (preamble !== '' || finalBytes !== '') return true;
    const [item] = opening;
    const [node] = sections;
    if (item !== undefined) {
      if (item.kind === 'statement' && item.statement.raw !== null) return true;
    } else if (node !== undefined && (node.section.raw !== null || node.section.level === 1)) {
      return true;
    }
    return sections.some(({ section }) => section.level === 1 && section.title === title);
  }

  /** A part that is parsed alone must not end inside a list, or before text that belongs to it. */
  #canPart(step: ReadingStep, partLength: number): boolean {
    if (this.#out.waiting < partLength) return false;
    if (step.type !== 'item') return true;
    if (step.item.kind === 'clip') return true;
    const { kind, depth } = step.item.statement;
    const gapBefore = this.#plan.bytes.gap(step.item.statement.gapBefore);
    const ends = gapBefore === '' || EMPTY_LINE.test(gapBefore);
    return kind === 'paragraph' && depth === 0 && ends;
  }

  #heading(level: number, title: string): void {
    const depth = Math.min(6, Math.max(1, level)) as 1 | 2 | 3 | 4 | 5 | 6;
    const value = writableLine(title);
    const children: PhrasingContent[] = value === '' ? [] : [{ type: 'text', value }];
    this.#out.add('heading', writeNodes({ type: 'heading', depth, children }));
  }

  #section(section: Section): void {
    const { level, title } = section;
    const { bytes } = this.#plan;
    this.#out.begin(section.id);
    const gapBefore = this.#gapBefore(section);
    const raw = bytes.section(section, this.#plan.style === 'as-written');
    if (raw !== null) {
      this.#out.addRaw('heading', gapBefore, raw);
      return;
    }
    this.#out.gap(gapBefore);
    this.#heading(level, title);
  }

  #statement(item: StatementItem): void {
    const { speller, replaced, renumbered, bytes: kept } = this.#plan;
    const { statement } = item;
    if (replaced.has(item)) {
      this.#leftOutGap ||= EMPTY_LINE.test(kept.gap(statement.gapBefore));
      return;
    }
    // A new item would be a bullet without words.
    if (isEmptyStatement(statement) && statement.gapBefore === '') return;
    const { kind, marker, depth } = statement;
    this.#out.begin(statement.id);
    const gapBefore = this.#gapBefore(statement);
    const rest = replaced.restOf(item);
    const raw = rest === null ? kept.statement(item) : null;
    const shape = shapeOf(statement);
    const isBehind = this.#isBehindHeading(item);
    if (raw !== null) {
      const isKept =
        !renumbered.has(item.id) &&
        !this.#namesOthers(item) &&
        item.citations.every((citation) => speller.isKept(citation));
      // What goes through a parser must come out of it again.
      const readable = this.route === undefined || !isTooDeep(raw);
      const bytes = isKept && readable ? raw : this.#spelledAnew(item, raw);
      if (bytes !== null && isBehind) {
        const isGlued = bytes === raw || GLUED.test(bytes);
        this.#out.addToHeading(gapBefore || (isGlued ? '' : ' '), bytes);
        return;
      }
      if (bytes !== null) {
        this.#out.addRaw(shape, gapBefore, this.#withBreaks(statement, bytes), depth);
        return;
      }
    }
    this.#out.gap(gapBefore);
    const own = rest === null ? item.segments : parseStatementText(rest.text);
    const segments = withCitations(own, this.tree.citations);
    const body = writeStatementBody(kind, speller.spellAll(segments, this.#spelledAs(item)));
    if (shape === 'item') this.#out.addItem(rest?.marker ?? marker, depth, body);
    else {
      const lines = this.#withBreaks(statement, body);
      this.#out.add(shape === 'other' && needsEmptyLine(body) ? 'html' : shape, lines, depth);
    }
  }

  /** Whether a statement is nothing but the marks that a file has at the end of the last heading. */
  #isBehindHeading({ statement: { raw, gapBefore }, segments }: StatementItem): boolean {
    if (raw === null || !SPACES.test(gapBefore) || !this.#out.isAtHeading) return false;
    return segments.every((each) => each.type === 'citation' || isPlainMarks(each.text));
  }

  /**
   * Ends each line of a list of sources in one paragraph with a break for formats in which a line
   * feed is a space.
   */
  #withBreaks({ kind, marker }: Statement, markdown: string): string {
    if (this.route === undefined || kind !== 'sources' || marker !== '') return markdown;
    return entryLines(markdown)
      .map(({ start }) => start)
      .reverse()
      .reduce((lines, start) => {
        const before = /[^\s\\|](\r?\n[ \t]*)$/u.exec(lines.slice(0, start))?.[1];
        if (before === undefined) return lines;
        const end = start - before.length;
        return `${lines.slice(0, end)}\\${lines.slice(end)}`;
      }, markdown);
  }

  /**
   * Returns the bytes before a block. If the block before it was left out, this adds the empty line
   * that stood before that one.
   */
  #gapBefore({ gapBefore }: Pick<Section, 'gapBefore'>): string {
    const gap = this.#plan.bytes.gap(gapBefore);
    const isNeeded = this.#leftOutGap && !EMPTY_LINE.test(gap);
    this.#leftOutGap = false;
    return isNeeded ? gap.replace(/\r?\n/u, '$&$&') : gap;
  }

  #spelledAnew(item: StatementItem, raw: string): string | null {
    const found = segmentRaw(raw, item.segments, this.tree.citations);
    if (found === null) return null;
    return rewriteBlock(this.#plan.speller.spellAll(found, this.#spelledAs(item)));
  }

  /** Whether an entry that stays names others that have another number now, or are gone. */
  #namesOthers({ statement, segments }: StatementItem): boolean {
    const changed = this.#changed(statement);
    if (changed === undefined) return false;
    return segments.some((each, at) => {
      return each.type === 'text' && changed(each.text, at === 0) !== each.text;
    });
  }

  #changed({ kind, id }: Statement): ((text: string, isStart: boolean) => string) | undefined {
    const { entryMarks, book } = this.#plan;
    if (kind !== 'sources') return undefined;
    return (text, isStart) => entryMarks.inMarkdown(text, id, book, isStart);
  }

  #spelledAs(item: StatementItem) {
    const { renumbered } = this.#plan;
    return {
      entries: item.statement.kind === 'sources',
      asLinks: this.#plan.keepsLinks(item),
      renumbered: renumbered.get(item.id),
      changed: this.#changed(item.statement),
    };
  }

  /** A clip that is cited appears where it is cited, and alone needs no heading. */
  #inboxShows(): boolean {
    return this.tree.inbox.some((item) => item.kind === 'statement' || this.#plan.shows(item));
  }

  #clip(item: ClipItem): void {
    if (!this.#plan.shows(item)) return;
    const { clip, placement } = item;
    const booked = this.#plan.book.clip(clip.id);
    if (booked === null) return;
    const note = this.options.notes === false ? '' : (placement?.note ?? '');
    const pin = this.evidence.pinOf(clip.id);
    const { speller, style } = this.#plan;
    const { nodes } = speller.spellClip(booked);
    const aside = speller.asideOf(booked);
    const wording = this.#wording;
    this.#imagesOf(clip.id);
    this.#out.add('clip', writeClip({ clip, pin, booked, nodes, aside, style, note, wording }));
  }

  #imagesOf(clipId: ClipId): void {
    for (const image of this.#plan.images.get(clipId) ?? []) {
      this.#out.add('other', writeNodes(imageBlock(image)));
    }
  }

  /** A statement has no room for an image, so the images of the clips that it cites follow at the end. */
  #citedImages(): void {
    const { citedImages, book, speller } = this.#plan;
    if (citedImages.length > 0) this.#heading(2, this.#wording.images);
    for (const clipId of citedImages) {
      const booked = book.clip(clipId);
      if (booked === null) continue;
      this.#imagesOf(clipId);
      const children = [...speller.spellClip(booked).nodes];
      this.#out.add('paragraph', writeNodes({ type: 'paragraph', children }));
    }
  }

  /** Notes, numbered references, or a list of sources. */
  *#closing(): Generator<void> {
    const { book, style, listed } = this.#plan;
    const { entries } = writeStyle(style);
    if (entries === 'notes') {
      for (const entry of book.numbered) {
        const written = writeNodes({ type: 'paragraph', children: this.#entry(entry) });
        this.#out.add('note', `[^${entry.number}]: ${written}`);
        yield;
      }
    }
    if (entries === 'references') {
      const { listed: references } = book;
      if (references.length > 0) this.#heading(2, this.#wording.references);
      // Markdown counts on from the first number of a list.
      const isCounted = references.every(({ number }, at) => number === at + 1);
      for (const entry of references) {
        const { number } = entry;
        const written = writeNodes({ type: 'paragraph', children: this.#entry(entry) });
        if (isCounted) this.#out.addItem(`${number}.`, 0, written);
        else this.#out.addItem('-', 0, `[${number}] ${written}`);
        yield;
      }
    }
    if (listed && entries !== 'references') this.#sourceList();
  }

  #entry(entry: ListedEntry): PhrasingContent[] {
    return entryNodes(entry, this.options, this.#wording);
  }

  #sourceList(): void {
    const items = closingSources(this.#plan.book, this.options, this.#wording).map(
      (children): ListItem => ({
        type: 'listItem',
        spread: false,
        children: [{ type: 'paragraph', children }],
      }),
    );
    if (items.length === 0) return;
    this.#heading(2, this.#wording.sources);
    const list = writeNodes({ type: 'list', ordered: false, spread: false, children: items });
    this.#out.add('list', list);
  }
}

function shapeOf({ kind, marker }: Statement): BlockShape {
  if (kind === 'item' || (kind === 'sources' && marker !== '')) return 'item';
  return kind === 'paragraph' || kind === 'caption' ? kind : 'other';
}
