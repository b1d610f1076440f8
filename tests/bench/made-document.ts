import * as Y from 'yjs';
import { applyImportedReport } from '@/utils/model/import-operations';
import type { MadeReport } from './made-report';

const AT = '2025-03-01T09:00:00.000Z';

/** A made report's document, as an import makes it, as one Yjs update. */
export function documentOf({ content }: MadeReport): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  const written = <T extends { readonly raw: string | null }>(row: T) => ({
    ...row,
    raw: row.raw ?? '',
  });
  const imported = {
    ...content,
    sections: content.sections.map(written),
    statements: content.statements.map(written),
    citations: content.citations.map((row) => ({ ...written(row), href: row.href ?? '' })),
  };
  applyImportedReport(doc, imported, { under: null, at: AT });
  return new Uint8Array(Y.encodeStateAsUpdate(doc));
}
