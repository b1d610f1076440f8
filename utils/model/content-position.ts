import type * as Y from 'yjs';
import type { SectionId } from './ids';
import { compareRanked, planInsertions, rankAfter } from './ranks';
import { reportMaps } from './report-document';
import { asRecord, asStringOrNull, readRows, setField } from './rows';

/** One entry of a section's content. `ContentItem` of report-tree.ts is one. */
export interface ContentRef {
  readonly kind: 'statement' | 'clip';
  readonly id: string;
  readonly rank: string | null;
}

/** A position among the statements and clips of a section. */
export interface ContentPosition {
  /** Null for the opening (a statement) or the inbox (a clip). */
  readonly sectionId: SectionId | null;
  /** The statement or clip that follows; null or absent for the end. */
  readonly before?: string | null;
  /**
   * The section's content as shown (`SectionNode.content`, `opening` or `inbox`). Needed for a
   * position before an item, or after clips that were never moved. Without it, the end is after
   * what the document itself has placed there.
   */
  readonly content?: readonly ContentRef[];
}

/** Moves a statement or clip to a position, and changes the ranks of neighbours if necessary. */
export function placeContent(
  doc: Y.Doc,
  what: Omit<ContentRef, 'rank'>,
  position: ContentPosition,
): void {
  const { sectionId } = position;
  if (position.content === undefined) {
    setPlace(doc, what, sectionId, rankAfter(lastRank(doc, what, sectionId)));
    return;
  }
  placeContents(doc, [what], { ...position, content: position.content });
}

/** Does the same for several items, which then stand there in the given order. */
export function placeContents(
  doc: Y.Doc,
  what: readonly Omit<ContentRef, 'rank'>[],
  position: ContentPosition & Required<Pick<ContentPosition, 'content'>>,
): void {
  const { sectionId } = position;
  const moved = new Set(what.map(({ id }) => id));
  const siblings = position.content.filter(({ id }) => !moved.has(id)).sort(compareRanked);
  const index = siblings.findIndex(({ id }) => id === (position.before ?? null));
  const plan = planInsertions(siblings, index < 0 ? siblings.length : index, what.length);
  what.forEach((each, at) => {
    setPlace(doc, each, sectionId, plan.ranks[at] ?? rankAfter(null));
  });
  for (const { id, rank } of plan.changes) {
    const sibling = siblings.find((known) => known.id === id);
    if (sibling !== undefined) setPlace(doc, sibling, sectionId, rank);
  }
}

function setPlace(
  doc: Y.Doc,
  { kind, id }: Omit<ContentRef, 'rank'>,
  sectionId: SectionId | null,
  rank: string,
): void {
  const { statements, placements } = reportMaps(doc);
  setField(kind === 'statement' ? statements : placements, id, 'place', { sectionId, rank });
}

/** Returns the last rank in a section of the document, without `what`; null if there is none. */
export function lastRank(
  doc: Y.Doc,
  what: Omit<ContentRef, 'rank'>,
  sectionId: SectionId | null,
): string | null {
  const { statements, placements } = reportMaps(doc);
  // Statements and clips outside of sections are two lists: the opening and the inbox.
  const maps = sectionId !== null ? [statements, placements] : [];
  if (sectionId === null) maps.push(what.kind === 'statement' ? statements : placements);
  let last: string | null = null;
  for (const map of maps) {
    for (const [id, row] of readRows(map)) {
      const place = asRecord(row.get('place'));
      const rank = asStringOrNull(place['rank']);
      if (id === what.id || rank === null || (place['sectionId'] ?? null) !== sectionId) continue;
      if (last === null || rank > last) last = rank;
    }
  }
  return last;
}
