import type * as Y from 'yjs';
import type { SectionId } from './ids';
import { compareRanked, planInsertions, rankAfter } from './ranks';
import { reportMaps } from './report-document';
import { asRecord, asStringOrNull, readRows, setField } from './rows';

/** One entry of a section's content: `ContentItem` of report-tree.ts is one. */
export interface ContentRef {
  readonly kind: 'statement' | 'clip';
  readonly id: string;
  readonly rank: string | null;
}

/** A place among the statements and clips of a section. */
export interface ContentPosition {
  /** Null: the opening for a statement, the inbox for a clip. */
  readonly sectionId: SectionId | null;
  /** Put before this statement or clip; null or absent: at the end. */
  readonly before?: string | null;
  /**
   * The section's content as shown (`SectionNode.content`, `opening` or `inbox`). Needed to
   * stand before something, or after clips that nobody has moved yet; without it, the end is
   * the end of what the document itself has put there.
   */
  readonly content?: readonly ContentRef[];
}

/** Gives a statement or clip its place, and new ranks to the neighbours that stood in the way. */
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

/** The same for several, which then stand there in the order given, wherever they were before. */
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

/** The last rank that the document itself gives in a section, `what` left out; null for none. */
export function lastRank(
  doc: Y.Doc,
  what: Omit<ContentRef, 'rank'>,
  sectionId: SectionId | null,
): string | null {
  const { statements, placements } = reportMaps(doc);
  // Statements and clips of no section are two lists: the opening and the inbox.
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
