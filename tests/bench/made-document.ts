import * as Y from 'yjs';
import type { CitationStyle } from '@/utils/model/citation-styles';
import { applyImportedReport } from '@/utils/model/import-operations';
import type { ImportedReport } from '@/utils/model/imported-report';
import type { MadeReport } from './made-report';

const AT = '2025-03-01T09:00:00.000Z';

/** Returns a made report in the form of a report that was read from a file. */
export function importedOf({ content, sources, clips, pins }: MadeReport): ImportedReport {
  const written = <T extends { readonly raw: string | null }>(row: T) => ({
    ...row,
    raw: row.raw ?? '',
  });
  const { title, language, preamble, finalBytes } = content;
  const count = content.citations.length;
  return {
    title,
    language,
    preamble,
    finalBytes,
    sources,
    clips,
    pins,
    sections: content.sections.map(written),
    statements: content.statements.map((row, line) => ({ ...written(row), line })),
    citations: content.citations.map((row) => ({
      ...written(row),
      href: row.href ?? '',
      style: row.style as CitationStyle,
    })),
    importReport: {
      citations: count,
      listed: 0,
      redirects: 0,
      byStyle: {},
      withDirective: count,
      invalidDirectives: 0,
      addresses: count,
      pages: sources.length,
      duplicates: 0,
      headings: content.sections.length,
      statements: content.statements.length,
      damage: [],
      leftAlone: [],
    },
  };
}

/** Returns the document of a made report, as an import creates it, as one Yjs update. */
export function documentOf(made: MadeReport): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  applyImportedReport(doc, importedOf(made), { under: null, at: AT });
  return new Uint8Array(Y.encodeStateAsUpdate(doc));
}
