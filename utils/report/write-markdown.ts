import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { SourceId } from '@/utils/model/ids';
import type { ReportContent, Statement } from '@/utils/model/report-content';
import {
  arrangeReport,
  type ClipItem,
  type ContentItem,
  type ReportTree,
  type SectionNode,
  type StatementItem,
} from '@/utils/model/report-tree';
import { type BlockShape, BlockWriter } from './block-writer';
import {
  citationTarget,
  clipTarget,
  type Evidence,
  gatherEvidence,
  sourceUrl,
} from './citation-target';
import type { ListItem, PhrasingContent } from './mdast';
import { type ReportWording, reportWording } from './report-language';
import { writeClip } from './write-clip';
import { linkNode, writableLine, writeNodes } from './write-nodes';
import { needsEmptyLine, type WrittenSegment, writeStatementBody } from './write-statement';

/** A report and the evidence that it cites. Records of other reports are ignored. */
export interface WrittenReport {
  readonly content: ReportContent;
  readonly clips: readonly Clip[];
  readonly sources: readonly Source[];
  readonly pins: readonly Pin[];
}

export interface WriteMarkdownOptions {
  /**
   * The closing list of sources. By default it is written unless the report
   * came from a file, or holds a source list of its own.
   */
  readonly sourceList?: boolean;
  /** Notes below clips that no statement cites. Default true. */
  readonly notes?: boolean;
  /** What lies in no section, under a heading of its own at the end. Default false. */
  readonly inbox?: boolean;
}

/**
 * Writes a report as cited Markdown: headings by level; statements with
 * `([Title](url#:~:text=…))` where their citations stand; clips that no
 * statement cites as block quotes that end with their citation; a closing list
 * of sources. CommonMark with GFM, whatever titles, quotes and addresses hold.
 *
 * Blocks that came from a file and were not edited are written back byte for
 * byte, with the bytes before them. What lies in the bin is left out.
 * Linear, except for one parse of each statement that is not from a file.
 */
export function writeMarkdown(report: WrittenReport, options: WriteMarkdownOptions = {}): string {
  const { content } = report;
  const evidence = gatherEvidence(report.clips, report.sources, report.pins, content.placements);
  const tree = arrangeReport(content, report.clips);
  return new MarkdownReport(tree, evidence, options).write();
}

class MarkdownReport {
  readonly #out: BlockWriter;
  readonly #wording: ReportWording;
  /** Sources in the order of their first mention. */
  readonly #mentioned = new Set<SourceId>();
  #hasSourceList = false;

  constructor(
    readonly tree: ReportTree,
    readonly evidence: Evidence,
    readonly options: WriteMarkdownOptions,
  ) {
    this.#out = new BlockWriter(tree.content);
    this.#wording = reportWording(tree.content.language);
  }

  write(): string {
    const { content, opening, sections, inbox } = this.tree;
    this.#title(content.title, sections);
    this.#content(opening);
    for (const node of sections) this.#section(node);
    if (this.options.inbox === true && inbox.length > 0) {
      this.#heading(2, this.#wording.inbox);
      this.#content(inbox);
    }
    const wanted = this.options.sourceList ?? !(this.#out.fromFile || this.#hasSourceList);
    if (wanted) this.#sourceList();
    return this.#out.finish();
  }

  /** A report whose first section is its title has no need of another. */
  #title(title: string, sections: readonly SectionNode[]): void {
    if (this.#out.fromFile || sections.some((node) => node.section.level === 1)) return;
    if (writableLine(title) !== '') this.#heading(1, title);
  }

  #heading(level: number, title: string): void {
    const depth = Math.min(6, Math.max(1, level)) as 1 | 2 | 3 | 4 | 5 | 6;
    const value = writableLine(title);
    const children: PhrasingContent[] = value === '' ? [] : [{ type: 'text', value }];
    this.#out.add('heading', writeNodes({ type: 'heading', depth, children }));
  }

  #section({ section, content, children }: SectionNode): void {
    if (section.raw === null) {
      this.#out.gap(section.gapBefore);
      this.#heading(section.level, section.title);
    } else {
      this.#out.addRaw('heading', section.gapBefore, section.raw);
    }
    this.#content(content);
    for (const child of children) this.#section(child);
  }

  #content(items: readonly ContentItem[]): void {
    for (const item of items) {
      if (item.kind === 'statement') this.#statement(item);
      else this.#clip(item);
    }
  }

  #statement(item: StatementItem): void {
    const { statement } = item;
    for (const { clipId } of item.citations) this.#mention(clipId);
    if (statement.kind === 'sources') this.#hasSourceList = true;
    const shape = shapeOf(statement);
    if (statement.raw !== null) {
      this.#out.addRaw(shape, statement.gapBefore, statement.raw);
      return;
    }
    const byId = this.tree.citations;
    const segments = item.segments.flatMap((segment): WrittenSegment[] => {
      if (segment.type === 'text') return [segment];
      const citation = byId.get(segment.citationId);
      if (citation === undefined) return [];
      const target = citationTarget(citation, this.evidence);
      return [{ type: 'citation', target, raw: citation.raw }];
    });
    this.#out.gap(statement.gapBefore);
    const body = writeStatementBody(statement.kind, segments);
    if (shape === 'item') this.#out.addItem(statement.marker, statement.depth, body);
    else this.#out.add(shape === 'other' && needsEmptyLine(body) ? 'html' : shape, body);
  }

  #clip({ clip, placement, citedBy }: ClipItem): void {
    if (citedBy.length > 0) return;
    const target = clipTarget(clip.id, this.evidence);
    if (target === null) return;
    this.#mention(clip.id);
    const note = this.options.notes === false ? '' : (placement?.note ?? '');
    const pin = this.evidence.pinOf(clip.id);
    this.#out.add('clip', writeClip(clip, pin, target, note, this.#wording));
  }

  #mention(clipId: Clip['id']): void {
    const clip = this.evidence.clips.get(clipId);
    if (clip !== undefined && this.evidence.sources.has(clip.sourceId)) {
      this.#mentioned.add(clip.sourceId);
    }
  }

  #sourceList(): void {
    const items: ListItem[] = [];
    const seen = new Set<string>();
    for (const id of this.#mentioned) {
      const source = this.evidence.sources.get(id);
      if (source === undefined || seen.has(source.url)) continue;
      seen.add(source.url);
      items.push({
        type: 'listItem',
        spread: false,
        children: [{ type: 'paragraph', children: sourceEntry(source) }],
      });
    }
    if (items.length === 0) return;
    this.#heading(2, this.#wording.sources);
    this.#out.add(
      'list',
      writeNodes({ type: 'list', ordered: false, spread: false, children: items }),
    );
  }
}

/** `[Title](url), Author, Site, date`. */
function sourceEntry(source: Source): PhrasingContent[] {
  const label = writableLine(source.title) || writableLine(source.url);
  const url = sourceUrl(source, null);
  const about = [...source.authors, source.siteName ?? '', source.publishedAt?.slice(0, 10) ?? '']
    .map(writableLine)
    .filter((part) => part !== '');
  const rest = about.map((part) => `, ${part}`).join('');
  if (url === null) return [{ type: 'text', value: label + rest }];
  const link = linkNode(label, url);
  return rest === '' ? [link] : [link, { type: 'text', value: rest }];
}

function shapeOf(statement: Statement): BlockShape {
  if (statement.kind === 'item') return 'item';
  return statement.kind === 'paragraph' ? 'paragraph' : 'other';
}
