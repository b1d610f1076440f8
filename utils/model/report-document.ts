import * as Y from 'yjs';
import type { ReportId } from './ids';
import { compareRanked } from './ranks';
import { readRaw, sectionPrint, statementPrint } from './raw-block';
import { MAX_TITLE } from './raw-metadata';
import { readRepairs } from './repair-records';
import type {
  Citation,
  Placement,
  ReportContent,
  Section,
  Statement,
  TakenTitle,
} from './report-content';
import { STATEMENT_KINDS } from './report-content';
import { asId, asInteger, asRecord, asString, asStringOrNull, type Row, readRows } from './rows';
import {
  encodeRoots,
  findRootsQuickly,
  isEmptyDocument,
  isUpdate,
  keepCharacters,
} from './yjs-internals';

/*
 * One report is two Yjs documents: its content, and the user's private notes. Their maps have rows
 * of plain values (rows.ts). A text that people type into is a Y.Text of its own at the root, named
 * after its row. So it merges even if two copies create it at the same time, and stays when the
 * creation of the row is undone.
 */

/** The content of a report, with the document of its notes beside it. */
export class ReportDocument extends Y.Doc {
  readonly notes = findRootsQuickly(new Y.Doc());

  constructor() {
    super();
    findRootsQuickly(this);
  }

  /** Runs one transaction in both documents. */
  override transact<T>(act: (transaction: Y.Transaction) => T, origin?: unknown): T {
    return super.transact(
      (transaction) => this.notes.transact(() => act(transaction), origin),
      origin,
    );
  }

  override destroy(): void {
    this.notes.destroy();
    super.destroy();
  }
}

/** An update of one of a report's two documents. */
export interface ReportUpdate {
  readonly update: Uint8Array;
  /** The update belongs to the notes, not to the content. */
  readonly notes?: true;
}

export interface ReportMaps {
  readonly report: Y.Map<unknown>;
  readonly sections: Y.Map<unknown>;
  readonly statements: Y.Map<unknown>;
  readonly citations: Y.Map<unknown>;
  readonly placements: Y.Map<unknown>;
  readonly repairs: Y.Map<unknown>;
}

export function reportMaps(doc: Y.Doc): ReportMaps {
  return {
    report: doc.getMap('report'),
    sections: doc.getMap('sections'),
    statements: doc.getMap('statements'),
    citations: doc.getMap('citations'),
    placements: doc.getMap('placements'),
    repairs: doc.getMap('repairs'),
  };
}

const STATEMENT_TEXT = 'statement/';
const PLACEMENT_NOTE = 'note/';

export function statementText(doc: Y.Doc, id: string): Y.Text {
  return doc.getText(STATEMENT_TEXT + id);
}

export function placementNote(doc: ReportDocument, clipId: string): Y.Text {
  return doc.notes.getText(PLACEMENT_NOTE + clipId);
}

/** Whether a root text of this name holds a note. */
export function isNoteName(name: string): boolean {
  return name.startsWith(PLACEMENT_NOTE);
}

export interface NewReport {
  readonly title: string;
  readonly language: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly preamble?: string;
  readonly finalBytes?: string;
}

export function createReportDocument(init: NewReport): ReportDocument {
  const doc = new ReportDocument();
  doc.transact(() => {
    const { report } = reportMaps(doc);
    report.set('title', init.title);
    report.set('language', init.language);
    report.set('createdAt', init.at);
    if (init.preamble !== undefined) report.set('preamble', init.preamble);
    if (init.finalBytes !== undefined) report.set('finalBytes', init.finalBytes);
  });
  return doc;
}

/**
 * Applies a valid update. Invalid bytes are refused before they change the document. An update that
 * needs missing updates waits inside the document for them.
 */
export function applyReportUpdate(
  doc: ReportDocument,
  { update, notes }: ReportUpdate,
  origin?: unknown,
): boolean {
  return applyUpdate(notes === true ? doc.notes : doc, update, origin);
}

/** Applies a valid update to one Yjs document, like `applyReportUpdate`. */
export function applyUpdate(doc: Y.Doc, update: Uint8Array, origin?: unknown): boolean {
  if (!isUpdate(update)) return false;
  try {
    Y.applyUpdate(doc, update, origin);
    return true;
  } catch {
    return false;
  }
}

/** Deletes everything from the texts of a report that is not a character. Linear. */
export function keepOnlyCharacters(doc: ReportDocument): void {
  for (const name of doc.share.keys()) {
    if (name.startsWith(STATEMENT_TEXT)) keepCharacters(doc.getText(name));
  }
  for (const name of doc.notes.share.keys()) {
    if (isNoteName(name)) keepCharacters(doc.notes.getText(name));
  }
}

/** Returns the documents of these updates, without the damaged updates. */
export function loadReportDocument(updates: Iterable<ReportUpdate>): ReportDocument {
  const all = [...updates];
  try {
    return documentOf(all, (doc, { update, notes }) =>
      Y.applyUpdate(notes === true ? doc.notes : doc, update),
    );
  } catch {
    // A damaged update has already changed that document. Checking each update first would take
    // twice as long.
    return documentOf(all, applyReportUpdate);
  }
}

function documentOf(
  updates: readonly ReportUpdate[],
  apply: (doc: ReportDocument, update: ReportUpdate) => void,
): ReportDocument {
  const doc = new ReportDocument();
  doc.transact(() => {
    for (const update of updates) apply(doc, update);
  });
  return doc;
}

/** Merges copies of one report. The result does not depend on the order or the number of merges. */
export function mergeReports(into: ReportDocument, from: ReportDocument): void {
  mergeDocuments(into, from);
  mergeDocuments(into.notes, from.notes);
}

function mergeDocuments(into: Y.Doc, from: Y.Doc): void {
  Y.applyUpdate(into, Y.encodeStateAsUpdate(from, Y.encodeStateVector(into)));
}

/** Yjs's state vectors of a report's two documents. */
export interface ReportState {
  readonly content: Uint8Array;
  readonly notes: Uint8Array;
}

export function stateOfReport(doc: ReportDocument): ReportState {
  return { content: Y.encodeStateVector(doc), notes: Y.encodeStateVector(doc.notes) };
}

/** Encodes both documents of a report, or what a copy in the state `before` lacks of them. */
export function encodeReport(doc: ReportDocument, before?: ReportState): ReportUpdate[] {
  const content = { update: Y.encodeStateAsUpdate(doc, before?.content) };
  if (isEmptyDocument(doc.notes)) return [content];
  return [content, { update: Y.encodeStateAsUpdate(doc.notes, before?.notes), notes: true }];
}

/**
 * Encodes the content of a report for another person, without any text of a note. The content has
 * no notes, but an update of an old version or of another program may have put one there.
 */
export function encodeForOthers(doc: ReportDocument): Uint8Array<ArrayBuffer> {
  return encodeRoots(doc, (root) => !isNoteName(root), { waiting: false });
}

/** Separates the updates of the content from the updates of the notes. */
export function partsOf<T extends Pick<ReportUpdate, 'notes'>>(
  updates: readonly T[],
): { readonly content: readonly T[]; readonly notes: readonly T[] } {
  return {
    content: updates.filter(({ notes }) => notes !== true),
    notes: updates.filter(({ notes }) => notes === true),
  };
}

/** Merges updates of a report into at most one update of each document. */
export function mergeReportUpdates(updates: readonly ReportUpdate[]): ReportUpdate[] {
  const { content, notes } = partsOf(updates);
  return [content, notes].flatMap((part) => {
    const [first] = part;
    if (first === undefined || part.length === 1) return part;
    return { ...first, update: Y.mergeUpdates(part.map(({ update }) => update)) };
  });
}

/** Returns when the report was made, or null if its document does not say. */
export function reportCreatedAt(doc: Y.Doc): string | null {
  return asStringOrNull(reportMaps(doc).report.get('createdAt'));
}

/**
 * Returns the document as plain values, each list in order. Documents can come from other people,
 * so rows and fields of a wrong type are left out or get a default; this function never throws.
 */
export function readReport(doc: ReportDocument, reportId: ReportId): ReportContent {
  const maps = reportMaps(doc);
  const { report } = maps;
  return {
    id: reportId,
    title: asString(report.get('title')),
    language: asString(report.get('language'), 'en'),
    preamble: asString(report.get('preamble')),
    finalBytes: asString(report.get('finalBytes')),
    binnedAt: asStringOrNull(report.get('binnedAt')),
    sections: readSections(maps.sections),
    statements: readStatements(doc, maps.statements),
    citations: readCitations(maps.citations),
    placements: readPlacements(doc, maps.placements),
    repairs: readRepairs(maps.repairs, (id) =>
      doc.share.has(STATEMENT_TEXT + id) ? statementText(doc, id) : null,
    ),
  };
}

/** Returns the sections that were not purged, ordered by (rank, id). */
export function readSections(map: Y.Map<unknown>): Section[] {
  const sections: Section[] = [];
  for (const [key, row] of readRows(map)) {
    const id = asId<'section'>(key);
    if (id === null || row.has('purgedAt')) continue;
    const place = asRecord(row.get('place'));
    const title = asString(row.get('title'));
    const level = asInteger(row.get('level'), 1, 6, 2);
    sections.push({
      id,
      parentId: asId<'section'>(place['parentId']),
      rank: asString(place['rank']),
      movedAt: asStringOrNull(place['movedAt']),
      level,
      title,
      raw: readRaw(row.get('raw'), sectionPrint({ title, level })),
      gapBefore: asString(row.get('gapBefore')),
      binnedAt: asStringOrNull(row.get('binnedAt')),
    });
  }
  return sections.sort(compareRanked);
}

const NO_ROW: Row = new Map();

function readStatements(doc: Y.Doc, map: Y.Map<unknown>): Statement[] {
  const rows: Map<string, Row> = readRows(map);
  // Text that was typed into a statement is kept even if its creation was undone in another copy.
  for (const name of doc.share.keys()) {
    if (!name.startsWith(STATEMENT_TEXT)) continue;
    const id = asId<'statement'>(name.slice(STATEMENT_TEXT.length));
    if (id !== null && !rows.has(id) && statementText(doc, id).length > 0) rows.set(id, NO_ROW);
  }
  const statements: Statement[] = [];
  for (const [key, row] of rows) {
    const id = asId<'statement'>(key);
    if (id === null) continue;
    const text = textOf(doc, STATEMENT_TEXT + id);
    if (row.has('purgedAt') && text === '') continue;
    statements.push(readStatement(id, row, text));
  }
  return statements.sort(compareRanked);
}

function readStatement(id: Statement['id'], row: Row, text: string): Statement {
  const place = asRecord(row.get('place'));
  const kind = STATEMENT_KINDS.find((known) => known === row.get('kind')) ?? 'paragraph';
  const marker = asString(row.get('marker'));
  const depth = asInteger(row.get('depth'), 0, 100, 0);
  return {
    id,
    sectionId: asId<'section'>(place['sectionId']),
    rank: asString(place['rank']),
    kind,
    marker,
    depth,
    text,
    raw: readRaw(row.get('raw'), statementPrint({ kind, marker, depth, text })),
    gapBefore: asString(row.get('gapBefore')),
    binnedAt: asStringOrNull(row.get('binnedAt')),
  };
}

function readCitations(map: Y.Map<unknown>): Citation[] {
  const citations: Citation[] = [];
  for (const [key, row] of readRows(map)) {
    const names = asRecord(row.get('names'));
    const id = asId<'citation'>(key);
    const statementId = asId<'statement'>(names['statementId']);
    const clipId = asId<'clip'>(names['clipId']);
    if (id === null || statementId === null || clipId === null) continue;
    const articleLink = asStringOrNull(row.get('articleLink'));
    citations.push({
      id,
      statementId,
      clipId,
      label: asString(row.get('label')),
      href: asStringOrNull(row.get('href')),
      style: asString(row.get('style')),
      raw: asStringOrNull(row.get('raw')),
      ...(articleLink === null ? {} : { articleLink }),
    });
  }
  return citations.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readPlacements(doc: ReportDocument, map: Y.Map<unknown>): Placement[] {
  const rows: Map<string, Row> = readRows(map);
  for (const name of doc.notes.share.keys()) {
    if (!isNoteName(name)) continue;
    const id = asId<'clip'>(name.slice(PLACEMENT_NOTE.length));
    if (id !== null && !rows.has(id) && placementNote(doc, id).length > 0) rows.set(id, NO_ROW);
  }
  const placements: Placement[] = [];
  for (const [key, row] of rows) {
    const clipId = asId<'clip'>(key);
    if (clipId === null) continue;
    const place = asRecord(row.get('place'));
    const pageTitle = readPageTitle(row);
    placements.push({
      clipId,
      sectionId: asId<'section'>(place['sectionId']),
      rank: asStringOrNull(place['rank']),
      note: textOf(doc.notes, PLACEMENT_NOTE + clipId),
      tags: readTags(row),
      pinId: asId<'pin'>(row.get('pinId')),
      ...(pageTitle === null ? {} : { pageTitle }),
      binnedAt: asStringOrNull(row.get('binnedAt')),
    });
  }
  return placements.sort((a, b) =>
    compareRanked({ id: a.clipId, rank: a.rank }, { id: b.clipId, rank: b.rank }),
  );
}

function readPageTitle(row: Row): TakenTitle | null {
  const taken = asRecord(row.get('pageTitle'));
  const title = asString(taken['title']).slice(0, MAX_TITLE);
  const pinId = asId<'pin'>(taken['pinId']);
  return title === '' || pinId === null ? null : { title, pinId };
}

/** Each tag is a field of its own, so that two tags added at the same time are both kept. */
export const TAG_FIELD = 'tag:';

function readTags(row: Row): string[] {
  return [...row.keys()]
    .filter((field) => field.startsWith(TAG_FIELD) && field.length > TAG_FIELD.length)
    .map((field) => field.slice(TAG_FIELD.length))
    .sort();
}

/** Returns the content of a text without creating a missing text. */
function textOf(doc: Y.Doc, name: string): string {
  return doc.share.has(name) ? doc.getText(name).toString() : '';
}
