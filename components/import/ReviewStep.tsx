import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { languageOptions } from '@/components/state/language-options';
import { sectionOptions } from '@/components/state/section-options';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { SelectField, TextField } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import { CITATION_STYLES } from '@/utils/model/citation-styles';
import type { Failure } from '@/utils/model/failure';
import type { ImportReport } from '@/utils/model/imported-report';
import type { ReportTree } from '@/utils/model/report-tree';
import type { DamageChoices } from '@/utils/report/prepare-import';
import { ArticleParts } from './ArticleParts';
import { DamageList } from './DamageList';
import { type DamageActs, placeOfDamage } from './damage-place';
import type { ImportInput, ReadReport, WordFacts } from './import-port';
import { styleWords } from './import-words';
import { LeftAloneList } from './LeftAloneList';
import './import.css';

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
  readonly input: ImportInput;
  /** Called when the user changed what of a page is read. */
  readonly onInput: (input: ImportInput) => void;
  readonly tree: ReportTree | null;
  readonly state: ReviewState;
  readonly failure: Failure | null;
  readonly onChange: (state: ReviewState) => void;
}

/** Decisions that are kept in the page until the import is confirmed. */
export function ReviewStep(props: ReviewStepProps) {
  const { report, input, tree, state, failure, onChange, onInput } = props;
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
      <ImportCounts report={report.importReport} word={report.word} />
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
      {input.kind === 'page' && <ArticleParts input={input} onInput={onInput} />}
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
    complete: (chosen) => {
      const kept = new Set(choices.kept);
      const completions = new Map(choices.completions);
      for (const [id, completion] of chosen) {
        if (completion === null) completions.delete(id);
        else {
          completions.set(id, completion);
          kept.delete(id);
        }
      }
      set({ kept, completions });
    },
  };
}

/** Says what became of the marks that are no citations. */
function accountOf({ damage, leftAlone }: ImportReport): (string | false)[] {
  const leftover = damage.filter(({ kind }) => kind === 'leftover-marker').length;
  const hidden = leftAlone.filter(({ why }) => why === 'hidden').length;
  const rest = leftAlone.length - hidden;
  return [
    leftover > 0 && i18n.t('import_leftover', leftover),
    hidden > 0 && i18n.t('import_hidden', hidden),
    rest > 0 && i18n.t('import_left_alone', rest),
  ];
}

/** Shows the numbers of what was found in the text. */
function ImportCounts({ report, word }: { report: ImportReport; word: WordFacts | undefined }) {
  const { citations, duplicates, headings, statements, addresses } = report;
  const lines = [
    report.withDirective > 0 && i18n.t('import_directives', report.withDirective),
    report.invalidDirectives > 0 && i18n.t('import_invalid', report.invalidDirectives),
    (report.quotations ?? 0) > 0 && i18n.t('import_quotations', report.quotations ?? 0),
    citations > 0 && i18n.t('import_addresses', addresses),
    duplicates > 0 && i18n.t('import_duplicates', duplicates),
    report.redirects > 0 && i18n.t('import_redirects', report.redirects),
    report.listed > 0 && i18n.t('import_listed', report.listed),
    ...accountOf(report),
    word !== undefined &&
      word.worksWithoutAddress > 0 &&
      i18n.t('import_works_without_address', word.worksWithoutAddress),
    word !== undefined && word.images > 0 && i18n.t('import_without_images', word.images),
  ].filter((line) => line !== false);
  const styles = CITATION_STYLES.flatMap((style) => {
    const count = report.byStyle[style] ?? 0;
    return count === 0 ? [] : [{ style, count }];
  });
  return (
    <section class="import-counts stack stack-tight" aria-label={i18n.t('import_review_title')}>
      <p class="import-total">
        <b>{i18n.t('import_found', citations)}</b>{' '}
        {citations > 0 && <span>{i18n.t('import_found_pages', report.pages)}</span>}
      </p>
      {citations === 0 && <HintNotice icon="quote">{i18n.t('import_nothing_cited')}</HintNotice>}
      <ul class="import-facts">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>
          {i18n.t('import_headings', headings)} · {i18n.t('import_statements', statements)}
        </li>
      </ul>
      {styles.length > 0 && (
        <div>
          <h3 class="muted">{i18n.t('import_by_style')}</h3>
          <ul class="import-styles">
            {styles.map(({ style, count }) => (
              <li key={style}>
                <bdi>{styleWords(style)}</bdi> <b>{count}</b>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
