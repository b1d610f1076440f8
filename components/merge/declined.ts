import { type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import type { ReportId } from '@/utils/model/ids';
import type { MergePlan } from '@/utils/model/merge-plan';

/** The kinds of change that are declined, by report. */
export type Declined = Record<ReportId, ChangeKind[]>;

/** Returns the kinds that start unticked, so that the user must agree before evidence changes. */
export function declinedAtFirst({ reports }: MergePlan): Declined {
  return declinedWhere({ reports }, (kind) => !USUAL_CHANGES.includes(kind));
}

/** Declines every change; the file then only adds. */
export function declinedAll(plan: Pick<MergePlan, 'reports'>): Declined {
  return declinedWhere(plan, () => true);
}

function declinedWhere(
  { reports }: Pick<MergePlan, 'reports'>,
  declines: (kind: ChangeKind) => boolean,
): Declined {
  return Object.fromEntries(
    reports.map(({ reportId, kinds }) => [
      reportId,
      kinds.map(({ kind }) => kind).filter(declines),
    ]),
  );
}

export function isDeclined(declined: Declined, reportId: ReportId, kind: ChangeKind): boolean {
  return declined[reportId]?.includes(kind) ?? false;
}

export function withDeclined(
  declined: Declined,
  reportId: ReportId,
  kind: ChangeKind,
  declines: boolean,
): Declined {
  const others = (declined[reportId] ?? []).filter((each) => each !== kind);
  return { ...declined, [reportId]: declines ? [...others, kind] : others };
}
