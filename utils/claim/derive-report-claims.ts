import type { ReportContent } from '@/utils/model/report-content';
import { arrangeReport } from '@/utils/model/report-tree';
import { readingOrder } from '@/utils/report/reading-order';
import type { ReportClaims, StatementClaims } from './claim';
import { claimsOfSegments } from './derive-claims';

/**
 * The claims of a report, in the order in which it is read; statements of no section that
 * exists come last. What lies in the bin makes none. Linear but for the sorting; one parse of
 * each statement's Markdown.
 */
export function deriveReportClaims(content: ReportContent): ReportClaims {
  const statements: StatementClaims[] = [];
  for (const step of readingOrder(arrangeReport(content, []), true)) {
    if (step.type !== 'item' || step.item.kind !== 'statement') continue;
    const { statement, segments } = step.item;
    statements.push(claimsOfSegments(statement, segments, content.language));
  }
  return { statements, claims: statements.flatMap(({ claims }) => claims) };
}
