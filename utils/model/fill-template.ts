import type * as Y from 'yjs';
import { moveClip } from './clip-operations';
import { type ClipId, newId, type SectionId } from './ids';
import { insertSection } from './insert-section';
import { type ReportDocument, readSections, reportMaps } from './report-document';
import type { ReportTree, SectionNode } from './report-tree';
import { createSection } from './section-operations';
import { buildSectionTree } from './section-tree';
import { createStatement, recordCitation } from './statement-operations';
import { citationToken, escapeStatementText } from './statement-text';
import { takeSections } from './take-sections';

/** What happened to a passage of the previous report, as a line that cites it. */
export interface TemplateChange {
  readonly clipId: ClipId;
  /** Plain text before the citation. */
  readonly words: string;
  /** The citation's label: the title of its page. */
  readonly label: string;
}

export interface Template {
  /** The report that the new one starts from. */
  readonly tree: ReportTree;
  /** The new report's title. A section with the old report's title gets it too. */
  readonly title: string;
  /**
   * They are cited in a section of their own at the top. If there are none, there is no such
   * section.
   */
  readonly changes: readonly TemplateChange[];
  readonly changesTitle: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/**
 * Gives an empty report the sections of another, with the same order and levels but without
 * content. The ids are new, so that the two do not merge. Each changed passage becomes a list item
 * in a section that comes first. Call it in one transaction. The cost is the square of the number
 * of sections.
 */
export function fillFromTemplate(doc: Y.Doc, template: Template): void {
  const { tree, at } = template;
  const before = tree.content.title.trim();
  const copy = (node: SectionNode, parentId: SectionId | null): SectionId => {
    const id: SectionId = newId<'section'>();
    const { level, title } = node.section;
    const named = before !== '' && title.trim() === before ? template.title : title;
    createSection(doc, { id, parentId, title: named, level, at });
    for (const child of node.children) copy(child, id);
    return id;
  };
  const roots = tree.sections.map((node) => ({ node, id: copy(node, null) }));
  if (template.changes.length > 0) writeChanges(doc, template, roots);
}

function writeChanges(
  doc: Y.Doc,
  { changes, changesTitle, at }: Template,
  roots: readonly { readonly node: SectionNode; readonly id: SectionId }[],
): void {
  const [first] = roots;
  const sectionId: SectionId = newId<'section'>();
  // If all sections are under one heading, as in a file, the section is added inside it.
  const inside = first !== undefined && roots.length === 1 && first.node.children.length > 0;
  createSection(doc, {
    id: sectionId,
    parentId: inside ? first.id : null,
    title: changesTitle,
    level: inside ? Math.min(6, first.node.section.level + 1) : (first?.node.section.level ?? 2),
    before: inside ? firstChild(doc, first.id) : (first?.id ?? null),
    at,
  });
  for (const { clipId, words, label } of changes) {
    const id = newId<'statement'>();
    const citationId = newId<'citation'>();
    const text = `${escapeStatementText(words)} ${citationToken(citationId)}`;
    createStatement(doc, { id, text, position: { sectionId }, kind: 'item', marker: '-' });
    recordCitation(doc, { id: citationId, statementId: id, clipId, label });
  }
  // A clip of another report is in this one only if it is placed here.
  for (const { clipId } of changes) moveClip(doc, { clipId, position: { sectionId } });
}

/** Returns the copy of the first section below one. They were made in order. */
function firstChild(doc: Y.Doc, parentId: SectionId): SectionId | null {
  return (
    buildSectionTree(readSections(reportMaps(doc).sections)).childrenOf(parentId)[0]?.id ?? null
  );
}

/**
 * Makes an empty report a copy of another: its sections, statements, citations, placements and
 * notes, and the first and last bytes of its file. Reviews and sign-offs stay with the original
 * report. Call it in one transaction. Costs n log n.
 */
export function fillWithCopy(
  doc: ReportDocument,
  from: ReportDocument,
  tree: ReportTree,
  at: string,
): void {
  const { preamble, finalBytes } = tree.content;
  const { report } = reportMaps(doc);
  if (preamble !== '') report.set('preamble', preamble);
  if (finalBytes !== '') report.set('finalBytes', finalBytes);
  insertSection(doc, takeSections(from, tree, { sectionIds: null, notes: true, at }), {
    under: null,
    at,
  });
}
