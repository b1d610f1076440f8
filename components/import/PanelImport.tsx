import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OpenReport } from '@/components/state/use-report';
import { Icon } from '@/components/ui/Icon';
import type { Say } from '@/components/ui/Snackbar';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { ImportSheet } from './ImportSheet';
import type { ImportInput, ImportPort, StoredImport } from './import-port';
import './import.css';
import { RepairsSheet } from './RepairsSheet';
import { useFileDrop } from './use-file-drop';
import { useImport } from './use-import';

const LONGEST_TITLE = 40;

/** Which of the panel's sheets on importing is open. */
export type ImportPage = 'import' | 'repairs';

interface PanelImportProps {
  readonly port: ImportPort;
  readonly page: ImportPage | null;
  readonly report: OpenReport | null;
  readonly onPage: (page: ImportPage | null) => void;
  /** Bundles among the files, once the reports among them are done with: they have a way in of their own. */
  readonly onBundles: (files: readonly File[]) => void;
  /** Gives what is to be called once all of it was taken back. */
  readonly onImported: (reportId: ReportId, stored: readonly StoredImport[]) => () => void;
  readonly onSay: Say;
  readonly onFailure: (failure: Failure) => void;
}

/** All of importing in the panel: files dropped on it, the sheet, the import report. */
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
      // Nothing is being read: what was chosen are bundles alone.
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
    const words =
      stored.length === 1
        ? i18n.t('import_done', citations, [citations, shortTitle(last.title)])
        : i18n.t('import_done_many', citations, [citations, stored.length]);
    onSay(words, () => void undo());
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

/** A title that leaves room for the rest of the sentence. */
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

/** The work of one sheet; it ends with the sheet. */
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
 * Whether a file is a Pincite bundle or backup rather than a text: both are gzipped, whatever
 * their name, and no text begins as gzip does (RFC 1952, section 2.3.1).
 */
async function isBundle(file: Blob): Promise<boolean> {
  try {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b;
  } catch {
    // It can't be read any more; the reading that follows says so.
    return false;
  }
}

/** Says, over everything else, that what is held over the page can be dropped. */
function DropOverlay() {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.showPopover(), []);
  return (
    <div ref={element} class="drop-overlay" popover="manual" role="status">
      <Icon name="download" size={28} />
      <p class="empty-title">{i18n.t('import_drop')}</p>
      <p class="muted">{i18n.t('import_drop_text')}</p>
    </div>
  );
}
