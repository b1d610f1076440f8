import type * as Y from 'yjs';
import { editText } from './edit-text';
import {
  placementNote,
  type ReportDocument,
  readSections,
  reportMaps,
  statementText,
} from './report-document';
import { binnedClips, type ReportTree, shownIds } from './report-tree';
import { getField, setField } from './rows';
import { renameSection } from './section-operations';
import { buildSectionTree } from './section-tree';
import { renameFrontMatter } from './yaml-field';

/** The edits that concern the report as a whole. */

/**
 * Changes the title. The file of an imported report has its title as a heading or in its front
 * matter, which exports show instead of the title, so these change too.
 */
export function setTitle(doc: Y.Doc, { title }: { title: string }): void {
  const { report, sections } = reportMaps(doc);
  const before = String(report.get('title') ?? '').trim();
  doc.transact(() => {
    if (before !== '' && before !== title.trim()) {
      const tree = buildSectionTree(readSections(sections));
      const heading = tree
        .childrenOf(null)
        .find((each) => each.level === 1 && each.title.trim() === before && tree.isLive(each.id));
      if (heading !== undefined) renameSection(doc, { id: heading.id, title });
      const preamble = String(report.get('preamble') ?? '');
      const renamed = renameFrontMatter(preamble, before, title);
      if (renamed !== preamble) setReportField(doc, 'preamble', renamed);
    }
    setReportField(doc, 'title', title);
  });
}

/** `language` is a BCP 47 tag. */
export function setLanguage(doc: Y.Doc, change: { language: string }): void {
  setReportField(doc, 'language', change.language);
}

export function binReport(doc: Y.Doc, change: { at: string }): void {
  setReportField(doc, 'binnedAt', change.at);
}

export function restoreReport(doc: Y.Doc): void {
  setReportField(doc, 'binnedAt', null);
}

/**
 * Destroys what is in the bin: deletes texts, notes and tags, and marks the rows so that they are
 * not shown again. Text that another person types into one of them at the same time is kept and
 * shown. The library purges the evidence of binned clips. A clip that a statement still cites stays
 * in the bin.
 */
export function emptyBin(doc: ReportDocument, change: { tree: ReportTree; at: string }): void {
  const { sections, statements, placements } = reportMaps(doc);
  const { content } = change.tree;
  const shown = shownIds(change.tree);
  doc.transact(() => {
    for (const { id } of content.sections) {
      if (!shown.has(id)) setField(sections, id, 'purgedAt', change.at);
    }
    for (const { id, binnedAt } of content.statements) {
      if (shown.has(id)) continue;
      editText(statementText(doc, id), '');
      setField(statements, id, 'binnedAt', binnedAt ?? change.at);
      setField(statements, id, 'purgedAt', change.at);
    }
    for (const { id, citedBy } of binnedClips(change.tree)) {
      if (citedBy.length === 0) editText(placementNote(doc, id), '');
      // A clip that was in the bin with its section stays in the bin when the section is destroyed.
      const binnedAt = getField(placements, id, 'binnedAt') ?? change.at;
      setField(placements, id, 'binnedAt', binnedAt);
    }
  });
}

function setReportField(doc: Y.Doc, field: string, value: string | null): void {
  const { report } = reportMaps(doc);
  if ((report.get(field) ?? null) === value) return;
  if (value === null) report.delete(field);
  else report.set(field, value);
}
