import { i18n } from '#i18n';
import type { OpenReport } from '@/components/state/use-report';
import { reportName } from '@/components/ui/names';
import type { ReportSummary } from '@/utils/storage/read';
import type { BundleUse, OpenedSummary } from './receive-bundle';

interface OfferedUse {
  readonly kind: BundleUse['kind'];
  readonly name: string;
}

/** Returns a use of a kind with default details. */
export function useOf(kind: BundleUse['kind']): BundleUse {
  return kind === 'section' ? { kind, under: null } : { kind };
}

/** Lists what can be done with a bundle in this library, the most likely first. */
export function usesOf(
  { kind, header, ownReportId }: OpenedSummary,
  reports: readonly ReportSummary[],
  open: OpenReport | null,
): OfferedUse[] {
  const titleOf = (title: string) => reportName(title);
  const known = (id: string) => reports.find((report) => report.id === id);
  const into: OfferedUse[] =
    open === null || (kind === 'report' && open.replica.reportId === header.reportId)
      ? []
      : [
          {
            kind: 'section',
            name: i18n.t('bundle_use_section', [titleOf(open.tree.content.title)]),
          },
        ];
  if (kind === 'section') {
    const made = known(ownReportId);
    const name =
      made === undefined
        ? i18n.t('bundle_use_new')
        : i18n.t('bundle_use_known', [titleOf(made.title)]);
    return [...into, { kind: 'new', name }];
  }
  const same = known(header.reportId);
  const name =
    same === undefined
      ? i18n.t('bundle_use_new')
      : i18n.t(same.binnedAt === null ? 'bundle_use_merge' : 'bundle_use_binned', [
          titleOf(same.title),
        ]);
  return [{ kind: 'merge', name }, ...into];
}
