import { useMemo, useRef } from 'preact/hooks';
import * as Y from 'yjs';
import { editStoredReport } from '@/components/state/edit-stored-report';
import type { Library } from '@/components/state/use-library';
import type { OpenReport } from '@/components/state/use-report';
import { failure } from '@/utils/model/failure';
import { binReport } from '@/utils/model/report-operations';
import { err, ok } from '@/utils/model/result';
import { binSection } from '@/utils/model/section-operations';
import { binStatement } from '@/utils/model/statement-operations';
import { createImportPort } from './create-import-port';
import type { ImportPort } from './import-port';

/** Returns the commands that import into this page's library and into the open report. */
export function useImportPort(library: Library, report: OpenReport | null): ImportPort {
  const now = useRef({ library, report });
  now.current = { library, report };
  return useMemo(
    () =>
      createImportPort({
        documentOf: async (reportId) => {
          const replica = now.current.report?.replica;
          if (replica?.reportId !== reportId) return err(failure('not_found'));
          // The inserted content is made for the stored document, so edits are stored first.
          if (!(await replica.flush())) return err(failure('background_unreachable'));
          return ok(Y.encodeStateAsUpdate(replica.doc));
        },
        undo: async ({ reportId, inserted }) => {
          const { reader } = now.current.library;
          if (reader === null) return err(failure('not_found'));
          const at = new Date().toISOString();
          return editStoredReport(reader, reportId, (doc) => {
            if (inserted === null) return binReport(doc, { at });
            for (const id of inserted.sections) binSection(doc, { id, at });
            for (const id of inserted.statements) binStatement(doc, { id, at });
          });
        },
      }),
    [],
  );
}
