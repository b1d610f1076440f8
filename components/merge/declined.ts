import { type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import type { ReportId } from '@/utils/model/ids';
import type { KindChanges, MergePlan, ReportChanges } from '@/utils/model/merge-plan';

/** The kinds of change that are declined, by report. */
export type Declined = Record<ReportId, ChangeKind[]>;

/**
 * Returns the kinds that start without a tick, because the user must agree before evidence or their
 * own wording of the same words changes.
 * New passages for clips without one change no evidence, so they start with a tick. So do passages
 * that only answer the user's own objections: the user has to decide about these claims again.
 */
export function declinedAtFirst({ reports }: MergePlan): Declined {
  return declinedWhere(
    { reports },
    (of, report) => !USUAL_CHANGES.includes(of.kind) && !onlyFills(of) && !onlyAnswers(of, report),
  );
}

/** Whether all these changes are passages that answer the user's own objections. */
export function onlyAnswers({ kind }: KindChanges, { passages }: ReportChanges): boolean {
  return kind === 'quotes' && passages?.isAnswer === true;
}

/** Statements and passages that belong together, and of which the user ticked only one kind. */
export interface Parted {
  readonly report: ReportChanges;
  /** The kind without a tick. */
  readonly missing: 'words' | 'quotes';
  readonly statements: number;
  readonly objections: number;
}

/** Finds the reports in which only one of two kinds that belong together is ticked. */
export function partedIn({ reports }: Pick<MergePlan, 'reports'>, declined: Declined): Parted[] {
  return reports.flatMap((report): Parted[] => {
    const { passages, reportId } = report;
    if (passages === null) return [];
    const [words, quotes] = (['words', 'quotes'] as const).map((kind) =>
      isDeclined(declined, reportId, kind),
    );
    const statements = words === quotes ? 0 : passages.statements;
    const objections = quotes === true ? passages.objections : 0;
    if (statements + objections === 0) return [];
    return [{ report, missing: quotes === true ? 'quotes' : 'words', statements, objections }];
  });
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
  declines: (of: KindChanges, report: ReportChanges) => boolean,
): Declined {
  return Object.fromEntries(
    reports.map((report) => [
      report.reportId,
      report.kinds.filter((of) => declines(of, report)).map(({ kind }) => kind),
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
