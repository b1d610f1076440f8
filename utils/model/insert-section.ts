import type * as Y from 'yjs';
import { lastRank } from './content-position';
import type { SectionId, StatementId } from './ids';
import { planInsertion, rankAfter } from './ranks';
import { markReadAgain } from './read-again';
import { type ReportDocument, readSections, reportMaps } from './report-document';
import { setField } from './rows';
import type { SectionContent } from './section-content';
import { levelUnder, restoreSection } from './section-operations';
import { setSectionOrigin } from './section-origin';
import { buildSectionTree, type SectionTree } from './section-tree';
import { updateKnown } from './update-known';
import { findMissing, type MissingContent, writeMissing } from './write-taken';

export interface SectionInsertion {
  /** Null for the top level. */
  readonly under: SectionId | null;
  /** The sibling that follows; null or absent for the end. */
  readonly before?: SectionId | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface InsertedSections {
  /** The sections that are new here. */
  readonly sections: readonly SectionId[];
  readonly statements: readonly StatementId[];
  /**
   * The statements that were changed both here and there since they were last equal. They are
   * marked.
   */
  readonly readAgain: readonly StatementId[];
}

/**
 * Inserts sections of another report into this one in one transaction. Headings nest under the
 * target. Statements, citations and placements keep their ids, and each section records the report
 * that it came from. Sections that were inserted before are updated in place, and changes made here
 * are kept. So the same insertion again changes nothing, and two copies that both made it have it
 * once after a merge. What was purged here stays purged. `content` must be complete
 * (`findDanglingRow`), and the caller must add its evidence. Costs n log n.
 */
export function insertSection(
  doc: ReportDocument,
  given: SectionContent,
  insertion: SectionInsertion,
): InsertedSections {
  // A section with a date in the future would count as newer than every section received later.
  const isLater = given.from.takenAt > insertion.at;
  const from = isLater ? { ...given.from, takenAt: insertion.at } : given.from;
  const content = { ...given, from };
  return doc.transact(() => {
    const missing = findMissing(doc, content);
    const tree = buildSectionTree(readSections(reportMaps(doc).sections));
    writeMissing(doc, missing);
    placeRoots(doc, tree, missing, insertion);
    nestLevels(doc, tree, content, missing, insertion);
    placeLoose(doc, missing, insertion.under);
    recordOrigins(doc, content, missing, insertion.at);
    for (const { id, parentId } of content.sections) {
      const known = parentId === null ? tree.byId.get(id) : undefined;
      if (known !== undefined && known.binnedAt !== null) {
        restoreSection(doc, { id, at: insertion.at });
      }
    }
    const readAgain = updateKnown(doc, content, missing);
    markReadAgain(doc, readAgain);
    return {
      sections: missing.sections.map(({ id }) => id),
      statements: missing.statements.map(({ id }) => id),
      readAgain,
    };
  });
}

/** Puts the inserted top sections at the target, one after the other. */
function placeRoots(
  doc: Y.Doc,
  tree: SectionTree,
  missing: MissingContent,
  { under, before = null, at }: SectionInsertion,
): void {
  const { sections } = reportMaps(doc);
  const siblings = tree.childrenOf(under).map(({ id, rank }) => ({ id, rank }));
  for (const { id, parentId } of missing.sections) {
    if (parentId !== null) continue;
    const index = siblings.findIndex((sibling) => sibling.id === before);
    const place = index < 0 ? siblings.length : index;
    const plan = planInsertion(siblings, place);
    setField(sections, id, 'place', { parentId: under, rank: plan.rank, movedAt: at });
    for (const { id: key, rank } of plan.changes) {
      const movedAt = tree.byId.get(key as SectionId)?.movedAt ?? null;
      setField(sections, key, 'place', { parentId: under, rank, movedAt });
      const changed = siblings.find((sibling) => sibling.id === key);
      if (changed !== undefined) changed.rank = rank;
    }
    siblings.splice(place, 0, { id, rank: plan.rank });
  }
}

/** Sets heading levels by the depth of the target; subsections follow their section. */
function nestLevels(
  doc: Y.Doc,
  tree: SectionTree,
  content: SectionContent,
  missing: MissingContent,
  { under }: SectionInsertion,
): void {
  const isNew = new Set(missing.sections.map(({ id }) => id));
  const shifts = new Map<SectionId, number>();
  // A parent comes before its children, as `takeSections` returns them; otherwise it does not
  // shift.
  for (const { id, parentId, level } of content.sections) {
    let shift = parentId === null ? 0 : (shifts.get(parentId) ?? 0);
    if (!isNew.has(id)) shift = (tree.byId.get(id)?.level ?? level) - level;
    else if (parentId === null && under !== null) shift = levelUnder(tree, under) - level;
    shifts.set(id, shift);
    if (!isNew.has(id) || shift === 0) continue;
    setField(reportMaps(doc).sections, id, 'level', Math.max(1, Math.min(6, level + shift)));
  }
}

/** Content outside of sections goes to the end of the target. */
function placeLoose(doc: Y.Doc, missing: MissingContent, under: SectionId | null): void {
  const { statements, placements } = reportMaps(doc);
  const append = (kind: 'statement' | 'clip', map: Y.Map<unknown>, ids: readonly string[]) => {
    if (ids.length === 0) return;
    let rank = lastRank(doc, { kind, id: '' }, under);
    for (const id of ids) {
      rank = rankAfter(rank);
      setField(map, id, 'place', { sectionId: under, rank });
    }
  };
  const loose = missing.statements.filter(({ sectionId }) => sectionId === null);
  append(
    'statement',
    statements,
    loose.map(({ id }) => id),
  );
  const clips = missing.placements.filter(({ sectionId }) => sectionId === null);
  append(
    'clip',
    placements,
    clips.map(({ clipId }) => clipId),
  );
}

function recordOrigins(
  doc: Y.Doc,
  { from }: SectionContent,
  missing: MissingContent,
  insertedAt: string,
): void {
  for (const { id, title: heading } of missing.sections) {
    setSectionOrigin(doc, id, { ...from, heading, insertedAt });
  }
}
