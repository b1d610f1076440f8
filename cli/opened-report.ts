import { deriveClaims } from '@/utils/claim/derive-claims';
import { findSourcedQuotes } from '@/utils/claim/sourced-quotes';
import type { CitationId, ClipId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';
import type { JudgedPin } from '@/utils/verify/judgement';

/** A place in a file. Lines and columns are counted from 1; columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A citation of a report, with the words that it takes from its page. */
export interface CitedPassage {
  /** Null in HTML and Word documents, because these are converted to Markdown before reading. */
  readonly place: Place | null;
  /** The whole citation as the report spells it; null where its place is not known. */
  readonly raw: string | null;
  /** The address as the report writes it. */
  readonly address: string;
  readonly label: string;
  /** The words of the report that the citation supports; '' if it supports none. */
  readonly claim: string;
  /** Address of the page to read, without a fragment and without a search engine's redirect. */
  readonly page: string;
  /** Whether the citation is only an entry in a list of sources, and supports no words. */
  readonly isListed: boolean;
  /** Citations of the same passage have the same clip id. */
  readonly clipId: ClipId;
  readonly pin: JudgedPin;
  /** When a file with its own words recorded them, ISO 8601 UTC. */
  readonly recordedAt?: string;
}

export interface OpenedReport {
  readonly name: string;
  readonly title: string;
  /** Language of the report as BCP 47; null for a file with several reports. */
  readonly language: string | null;
  /** What the import found; null for a bundle or a backup of Pincite, which is not imported. */
  readonly imported: Pick<ImportedReport, 'importReport'> | null;
  /** The citations, in the order of the report. */
  readonly passages: readonly CitedPassage[];
}

/** Returns the words of the report that each citation supports. `statements` are in reading order. */
export function claimsOf(
  statements: readonly Pick<
    Statement,
    'id' | 'sectionId' | 'kind' | 'marker' | 'depth' | 'text' | 'raw' | 'gapBefore'
  >[],
  citations: readonly Citation[],
  language: string,
): Map<CitationId, string> {
  const byStatement = Map.groupBy(citations, ({ statementId }) => statementId);
  const claims = new Map<CitationId, string>();
  const known = new Map(citations.map((citation) => [citation.id, citation]));
  const placed = statements.map((statement) => ({
    statement: { ...statement, rank: '', binnedAt: null },
    get segments() {
      return parseStatementText(statement.text).filter(
        (segment) => segment.type === 'text' || known.has(segment.citationId),
      );
    },
  }));
  const { joined } = findSourcedQuotes(placed, known);
  for (const { statement } of placed) {
    const own = byStatement.get(statement.id);
    if (own === undefined) continue;
    const whole = joined.get(statement.id)?.statement ?? statement;
    for (const { text, citationIds } of deriveClaims(whole, own, language).claims) {
      for (const id of citationIds) claims.set(id, text);
    }
  }
  return claims;
}
