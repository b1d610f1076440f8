import type * as Y from 'yjs';
import type { ChangeKind } from './change-kinds';
import { setNote } from './clip-operations';
import { editText } from './edit-text';
import type { CitationId, ClipId, SectionId, StatementId } from './ids';
import { isNoteName } from './note-author';
import { compareRanked } from './ranks';
import { statementText } from './report-document';
import { asId, asRecord, asString, asStringOrNull } from './rows';
import { citationIdsOf } from './statement-text';

/*
 * What a merge changes of what a report had before: field by field and text by text, whatever
 * made it. Rows that are new are additions, and no changes. A change that is not wanted is put
 * back by an ordinary edit: a Yjs document cannot leave out one change of an author and keep the
 * next one.
 */

/** The maps of a report's document in which a merge may change what was there. */
const MAPS = [
  'report',
  'sections',
  'statements',
  'citations',
  'placements',
  'repairs',
  'twins',
  'attention',
] as const;
type MapName = (typeof MAPS)[number];

export interface FieldChange {
  readonly type: 'field';
  readonly kind: ChangeKind;
  readonly map: MapName;
  /** `<row id>/<field>`; of the report itself the field. */
  readonly key: string;
  /** Plain JSON; null: there was none. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface TextChange {
  readonly type: 'text';
  readonly kind: ChangeKind;
  /** Of the root text. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export type DocumentChange = FieldChange | TextChange;

/** The rows that a merge added. */
export interface AddedRows {
  readonly sections: readonly SectionId[];
  readonly statements: readonly StatementId[];
  readonly citations: readonly CitationId[];
}

/** Everything in a document that a merge may change, as plain values. */
export interface DocumentState {
  readonly fields: ReadonlyMap<MapName, ReadonlyMap<string, unknown>>;
  readonly texts: ReadonlyMap<string, string>;
}

const STATEMENT_TEXT = 'statement/';

export function readDocumentState(doc: Y.Doc): DocumentState {
  const fields = new Map(
    MAPS.map((name) => [name, new Map(Object.entries(doc.getMap(name).toJSON()))]),
  );
  const texts = new Map<string, string>();
  for (const name of doc.share.keys()) {
    if (isNoteName(name) || name.startsWith(STATEMENT_TEXT)) {
      texts.set(name, doc.getText(name).toString());
    }
  }
  return { fields, texts };
}

/**
 * What differs of what was there. `isKnown` tells of a clip whether the library had it: its note,
 * its tags and its place are then changed, although the document did not name it before. Linear;
 * n log n in what moved.
 */
export function changesBetween(
  before: DocumentState,
  after: DocumentState,
  isKnown: (clipId: ClipId) => boolean,
): DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (const map of MAPS) {
    const [was, now] = [fieldsOf(before, map), fieldsOf(after, map)];
    const rows = new Set([...was.keys()].map(rowOf));
    const isOld = (key: string) =>
      map === 'report' || rows.has(rowOf(key)) || (ofClip(map) && isKnown(rowOf(key) as ClipId));
    const unmoved = map === 'report' ? new Set<string>() : unmovedRows(was, now);
    const left = new Set([...now.keys()].map(rowOf));
    for (const key of new Set([...was.keys(), ...now.keys()])) {
      const [a, b] = [was.get(key) ?? null, now.get(key) ?? null];
      if (!isOld(key) || same(a, b)) continue;
      if (fieldOf(map, key) === 'place' && unmoved.has(rowOf(key))) continue;
      const kind = kindOf(map, fieldOf(map, key), left.has(rowOf(key)));
      if (kind !== null) changes.push({ type: 'field', kind, map, key, before: a, after: b });
    }
  }
  const statements = new Set([...fieldsOf(before, 'statements').keys()].map(rowOf));
  for (const [name, text] of after.texts) {
    const was = before.texts.get(name) ?? '';
    if (was === text) continue;
    const id = name.slice(name.indexOf('/') + 1);
    const isNote = isNoteName(name);
    const isOld = was !== '' || (isNote ? isKnown(id as ClipId) : statements.has(id));
    // The words of a statement that is destroyed go with it.
    const isGone = fieldsOf(after, 'statements').has(`${id}/purgedAt`) && text === '';
    const kind = isNote ? 'notes' : isGone ? 'destroyed' : 'words';
    if (isOld) changes.push({ type: 'text', kind, name, before: was, after: text });
  }
  return changes;
}

export function addedRows(before: DocumentState, after: DocumentState): AddedRows {
  const added = (map: MapName) => {
    const known = new Set([...fieldsOf(before, map).keys()].map(rowOf));
    return [...new Set([...fieldsOf(after, map).keys()].map(rowOf))].filter((id) => !known.has(id));
  };
  return {
    sections: added('sections').flatMap((id) => asId<'section'>(id) ?? []),
    statements: added('statements').flatMap((id) => asId<'statement'>(id) ?? []),
    citations: added('citations').flatMap((id) => asId<'citation'>(id) ?? []),
  };
}

/**
 * Puts changes back, as one edit. What was changed again since stays as it is; gives how many did.
 * A citation that came with words that are put back goes with them.
 */
export function putBack(
  doc: Y.Doc,
  changes: readonly DocumentChange[],
  added: Pick<AddedRows, 'citations'>,
): { readonly kept: number } {
  let kept = 0;
  doc.transact(() => {
    const without = new Set<string>();
    for (const change of changes) {
      if (change.type === 'field') {
        const map = doc.getMap(change.map);
        if (!same(map.get(change.key) ?? null, change.after)) kept += 1;
        else if (change.before === null) map.delete(change.key);
        else map.set(change.key, change.before);
        continue;
      }
      const id = change.name.slice(change.name.indexOf('/') + 1);
      if (doc.getText(change.name).toString() !== change.after) kept += 1;
      else if (isNoteName(change.name)) setNote(doc, { clipId: id as ClipId, note: change.before });
      else {
        editText(statementText(doc, id), change.before);
        without.add(id);
      }
    }
    dropCitations(doc, added.citations, without);
  });
  return { kept };
}

/** Takes out the citations whose token went with the words of these statements. */
function dropCitations(
  doc: Y.Doc,
  citations: readonly CitationId[],
  statements: ReadonlySet<string>,
): void {
  const map = doc.getMap('citations');
  const named = new Map<string, ReadonlySet<string>>();
  for (const id of citations) {
    const statementId = asString(asRecord(map.get(`${id}/names`))['statementId']);
    if (!statements.has(statementId)) continue;
    const ids =
      named.get(statementId) ?? new Set(citationIdsOf(statementText(doc, statementId).toString()));
    named.set(statementId, ids);
    if (ids.has(id)) continue;
    for (const key of [...map.keys()]) if (rowOf(key) === id) map.delete(key);
  }
}

function fieldsOf(state: DocumentState, map: MapName): ReadonlyMap<string, unknown> {
  return state.fields.get(map) ?? new Map();
}

/** The maps whose rows are named after clips. */
function ofClip(map: MapName): boolean {
  return map === 'placements' || map === 'twins';
}

const ID_LENGTH = 36;

function rowOf(key: string): string {
  return key.slice(0, ID_LENGTH);
}

function fieldOf(map: MapName, key: string): string {
  return map === 'report' ? key : key.slice(ID_LENGTH + 1);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** A value with the keys of its objects in order: two copies may spell one value in two ways. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

const WORDS = ['title', 'level', 'kind', 'marker', 'depth', 'raw', 'gapBefore'];
const REPORT_WORDS = ['title', 'language', 'preamble', 'finalBytes'];

/** Null: nobody needs to decide about it. `isLeft`: anything of the row is left. */
function kindOf(map: MapName, field: string, isLeft: boolean): ChangeKind | null {
  if (field === 'binnedAt') return 'bin';
  if (field === 'purgedAt') return 'destroyed';
  switch (map) {
    case 'report':
      return REPORT_WORDS.includes(field) ? 'words' : 'details';
    case 'sections':
    case 'statements':
      if (field === 'place') return 'places';
      return WORDS.includes(field) ? 'words' : 'details';
    case 'citations':
      // A citation that is gone goes with the words in which it stood.
      return isLeft ? 'quotes' : 'words';
    case 'placements':
      if (field === 'pinId') return 'quotes';
      if (field === 'place') return 'places';
      if (field === 'awaitedUntil') return null;
      return 'notes';
    // Whether a repair holds is read off the words.
    case 'repairs':
      return 'words';
    case 'attention':
      return null;
    case 'twins':
      return 'details';
  }
}

interface PlacedRow {
  readonly id: string;
  readonly rank: string | null;
}

/**
 * Rows that stand where they stood: under the same parent, and in the same order among those that
 * were there. A rank may change where something new was put beside it.
 */
function unmovedRows(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const homes = new Map<string, { was: PlacedRow[]; now: PlacedRow[] }>();
  for (const [key, value] of before) {
    if (!key.endsWith('/place')) continue;
    const [was, now] = [asRecord(value), asRecord(after.get(key))];
    const home = homeOf(was);
    if (home !== homeOf(now)) continue;
    const rows = homes.get(home) ?? { was: [], now: [] };
    homes.set(home, rows);
    const id = rowOf(key);
    rows.was.push({ id, rank: asStringOrNull(was['rank']) });
    rows.now.push({ id, rank: asStringOrNull(now['rank']) });
  }
  const unmoved = new Set<string>();
  for (const { was, now } of homes.values()) {
    was.sort(compareRanked);
    now.sort(compareRanked);
    if (was.every(({ id }, at) => id === now[at]?.id)) for (const { id } of was) unmoved.add(id);
  }
  return unmoved;
}

function homeOf(place: Readonly<Record<string, unknown>>): string {
  return asString(place['parentId'] ?? place['sectionId']);
}
