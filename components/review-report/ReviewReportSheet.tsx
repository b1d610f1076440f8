import { useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { BundleFoot } from '@/components/export/BundleFoot';
import { BundlePart } from '@/components/export/BundlePart';
import { ExportPreview } from '@/components/export/ExportPreview';
import { reportName } from '@/components/ui/names';
import '@/components/export/export.css';
import { taskFor } from '@/components/export/export-choices';
import { exportFacts } from '@/components/export/export-facts';
import { formatWords } from '@/components/export/export-words';
import { clipsWithImages, writeWithImages } from '@/components/export/load-images';
import { saveFile, saveText } from '@/components/export/save-text';
import { useBundle } from '@/components/export/use-bundle';
import type { WriteReport } from '@/components/export/use-written';
import { writeReport } from '@/components/export/write-report';
import type { DeskActs } from '@/components/review/desk-acts';
import type { DeskClaim } from '@/components/review/use-desk-claims';
import type { OpenReport } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SelectField } from '@/components/ui/Field';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { Sheet } from '@/components/ui/Sheet';
import { useSayAfterClosing } from '@/components/ui/Snackbar';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import type { ReportComment } from '@/utils/report/export-task';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import type { ReportNumbers } from '@/utils/review/report-numbers';
import { reviewComments } from '@/utils/review/review-comments';
import { reviewReport } from '@/utils/review/review-report';
import type { SignOffState } from '@/utils/review/sign-off';
import type { LibraryReader } from '@/utils/storage/read';
import { reviewReportWords } from './review-report-words';
import { type ReviewFormat, type ReviewText, useReviewText } from './use-review-text';

interface ReviewReportSheetProps {
  readonly acts: DeskActs;
  readonly reader: LibraryReader | null;
  readonly report: OpenReport;
  /** All claims, in reading order. */
  readonly all: readonly DeskClaim[];
  /** The headings and statements of the report, in reading order. */
  readonly steps: readonly ReadStep[];
  /** Ordered by weight; the most important sign-off comes first. */
  readonly signOffs: readonly SignOffState[];
  readonly numbers: ReportNumbers;
  /** Whether every claim has been compared with its passages. */
  readonly hintsReady: boolean;
  /** Shows a message beside the sheet. */
  readonly onSay: (text: string) => void;
  readonly onClose: () => void;
}

const FORMATS = ['markdown', 'html', 'word', 'csv', 'bundle'] as const;
type Format = (typeof FORMATS)[number];

const HINTS = {
  markdown: 'rr_hint_markdown',
  html: 'export_hint_html',
  word: 'rr_hint_word',
  csv: 'rr_hint_csv',
  bundle: 'rr_hint_bundle',
} as const;

/**
 * Offers the ways to hand over a review: as a report to read, or as a bundle for the authors of the
 * report.
 */
export function ReviewReportSheet(props: ReviewReportSheetProps) {
  const { acts, report, all, steps, signOffs, numbers } = props;
  const { tree, views } = report;
  const [format, setFormat] = useState<Format>('markdown');
  const written: ReviewFormat | null = format === 'bundle' || format === 'word' ? null : format;
  const words = useMemo(() => reviewReportWords(all.length), [all.length]);
  const review = useMemo(
    () =>
      reviewReport({
        tree,
        views,
        claims: all,
        steps,
        signOffs,
        numbers,
        writtenAt: new Date().toISOString(),
      }),
    [tree, views, all, steps, signOffs, numbers],
  );
  const text = useReviewText(review, words, written);
  const title = words.title(review.title);
  const sayAfterClosing = useSayAfterClosing(props.onSay);
  const word = useReviewWord(acts, title, sayAfterClosing, (signal) =>
    writeCommented(report, props.reader, reviewComments(review, words), signal),
  );
  const bundle = useBundle({
    acts,
    reader: props.reader,
    replica: report.replica,
    ledger: report.ledger,
    sectionId: null,
    title: reportName(review.title),
    active: format === 'bundle',
    onEnded: sayAfterClosing,
  });
  // Without the clips that no statement cites: an export of the report quotes them, not a review.
  const facts = useMemo(
    () => exportFacts({ tree, views }, null, { ...DEFAULT_EXPORT_OPTIONS, blockQuotes: false }),
    [tree, views],
  );

  return (
    <Sheet
      title={i18n.t('rr_sheet')}
      subtitle={reportName(review.title)}
      step="report"
      onClose={props.onClose}
      foot={
        format === 'word' ? (
          <ReviewWordFoot word={word} />
        ) : written === null ? (
          <BundleFoot work={bundle} />
        ) : (
          <ReviewReportFoot
            key={format}
            acts={acts}
            title={title}
            format={written}
            text={text}
            onEnded={sayAfterClosing}
          />
        )
      }
    >
      <div class="export-cols">
        <div class="stack">
          <SelectField
            label={i18n.t('export_format')}
            hint={i18n.t(HINTS[format])}
            value={format}
            onChange={(value) => setFormat(FORMATS.find((each) => each === value) ?? 'markdown')}
            options={FORMATS.map((value) => ({ value, label: formatWords(value) }))}
          />
          {!props.hintsReady && format !== 'bundle' && (
            <p class="muted" role="status">
              {i18n.t('desk_still_checking')}
            </p>
          )}
        </div>
        <div class="stack export-out">
          {text.failure !== null && <ErrorNotice failure={text.failure} />}
          {format === 'word' && word.isWriting && (
            <ProgressBar
              label={i18n.t('export_writing')}
              done={0}
              total={null}
              onCancel={word.cancel}
            />
          )}
          {format === 'bundle' && (
            <BundlePart
              work={bundle}
              notes={facts.notes}
              uncovered={review.uncovered}
              section={false}
            />
          )}
          {written !== null && text.written !== null && (
            <ExportPreview
              written={{ ...text.written, html: null }}
              citations={facts.citations}
              sources={facts.sources}
              stale={false}
            />
          )}
        </div>
      </div>
    </Sheet>
  );
}

interface ReviewWord {
  /** What to say about the last document. */
  readonly said: string;
  readonly isWriting: boolean;
  readonly download: () => void;
  readonly cancel: () => void;
}

/**
 * Downloads the report with the review as comments. A download that has begun goes on if the user
 * chooses another format or closes the sheet.
 */
function useReviewWord(
  acts: DeskActs,
  title: string,
  onEnded: (text: string) => void,
  write: (signal: AbortSignal) => ReturnType<WriteReport>,
): ReviewWord {
  const [said, say] = useState('');
  const [isWriting, setWriting] = useState(false);
  const writing = useRef<AbortController | null>(null);
  const download = async () => {
    say('');
    setWriting(true);
    const controller = new AbortController();
    writing.current = controller;
    const { signal } = controller;
    const done = await write(signal);
    setWriting(false);
    if (signal.aborted || done === null) return;
    const { file } = done.ok ? done.value : { file: null };
    const saved = done.ok && file !== null ? await saveFile(acts, 'word', title, file) : done;
    const ended = endedWords(saved);
    say(ended);
    onEnded(ended);
  };
  return {
    said,
    isWriting,
    download: () => void download(),
    cancel: () => writing.current?.abort(),
  };
}

/** The button that downloads the Word document, and a message when it is done. */
function ReviewWordFoot({ word }: { readonly word: ReviewWord }) {
  return (
    <>
      <p class="export-said grow" role="status">
        {word.said}
      </p>
      <Button
        look="primary"
        icon="download"
        busy={word.isWriting}
        focusKey="review-download"
        onClick={word.download}
      >
        {i18n.t('export_way_download')}
      </Button>
    </>
  );
}

/** Says how a download ended. */
function endedWords(saved: Result<unknown, Failure>): string {
  return saved.ok ? i18n.t('rr_downloaded') : i18n.t(`failure_${saved.error.code}`);
}

/** Writes the whole report as a Word document with footnotes and comments. */
function writeCommented(
  report: OpenReport,
  reader: LibraryReader | null,
  comments: readonly ReportComment[],
  signal: AbortSignal,
): ReturnType<WriteReport> {
  // The comments of a review can also be at quotes in the inbox.
  const of = { format: 'word', style: 'footnote', inbox: true } as const;
  const options = { ...DEFAULT_EXPORT_OPTIONS, ...of };
  const write = writeWithImages(writeReport, reader, clipsWithImages(report));
  return write(
    { ...taskFor(report, options, null), comments },
    { onProgress: () => undefined, signal },
  );
}

interface ReviewReportFootProps {
  readonly acts: DeskActs;
  /** The title for the file name. */
  readonly title: string;
  readonly format: ReviewFormat;
  readonly text: ReviewText;
  /** Called with how a download ended. Shows it if the sheet was closed before. */
  readonly onEnded: (text: string) => void;
}

/** The buttons that copy or download the review report, and a message when it is done. */
function ReviewReportFoot(props: ReviewReportFootProps) {
  const { acts, title, format, text } = props;
  const [said, say] = useState('');
  const copy = async () => {
    say('');
    const whole = text.result().then((done) => {
      if (done === null) throw new Error('It was not written.');
      return done;
    });
    const done = await acts.copyFlavours({ 'text/plain': whole });
    say(i18n.t(done ? 'copied' : 'copy_failed'));
  };
  const download = async () => {
    say('');
    const done = await text.result();
    // A notice above says why the report could not be written.
    if (done === null) return;
    const saved = await saveText(acts, format, title, done);
    const ended = endedWords(saved);
    say(ended);
    props.onEnded(ended);
  };
  const ready = text.failure === null;
  return (
    <>
      <p class="export-said grow" role="status">
        {said}
      </p>
      <Button icon="copy" disabled={!ready} focusKey="review-copy" onClick={() => void copy()}>
        {i18n.t('export_way_copy')}
      </Button>
      <Button
        look="primary"
        icon="download"
        disabled={!ready}
        focusKey="review-download"
        onClick={() => void download()}
      >
        {i18n.t('export_way_download')}
      </Button>
    </>
  );
}
