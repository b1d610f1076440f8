import * as Y from 'yjs';
import type { ChangeKind } from './change-kinds';
import { setNote } from './clip-operations';
import { editText } from './edit-text';
import type { CitationId, ClipId, SectionId, StatementId } from './ids';
import { compareRanked } from './ranks';
import { isNoteName, type ReportDocument, statementText } from './report-document';
import { asId, asRecord, asString, asStringOrNull } from './rows';
import { citationIdsOf } from './statement-text';

/*
 * Finds the changes that a merge makes to the existing content of a report, for each field and each
 * text, whatever their origin. New rows count as additions, not as changes. An ordinary edit
 * reverts a declined change, because a Yjs document cannot omit one change of an author and keep
 * the author's next change.
 */

/** The maps of a report's document whose existing rows a merge may change. */
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
  /** `<row id>/<field>`, or the field alone for the report itself. */
  readonly key: string;
  /** Plain JSON, or null when there was no value. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface TextChange {
  readonly type: 'text';
  readonly kind: ChangeKind;
  /** Name of the text in the Yjs document. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export type DocumentChange = FieldChange | TextChange;

/** Returns the place of a change: the name of its text, or its map and key. */
export function placeOf(change: DocumentChange): string {
  return change.type === 'text' ? change.name : `${change.map} ${change.key}`;
}

export interface AddedRows {
  readonly sections: readonly SectionId[];
  readonly statements: readonly StatementId[];
  readonly citations: readonly CitationId[];
}

/** All content of a document that a merge may change, as plain values. */
export interface DocumentState {
  readonly fields: ReadonlyMap<MapName, ReadonlyMap<string, unknown>>;
  readonly texts: ReadonlyMap<string, string>;
}

const STATEMENT_TEXT = 'statement/';

export function readDocumentState(doc: ReportDocument): DocumentState {
  const fields = new Map(
    MAPS.map((name) => [name, new Map(Object.entries(doc.getMap(name).toJSON()))]),
  );
  const texts = new Map<string, string>();
  for (const name of doc.share.keys()) {
    if (name.startsWith(STATEMENT_TEXT)) texts.set(name, doc.getText(name).toString());
  }
  for (const name of doc.notes.share.keys()) {
    if (isNoteName(name)) texts.set(name, doc.notes.getText(name).toString());
  }
  return { fields, texts };
}

/**
 * Finds the changes to existing content. `filed` contains each clip of the report that this library
 * has, with the section that it was clipped into. The note, the tags and the position of such a clip
 * count as existing content, even if the document did not mention the clip before. Linear time, and
 * n log n in the number of rows with a position.
 */
export function changesBetween(
  before: DocumentState,
  after: DocumentState,
  filed: ReadonlyMap<string, SectionId | null>,
): DocumentChange[] {
  const isKnown = (id: string) => filed.has(id);
  const changes: DocumentChange[] = [];
  for (const map of MAPS) {
    const [was, now] = [fieldsOf(before, map), fieldsOf(after, map)];
    const rows = new Set([...was.keys()].map(rowOf));
    const isOld = (key: string) =>
      map === 'report' || rows.has(rowOf(key)) || (ofClip(map) && isKnown(rowOf(key)));
    const unmoved =
      map === 'report'
        ? new Set<string>()
        : unmovedRows(was, now, map === 'placements' ? filed : new Map());
    const left = new Set([...now.keys()].map(rowOf));
    for (const key of new Set([...was.keys(), ...now.keys()])) {
      const [a, b] = [was.get(key) ?? null, now.get(key) ?? null];
      if (!isOld(key) || isSame(a, b)) continue;
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
    const isOld = was !== '' || (isNote ? isKnown(id) : statements.has(id));
    // Of a destroyed statement, only words stay that the one who destroyed it did not know.
    const [wasPurged, isPurged] = [before, after].map((state) =>
      fieldsOf(state, 'statements').has(`${id}/purgedAt`),
    );
    const isGone = isPurged === true && (wasPurged === false || text === '');
    const kind = isNote ? 'notes' : isGone ? 'destroyed' : 'words';
    if (isOld) changes.push({ type: 'text', kind, name, before: was, after: text });
  }
  return withOrigins(changes);
}

/** Of an inserted section: the last wording that both sides had, and the heading that it had. */
const ORIGINS = ['common', 'origin'];

/**
 * Gives a record about the other side's version the kind of the text or heading that changed with
 * it. If the record stayed without its text, the next import would not offer the text again.
 */
function withOrigins(changes: readonly DocumentChange[]): DocumentChange[] {
  const rows = new Set(
    changes.flatMap((change) => {
      if (change.kind !== 'words') return [];
      return change.type === 'text' ? (changedStatement(change) ?? []) : rowOf(change.key);
    }),
  );
  return changes.map((change) => {
    if (change.type === 'text' || !ORIGINS.includes(fieldOf(change.map, change.key))) return change;
    return rows.has(rowOf(change.key)) ? { ...change, kind: 'words' } : change;
  });
}

/**
 * Whether a field is a wording that is written and taken whole: the title, the language, a heading,
 * or what a file has before and after its text.
 */
export function isWording({ map, key }: Pick<FieldChange, 'map' | 'key'>): boolean {
  if (map === 'report') return REPORT_WORDS.includes(key);
  return map === 'sections' && fieldOf(map, key) === 'title';
}

/** Whether a change records only what the other side had, beside a text or a heading. */
export function isOriginOfWords({ map, key, kind }: FieldChange): boolean {
  return (kind === 'words' || kind === 'clashes') && ORIGINS.includes(fieldOf(map, key));
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

/** Returns the value that a document has where a change was made. */
export function valueIn(state: DocumentState, change: DocumentChange): unknown {
  if (change.type === 'text') return state.texts.get(change.name) ?? '';
  return fieldsOf(state, change.map).get(change.key) ?? null;
}

export function statementName(id: StatementId): string {
  return STATEMENT_TEXT + id;
}

/** Returns the text of a statement; '' if the document has none. */
export function statementIn(state: DocumentState, id: StatementId): string {
  return state.texts.get(statementName(id)) ?? '';
}

/** Returns the statement whose text changed; null for a change of anything else. */
export function changedStatement(change: DocumentChange): StatementId | null {
  if (change.type !== 'text' || isNoteName(change.name)) return null;
  return asId<'statement'>(change.name.slice(change.name.indexOf('/') + 1));
}

/**
 * Reverts changes in one edit. Leaves values alone that have changed again since, and returns their
 * number. Deletes a citation that was added with a reverted text.
 */
export function putBack(
  doc: ReportDocument,
  changes: readonly DocumentChange[],
  added: Pick<AddedRows, 'citations'>,
): { readonly kept: number } {
  let kept = 0;
  doc.transact(() => {
    const without = new Set<string>();
    for (const change of changes) {
      if (change.type === 'field') {
        const map = doc.getMap(change.map);
        if (!isSame(plain(map.get(change.key)), change.after)) kept += 1;
        else if (change.before === null) map.delete(change.key);
        else map.set(change.key, change.before);
        continue;
      }
      const id = change.name.slice(change.name.indexOf('/') + 1);
      const isNote = isNoteName(change.name);
      const text = (isNote ? doc.notes : doc).getText(change.name);
      if (text.toString() !== change.after) kept += 1;
      else if (isNote) setNote(doc, { clipId: id as ClipId, note: change.before });
      else {
        editText(statementText(doc, id), change.before);
        without.add(id);
      }
    }
    dropCitations(doc, added.citations, without);
  });
  return { kept };
}

/** Deletes the citations whose token disappeared from the text of these statements. */
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

/**
 * Returns a value of a map as plain JSON. A document of another person can contain any Yjs type, so
 * a Yjs value is converted with `toJSON`.
 */
function plain(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.toJSON() : (value ?? null);
}

function fieldsOf(state: DocumentState, map: MapName): ReadonlyMap<string, unknown> {
  return state.fields.get(map) ?? new Map();
}

/** Whether the rows of a map have clip ids as their keys. */
function ofClip(map: MapName): boolean {
  return map === 'placements' || map === 'twins';
}

const ID_LENGTH = 36;

export function rowOf(key: string): string {
  return key.slice(0, ID_LENGTH);
}

function fieldOf(map: MapName, key: string): string {
  return map === 'report' ? key : key.slice(ID_LENGTH + 1);
}

/** Whether two JSON values are equal. The keys of an object may be in any order. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/**
 * Sorts the keys of all objects in a value, because two copies can list the same keys in different
 * orders.
 */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

const WORDS = ['title', 'level', 'kind', 'marker', 'depth', 'raw', 'gapBefore'];
const REPORT_WORDS = ['title', 'language', 'preamble', 'finalBytes'];

/**
 * The kind of a change, or null when the user need not decide about the change. `isLeft` says
 * whether any field of the row remains.
 */
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
      // A deleted citation belongs to the change of the text that contained the citation.
      return isLeft ? 'quotes' : 'words';
    case 'placements':
      if (field === 'pinId' || field === 'pageTitle') return 'quotes';
      if (field === 'place') return 'places';
      if (field === 'awaitedUntil') return null;
      return 'notes';
    // The text shows whether a repair still applies.
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
 * Finds the rows that did not move: rows with the same parent and the same order among the existing
 * rows. The rank of such a row may change when a new row is added beside it. A clip without a
 * position is at the end of the section that it was clipped into.
 */
function unmovedRows(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  filed: ReadonlyMap<string, SectionId | null>,
): ReadonlySet<string> {
  const homes = new Map<string, { was: PlacedRow[]; now: PlacedRow[] }>();
  const placed = [...before.keys()].filter((key) => key.endsWith('/place')).map(rowOf);
  for (const id of new Set([...placed, ...filed.keys()])) {
    const placeOf = (rows: ReadonlyMap<string, unknown>) => {
      const place = asRecord(rows.get(`${id}/place`));
      const rank = asStringOrNull(place['rank']);
      const isFiled = rank === null && filed.has(id);
      return { rank, home: isFiled ? (filed.get(id) ?? '') : homeOf(place) };
    };
    const [was, now] = [placeOf(before), placeOf(after)];
    if (was.home !== now.home) continue;
    const rows = homes.get(was.home) ?? { was: [], now: [] };
    homes.set(was.home, rows);
    rows.was.push({ id, rank: was.rank });
    rows.now.push({ id, rank: now.rank });
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
