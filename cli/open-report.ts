import { type Failure, failure } from '@/utils/model/failure';
import { type CitationId, newId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import { err, ok, type Result } from '@/utils/model/result';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { recordQuotations } from '@/utils/report/record-quotations';
import { readReportFile } from '@/utils/report/refuse-file';
import { lastAtMost } from '@/utils/text/last-at-most';
import { type CitedPassage, claimsOf, type OpenedReport, type Place } from './opened-report';

/** The first bytes of a ZIP archive. A Word document is one. */
const ARCHIVE = [0x50, 0x4b, 3, 4];
/** The first bytes of a bundle or a backup. */
const GZIP = [0x1f, 0x8b];

/** A report with all that was imported. */
interface WholeReport extends OpenedReport {
  readonly imported: ImportedReport | null;
}

/**
 * Reads a report as the extension imports it, and in addition takes each quotation that one source
 * follows as the wording of its citation. Bundles and backups bring the wordings themselves.
 */
export async function openReport(
  name: string,
  bytes: Uint8Array,
): Promise<Result<WholeReport, Failure>> {
  if (GZIP.every((byte, at) => bytes[at] === byte)) return openOwnFile(name, bytes);
  const isWord = ARCHIVE.every((byte, at) => bytes[at] === byte);
  const decoded = isWord ? await wordAsHtml(bytes) : readReportFile(name, bytes);
  // For a PDF, an older document and so on, the error names the kind of the file.
  const saysNothing = decoded.ok || /^file_(?:not|broken)_text$/u.test(decoded.error.code);
  if (!isWord && saysNothing && /\.docx$/iu.test(name)) return err(failure('word_broken'));
  if (!decoded.ok) return decoded;
  const isHtml =
    isWord ||
    /\.x?html?$/iu.test(name) ||
    /^\s*<(?:!doctype\s+html|html[\s>])/iu.test(decoded.value);
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
  const { title, language } = report;
  const passages = passagesOf(report, isHtml ? null : text.value);
  return ok({ name, title, language, imported: report, passages });
}

/** The reader of bundles and backups is loaded only here, because few files need it. */
async function openOwnFile(name: string, bytes: Uint8Array): Promise<Result<WholeReport, Failure>> {
  const { openFiledReports } = await import('./open-filed-reports');
  const opened = await openFiledReports(name, bytes);
  return opened.ok ? ok({ ...opened.value, imported: null }) : opened;
}

/** The libraries for Word documents are loaded only when a Word document is read. */
async function wordAsHtml(bytes: Uint8Array): Promise<Result<string, Failure>> {
  const { readWord } = await import('@/utils/word/read-word');
  const read = await readWord(bytes);
  return read.ok ? ok(read.value.html) : read;
}

function passagesOf(report: ImportedReport, text: string | null): CitedPassage[] {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  const clips = new Map(report.clips.map((clip) => [clip.id, clip]));
  const pins = new Map(report.pins.map((pin) => [pin.clipId, pin]));
  const claims = claimsOf(report.statements, report.citations, report.language);
  const listed = new Set(
    report.statements.filter(({ kind }) => kind === 'sources').map(({ id }) => id),
  );
  const places = text === null ? null : placesOf(report, text);
  return report.citations.flatMap(({ id, clipId, statementId, href, label, raw }) => {
    const clip = clips.get(clipId);
    const source = clip === undefined ? undefined : sources.get(clip.sourceId);
    const pin = pins.get(clipId);
    if (source === undefined || pin === undefined) return [];
    return [
      {
        place: places?.get(id) ?? null,
        raw: places === null ? null : raw,
        address: href,
        label,
        claim: claims.get(id) ?? '',
        page: source.url,
        isListed: listed.has(statementId) && !claims.has(id),
        clipId,
        pin,
      },
    ];
  });
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
