import { type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import type { ReportId } from '@/utils/model/ids';
import type { KindChanges, MergePlan } from '@/utils/model/merge-plan';

/** The kinds of change that are declined, by report. */
export type Declined = Record<ReportId, ChangeKind[]>;

/**
 * Returns the kinds that start unticked, so that the user must agree before evidence changes.
 * Passages where there were none replace no evidence.
 */
export function declinedAtFirst({ reports }: MergePlan): Declined {
  return declinedWhere({ reports }, (of) => !USUAL_CHANGES.includes(of.kind) && !onlyFills(of));
}

function onlyFills({ kind, count, items }: KindChanges): boolean {
  if (kind !== 'quotes' || items.length < count) return false;
  return items.every(({ about, before }) => about === 'quote' && before === null);
}

/** Declines every change; the file then only adds. */
export function declinedAll(plan: Pick<MergePlan, 'reports'>): Declined {
  return declinedWhere(plan, () => true);
}

function declinedWhere(
  { reports }: Pick<MergePlan, 'reports'>,
  declines: (of: KindChanges) => boolean,
): Declined {
  return Object.fromEntries(
    reports.map(({ reportId, kinds }) => [
      reportId,
      kinds.filter(declines).map(({ kind }) => kind),
    ]),
  );
}

/** Returns the changes that the user declined, in all reports. */
export function declinedChanges({ reports }: MergePlan, declined: Declined): KindChanges[] {
  return reports.flatMap(({ reportId, kinds }) =>
    kinds.filter(({ kind }) => isDeclined(declined, reportId, kind)),
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
