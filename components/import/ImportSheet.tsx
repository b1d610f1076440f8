import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatBytes } from '@/components/ui/format';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { Sheet } from '@/components/ui/Sheet';
import type { SectionId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import { ChooseStep } from './ChooseStep';
import {
  type ImportInput,
  type ImportPort,
  type ImportTarget,
  inputName,
  NO_CHOICES,
  type ReadingProgress,
  type ReadReport,
} from './import-port';
import { NEW_REPORT, type ReviewState, ReviewStep, TOP_LEVEL } from './ReviewStep';
import type { ImportWork } from './use-import';
import './import.css';

interface ImportSheetProps {
  readonly work: ImportWork;
  readonly toMarkdown: ImportPort['htmlToMarkdown'];
  /** The open report, for importing a section into it. */
  readonly tree: ReportTree | null;
  /** Called with all chosen inputs, including bundles. */
  readonly onInputs: (inputs: readonly ImportInput[]) => void;
}

/** The import dialog, from the choice of files to the last of them. */
export function ImportSheet({ work, toMarkdown, tree, onInputs }: ImportSheetProps) {
  const { step } = work;
  const [leaving, setLeaving] = useState(false);
  const [review, setReview] = useState<ReviewState | null>(null);
  const input = step.kind === 'choose' ? null : step.input;
  const name = input === null ? '' : inputName(input, i18n.t('import_paste_name'));
  // Decisions are valid only for the report that they were made for.
  const [about, setAbout] = useState<ReadReport | null>(null);
  const report = step.kind === 'review' || step.kind === 'storing' ? step.report : null;
  const decided = about === report ? review : null;
  // The title and the place of a page stay when more or less of it is read.
  const placed =
    input?.kind === 'page' && review !== null ? { ...review, choices: NO_CHOICES } : null;
  const state = report === null ? null : (decided ?? placed ?? stateFor(report, input, name));
  const change = (next: ReviewState) => {
    setAbout(report);
    setReview(next);
  };

  const close = () => {
    if (step.kind !== 'review' || about !== report) return work.close();
    setLeaving(!leaving);
    focusAfterDrawing([leaving ? 'import-cancel' : 'import-stay']);
  };
  return (
    <Sheet
      title={titleOf(step.kind)}
      subtitle={work.of > 1 ? i18n.t('import_which', [work.at, work.of, name]) : name}
      step={`${step.kind} ${work.at.toString()}`}
      onClose={close}
      foot={
        leaving && step.kind === 'review' ? (
          <>
            <p class="grow" role="alert">
              {i18n.t('import_leave')}
            </p>
            <Button focusKey="import-stay" onClick={close}>
              {i18n.t('import_stay')}
            </Button>
            <Button look="danger" onClick={work.close}>
              {i18n.t('import_leave_confirm')}
            </Button>
          </>
        ) : (
          <>
            {work.of > 1 && work.at < work.of && step.kind !== 'storing' && (
              <Button look="quiet" onClick={work.skip}>
                {i18n.t('import_skip')}
              </Button>
            )}
            <Button focusKey="import-cancel" onClick={close}>
              {i18n.t('cancel')}
            </Button>
            {step.kind === 'refused' && work.of === 1 && (
              <Button look="primary" onClick={work.again}>
                {i18n.t('import_again')}
              </Button>
            )}
            {report !== null && state !== null && (
              <Button
                look="primary"
                disabled={
                  step.kind === 'storing' ||
                  (step.kind === 'review' && step.rereading === true) ||
                  (isNew(state) && state.title.trim() === '')
                }
                onClick={() =>
                  work.store({ report, choices: state.choices, target: targetOf(state, tree) })
                }
              >
                {i18n.t('import_confirm')}
              </Button>
            )}
          </>
        )
      }
    >
      {step.kind === 'choose' && <ChooseStep toMarkdown={toMarkdown} onInputs={onInputs} />}
      {step.kind === 'reading' && <ReadingStep progress={step.progress} />}
      {step.kind === 'storing' && (
        <div class="import-progress">
          <ProgressBar
            label={i18n.t('import_storing')}
            done={0}
            total={null}
            detail={step.bytes === 0 ? undefined : formatBytes(step.bytes)}
          />
        </div>
      )}
      {step.kind === 'refused' && (
        <>
          <p>{i18n.t('import_refused_text', [name])}</p>
          <ErrorNotice failure={step.failure} />
        </>
      )}
      {step.kind === 'review' && state !== null && (
        <ReviewStep
          report={step.report}
          input={step.input}
          onInput={work.reread}
          tree={tree}
          state={state}
          failure={step.failure}
          onChange={change}
        />
      )}
    </Sheet>
  );
}

function titleOf(step: ImportWork['step']['kind']): string {
  if (step === 'refused') return i18n.t('import_refused_title');
  if (step === 'review') return i18n.t('import_review_title');
  return i18n.t('import_title');
}

function stateFor(report: ReadReport, input: ImportInput | null, name: string): ReviewState {
  const named = input?.kind === 'file' ? name.replace(/\.[^.]+$/, '') : name;
  const title = report.title.trim() || named;
  return { title, language: report.language, into: NEW_REPORT, choices: NO_CHOICES };
}

function isNew(state: ReviewState): boolean {
  return state.into === NEW_REPORT;
}

function targetOf(state: ReviewState, tree: ReportTree | null): ImportTarget {
  if (isNew(state) || tree === null) {
    return { kind: 'new', title: state.title.trim(), language: state.language };
  }
  const under = state.into === TOP_LEVEL ? null : (state.into as SectionId);
  return { kind: 'section', reportId: tree.content.id, under };
}

/** Shows the progress of the reading. A screen reader hears it four times, not ten times a second. */
function ReadingStep({ progress }: { progress: ReadingProgress | null }) {
  const quarter = progress === null ? 0 : Math.floor((4 * progress.done) / progress.total);
  const found = progress === null ? '' : i18n.t('import_citations_so_far', progress.citations);
  const announced = useMemo(() => found, [quarter]);
  return (
    <div class="import-progress">
      <ProgressBar
        label={i18n.t('import_reading')}
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
      />
      {progress !== null && (
        <p class="muted">
          {i18n.t('import_reading_size', [formatBytes(progress.done), formatBytes(progress.total)])}
          {' · '}
          {found}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {announced}
      </p>
    </div>
  );
}
