import { transfer } from 'comlink';
import { linkToArticle } from '@/utils/claim/link-to-article';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import type { Damage, ImportedReport } from '@/utils/model/imported-report';
import { articleHtml, type PageArticle } from '@/utils/model/page-article';
import { err, ok, type Result } from '@/utils/model/result';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { type ImportPlan, type InsertedParts, prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { type ParseHtml, readPastedHtml } from '@/utils/report/read-pasted-html';
import { readPastedWords } from '@/utils/report/read-pasted-words';
import { recordQuotations, takeNoteQuotes } from '@/utils/report/record-quotations';
import { readReportFile } from '@/utils/report/refuse-file';
import { encodeImport } from '@/utils/storage/encode-import';
import type { ImportInput, ReadingProgress, ReadReport } from './import-port';

/** Milliseconds between two progress messages. */
const PACE = 100;

const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface PastedReport
  extends Pick<
    ImportedReport,
    'sections' | 'statements' | 'citations' | 'sources' | 'clips' | 'pins'
  > {
  readonly damage: readonly Damage[];
}

/** The records to store for a report. */
export interface PackedImport {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly title: string;
  readonly inserted: InsertedParts | null;
}

type OnProgress = (progress: ReadingProgress) => void;

export type ImportService = ReturnType<typeof importService>;

/**
 * Reads reports in a Worker, and prepares the records to store. The Worker keeps the last report,
 * so that only the summary, and later the records, are sent to the page.
 */
export function importService() {
  let report: ImportedReport | null = null;
  /** The article that the report was read from. */
  let article: PageArticle | null = null;
  return {
    /** Converts a clipboard's HTML to Markdown. */
    convert: (html: string): Promise<Result<string, Failure>> => readPastedHtml(html, parse),

    /** Reads a report. If its text does not show its language, `otherwise` is its language. */
    read: async (
      input: ImportInput,
      onProgress: OnProgress,
      otherwise?: string,
    ): Promise<Result<ReadReport, Failure>> => {
      const read = await readInput(input, onProgress, otherwise);
      if (!read.ok) return read;
      report = read.value;
      article = input.kind === 'page' ? input.article : null;
      const { title, language, importReport } = report;
      return ok({ title, language, importReport });
    },

    /** Reads text that was pasted into a statement. The whole result is sent to the page. */
    paste: async (input: ImportInput): Promise<Result<PastedReport, Failure>> => {
      const read = await readInput(input, () => undefined);
      return read.ok ? ok(pastedReport(read.value, input)) : read;
    },

    /** Prepares the report that was read last. */
    pack: async (plan: ImportPlan): Promise<Result<PackedImport, Failure>> => {
      if (report === null) return err(failure('not_found'));
      const linked = article === null ? report : linkToArticle(report, article);
      const prepared = prepareImport(linked, plan);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of encodeImport(prepared, plan.at)) pieces.push(piece);
      const { title, inserted } = prepared;
      return transfer(
        ok({ pieces, title, inserted }),
        pieces.map(({ buffer }) => buffer),
      );
    },
  };
}

async function readInput(
  input: ImportInput,
  onProgress: OnProgress,
  language?: string,
): Promise<Result<ImportedReport, Failure>> {
  const text = await textOf(input);
  if (!text.ok) return text;
  if (input.kind !== 'page') return readText(text.value, onProgress, language);
  const { markdown, quotes } = takeNoteQuotes(text.value);
  const read = readText(markdown, onProgress, language);
  if (!read.ok) return read;
  const report = recordQuotations(read.value, quotes, newId);
  return ok({ ...report, language: input.article.language || report.language });
}

const parse: ParseHtml = (html) => Promise.resolve(parsePastedHtml(html));

/** Text without citations stays one statement. Only its damage is reported. */
function pastedReport(read: ImportedReport, input: ImportInput): PastedReport {
  const { sections, statements, citations, sources, clips, pins, importReport } = read;
  if (citations.length > 0) {
    const { damage } = importReport;
    return { sections, statements, citations, sources, clips, pins, damage };
  }
  const none = { sections: [], citations: [], sources: [], clips: [], pins: [] };
  if (input.kind !== 'text') return { ...none, statements: [], damage: [] };
  const { statement, damage } = readPastedWords(input.text, newId);
  return { ...none, statements: [statement], damage };
}

/** Reads a text and reports the progress. */
function readText(
  text: string,
  onProgress: OnProgress,
  language?: string,
): Result<ImportedReport, Failure> {
  let told = performance.now();
  const steps = readCitedMarkdownSteps(text, {
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    now: new Date().toISOString(),
    newId,
    ...(language === undefined ? {} : { language }),
  });
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      return step.value.ok ? ok(step.value.value) : err(failure('file_too_large'));
    }
    if (performance.now() - told >= PACE) {
      told = performance.now();
      const { done, total, citations } = step.value;
      // The reader goes through the text twice.
      onProgress({ done: done / 2, total: total / 2, citations });
    }
  }
}

async function textOf(input: ImportInput): Promise<Result<string, Failure>> {
  if (input.kind === 'text') return ok(input.text);
  if (input.kind === 'html') return readPastedHtml(input.html, parse);
  if (input.kind === 'page') return readPastedHtml(articleHtml(input.article, input.choice), parse);
  // One byte more than the limit is enough to refuse the file.
  const file = input.file.slice(0, MAX_FILE_BYTES + 1);
  const text = readReportFile(input.file.name, new Uint8Array(await file.arrayBuffer()));
  if (!text.ok || !isHtml(input.file.name, text.value)) return text;
  const read = await readPastedHtml(text.value, parse);
  const isTooLarge = !read.ok && read.error.code === 'paste_too_large';
  return isTooLarge ? err(failure('html_too_complex', read.error.detail)) : read;
}

/** Recognises HTML by the file name or by its first characters. */
function isHtml(name: string, text: string): boolean {
  return /\.x?html?$/i.test(name) || /^\s*<(?:!doctype\s+html|html[\s>])/i.test(text);
}
