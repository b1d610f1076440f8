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
  /** The sibling that it is put before; null or absent: at the end. */
  readonly before?: SectionId | null;
  /** Heading level 1–6; absent: one below the parent's, 2 at the top. */
  readonly level?: number;
  readonly at: string;
  /** The heading as it was written in a file, and the bytes before it. */
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
 * Moves a section with everything in it, or reorders it among its siblings. Under another
 * parent its heading level, and those below it, follow. Refused (false) into itself.
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

/** Puts a section into the bin, and with it what lies in it. */
export function binSection(doc: Y.Doc, change: { id: SectionId; at: string }): void {
  setField(reportMaps(doc).sections, change.id, 'binnedAt', change.at);
}

/** Brings it back where it was, or, if that is in the bin, into the nearest section that is not. */
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

/** The level of a heading put under that section; 2 at the top. */
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
