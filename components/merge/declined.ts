import { type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import type { ReportId } from '@/utils/model/ids';
import type { KindChanges, MergePlan } from '@/utils/model/merge-plan';

/** The kinds of change that are declined, by report. */
export type Declined = Record<ReportId, ChangeKind[]>;

/**
 * Returns the kinds that start without a tick, because the user must agree before evidence changes.
 * New passages for clips without one change no evidence, so they start with a tick.
 */
export function declinedAtFirst({ reports }: MergePlan): Declined {
  return declinedWhere({ reports }, (of) => !USUAL_CHANGES.includes(of.kind) && !onlyFills(of));
}

/** Whether all these changes give a passage to a clip that had none. */
export function onlyFills({ kind, count, items }: KindChanges): boolean {
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
