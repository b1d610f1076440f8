import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { DateField, SelectField, type SelectOption } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import { VERDICTS } from '@/utils/model/evidence';
import type { ReportSummary, SearchAnswer } from '@/utils/storage/read';
import { countFilters, EVERYTHING, type LibraryChoice, PERIODS } from './library-query';
import './library.css';

interface LibraryFiltersProps {
  readonly choice: LibraryChoice;
  /** The values of each filter, with the number of clips for each; null until they are counted. */
  readonly counts: SearchAnswer['counts'] | null;
  readonly reports: readonly ReportSummary[];
  readonly onChange: (change: Partial<LibraryChoice>) => void;
}

const ANY = '';
/** A large library has thousands of sites and tags, so only those with the most clips are shown. */
const MOST_OPTIONS = 200;

/** Filters the clips of the library by report, site, time, verdict and tag. */
export function LibraryFilters({ choice, counts, reports, onChange }: LibraryFiltersProps) {
  const titles = new Map<string, string>(reports.map(({ id, title }) => [id, reportName(title)]));
  const verdicts = [...VERDICTS, 'none' as const];
  return (
    <div class="library-filters">
      <SelectField
        label={i18n.t('report')}
        value={choice.reportId ?? ANY}
        options={[
          { value: ANY, label: i18n.t('library_any') },
          ...options(counts?.reports, choice.reportId, (id) => titles.get(id) ?? id),
        ]}
        onChange={(value) => onChange({ reportId: chosen(counts?.reports, value) })}
      />
      <SelectField
        label={i18n.t('page_site')}
        value={choice.site ?? ANY}
        options={[
          { value: ANY, label: i18n.t('library_any') },
          ...options(counts?.sites, choice.site, (site) => site),
        ]}
        onChange={(value) => onChange({ site: value === ANY ? null : value })}
      />
      <SelectField
        label={i18n.t('library_time')}
        value={choice.period ?? ANY}
        options={[
          { value: ANY, label: i18n.t('library_any_time') },
          ...PERIODS.map((period) => ({ value: period, label: i18n.t(`library_time_${period}`) })),
        ]}
        onChange={(value) => onChange({ period: PERIODS.find((each) => each === value) ?? null })}
      />
      {choice.period === 'days' && (
        <div class="library-days">
          <DateField
            label={i18n.t('library_first_day')}
            value={choice.firstDay}
            max={choice.lastDay}
            onChange={(firstDay) => onChange({ firstDay })}
          />
          <DateField
            label={i18n.t('library_last_day')}
            value={choice.lastDay}
            min={choice.firstDay}
            onChange={(lastDay) => onChange({ lastDay })}
          />
        </div>
      )}
      <SelectField
        label={i18n.t('library_verdict')}
        value={choice.verdict ?? ANY}
        options={[
          { value: ANY, label: i18n.t('library_any') },
          ...verdicts
            .filter((verdict) => counts?.verdicts.has(verdict) || verdict === choice.verdict)
            .map((verdict) => ({
              value: verdict,
              label: withCount(
                verdict === 'none' ? i18n.t('library_never_checked') : i18n.t(`verdict_${verdict}`),
                counts?.verdicts.get(verdict),
              ),
            })),
        ]}
        onChange={(value) =>
          onChange({ verdict: verdicts.find((verdict) => verdict === value) ?? null })
        }
      />
      <SelectField
        label={i18n.t('tags')}
        value={choice.tag ?? ANY}
        options={[
          { value: ANY, label: i18n.t('library_any') },
          ...options(counts?.tags, choice.tag, (tag) => tag),
        ]}
        onChange={(value) => onChange({ tag: value === ANY ? null : value })}
      />
      {countFilters(choice) > 0 && (
        <Button
          look="quiet"
          onClick={() => onChange({ ...EVERYTHING, words: choice.words, order: choice.order })}
        >
          {i18n.t('filter_clear')}
        </Button>
      )}
    </div>
  );
}

/** Returns the values with the most clips and the chosen value, sorted by name. */
function options<T extends string>(
  counts: ReadonlyMap<T, number> | undefined,
  value: T | null,
  name: (value: T) => string,
): SelectOption[] {
  const all = [...(counts ?? [])].sort(([, a], [, b]) => b - a).slice(0, MOST_OPTIONS);
  if (value !== null && !all.some(([each]) => each === value)) all.push([value, 0]);
  const language = new Intl.Collator(i18n.t('locale'));
  return all
    .filter(([each]) => each !== ANY)
    .map(([each, count]) => ({ value: each, name: name(each), count }))
    .sort((a, b) => language.compare(a.name, b.name))
    .map((option) => ({ value: option.value, label: withCount(option.name, option.count) }));
}

function chosen<T extends string>(
  counts: ReadonlyMap<T, number> | undefined,
  value: string,
): T | null {
  return [...(counts?.keys() ?? [])].find((each) => each === value) ?? null;
}

function withCount(name: string, count: number | undefined): string {
  return `${name} (${(count ?? 0).toLocaleString(i18n.t('locale'))})`;
}
