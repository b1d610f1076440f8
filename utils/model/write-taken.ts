import type * as Y from 'yjs';
import { contentAuthor } from './content-author';
import type { SectionId } from './ids';
import { rankAfter } from './ranks';
import { rawSection, rawStatement } from './raw-block';
import { reportMaps, statementText, TAG_FIELD } from './report-document';
import { getField, readRows, setField } from './rows';
import type {
  SectionContent,
  TakenPlacement,
  TakenSection,
  TakenStatement,
} from './section-content';
import { setCommonWording } from './section-origin';
import { recordCitation } from './statement-operations';
import { asAuthor, clockOf, newAuthor, textRuns } from './yjs-internals';

/** The rows to insert that a document does not have. */
export interface MissingContent {
  readonly sections: readonly TakenSection[];
  readonly statements: readonly TakenStatement[];
  readonly citations: SectionContent['citations'];
  readonly placements: readonly TakenPlacement[];
}

export function findMissing(doc: Y.Doc, content: SectionContent): MissingContent {
  const { sections, statements, citations, placements } = reportMaps(doc);
  const lacks = (map: Y.Map<unknown>, id: string, field: string) =>
    getField(map, id, field) === undefined;
  return {
    sections: content.sections.filter(({ id }) => lacks(sections, id, 'title')),
    statements: content.statements.filter(({ id }) => lacks(statements, id, 'kind')),
    citations: content.citations.filter(({ id }) => lacks(citations, id, 'names')),
    placements: withRanks(content.placements).filter(({ clipId }) =>
      lacks(placements, clipId, 'place'),
    ),
  };
}

/**
 * Writes the missing rows, each under the author of its content, so that copies which do this
 * separately write the same. Content without a section, and a section without a parent, get no
 * position yet, because that depends on the target. Notes are not written here. Linear.
 */
export function writeMissing(doc: Y.Doc, missing: MissingContent): void {
  const maps = reportMaps(doc);
  const writeAll = <T>(
    map: Y.Map<unknown>,
    rows: readonly T[],
    idOf: (row: T) => string,
    write: (row: T) => void,
  ) => {
    // If a part of a row exists here, other copies may have other parts, so the state is not the
    // same.
    const known = readRows(map);
    for (const row of rows) {
      const isPristine = !known.has(idOf(row));
      asAuthor(doc, authorFor(doc, JSON.stringify(row), isPristine), () => write(row));
    }
  };
  doc.transact(() => {
    writeAll(
      maps.sections,
      missing.sections,
      ({ id }) => id,
      (row) => writeSection(doc, row),
    );
    writeAll(
      maps.statements,
      missing.statements,
      ({ id }) => id,
      (row) => {
        writeStatement(doc, row);
      },
    );
    writeTexts(doc, missing.statements);
    writeAll(
      maps.citations,
      missing.citations,
      ({ id }) => id,
      ({ raw, ...row }) => {
        recordCitation(doc, raw === null ? row : { ...row, raw });
      },
    );
    writeAll(
      maps.placements,
      missing.placements,
      ({ clipId }) => clipId,
      (row) => {
        writePlacement(doc, row);
      },
    );
  });
}

/**
 * Writes a statement's text, unless somebody typed into it before its row arrived; that text stays.
 */
function writeTexts(doc: Y.Doc, statements: readonly TakenStatement[]): void {
  for (const { id, text: words } of statements) {
    const text = statementText(doc, id);
    if (text.length > 0 || words === '') continue;
    const author = authorFor(doc, JSON.stringify([id, words]), isUntouched(text));
    asAuthor(doc, author, () => text.insert(0, words));
  }
}

/**
 * Returns the author for a content: the content's own author, so that it is written only once.
 * Returns a new author if that is impossible, because the document differs from other copies before
 * the content is written, or had this content and it was undone.
 */
export function authorFor(doc: Y.Doc, content: string, isPristine: boolean): number {
  const author = contentAuthor(content);
  return isPristine && clockOf(doc, author) === 0 ? author : newAuthor();
}

/** Whether nobody ever typed into a text. */
function isUntouched(text: Y.Text): boolean {
  return textRuns(text).next().done === true;
}

function writeSection(doc: Y.Doc, section: TakenSection): void {
  const { id, parentId, rank, level, title, raw, gapBefore } = section;
  const { sections } = reportMaps(doc);
  setField(sections, id, 'title', title);
  setField(sections, id, 'level', level);
  if (raw !== null) setField(sections, id, 'raw', rawSection({ title, level }, raw));
  if (gapBefore !== '') setField(sections, id, 'gapBefore', gapBefore);
  if (parentId !== null) setField(sections, id, 'place', { parentId, rank, movedAt: null });
}

function writeStatement(doc: Y.Doc, statement: TakenStatement): void {
  const { id, sectionId, rank, kind, marker, depth, text, raw, gapBefore } = statement;
  const { statements } = reportMaps(doc);
  setField(statements, id, 'kind', kind);
  if (marker !== '') setField(statements, id, 'marker', marker);
  if (depth !== 0) setField(statements, id, 'depth', depth);
  if (raw !== null) {
    setField(statements, id, 'raw', rawStatement({ kind, marker, depth, text }, raw));
  }
  if (gapBefore !== '') setField(statements, id, 'gapBefore', gapBefore);
  setCommonWording(doc, id, text);
  if (sectionId !== null) setField(statements, id, 'place', { sectionId, rank });
}

function writePlacement(doc: Y.Doc, placement: TakenPlacement): void {
  const { clipId, sectionId, rank, tags, pinId, pageTitle } = placement;
  const { placements } = reportMaps(doc);
  for (const tag of tags) if (tag !== '') setField(placements, clipId, TAG_FIELD + tag, true);
  if (pinId !== null) setField(placements, clipId, 'pinId', pinId);
  if (pageTitle !== undefined) setField(placements, clipId, 'pageTitle', pageTitle);
  if (sectionId !== null) setField(placements, clipId, 'place', { sectionId, rank });
}

/** Clips that were never moved come last in their section; here they need a rank. */
function withRanks(placements: readonly TakenPlacement[]): TakenPlacement[] {
  const last = new Map<SectionId | null, string>();
  for (const { sectionId, rank } of placements) {
    if (rank !== null && rank > (last.get(sectionId) ?? '')) last.set(sectionId, rank);
  }
  return placements.map((placement) => {
    if (placement.rank !== null) return placement;
    const rank = rankAfter(last.get(placement.sectionId) ?? null);
    last.set(placement.sectionId, rank);
    return { ...placement, rank };
  });
}
