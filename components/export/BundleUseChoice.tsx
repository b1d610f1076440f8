import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OpenReport } from '@/components/state/use-report';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import type { SectionId } from '@/utils/model/ids';
import type { ReportSummary } from '@/utils/storage/read';
import type { BundleUse, OpenedSummary } from './receive-bundle';
import './export.css';

interface BundleUseChoiceProps {
  readonly uses: readonly OfferedUse[];
  readonly chosen: BundleUse;
  readonly sections: readonly SelectOption[];
  readonly onChoose: (use: BundleUse) => void;
}

const TOP = '';

/** Asks what to do with a bundle and, to insert it into a report, under which section. */
export function BundleUseChoice({ uses, chosen, sections, onChoose }: BundleUseChoiceProps) {
  const name = useId();
  return (
    <fieldset class="export-group">
      <legend class="field-label">{i18n.t('bundle_use')}</legend>
      <div class="export-styles">
        {uses.map((use) => (
          <label class="export-style" key={use.kind}>
            <input
              type="radio"
              name={name}
              checked={use.kind === chosen.kind}
              onChange={() => onChoose(bundleUse(use.kind))}
            />
            <span class="export-style-name">{use.name}</span>
            <span class="export-example-words">{use.hint}</span>
          </label>
        ))}
      </div>
      {chosen.kind === 'section' && (
        <SelectField
          label={i18n.t('bundle_under')}
          value={chosen.under ?? TOP}
          onChange={(value) =>
            onChoose({ kind: 'section', under: value === TOP ? null : (value as SectionId) })
          }
          options={[{ value: TOP, label: i18n.t('top_level') }, ...sections]}
        />
      )}
    </fieldset>
  );
}

interface OfferedUse {
  readonly kind: BundleUse['kind'];
  readonly name: string;
  readonly hint: string;
  /** The label of the button, which says what this use does here. */
  readonly confirm: string;
}

/** A use before its section is chosen. */
export function bundleUse(kind: BundleUse['kind']): BundleUse {
  return kind === 'section' ? { kind, under: null } : { kind };
}

/** What the user can do with a bundle in this library, the most likely use first. */
export function offeredUses(
  { kind, header, ownReportId }: OpenedSummary,
  reports: readonly ReportSummary[],
  open: OpenReport | null,
): OfferedUse[] {
  const known = (id: string) => reports.find((report) => report.id === id);
  const into: OfferedUse[] =
    open === null || (kind === 'report' && open.replica.reportId === header.reportId)
      ? []
      : [
          {
            kind: 'section',
            name: i18n.t('bundle_use_section', [reportName(open.tree.content.title)]),
            hint: i18n.t('bundle_use_section_hint'),
            confirm: i18n.t('bundle_insert'),
          },
        ];
  if (kind === 'section') {
    const made = known(ownReportId);
    const name =
      made === undefined
        ? i18n.t('bundle_use_new')
        : i18n.t('bundle_use_known', [reportName(made.title)]);
    const confirm = i18n.t(made === undefined ? 'bundle_add' : 'bundle_update');
    return [...into, { kind: 'new', name, hint: i18n.t('bundle_use_new_hint'), confirm }];
  }
  const same = known(header.reportId);
  const name =
    same === undefined
      ? i18n.t('bundle_use_new')
      : i18n.t(same.binnedAt === null ? 'bundle_use_merge' : 'bundle_use_binned', [
          reportName(same.title),
        ]);
  const hint = i18n.t(same === undefined ? 'bundle_use_new_hint' : 'bundle_use_merge_hint');
  const confirm = i18n.t(same === undefined ? 'bundle_add' : 'bundle_merge');
  return [{ kind: 'merge', name, hint, confirm }, ...into];
}
