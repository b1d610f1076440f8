import type * as Y from 'yjs';
import type { Clip } from './evidence';
import type { SectionId } from './ids';
import type { ReportContent } from './report-content';
import { type ReportTree, type SectionNode, shownIds } from './report-tree';
import type { SectionContent, TakenPlacement, TakenSection } from './section-content';
import { commonWording } from './section-origin';

export interface TakeOptions {
  /** Null for the whole report, with the statements before its headings and its inbox. */
  readonly sectionIds: readonly SectionId[] | null;
  readonly notes: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/**
 * Returns sections of a report with their content and subsections, for another report. Items in the
 * bin are left out. `tree` is the report as `arrangeReport` returns it. Linear.
 */
export function takeSections(doc: Y.Doc, tree: ReportTree, options: TakeOptions): SectionContent {
  const { content } = tree;
  const wanted = wantedNodes(tree, options.sectionIds);
  const whole = options.sectionIds === null;
  const inside = new Set<SectionId>();
  const sections: TakenSection[] = [];
  const placements: TakenPlacement[] = [];
  // A clip from elsewhere that is only cited can have a pin of this report.
  const held = new Map(content.placements.map((placement) => [placement.clipId, placement]));
  const place = (sectionId: SectionId | null, clip: Clip['id'], rank: string | null) => {
    const placement = held.get(clip) ?? null;
    placements.push({
      clipId: clip,
      sectionId,
      rank,
      note: options.notes ? (placement?.note ?? '') : '',
      tags: [...(placement?.tags ?? [])],
      pinId: placement?.pinId ?? null,
      ...(placement?.pageTitle === undefined ? {} : { pageTitle: placement.pageTitle }),
    });
  };
  const visit = (node: SectionNode, parentId: SectionId | null) => {
    const { id, rank, level, title, gapBefore } = node.section;
    const raw = withoutLedMarks(node.section);
    inside.add(id);
    sections.push({ id, parentId, rank, level, title, raw, gapBefore });
    for (const item of node.content) if (item.kind === 'clip') place(id, item.id, item.rank);
    for (const child of node.children) visit(child, id);
  };
  for (const node of wanted) visit(node, null);
  if (whole) {
    for (const item of tree.inbox) if (item.kind === 'clip') place(null, item.id, item.rank);
  }

  const shown = shownIds(tree);
  const statements = content.statements.filter(({ id, sectionId }) => {
    if (!shown.has(id)) return false;
    return sectionId !== null && inside.has(sectionId) ? true : whole;
  });
  const kept = new Map(statements.map(({ id, sectionId }) => [id, sectionId]));
  const citations = citationsOf(content, kept);
  // A cited clip from elsewhere gets the place of its first citation. Without a place it would be
  // nowhere in the other report.
  const placed = new Set(placements.map(({ clipId }) => clipId));
  for (const { statementId, clipId } of citations) {
    const inBin = tree.clips.has(clipId) && !shown.has(clipId);
    if (placed.has(clipId) || inBin) continue;
    placed.add(clipId);
    place(homeOf(kept.get(statementId) ?? null, inside), clipId, null);
  }
  return {
    from: { reportId: content.id, title: content.title, takenAt: options.at },
    sections,
    statements: statements.map((statement) => {
      const { id, rank, kind, marker, depth, text, raw, gapBefore } = statement;
      const sectionId = homeOf(statement.sectionId, inside);
      const base = commonWording(doc, id);
      return { id, sectionId, rank, kind, marker, depth, text, raw, gapBefore, base };
    }),
    citations,
    placements,
  };
}

/** A mark that leads to a list or a note of its own file. */
const LED = /\[[^[\]\n]{1,100}\](?!\()|[⁰¹²³⁴-⁹]|<sup\b|【|\u{E200}/u;

/** Returns the bytes of a heading, or null if they have a mark that could name another source there. */
function withoutLedMarks({ raw, title }: SectionNode['section']): string | null {
  return raw !== null && LED.test(raw) && !LED.test(title) ? null : raw;
}

function wantedNodes(tree: ReportTree, ids: readonly SectionId[] | null): SectionNode[] {
  if (ids === null) return [...tree.sections];
  const wanted = new Set(ids);
  const found: SectionNode[] = [];
  const waiting = [...tree.sections].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    // A wanted section inside another wanted section is included with it.
    if (wanted.has(node.section.id)) found.push(node);
    else waiting.push(...[...node.children].reverse());
  }
  return found;
}

function homeOf(id: SectionId | null, inside: ReadonlySet<SectionId>): SectionId | null {
  return id !== null && inside.has(id) ? id : null;
}

function citationsOf(content: ReportContent, statements: ReadonlyMap<string, unknown>) {
  return content.citations.filter(({ statementId }) => statements.has(statementId));
}
