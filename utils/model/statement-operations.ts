import type * as Y from 'yjs';
import { type ContentPosition, placeContent } from './content-position';
import { editText } from './edit-text';
import type { CitationId, ClipId, StatementId } from './ids';
import { linkedWords } from './linked-words';
import { rawStatement } from './raw-block';
import type { Statement, StatementKind } from './report-content';
import { readSections, reportMaps, statementText } from './report-document';
import { asId, asRecord, asString, asStringOrNull, deleteRow, getField, setField } from './rows';
import { buildSectionTree } from './section-tree';
import { citationIdsOf, citationToken, escapeStatementText, safeOffset } from './statement-text';

/** Edits of statements and of the citations in them. Each is one transaction. */

export interface NewStatement {
  readonly id: StatementId;
  /** Markdown with citation tokens (statement-text.ts). */
  readonly text: string;
  readonly position: ContentPosition;
  readonly kind?: StatementKind;
  readonly marker?: string;
  readonly depth?: number;
  /** The block's original bytes in a file, and the bytes before it. */
  readonly raw?: string;
  readonly gapBefore?: string;
}

export function createStatement(doc: Y.Doc, statement: NewStatement): void {
  const { id, text, kind = 'paragraph', marker = '', depth = 0 } = statement;
  doc.transact(() => {
    const { statements } = reportMaps(doc);
    setField(statements, id, 'kind', kind);
    if (marker !== '') setField(statements, id, 'marker', marker);
    if (depth !== 0) setField(statements, id, 'depth', depth);
    if (statement.raw !== undefined) {
      const raw = rawStatement({ kind, marker, depth, text }, statement.raw);
      setField(statements, id, 'raw', raw);
    }
    if (statement.gapBefore !== undefined) {
      setField(statements, id, 'gapBefore', statement.gapBefore);
    }
    editText(statementText(doc, id), text);
    placeContent(doc, { kind: 'statement', id }, statement.position);
  });
}

/** Changes a statement's text with small edits that merge with other people's edits. */
export function editStatement(doc: Y.Doc, change: { id: StatementId; text: string }): void {
  doc.transact(() => editText(statementText(doc, change.id), change.text));
}

/**
 * Breaks a statement in two. What stands before the break becomes a statement of its own above it,
 * in the same form and with its citations. The statement keeps the rest, where most people go on.
 */
export function breakStatement(
  doc: Y.Doc,
  change: { statement: Statement; above: NewStatement; rest: string },
): void {
  const { statement, above, rest } = change;
  doc.transact(() => {
    const { statements, citations } = reportMaps(doc);
    createStatement(doc, { ...above, gapBefore: statement.gapBefore });
    if (statement.gapBefore !== '') setField(statements, statement.id, 'gapBefore', '');
    takeCitations(citations, above.text, above.id);
    editText(statementText(doc, statement.id), rest);
  });
}

/**
 * Joins two statements that stand one after the other: `gone` goes empty into the bin, and its
 * citations become those of `kept`, which gets `text` and the form of `form`.
 */
export function joinStatements(
  doc: Y.Doc,
  change: { kept: Statement; gone: Statement; form: Statement; text: string; at: string },
): void {
  const { kept, gone, form, text, at } = change;
  doc.transact(() => {
    const { statements, citations } = reportMaps(doc);
    takeCitations(citations, gone.text, kept.id);
    editText(statementText(doc, kept.id), text);
    if (form.id !== kept.id) {
      setStatementForm(doc, { ...form, id: kept.id });
      setField(statements, kept.id, 'gapBefore', form.gapBefore);
    }
    editText(statementText(doc, gone.id), '');
    binStatement(doc, { id: gone.id, at });
  });
}

/** Makes the citations in a text those of a statement. */
function takeCitations(citations: Y.Map<unknown>, text: string, statementId: StatementId): void {
  for (const id of citationIdsOf(text)) {
    const { clipId } = asRecord(getField(citations, id, 'names'));
    // A citation whose record another person deleted stays deleted.
    if (clipId !== undefined) setField(citations, id, 'names', { statementId, clipId });
  }
}

/** Changes the form of a block: a paragraph becomes a list item, or an item is indented. */
export function setStatementForm(
  doc: Y.Doc,
  change: {
    id: StatementId;
    kind: StatementKind;
    marker: string;
    depth: number;
  },
): void {
  doc.transact(() => {
    const { statements } = reportMaps(doc);
    setField(statements, change.id, 'kind', change.kind);
    setField(statements, change.id, 'marker', change.marker);
    setField(statements, change.id, 'depth', change.depth);
  });
}

export function moveStatement(
  doc: Y.Doc,
  move: { id: StatementId; position: ContentPosition },
): void {
  doc.transact(() => placeContent(doc, { kind: 'statement', id: move.id }, move.position));
}

export function binStatement(doc: Y.Doc, change: { id: StatementId; at: string }): void {
  setField(reportMaps(doc).statements, change.id, 'binnedAt', change.at);
}

/**
 * Restores a statement to its former place or, if its section is in the bin, to the nearest section
 * that is not.
 */
export function restoreStatement(doc: Y.Doc, change: { id: StatementId }): void {
  doc.transact(() => {
    const { sections, statements } = reportMaps(doc);
    setField(statements, change.id, 'binnedAt', null);
    const place = asRecord(getField(statements, change.id, 'place'));
    const sectionId = asId<'section'>(place['sectionId']);
    const home = buildSectionTree(readSections(sections)).nearestLive(sectionId);
    if (home !== sectionId) moveStatement(doc, { id: change.id, position: { sectionId: home } });
  });
}

export interface NewCitation {
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly clipId: ClipId;
  readonly label: string;
  readonly href?: string | null;
  readonly style?: string;
  readonly raw?: string;
  readonly articleLink?: string;
}

/** Records a citation whose token is already in the statement's text, as for an import. */
export function recordCitation(doc: Y.Doc, citation: NewCitation): void {
  const { id, statementId, clipId } = citation;
  doc.transact(() => {
    const { citations } = reportMaps(doc);
    setField(citations, id, 'names', { statementId, clipId });
    setField(citations, id, 'label', citation.label);
    if (citation.style !== undefined) setField(citations, id, 'style', citation.style);
    if (citation.raw !== undefined) setField(citations, id, 'raw', citation.raw);
    setField(citations, id, 'href', citation.href ?? null);
    const { articleLink } = citation;
    if (articleLink !== undefined) setField(citations, id, 'articleLink', articleLink);
  });
}

/**
 * Adds a citation to a statement: its record and its token. `offset` is in UTF-16 units of the
 * stored text; inside a token or a surrogate pair it moves to its end.
 */
export function insertCitation(
  doc: Y.Doc,
  citation: NewCitation & { readonly offset: number },
): void {
  doc.transact(() => {
    const text = statementText(doc, citation.statementId);
    text.insert(safeOffset(text.toString(), citation.offset), citationToken(citation.id));
    recordCitation(doc, citation);
  });
}

/**
 * Removes a citation, and the space before it if that would be left over. If the citation is a link
 * on words of the sentence, the words stay.
 */
export function removeCitation(doc: Y.Doc, change: { id: CitationId }): void {
  const { citations } = reportMaps(doc);
  const names = asRecord(getField(citations, change.id, 'names'));
  const statementId = asId<'statement'>(names['statementId']);
  doc.transact(() => {
    if (statementId !== null) {
      const words = linkedWords({
        style: asString(getField(citations, change.id, 'style')),
        label: asString(getField(citations, change.id, 'label')),
        raw: asStringOrNull(getField(citations, change.id, 'raw')),
      });
      replaceToken(statementText(doc, statementId), change.id, escapeStatementText(words));
    }
    deleteRow(citations, change.id);
  });
}

/**
 * Changes the clip or the label of a citation. Its original spelling in a file then becomes
 * invalid.
 */
export function changeCitation(
  doc: Y.Doc,
  change: { id: CitationId; clipId?: ClipId; label?: string; href?: string | null },
): void {
  const { citations } = reportMaps(doc);
  const names = asRecord(getField(citations, change.id, 'names'));
  doc.transact(() => {
    if (change.clipId !== undefined) {
      const { statementId } = names;
      setField(citations, change.id, 'names', { statementId, clipId: change.clipId });
    }
    if (change.label !== undefined) setField(citations, change.id, 'label', change.label);
    if (change.href !== undefined) setField(citations, change.id, 'href', change.href);
    setField(citations, change.id, 'raw', null);
  });
}

/**
 * Changes how marks are spelled in a file if they are still spelled as they were. Returns whether any
 * was changed.
 */
export function respellCitations(
  doc: Y.Doc,
  changes: readonly { readonly id: CitationId; readonly from: string; readonly to: string }[],
): boolean {
  const { citations } = reportMaps(doc);
  const due = changes.filter(({ id, from }) => getField(citations, id, 'raw') === from);
  doc.transact(() => {
    for (const { id, to } of due) setField(citations, id, 'raw', to);
  });
  return due.length > 0;
}

/**
 * Makes citations of one clip cite another clip. Returns those that it changed: a citation that was
 * removed meanwhile, or that cites something else, stays as it is. They keep their spelling in a
 * file, which an export writes only while its address is that of the clip.
 */
export function citeInstead(
  doc: Y.Doc,
  change: { ids: readonly CitationId[]; from: ClipId; to: ClipId },
): CitationId[] {
  const { citations } = reportMaps(doc);
  const changed: CitationId[] = [];
  doc.transact(() => {
    for (const id of change.ids) {
      const { statementId, clipId } = asRecord(getField(citations, id, 'names'));
      if (clipId !== change.from) continue;
      setField(citations, id, 'names', { statementId, clipId: change.to });
      changed.push(id);
    }
  });
  return changed;
}

const LEFT_OVER_BLANK = /^(?:$|[\s.,;:!?…)\]»”])/u;

function replaceToken(text: Y.Text, id: CitationId, words: string): void {
  const token = citationToken(id);
  for (;;) {
    const now = text.toString();
    const at = now.indexOf(token);
    if (at < 0) return;
    const after = now.slice(at + token.length);
    const isLeftOver = words === '' && now[at - 1] === ' ' && LEFT_OVER_BLANK.test(after);
    const blank = isLeftOver ? 1 : 0;
    text.delete(at - blank, token.length + blank);
    if (words !== '') text.insert(at, words);
  }
}
