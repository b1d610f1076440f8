import type { Clip } from './evidence';
import type { CitationId, ClipId, SectionId } from './ids';
import { compareRanked } from './ranks';
import type { Citation, Placement, ReportContent, Section, Statement } from './report-content';
import { buildSectionTree, type SectionTree } from './section-tree';
import { parseStatementText, type StatementSegment } from './statement-text';

export interface StatementItem {
  readonly kind: 'statement';
  readonly id: Statement['id'];
  readonly rank: string | null;
  readonly statement: Statement;
  /** The text with the existing citations that it names. Parsed at each access. */
  readonly segments: readonly StatementSegment[];
  /** In the order of the text. */
  readonly citations: readonly Citation[];
}

export interface ClipItem {
  readonly kind: 'clip';
  readonly id: ClipId;
  readonly rank: string | null;
  readonly clip: Clip;
  readonly placement: Placement | null;
  /** The citations of this clip in statements that are not in the bin. */
  readonly citedBy: readonly CitationId[];
}

/** A clip while its citations are being collected. */
interface FiledClip extends Omit<ClipItem, 'citedBy'> {
  citedBy: CitationId[];
}

/**
 * One shared list for all uncited clips, which is never changed, because a long report has many
 * clips.
 */
const UNCITED: CitationId[] = [];

export type ContentItem = StatementItem | ClipItem;

export interface SectionNode {
  readonly section: Section;
  /** 1 for a section at the top level. */
  readonly depth: number;
  /** Statements and clips in one order. */
  readonly content: readonly ContentItem[];
  readonly children: readonly SectionNode[];
}

export type BinItem = { readonly binnedAt: string } & (
  | {
      readonly kind: 'section';
      readonly section: Section;
      /**
       * The number of statements and clips in it and in its subsections, which went into the bin
       * with it.
       */
      readonly contains: number;
    }
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'clip'; readonly clip: Clip; readonly placement: Placement | null }
);

export interface ReportTree {
  readonly content: ReportContent;
  /** The statements before the first heading. */
  readonly opening: readonly ContentItem[];
  readonly sections: readonly SectionNode[];
  /** The clips outside of sections, and everything whose section does not exist. */
  readonly inbox: readonly ContentItem[];
  /** The latest first. */
  readonly bin: readonly BinItem[];
  readonly citations: ReadonlyMap<CitationId, Citation>;
  /** All given clips that are in the report, including those in the bin. */
  readonly clips: ReadonlyMap<ClipId, ClipItem>;
  /**
   * The ids that statements outside of the bin cite and that are not in `clips`: clips of other
   * reports, and clips that were not given.
   */
  readonly citedElsewhere: ReadonlySet<ClipId>;
}

/** Where a clip is: its placement if it has one, or else where it was filed. */
export interface ClipPlace {
  readonly sectionId: SectionId | null;
  readonly rank: string | null;
}

/** Returns null if the clip is not in this report. */
export function placeOfClip(
  clip: Clip,
  placement: Placement | null,
  report: Pick<ReportContent, 'id'>,
): ClipPlace | null {
  if (placement !== null && placement.rank !== null) {
    return { sectionId: placement.sectionId, rank: placement.rank };
  }
  if (clip.filedUnder.reportId !== report.id) return null;
  return { sectionId: clip.filedUnder.sectionId, rank: null };
}

/**
 * Returns the report as it is shown and written, computed at each call: the tree of sections, the
 * content of each in one list, the inbox, the bin. The content of a binned section goes into the
 * bin with it and comes back with it. `clips` are those filed under, placed or cited in the report;
 * others are ignored. Costs n log n.
 */
export function arrangeReport(content: ReportContent, clips: readonly Clip[]): ReportTree {
  const tree = buildSectionTree(content.sections);
  const citations = new Map<CitationId, Citation>();
  for (const citation of content.citations) citations.set(citation.id, citation);
  const placements = new Map(content.placements.map((placement) => [placement.clipId, placement]));
  const lists = new ContentLists(tree);

  const clipItems = new Map<ClipId, FiledClip>();
  for (const clip of clips) {
    const placement = placements.get(clip.id) ?? null;
    const place = placeOfClip(clip, placement, content);
    if (place === null || clipItems.has(clip.id)) continue;
    const { id } = clip;
    clipItems.set(id, { kind: 'clip', id, rank: place.rank, clip, placement, citedBy: UNCITED });
  }

  const citedElsewhere = new Set<ClipId>();
  const statements = content.statements.map((statement) => statementItem(statement, citations));
  for (const item of statements) {
    if (item.statement.binnedAt !== null) {
      if (!isEmptyStatement(item.statement)) {
        lists.bin.push({
          kind: 'statement',
          statement: item.statement,
          binnedAt: item.statement.binnedAt,
        });
      }
      continue;
    }
    if (!lists.add(item, item.statement.sectionId, lists.opening)) continue;
    for (const { id, clipId } of item.citations) {
      const cited = clipItems.get(clipId);
      if (cited === undefined) citedElsewhere.add(clipId);
      else if (cited.citedBy === UNCITED) cited.citedBy = [id];
      else cited.citedBy.push(id);
    }
  }

  for (const item of clipItems.values()) {
    const { clip, placement } = item;
    const binnedAt = placement?.binnedAt ?? null;
    if (binnedAt !== null) lists.bin.push({ kind: 'clip', clip, placement, binnedAt });
    else {
      const place = placeOfClip(clip, placement, content);
      lists.add(item, place?.sectionId ?? null, lists.inbox);
    }
  }

  return {
    content,
    opening: lists.opening.sort(compareRanked),
    sections: lists.nodes(null, 1),
    inbox: lists.inbox.sort(compareRanked),
    bin: [...lists.bin, ...lists.binnedSections()].sort(latestFirst),
    citations,
    clips: clipItems,
    citedElsewhere,
  };
}

/** Returns the ids of all sections, statements and clips that are not in the bin. */
export function shownIds(tree: ReportTree): Set<string> {
  const ids = new Set<string>([...tree.opening, ...tree.inbox].map(({ id }) => id));
  const waiting = [...tree.sections];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    ids.add(node.section.id);
    for (const { id } of node.content) ids.add(id);
    waiting.push(...node.children);
  }
  return ids;
}

/**
 * Returns the clips that a report rests on: those that are not in the bin, and those that its
 * statements cite, also if they are in its bin or belong to another report. The numbers of the
 * report count them, and its verification checks them.
 */
export function countedClips(tree: ReportTree): Set<ClipId> {
  const ids = new Set(tree.citedElsewhere);
  const shown = shownIds(tree);
  for (const { id, citedBy } of tree.clips.values()) {
    if (citedBy.length > 0 || shown.has(id)) ids.add(id);
  }
  return ids;
}

/** Whether a statement has no text. The bin does not list such statements. */
export function isEmptyStatement({ text, raw }: Statement): boolean {
  return raw === null && text.trim() === '';
}

/** Returns the clips in the bin, by themselves or with their section. */
export function binnedClips(tree: ReportTree): ClipItem[] {
  const shown = shownIds(tree);
  return [...tree.clips.values()].filter(({ id }) => !shown.has(id));
}

/** Returns the clips that emptying the bin destroys: no statement outside of the bin cites them. */
export function clipsToDestroy(tree: ReportTree): ClipId[] {
  return binnedClips(tree).flatMap(({ id, citedBy }) => (citedBy.length > 0 ? [] : [id]));
}

function statementItem(
  statement: Statement,
  citations: ReadonlyMap<CitationId, Citation>,
): StatementItem {
  const named: Citation[] = [];
  for (const segment of parseStatementText(statement.text)) {
    const citation = segment.type === 'citation' ? citations.get(segment.citationId) : undefined;
    if (citation !== undefined) named.push(citation);
  }
  // An array that grew has room for many more items; a copy has none.
  return new ParsedStatement(statement, named.slice(), citations);
}

/** Parses its text at each access, because the result would take more memory than the text. */
class ParsedStatement implements StatementItem {
  readonly kind = 'statement';
  readonly id: Statement['id'];
  readonly rank: string;
  readonly #known: ReadonlyMap<CitationId, Citation>;

  constructor(
    readonly statement: Statement,
    readonly citations: readonly Citation[],
    known: ReadonlyMap<CitationId, Citation>,
  ) {
    this.id = statement.id;
    this.rank = statement.rank;
    this.#known = known;
  }

  get segments(): readonly StatementSegment[] {
    return parseStatementText(this.statement.text).filter(
      (segment) => segment.type === 'text' || this.#known.has(segment.citationId),
    );
  }
}

class ContentLists {
  readonly opening: ContentItem[] = [];
  readonly inbox: ContentItem[] = [];
  readonly bin: BinItem[] = [];
  readonly #inSection = new Map<SectionId, ContentItem[]>();

  constructor(readonly tree: SectionTree) {}

  /** Files an item. Returns false if its section is in the bin, and the item with it. */
  add(item: ContentItem, sectionId: SectionId | null, unsectioned: ContentItem[]): boolean {
    if (sectionId === null) {
      unsectioned.push(item);
      return true;
    }
    if (!this.tree.byId.has(sectionId)) {
      this.inbox.push(item);
      return true;
    }
    const list = this.#inSection.get(sectionId);
    if (list === undefined) this.#inSection.set(sectionId, [item]);
    else list.push(item);
    return this.tree.isLive(sectionId);
  }

  nodes(parentId: SectionId | null, depth: number): SectionNode[] {
    return this.tree
      .childrenOf(parentId)
      .filter((section) => section.binnedAt === null)
      .map((section) => ({
        section,
        depth,
        content: (this.#inSection.get(section.id) ?? []).sort(compareRanked),
        children: this.nodes(section.id, depth + 1),
      }));
  }

  binnedSections(): BinItem[] {
    return [...this.tree.byId.values()].flatMap((section): BinItem[] => {
      const { binnedAt } = section;
      if (binnedAt === null) return [];
      return [{ kind: 'section', section, binnedAt, contains: this.#count(section.id) }];
    });
  }

  #count(id: SectionId): number {
    let count = 0;
    const waiting = [id];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      count += this.#inSection.get(at)?.length ?? 0;
      waiting.push(...this.tree.childrenOf(at).map((section) => section.id));
    }
    return count;
  }
}

function latestFirst(a: BinItem, b: BinItem): number {
  if (a.binnedAt === b.binnedAt) return 0;
  return a.binnedAt < b.binnedAt ? 1 : -1;
}
