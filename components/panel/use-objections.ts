import { useMemo } from 'preact/hooks';
import type { OpenReport } from '@/components/state/use-report';
import type { StatementId } from '@/utils/model/ids';
import { type Objection, objectionsByStatement } from '@/utils/review/objections';

type Objections = ReadonlyMap<StatementId, readonly Objection[]>;

const NONE: Objections = new Map();

/** Returns the reviewers' objections in the open report, by statement. */
export function useObjections(report: OpenReport | null): Objections {
  const records = report?.reviews;
  const tree = report?.tree;
  return useMemo(
    () =>
      records === undefined || tree === undefined
        ? NONE
        : objectionsByStatement(tree, records.reviews),
    [records, tree],
  );
}
