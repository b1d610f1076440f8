import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Passage } from '@/utils/claim/claim';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import { parseFragmentDirective } from '@/utils/fragment/text-directive';
import { newId, type ReportId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import type { Citation, ReportContent } from '@/utils/model/report-content';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { joinBlocks, makeBlocks } from './made-report';

/*
 * Derives and checks the claims of one report once, in a new process, like a page that was just
 * opened. Arguments: a report file or the number of citations of a made report; a folder with saved
 * pages, or none.
 */

export interface MeasuredClaims {
  readonly claims: number;
  readonly hints: number;
  readonly pages: number;
  /** Total length of all pages in UTF-16 units. */
  readonly pageUnits: number;
  readonly deriveMs: number;
  readonly checkMs: number;
}

const NOW = '2026-03-03T09:00:00.000Z';

function readContent(markdown: string): ReportContent {
  const reportId: ReportId = newId<'report'>();
  const filedUnder = { reportId, sectionId: null };
  const read = readCitedMarkdown(markdown, { filedUnder, now: NOW, newId });
  if (!read.ok) throw new Error(read.error.code);
  const { title, language } = read.value;
  const doc = createReportDocument({ title, language, at: NOW });
  applyImportedReport(doc, read.value, { under: null, at: NOW });
  return readReport(doc, reportId);
}

/** Returns the approximate texts of saved pages. Only their lengths matter. */
function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) =>
      readFileSync(path.join(folder, name), 'utf8')
        .replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
        .replace(/&\w+;/g, ' ')
        .replace(/[^\S\n]+/g, ' ')
        .replace(/\s*\n\s*/g, '\n'),
    )
    .filter((text) => text.length > 1_000);
}

function namedWords({ href }: Citation): string | null {
  const [directive] = href === null ? [] : parseFragmentDirective(href);
  if (directive === undefined) return null;
  const { start, end } = directive;
  return end === undefined ? start : `${start} … ${end}`;
}

function main(): void {
  const [, , report = '100', pagesFolder = ''] = process.argv;
  const markdown = /^\d+$/.test(report)
    ? joinBlocks(makeBlocks(Number(report)))
    : readFileSync(report, 'utf8');
  const content = readContent(markdown);
  const texts = textsIn(pagesFolder);
  const pages = new Map<string, string>();
  const passages = new Map<Citation['id'], Passage>();
  for (const citation of content.citations) {
    const page = citation.href?.split('#')[0] ?? '';
    if (texts.length > 0 && !pages.has(page))
      pages.set(page, texts[pages.size % texts.length] ?? '');
    const quote = namedWords(citation);
    const known = { clipId: citation.clipId, verdict: null, language: null };
    passages.set(citation.id, { ...known, quote, pageText: pages.get(page) ?? null });
  }

  let start = performance.now();
  const claims = deriveReportClaims(content);
  const deriveMs = performance.now() - start;
  start = performance.now();
  const options = { language: content.language, vocabulary: gatherVocabulary(claims) };
  let hints = 0;
  for (const claim of claims.claims) {
    const cited = claim.citationIds.flatMap((id) => passages.get(id) ?? []);
    hints += checkClaim(claim, cited, options).length;
  }
  const checkMs = performance.now() - start;
  const measured: MeasuredClaims = {
    claims: claims.claims.length,
    hints,
    pages: pages.size,
    pageUnits: [...pages.values()].reduce((sum, text) => sum + text.length, 0),
    deriveMs,
    checkMs,
  };
  console.log(JSON.stringify(measured));
}

main();
