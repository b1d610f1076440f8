import type * as Y from 'yjs';
import type { SectionId } from './ids';
import { planInsertion } from './ranks';
import { type RawBlock, rawSection } from './raw-block';
import type { Section } from './report-content';
import { readSections, reportMaps } from './report-document';
import { setField } from './rows';
import { buildSectionTree, type SectionTree } from './section-tree';

/** Edits of sections. Each is one transaction; ids and times (ISO 8601 UTC) come from the caller. */

export interface NewSection {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly title: string;
  /** The sibling that follows; null or absent for the end. */
  readonly before?: SectionId | null;
  /** The heading level 1–6. Absent: one below the parent's, or 2 at the top level. */
  readonly level?: number;
  readonly at: string;
  /** The heading's original bytes in a file, and the bytes before it. */
  readonly raw?: string;
  readonly gapBefore?: string;
}

export function createSection(doc: Y.Doc, section: NewSection): void {
  const { id, title, at } = section;
  doc.transact(() => {
    const { sections } = reportMaps(doc);
    const tree = buildSectionTree(readSections(sections));
    const level = section.level ?? levelUnder(tree, section.parentId);
    setField(sections, id, 'title', title);
    setField(sections, id, 'level', level);
    if (section.raw !== undefined) {
      const raw: RawBlock = rawSection({ title, level }, section.raw);
      setField(sections, id, 'raw', raw);
    }
    if (section.gapBefore !== undefined) setField(sections, id, 'gapBefore', section.gapBefore);
    placeSection(sections, tree, { id, at }, section.parentId, section.before ?? null);
  });
}

export function renameSection(doc: Y.Doc, change: { id: SectionId; title: string }): void {
  setField(reportMaps(doc).sections, change.id, 'title', change.title);
}

export interface SectionMove {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly before?: SectionId | null;
  readonly at: string;
}

/**
 * Moves a section with its content, or reorders it among its siblings. Under another parent its
 * heading level and those of its subsections change. Returns false for a move into itself.
 */
export function moveSection(doc: Y.Doc, move: SectionMove): boolean {
  const { sections } = reportMaps(doc);
  const tree = buildSectionTree(readSections(sections));
  const section = tree.byId.get(move.id);
  if (section === undefined) return false;
  if (move.parentId !== null) {
    if (!tree.byId.has(move.parentId) || tree.isWithin(move.parentId, move.id)) return false;
  }
  doc.transact(() => {
    if (tree.parentOf(move.id) !== move.parentId) {
      shiftLevels(sections, tree, section, levelUnder(tree, move.parentId) - section.level);
    }
    placeSection(sections, tree, move, move.parentId, move.before ?? null);
  });
  return true;
}

/** Puts a section with its content into the bin. */
export function binSection(doc: Y.Doc, change: { id: SectionId; at: string }): void {
  setField(reportMaps(doc).sections, change.id, 'binnedAt', change.at);
}

/**
 * Restores a section to its former place or, if that is in the bin, to the nearest section that is
 * not.
 */
export function restoreSection(doc: Y.Doc, change: { id: SectionId; at: string }): void {
  doc.transact(() => {
    const { sections } = reportMaps(doc);
    const tree = buildSectionTree(readSections(sections));
    setField(sections, change.id, 'binnedAt', null);
    const parent = tree.parentOf(change.id);
    const home = tree.nearestLive(parent);
    if (home !== parent) moveSection(doc, { ...change, parentId: home });
  });
}

function placeSection(
  sections: Y.Map<unknown>,
  tree: SectionTree,
  what: { readonly id: SectionId; readonly at: string },
  parentId: SectionId | null,
  before: SectionId | null,
): void {
  const siblings = tree.childrenOf(parentId).filter(({ id }) => id !== what.id);
  const index = siblings.findIndex(({ id }) => id === before);
  const plan = planInsertion(siblings, index < 0 ? siblings.length : index);
  setField(sections, what.id, 'place', { parentId, rank: plan.rank, movedAt: what.at });
  for (const { id, rank } of plan.changes) {
    const sibling = siblings.find((known) => known.id === id);
    const movedAt = sibling?.movedAt ?? null;
    setField(sections, id, 'place', { parentId, rank, movedAt });
  }
}

/** Returns the level of a heading under that section; 2 at the top level. */
export function levelUnder(tree: SectionTree, parentId: SectionId | null): number {
  const parent = parentId === null ? undefined : tree.byId.get(parentId);
  return parent === undefined ? 2 : Math.min(6, parent.level + 1);
}

function shiftLevels(
  sections: Y.Map<unknown>,
  tree: SectionTree,
  section: Section,
  by: number,
): void {
  if (by === 0) return;
  const waiting = [section];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    setField(sections, at.id, 'level', Math.max(1, Math.min(6, at.level + by)));
    waiting.push(...tree.childrenOf(at.id));
  }
}
