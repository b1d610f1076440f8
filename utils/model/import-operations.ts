import * as Y from 'yjs';
import type { SectionId, StatementId } from './ids';
import type {
  ImportedCitation,
  ImportedReport,
  ImportedSection,
  ImportedStatement,
} from './imported-report';
import { ranksAfter } from './ranks';
import { rawSection, rawStatement } from './raw-block';
import { readSections, reportMaps, statementText } from './report-document';
import { asRecord, asStringOrNull, readRows, setField } from './rows';
import { buildSectionTree } from './section-tree';

/** What an imported report adds to a document. */
export interface ReportToImport
  extends Pick<
    ImportedReport,
    'title' | 'language' | 'preamble' | 'finalBytes' | 'sections' | 'citations'
  > {
  readonly statements: readonly StatementToImport[];
}

type StatementToImport = Omit<ImportedStatement, 'line'>;

export interface ImportPlace {
  /** The section that receives it, after its existing content; null for the top level. */
  readonly under: SectionId | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/**
 * Adds a read report to a document in one transaction: its sections, statements and citations with
 * their original bytes. An empty document also gets its title, language, front matter and last
 * bytes, and can then be written back as the same file. Under a section, headings move down so that
 * they nest, and these headings are written anew.
 *
 * The caller makes the ids. A second call with the same ids changes nothing except positions.
 * Linear.
 */
export function applyImportedReport(
  doc: Y.Doc,
  imported: ReportToImport,
  place: ImportPlace,
): void {
  doc.transact(() => {
    for (const _ of importInParts(doc, imported, place, Number.POSITIVE_INFINITY));
  });
}

export interface ImportPart {
  readonly doc: Y.Doc;
  readonly statements: readonly StatementToImport[];
}

/**
 * Does the same with a limited number of statements for each document. The first part goes into the
 * given document, with everything that is not a statement; each further part goes into an empty
 * document of its own. Their updates together are the import. A document takes much more memory
 * than its update, so the caller must finish each part before it takes the next.
 */
export function* importInParts(
  doc: Y.Doc,
  imported: ReportToImport,
  place: ImportPlace,
  size: number,
): Generator<ImportPart, void> {
  const { statements } = imported;
  const indexes = new Map<StatementId, number>();
  for (const [index, { id }] of statements.entries()) indexes.set(id, index);
  const partOf = (index: number) => Math.floor(index / size);
  // Grouped by part, not by statement, because a long report has many statements.
  const citations = Map.groupBy(imported.citations, ({ statementId }) => {
    const index = indexes.get(statementId);
    return index === undefined ? null : partOf(index);
  });
  const places = placeStatements(doc, statements, place.under, indexes);
  doc.transact(() => {
    if (place.under === null) takeReportFields(doc, imported);
    importSections(doc, imported.sections, place);
    importCitations(doc, citations.get(null) ?? []);
  });
  for (let from = 0; from === 0 || from < statements.length; from += size) {
    const part = statements.slice(from, from + size);
    const into = from === 0 ? doc : new Y.Doc();
    const own = Map.groupBy(citations.get(partOf(from)) ?? [], ({ statementId }) => statementId);
    into.transact(() => {
      importStatements(into, part, places);
      for (const { id } of part) importCitations(into, own.get(id) ?? []);
    });
    yield { doc: into, statements: part };
  }
}

/** Only an empty document gets what belongs to the whole file. */
function takeReportFields(doc: Y.Doc, imported: ReportToImport): void {
  const { report, sections, statements } = reportMaps(doc);
  if (sections.size > 0 || statements.size > 0) return;
  if ((asStringOrNull(report.get('title')) ?? '') === '' && imported.title !== '') {
    report.set('title', imported.title);
  }
  report.set('language', imported.language);
  report.set('preamble', imported.preamble);
  report.set('finalBytes', imported.finalBytes);
}

function importSections(
  doc: Y.Doc,
  imported: readonly ImportedSection[],
  { under, at }: ImportPlace,
): void {
  if (imported.length === 0) return;
  const { sections } = reportMaps(doc);
  const tree = buildSectionTree(readSections(sections));
  const top = Math.min(...imported.filter((one) => one.parentId === null).map((one) => one.level));
  const parent = under === null ? undefined : tree.byId.get(under);
  const shift = parent === undefined ? 0 : Math.min(6, parent.level + 1) - top;
  const own = new Set(imported.map(({ id }) => id));
  const before = tree.childrenOf(under).filter(({ id }) => !own.has(id));
  const lists = Map.groupBy(imported, ({ parentId }) => parentId ?? under);
  for (const [parentId, list] of lists) {
    const last = parentId === under ? (before.at(-1)?.rank ?? null) : null;
    const ranks = ranksAfter(last, list.length);
    for (const [index, section] of list.entries()) {
      const { id, title, level, raw, gapBefore } = section;
      setField(sections, id, 'title', title);
      setField(sections, id, 'level', Math.max(1, Math.min(6, level + shift)));
      // The print is that of the heading as written, so at another level its bytes are invalid.
      setField(sections, id, 'raw', rawSection({ title, level }, raw));
      setField(sections, id, 'gapBefore', gapBefore);
      setField(sections, id, 'place', { parentId, rank: ranks[index] ?? '', movedAt: at });
    }
  }
}

interface StatementPlace {
  readonly sectionId: SectionId | null;
  readonly rank: string;
}

/** Returns the positions: after the existing content, in the order of the file. */
function placeStatements(
  doc: Y.Doc,
  imported: readonly StatementToImport[],
  under: SectionId | null,
  own: ReadonlyMap<string, unknown>,
): ReadonlyMap<StatementId, StatementPlace> {
  const last = lastRankIn(doc, under, own);
  const places = new Map<StatementId, StatementPlace>();
  const lists = Map.groupBy(imported, ({ sectionId }) => sectionId ?? under);
  for (const [sectionId, list] of lists) {
    const ranks = ranksAfter(sectionId === under ? last : null, list.length);
    for (const [index, { id }] of list.entries()) {
      places.set(id, { sectionId, rank: ranks[index] ?? '' });
    }
  }
  return places;
}

function importStatements(
  doc: Y.Doc,
  imported: readonly StatementToImport[],
  places: ReadonlyMap<StatementId, StatementPlace>,
): void {
  const { statements } = reportMaps(doc);
  for (const statement of imported) {
    const { id, kind, marker, depth, text, raw, gapBefore } = statement;
    setField(statements, id, 'kind', kind);
    if (marker !== '') setField(statements, id, 'marker', marker);
    if (depth !== 0) setField(statements, id, 'depth', depth);
    setField(statements, id, 'raw', rawStatement({ kind, marker, depth, text }, raw));
    if (gapBefore !== '') setField(statements, id, 'gapBefore', gapBefore);
    setField(statements, id, 'place', places.get(id) ?? null);
    const shared = statementText(doc, id);
    if (shared.length === 0 && text !== '') shared.insert(0, text);
  }
}

function importCitations(doc: Y.Doc, imported: readonly ImportedCitation[]): void {
  const { citations } = reportMaps(doc);
  for (const { id, statementId, clipId, label, href, style, raw, articleLink } of imported) {
    setField(citations, id, 'names', { statementId, clipId });
    setField(citations, id, 'label', label);
    setField(citations, id, 'href', href);
    setField(citations, id, 'style', style);
    setField(citations, id, 'raw', raw);
    if (articleLink !== undefined) setField(citations, id, 'articleLink', articleLink);
  }
}

/**
 * Returns the last rank of a section's statements and placed clips, in one pass over the document.
 */
function lastRankIn(
  doc: Y.Doc,
  sectionId: SectionId | null,
  own: ReadonlyMap<string, unknown>,
): string | null {
  const { statements, placements } = reportMaps(doc);
  let last: string | null = null;
  for (const map of sectionId === null ? [statements] : [statements, placements]) {
    for (const [id, row] of readRows(map)) {
      const place = asRecord(row.get('place'));
      const rank = asStringOrNull(place['rank']);
      if (own.has(id) || rank === null || (place['sectionId'] ?? null) !== sectionId) continue;
      if (last === null || rank > last) last = rank;
    }
  }
  return last;
}
