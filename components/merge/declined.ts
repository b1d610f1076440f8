import { type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import type { ReportId } from '@/utils/model/ids';
import type { MergePlan } from '@/utils/model/merge-plan';

/** By report what is not to be done. */
export type Declined = Record<ReportId, ChangeKind[]>;

/** What nobody has ticked yet: evidence is neither destroyed nor replaced unasked. */
export function declinedAtFirst({ reports }: MergePlan): Declined {
  return declinedWhere({ reports }, (kind) => !USUAL_CHANGES.includes(kind));
}

/** Everything but what the file adds. */
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
