import { deriveClaims } from '@/utils/claim/derive-claims';
import { type Failure, failure } from '@/utils/model/failure';
import { type CitationId, type ClipId, newId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import { err, ok, type Result } from '@/utils/model/result';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { recordQuotations } from '@/utils/report/record-quotations';
import { readReportFile } from '@/utils/report/refuse-file';
import { lastAtMost } from '@/utils/text/last-at-most';
import type { JudgedPin } from '@/utils/verify/judgement';

/** A place in a file, both counted from 1; columns are UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A citation of a report, with what it says about its page. */
export interface CitedPassage {
  /** Null in HTML, which is read as the Markdown that it would be. */
  readonly place: Place | null;
  /** The address as the report writes it. */
  readonly address: string;
  readonly label: string;
  /** The words of the report that it is cited for; '' if there are none. */
  readonly claim: string;
  /** The page that is read: without its fragment, and behind a search engine's redirect. */
  readonly page: string;
  /** Whether it is in a list of sources, and supports no words. */
  readonly isListed: boolean;
  /** Citations of the same passage share it. */
  readonly clipId: ClipId;
  readonly pin: JudgedPin;
}

export interface OpenedReport {
  readonly name: string;
  readonly report: ImportedReport;
  /** In the order of the report. */
  readonly passages: readonly CitedPassage[];
}

/**
 * Reads a report as the extension imports it, and in addition takes each quotation that one source
 * follows as the wording of its citation.
 */
export async function openReport(
  name: string,
  bytes: Uint8Array,
): Promise<Result<OpenedReport, Failure>> {
  const decoded = readReportFile(name, bytes);
  if (!decoded.ok) return decoded;
  const isHtml =
    /\.x?html?$/iu.test(name) || /^\s*<(?:!doctype\s+html|html[\s>])/iu.test(decoded.value);
  const text = isHtml
    ? await readPastedHtml(decoded.value, (html) => Promise.resolve(parsePastedHtml(html)))
    : decoded;
  if (!text.ok) return text;
  const read = readCitedMarkdown(text.value, {
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    now: new Date().toISOString(),
    newId,
  });
  if (!read.ok) return err(failure('file_too_large'));
  const report = recordQuotations(read.value, new Map(), newId);
  return ok({ name, report, passages: passagesOf(report, isHtml ? null : text.value) });
}

function passagesOf(report: ImportedReport, text: string | null): CitedPassage[] {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  const clips = new Map(report.clips.map((clip) => [clip.id, clip]));
  const pins = new Map(report.pins.map((pin) => [pin.clipId, pin]));
  const claims = claimsOf(report);
  const listed = new Set(
    report.statements.filter(({ kind }) => kind === 'sources').map(({ id }) => id),
  );
  const places = text === null ? null : placesOf(report, text);
  return report.citations.flatMap(({ id, clipId, statementId, href, label }) => {
    const clip = clips.get(clipId);
    const source = clip === undefined ? undefined : sources.get(clip.sourceId);
    const pin = pins.get(clipId);
    if (source === undefined || pin === undefined) return [];
    return [
      {
        place: places?.get(id) ?? null,
        address: href,
        label,
        claim: claims.get(id) ?? '',
        page: source.url,
        isListed: listed.has(statementId),
        clipId,
        pin,
      },
    ];
  });
}

function claimsOf({ statements, citations, language }: ImportedReport): Map<CitationId, string> {
  const byStatement = Map.groupBy(citations, ({ statementId }) => statementId);
  const claims = new Map<CitationId, string>();
  for (const statement of statements) {
    const own = byStatement.get(statement.id);
    if (own === undefined) continue;
    const placed = { ...statement, rank: '', binnedAt: null };
    for (const { text, citationIds } of deriveClaims(placed, own, language).claims) {
      for (const id of citationIds) claims.set(id, text);
    }
  }
  return claims;
}

/**
 * Returns where each citation is. The blocks of a report are its file, unit by unit, and the
 * citations of a block are in its bytes in their order.
 */
function placesOf(report: ImportedReport, text: string): Map<CitationId, Place> {
  const byStatement = Map.groupBy(report.citations, ({ statementId }) => statementId);
  const lines = lineStartsOf(text);
  const places = new Map<CitationId, Place>();
  for (const { id, raw, line } of report.statements) {
    // The line is counted by the reader; the block may begin behind an indent or a quote mark.
    const first = lines[line - 1] ?? 0;
    const start = Math.max(text.indexOf(raw, first), first);
    let from = 0;
    let at = 0;
    for (const citation of byStatement.get(id) ?? []) {
      // In a block of several lines the line ends of the file may differ from those of `raw`.
      const [spelled = ''] = citation.raw.split('\n');
      const found = spelled === '' ? -1 : raw.indexOf(spelled, from);
      if (found >= 0) {
        at = found;
        from = found + spelled.length;
      }
      places.set(citation.id, placeAt(lines, start + at));
    }
  }
  return places;
}

function lineStartsOf(text: string): Int32Array {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/gu)) starts.push(index + end.length);
  return Int32Array.from(starts);
}

function placeAt(lines: Int32Array, offset: number): Place {
  const line = lastAtMost(lines, offset);
  return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 };
}
