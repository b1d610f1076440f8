import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { languageOptions } from '@/components/state/language-options';
import { sectionOptions } from '@/components/state/section-options';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SelectField, TextField } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import type { Failure } from '@/utils/model/failure';
import type { ReportTree } from '@/utils/model/report-tree';
import type { DamageChoices } from '@/utils/report/prepare-import';
import { DamageList } from './DamageList';
import { type DamageActs, placeOfDamage } from './damage-place';
import { ImportCounts } from './ImportCounts';
import type { ReadReport } from './import-port';
import { LeftAloneList } from './LeftAloneList';

/** The choices of the user in the import report. */
export interface ReviewState {
  readonly title: string;
  readonly language: string;
  /** `NEW_REPORT`, `TOP_LEVEL`, or the id of a section of the open report. */
  readonly into: string;
  readonly choices: DamageChoices;
}

export const NEW_REPORT = 'new';
export const TOP_LEVEL = 'top';

interface ReviewStepProps {
  readonly report: ReadReport;
  readonly tree: ReportTree | null;
  readonly state: ReviewState;
  readonly failure: Failure | null;
  readonly onChange: (state: ReviewState) => void;
}

/** Decisions that are kept in the page until the import is confirmed. */
export function ReviewStep({ report, tree, state, failure, onChange }: ReviewStepProps) {
  const { choices, into } = state;
  const { damage, leftAlone } = report.importReport;
  const places = useMemo(
    () => damage.map((each) => placeOfDamage(each, choices)),
    [damage, choices],
  );
  const acts = damageActs(choices, (next) => onChange({ ...state, choices: next }));
  return (
    <>
      {failure !== null && <ErrorNotice failure={failure} />}
      <ImportCounts report={report.importReport} />
      <div class="stack">
        {tree !== null && (
          <SelectField
            label={i18n.t('import_into')}
            value={into}
            onChange={(value) => onChange({ ...state, into: value })}
            options={[
              { value: NEW_REPORT, label: i18n.t('import_into_new') },
              {
                value: TOP_LEVEL,
                label: i18n.t('import_into_top', [reportName(tree.content.title)]),
              },
              ...sectionOptions(tree.sections).map(({ value, label }) => ({
                value,
                label: `   ${label}`,
              })),
            ]}
          />
        )}
        {into === NEW_REPORT && (
          <>
            <TextField
              label={i18n.t('report_title')}
              value={state.title}
              onChange={(title) => onChange({ ...state, title })}
              required
            />
            <SelectField
              label={i18n.t('report_language')}
              value={state.language}
              onChange={(language) => onChange({ ...state, language })}
              options={languageOptions(report.language)}
            />
          </>
        )}
      </div>
      <DamageList places={places} acts={acts} />
      <LeftAloneList items={leftAlone} />
    </>
  );
}

/** Decisions kept in the page until the import is confirmed. */
function damageActs(choices: DamageChoices, set: (choices: DamageChoices) => void): DamageActs {
  return {
    repair: (ids) => {
      const kept = new Set(choices.kept);
      for (const id of ids) kept.delete(id);
      set({ ...choices, kept });
    },
    keep: (ids) => {
      const completions = new Map(choices.completions);
      for (const id of ids) completions.delete(id);
      set({ kept: new Set([...choices.kept, ...ids]), completions });
    },
    complete: (id, completion) => {
      const kept = new Set(choices.kept);
      const completions = new Map(choices.completions);
      if (completion === null) completions.delete(id);
      else {
        completions.set(id, completion);
        kept.delete(id);
      }
      set({ kept, completions });
    },
  };
}
