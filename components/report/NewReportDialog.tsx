import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { languageOptions } from '@/components/state/language-options';
import { Dialog } from '@/components/ui/Dialog';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SelectField, TextField } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { nextPeriodTitle } from '@/utils/model/next-period';
import type { Result } from '@/utils/model/result';
import type { ReportStart, ReportTemplate } from './report-template';

export interface TemplateChoice {
  readonly id: ReportId;
  readonly title: string;
  readonly language: string;
}

interface NewReportDialogProps {
  /** The reports that the new report can start from. */
  readonly templates: readonly TemplateChoice[];
  /** The report that it starts from by default; null for an empty report. */
  readonly from: ReportId | null;
  readonly load: (id: ReportId) => Promise<Result<ReportTemplate, Failure>>;
  /** `start` is null for an empty report. */
  readonly onConfirm: (title: string, language: string, start: ReportStart | null) => void;
  readonly onClose: () => void;
}

type Take = 'sections' | 'copy';
const EMPTY = '';

/** Asks for a new report's title and language, and what it starts from. */
export function NewReportDialog(props: NewReportDialogProps) {
  const { templates } = props;
  const of = (id: string) => templates.find((each) => each.id === id);
  const [from, setFrom] = useState<string>(props.from ?? EMPTY);
  const [take, setTake] = useState<Take>('sections');
  const [withChanges, setWithChanges] = useState(true);
  const [typed, setTyped] = useState<string | null>(null);
  const [language, setLanguage] = useState<string | null>(null);
  const [template, setTemplate] = useState<ReportTemplate | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  /** The user confirmed before the template was read. */
  const [confirmed, setConfirmed] = useState(false);

  useEffect(() => {
    let left = false;
    setTemplate(null);
    setProblem(null);
    setConfirmed(false);
    const chosen = of(from);
    if (chosen === undefined) return;
    void props.load(chosen.id).then((loaded) => {
      if (left) return;
      if (loaded.ok) setTemplate(loaded.value);
      else {
        setProblem(loaded.error);
        setConfirmed(false);
      }
    });
    return () => {
      left = true;
    };
  }, [from]);

  const chosen = of(from);
  const title = typed ?? suggestTitle(chosen, take);
  const trimmed = title.trim();
  const spoken = language ?? chosen?.language ?? i18n.t('locale');
  const changes = template?.changes.length ?? 0;
  const confirm = () => {
    if (chosen === undefined) return props.onConfirm(trimmed, spoken, null);
    if (template === null) return setConfirmed(true);
    const start: ReportStart =
      take === 'copy'
        ? { kind: 'copy', template }
        : { kind: 'sections', template, changes: withChanges };
    props.onConfirm(trimmed, spoken, start);
  };
  useLayoutEffect(() => {
    if (!confirmed) return;
    // The title was cleared while the template was read.
    if (trimmed === '') setConfirmed(false);
    else if (template !== null) confirm();
  }, [confirmed, template]);

  return (
    <Dialog
      title={i18n.t('new_report_title')}
      confirm={i18n.t('create')}
      disabled={confirmed || problem !== null}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <TextField label={i18n.t('report_title')} value={title} onChange={setTyped} required />
      <SelectField
        label={i18n.t('report_language')}
        value={spoken}
        onChange={setLanguage}
        options={languageOptions(spoken)}
      />
      {templates.length > 0 && (
        <SelectField
          label={i18n.t('template_label')}
          value={from}
          onChange={setFrom}
          options={[
            { value: EMPTY, label: i18n.t('template_empty') },
            ...templates.map((each) => ({
              value: each.id as string,
              label: reportName(each.title),
            })),
          ]}
        />
      )}
      {chosen !== undefined && (
        <fieldset class="pick-list">
          <legend class="visually-hidden">{i18n.t('template_take')}</legend>
          {(['sections', 'copy'] as const).map((each) => (
            <label class="pick" key={each}>
              <input
                type="radio"
                name="template-take"
                checked={take === each}
                onChange={() => setTake(each)}
              />
              <span>{i18n.t(`template_${each}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {chosen !== undefined && take === 'sections' && changes > 0 && (
        <label class="pick">
          <input
            type="checkbox"
            checked={withChanges}
            onChange={(event) => setWithChanges(event.currentTarget.checked)}
          />
          <span>{i18n.t('template_changes', changes)}</span>
        </label>
      )}
      {problem !== null && <ErrorNotice failure={problem} />}
    </Dialog>
  );
}

/**
 * Suggests the title of the next issue if the title names a month. Otherwise the user must write
 * one.
 */
function suggestTitle(template: TemplateChoice | undefined, take: Take): string {
  if (template === undefined) return '';
  const title = template.title.trim();
  if (take === 'copy') {
    return i18n.t('template_copy_of', [reportName(title)]);
  }
  return nextPeriodTitle(title, template.language) ?? '';
}
