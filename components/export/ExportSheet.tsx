import { useEffect, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { sectionOptions } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import { reportName } from '@/components/ui/names';
import { Sheet } from '@/components/ui/Sheet';
import { useSayAfterClosing } from '@/components/ui/Snackbar';
import type { ClipId, ReportId, SectionId, StatementId } from '@/utils/model/ids';
import {
  availableOptions,
  DEFAULT_EXPORT_OPTIONS,
  type ExportFormat,
  type ExportOptions,
  isFromFile,
  stylesFor,
} from '@/utils/report/export-options';
import type { ExportTask, WrittenExport } from '@/utils/report/export-task';
import { countUncovered } from '@/utils/review/content-hash';
import type { LibraryReader } from '@/utils/storage/read';
import { BundleFoot } from './BundleFoot';
import { BundlePart } from './BundlePart';
import { ExportFoot, InboxTick } from './ExportFoot';
import { ExportPreview } from './ExportPreview';
import { ExportWarnings, exportWarnings } from './ExportWarnings';
import { scopeName, taskFor, ticksFor } from './export-choices';
import { exportFacts } from './export-facts';
import { holdsProse } from './export-formats';
import './export.css';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { FormatFields, StyleChoice, TickList } from './ExportFields';
import { clipsWithImages, writeWithImages } from './load-images';
import { useBundle } from './use-bundle';
import { useWritten, type WriteReport, type Writing } from './use-written';

interface ExportSheetProps {
  readonly acts: Acts;
  readonly report: OpenReport;
  readonly reader: LibraryReader | null;
  /** The section that is chosen at first; null for the whole report. */
  readonly sectionId: SectionId | null;
  /** The format that is chosen at first; null for the one of the last export. */
  readonly format: ExportFormat | null;
  readonly write: WriteReport;
  readonly onShow: (of: ClipId | StatementId) => void;
  /** Shows a message beside the sheet. */
  readonly onSay: (text: string) => void;
  readonly onClose: () => void;
}

/** The export dialog: format, contents and preview. */
export function ExportSheet(props: ExportSheetProps) {
  const { acts, report, onClose } = props;
  const { tree, views, reviews, readAgain } = report;
  const [remembered, change] = useExportOptions(acts, report.replica.reportId, props.format);
  const [sectionId, setSection] = useState(props.sectionId);
  const fromFile = useMemo(() => isFromFile(tree.content), [tree]);
  const options = useMemo(
    () => remembered && availableOptions(remembered, fromFile, sectionId),
    [remembered, fromFile, sectionId],
  );
  const facts = useMemo(
    () => options && exportFacts({ tree, views, reviews, readAgain }, sectionId, options),
    [tree, views, reviews, readAgain, sectionId, options],
  );
  const { evidence } = report;
  const task = useMemo(
    () =>
      options === null || options.format === 'bundle'
        ? null
        : taskFor({ tree, evidence }, options, sectionId),
    [tree, evidence, options, sectionId],
  );
  const illustrated = clipsWithImages({ views });
  const write = useMemo(
    () => writeWithImages(props.write, props.reader, illustrated),
    [props.write, props.reader, illustrated.join()],
  );
  const writing = useWritten(task, write);
  const title = reportName(tree.content.title);
  const scope = scopeName(tree, sectionId) ?? title;
  const bundled = options?.format === 'bundle';
  const sayAfterClosing = useSayAfterClosing(props.onSay);
  const bundle = useBundle({
    acts,
    reader: props.reader,
    replica: report.replica,
    ledger: report.ledger,
    sectionId,
    title: scope,
    active: bundled,
    onEnded: sayAfterClosing,
  });

  return (
    <Sheet
      title={i18n.t('export')}
      subtitle={title}
      step="export"
      onClose={onClose}
      foot={
        options !== null &&
        facts !== null &&
        (bundled ? (
          <BundleFoot work={bundle} />
        ) : (
          <>
            {facts.inbox.items > 0 && (
              <InboxTick {...facts.inbox} onTick={(on) => change({ inbox: on })} />
            )}
            <ExportFoot
              // A message about an export is valid only for the options of that export.
              key={JSON.stringify([options, sectionId])}
              acts={acts}
              title={scope}
              format={options.format}
              citations={facts.citations}
              sources={facts.sources}
              writing={writing}
              withoutImages={task === null ? null : () => writeBare(task, props.write)}
              onEnded={sayAfterClosing}
            />
          </>
        ))
      }
    >
      {options !== null && facts !== null && (
        <div class="export-cols">
          <div class="stack">
            <FormatFields
              format={options.format}
              sectionId={sectionId}
              sections={sectionOptions(tree.sections)}
              onFormat={(format) => change({ format })}
              onSection={setSection}
            />
            {holdsProse(options.format) && (
              <StyleChoice
                styles={stylesFor(options.format, fromFile, sectionId)}
                format={options.format}
                chosen={options.style}
                onChoose={(style) => change({ style })}
              />
            )}
            <TickList
              ticks={ticksFor(options, facts)}
              onTick={(name, on) => change({ [name]: on })}
            />
            {facts.notesLeft > 0 && (
              <p class="muted">{i18n.t('export_notes_left', facts.notesLeft)}</p>
            )}
          </div>
          <div class="stack export-out">
            {!bundled && (
              <ExportWarnings
                // The foot says what is left out of the inbox, where it is always in view.
                warnings={exportWarnings(
                  { ...facts, inbox: { items: 0, isWritten: false } },
                  options,
                  writing.shown,
                )}
                onShow={props.onShow}
              />
            )}
            {bundled ? (
              <BundlePart
                work={bundle}
                notes={facts.notes}
                uncovered={sectionId === null ? countUncovered(tree) : 0}
                section={sectionId !== null}
              />
            ) : (
              <WritingNotice writing={writing} />
            )}
            {writing.shown !== null && !bundled && (
              <ExportPreview
                written={writing.shown}
                citations={facts.citations}
                sources={facts.sources}
                stale={writing.state.kind === 'writing'}
              />
            )}
          </div>
        </div>
      )}
    </Sheet>
  );
}

/** Writes a report without its images, for a clipboard that has no folder for them. */
async function writeBare(task: ExportTask, write: WriteReport): Promise<WrittenExport | null> {
  const progress = { onProgress: () => undefined, signal: new AbortController().signal };
  const written = await write(task, progress);
  return written?.ok ? written.value : null;
}

/** Shows the progress of the writing, or why it ended early. */
function WritingNotice({ writing }: { writing: Writing }) {
  const { state } = writing;
  if (state.kind === 'failed') return <ErrorNotice failure={state.failure} />;
  if (state.kind === 'cancelled') {
    return (
      <div class="row">
        <p class="grow" role="status">
          {i18n.t('export_cancelled')}
        </p>
        <Button onClick={writing.again}>{i18n.t('export_again')}</Button>
      </div>
    );
  }
  if (state.kind === 'written') return null;
  return (
    <div class="export-progress">
      <ProgressBar
        label={i18n.t('export_writing')}
        done={state.done}
        total={state.total}
        onCancel={writing.cancel}
      />
    </div>
  );
}

/**
 * The options of a report's last export, or else of any report's last export; null until they are
 * read. `format`, if given, replaces the last format. A change is stored at once.
 */
function useExportOptions(
  acts: Acts,
  reportId: ReportId,
  format: ExportFormat | null,
): [ExportOptions | null, (change: Partial<ExportOptions>) => void] {
  const [options, setOptions] = useState<ExportOptions | null>(null);
  useEffect(() => {
    let left = false;
    void acts.readExportOptions(reportId).then((stored) => {
      if (left) return;
      const last = stored ?? DEFAULT_EXPORT_OPTIONS;
      setOptions(format === null ? last : { ...last, format });
    });
    return () => {
      left = true;
    };
  }, [acts, reportId]);

  const change = (part: Partial<ExportOptions>) => {
    if (options === null) return;
    const next = { ...options, ...part };
    setOptions(next);
    // A bundle is not remembered: the next export is often a text, and would be a bundle by mistake.
    if (next.format !== 'bundle') void acts.writeExportOptions(reportId, next);
  };
  return [options, change];
}
