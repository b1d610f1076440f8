import { useRef } from 'preact/hooks';
import type * as Y from 'yjs';
import { i18n } from '#i18n';
import type { StoredImport } from '@/components/import/import-port';
import type { Destination } from '@/components/state/acts';
import { editStoredReport } from '@/components/state/edit-stored-report';
import type { Library } from '@/components/state/use-library';
import type { PageHistory } from '@/components/state/use-page-history';
import type { Failure } from '@/utils/model/failure';
import { binReport, restoreReport } from '@/utils/model/report-operations';
import { binSection, restoreSection } from '@/utils/model/section-operations';
import { binStatement, restoreStatement } from '@/utils/model/statement-operations';
import { watchMade } from './made-report';

interface Ports {
  readonly library: Library;
  readonly history: PageHistory;
  readonly choose: (destination: Destination) => void;
  readonly say: (text: string) => void;
  readonly setFailure: (failure: Failure | null) => void;
}

/**
 * Makes each import an undo step of the page: undo puts what it added into the bin, redo takes it
 * out. Returns a function to call with each import; that function returns another, to call when the
 * import was undone in another way.
 */
export function useImportHistory(ports: Ports): (stored: readonly StoredImport[]) => () => void {
  const latest = useRef(ports);
  latest.current = ports;
  return (stored) => {
    const edit = async (back: boolean): Promise<void> => {
      const { library, choose, say, setFailure } = latest.current;
      if (library.reader === null) return;
      for (const each of stored) {
        const edited = await editStoredReport(library.reader, each.reportId, (doc) =>
          binImport(doc, each, back),
        );
        if (!edited.ok) return setFailure(edited.error);
      }
      await library.refresh();
      const [first] = stored;
      if (back && first !== undefined) choose({ reportId: first.reportId, sectionId: null });
      say(i18n.t(back ? 'bin_restored' : 'import_undone'));
    };
    const reader = () => latest.current.library.reader;
    const made = stored.flatMap(({ reportId, inserted }) =>
      inserted === null ? [watchMade(reader, reportId)] : [],
    );
    return ports.history.did({
      mayUndo: async () => (await Promise.all(made.map((isAsMade) => isAsMade()))).every(Boolean),
      undo: () => void edit(false),
      redo: () => void edit(true),
    });
  };
}

function binImport(doc: Y.Doc, { inserted }: StoredImport, back: boolean): void {
  const at = new Date().toISOString();
  if (inserted === null) {
    if (back) restoreReport(doc);
    else binReport(doc, { at });
    return;
  }
  for (const id of inserted.sections) {
    if (back) restoreSection(doc, { id, at });
    else binSection(doc, { id, at });
  }
  for (const id of inserted.statements) {
    if (back) restoreStatement(doc, { id });
    else binStatement(doc, { id, at });
  }
}
