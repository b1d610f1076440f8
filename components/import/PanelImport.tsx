import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OpenReport } from '@/components/state/use-report';
import { Icon } from '@/components/ui/Icon';
import type { Say } from '@/components/ui/Snackbar';
import type { SayUndoable } from '@/components/ui/use-undoable-notice';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { ImportSheet } from './ImportSheet';
import type { ImportInput, ImportPort, StoredImport } from './import-port';
import './import.css';
import { RepairsSheet } from './RepairsSheet';
import { useFileDrop } from './use-file-drop';
import { useImport } from './use-import';

const LONGEST_TITLE = 40;

/** The sheet of the import that is open. */
export type ImportPage = 'import' | 'repairs';

interface PanelImportProps {
  readonly port: ImportPort;
  readonly page: ImportPage | null;
  readonly report: OpenReport | null;
  readonly onPage: (page: ImportPage | null) => void;
  /**
   * Called with the bundles among the files after the reports are imported. Bundles have their own
   * dialog.
   */
  readonly onBundles: (files: readonly File[]) => void;
  /** Called after an import. Returns a function to call when all of it was undone. */
  readonly onImported: (reportId: ReportId, stored: readonly StoredImport[]) => () => void;
  readonly onSay: Say;
  /** Says what was imported, until the report is edited: Undo would bin the edits with it. */
  readonly onSayUndoable: SayUndoable;
  readonly onFailure: (failure: Failure) => void;
}

/** Everything about importing in the panel: dropped files, the import dialog, the import report. */
export function PanelImport(props: PanelImportProps) {
  const { port, page, report, onPage, onSay } = props;
  const [inputs, setInputs] = useState<readonly ImportInput[]>([]);
  const add = useRef<((inputs: readonly ImportInput[]) => void) | null>(null);
  const bundles = useRef<File[]>([]);

  const handOver = () => {
    const files = bundles.current;
    bundles.current = [];
    if (files.length > 0) props.onBundles(files);
  };

  const take = async (given: readonly ImportInput[]) => {
    const plain: ImportInput[] = [];
    for (const input of given) {
      if (input.kind === 'file' && (await isBundle(input.file))) {
        bundles.current.push(input.file);
      } else plain.push(input);
    }
    if (plain.length === 0) {
      // Nothing is being read, because only bundles were chosen.
      if (inputs.length > 0) return;
      onPage(null);
      return handOver();
    }
    setInputs((before) => [...before, ...plain]);
    if (add.current !== null) return add.current(plain);
    onPage('import');
  };
  const over = useFileDrop((files) => {
    void take(files.map((file) => ({ kind: 'file', file })));
  });

  const finish = (stored: readonly StoredImport[]) => {
    onPage(null);
    setInputs([]);
    handOver();
    const last = stored.at(-1);
    if (last === undefined) return;
    const forget = props.onImported(last.reportId, stored);
    const undo = async () => {
      for (const each of stored) {
        const undone = await port.undo(each);
        if (!undone.ok) return props.onFailure(undone.error);
      }
      forget();
      onSay(i18n.t('import_undone'));
    };
    const citations = stored.reduce((sum, each) => sum + each.citations, 0);
    const clips = stored.reduce((sum, each) => sum + each.clips, 0);
    const counted = i18n.t('clips_count', clips);
    const words =
      stored.length === 1
        ? i18n.t('import_done', citations, [citations, shortTitle(last.title), counted])
        : i18n.t('import_done_many', citations, [citations, stored.length, counted]);
    props.onSayUndoable(words, () => void undo(), last.reportId);
  };

  return (
    <>
      {page === 'import' && (
        <OpenImport
          port={port}
          inputs={inputs}
          report={report}
          addRef={add}
          onInputs={(given) => void take(given)}
          onEnd={finish}
        />
      )}
      {page === 'repairs' && report !== null && (
        <RepairsSheet
          replica={report.replica}
          content={report.tree.content}
          onClose={() => onPage(null)}
        />
      )}
      {over && <DropOverlay />}
    </>
  );
}

/** Shortens a title so that the rest of the sentence fits. */
function shortTitle(title: string): string {
  const words = title.trim();
  return words.length <= LONGEST_TITLE ? words : `${words.slice(0, LONGEST_TITLE).trimEnd()}…`;
}

interface OpenImportProps {
  readonly port: ImportPort;
  readonly inputs: readonly ImportInput[];
  readonly report: OpenReport | null;
  readonly addRef: { current: ((inputs: readonly ImportInput[]) => void) | null };
  readonly onInputs: (inputs: readonly ImportInput[]) => void;
  readonly onEnd: (stored: readonly StoredImport[]) => void;
}

/** The work of one sheet. It ends when the sheet closes. */
function OpenImport({ port, inputs, report, addRef, onInputs, onEnd }: OpenImportProps) {
  const work = useImport(port, { inputs, onEnd });
  useLayoutEffect(() => {
    addRef.current = work.add;
    return () => {
      addRef.current = null;
    };
  });
  return (
    <ImportSheet
      work={work}
      toMarkdown={port.htmlToMarkdown}
      tree={report?.tree ?? null}
      onInputs={onInputs}
    />
  );
}

/**
 * Returns whether a file is a Pincite bundle or backup and not a text. Both are gzipped, whatever
 * their name, and no text starts with the bytes of gzip (RFC 1952, section 2.3.1).
 */
async function isBundle(file: Blob): Promise<boolean> {
  try {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b;
  } catch {
    // The file cannot be read any more; the reader reports it.
    return false;
  }
}

/** Says, over the whole page, that the dragged files can be dropped. */
function DropOverlay() {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.showPopover(), []);
  return (
    <div ref={element} class="drop-overlay" popover="manual" role="status">
      <Icon name="download" size={28} tone="accent" />
      <p class="empty-title">{i18n.t('import_drop')}</p>
      <p class="muted">{i18n.t('import_drop_text')}</p>
    </div>
  );
}
