import { useMemo } from 'preact/hooks';
import type { StatementId } from '@/utils/model/ids';
import { readReviews } from '@/utils/model/review-records';
import { type Objection, objectionsByStatement } from '@/utils/review/objections';
import type { OpenReport } from './use-report';

type Objections = ReadonlyMap<StatementId, readonly Objection[]>;

const NONE: Objections = new Map();

/** What reviewers object to in the open report, by statement. */
export function useObjections(report: OpenReport | null): Objections {
  const doc = report?.replica.doc;
  const tree = report?.tree;
  // The tree is another object after every change of the document, reviews included.
  return useMemo(
    () =>
      doc === undefined || tree === undefined
        ? NONE
        : objectionsByStatement(tree, readReviews(doc)),
    [doc, tree],
  );
}
