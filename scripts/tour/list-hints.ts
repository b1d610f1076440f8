import { checkClaim } from '@/utils/claim/check-claim';
import { HINT_KINDS, type Hint, type Passage } from '@/utils/claim/claim';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import { parseFragmentDirective } from '@/utils/fragment/text-directive';
import { newId, type ReportId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import type { Citation, ReportContent } from '@/utils/model/report-content';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { readCitedMarkdown } from '@/utils/report/read-markdown';

/** The hints on a report as a Markdown list with one line for each hint, and their number. */
export interface ListedHints {
  readonly claims: number;
  readonly hints: number;
  readonly markdown: string;
}

/**
 * Lists what the claims of a cited report say that is not in the text that their links quote. No
 * page is read. If a link names only the first and last words of a passage, only these words are
 * searched.
 * @throws When the report cannot be read.
 */
export function listHints(markdown: string, now: string): ListedHints {
  const content = readContent(markdown, now);
  const report = deriveReportClaims(content);
  const options = { language: content.language, vocabulary: gatherVocabulary(report) };
  const citations = new Map(content.citations.map((citation) => [citation.id, citation]));
  const counts = new Map<Hint['kind'], number>();
  const lines: string[] = [];
  for (const claim of report.claims) {
    const cited = claim.citationIds.flatMap((id) => citations.get(id) ?? []);
    for (const hint of checkClaim(claim, cited.map(passageOf), options)) {
      counts.set(hint.kind, (counts.get(hint.kind) ?? 0) + 1);
      const sought = cited
        .filter(({ clipId }) => hint.soughtIn.includes(clipId))
        .map((citation) => `“${namedWords(citation) ?? ''}” (${hostOf(citation)})`);
      const words = `**${hint.words}** (${hint.kind}), in “${oneLine(claim.text)}”`;
      lines.push(`- ${words} — sought in ${sought.join(', ')}`);
    }
  }
  const byKind = HINT_KINDS.filter((kind) => counts.has(kind)).map(
    (kind) => `${kind} ${counts.get(kind) ?? 0}`,
  );
  const head = [
    `# Hints on “${content.title}”`,
    `${report.claims.length} claims, ${lines.length} hints: ${byKind.join(', ')}.`,
    'Sought in the words that each link names; of a span, in its two ends.',
  ];
  return {
    claims: report.claims.length,
    hints: lines.length,
    markdown: `${head.join('\n\n')}\n\n${lines.join('\n')}\n`,
  };
}

function readContent(markdown: string, now: string): ReportContent {
  const reportId: ReportId = newId<'report'>();
  const filedUnder = { reportId, sectionId: null };
  const read = readCitedMarkdown(markdown, { filedUnder, now, newId });
  if (!read.ok) throw new Error(read.error.code);
  const { title, language } = read.value;
  const doc = createReportDocument({ title, language, at: now });
  applyImportedReport(doc, read.value, { under: null, at: now });
  return readReport(doc, reportId);
}

function passageOf(citation: Citation): Passage {
  return {
    clipId: citation.clipId,
    quote: namedWords(citation),
    pageText: null,
    verdict: null,
    language: null,
  };
}

function namedWords({ href }: Citation): string | null {
  const parts = (href === null ? [] : parseFragmentDirective(href)).flatMap(({ start, end }) =>
    end === undefined ? [start] : [start, end],
  );
  return parts.length === 0 ? null : parts.map(oneLine).join(' … ');
}

function hostOf({ href }: Citation): string {
  return href !== null && URL.canParse(href) ? new URL(href).hostname : '';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
