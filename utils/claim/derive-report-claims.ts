import type { ReportContent } from '@/utils/model/report-content';
import { arrangeReport } from '@/utils/model/report-tree';
import { readingOrder } from '@/utils/report/reading-order';
import type { ReportClaims, StatementClaims } from './claim';
import { claimsOfSegments } from './derive-claims';
import { sourcedQuotes } from './sourced-quotes';

/**
 * Returns the claims of a report in reading order; statements whose section does not exist come
 * last. Statements in the bin have no claims. Linear except for the sorting; parses the Markdown of
 * each statement once.
 */
export function deriveReportClaims(content: ReportContent): ReportClaims {
  const statements: StatementClaims[] = [];
  const tree = arrangeReport(content, []);
  const { quotes, joined } = sourcedQuotes(tree);
  for (const step of readingOrder(tree, true)) {
    if (step.type !== 'item' || step.item.kind !== 'statement' || quotes.has(step.item.id))
      continue;
    const { statement, segments } = joined.get(step.item.id) ?? step.item;
    statements.push(claimsOfSegments(statement, segments, tree.citations, content.language));
  }
  return { statements, claims: statements.flatMap(({ claims }) => claims) };
}
