import { transfer } from 'comlink';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import type { Damage, ImportedReport } from '@/utils/model/imported-report';
import { err, ok, type Result } from '@/utils/model/result';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { decodeReportFile } from '@/utils/report/decode-file';
import { type ImportPlan, type InsertedParts, prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { type ParseHtml, readPastedHtml } from '@/utils/report/read-pasted-html';
import { readPastedWords } from '@/utils/report/read-pasted-words';
import { encodeImport } from '@/utils/storage/encode-import';
import type { ImportInput, ReadingProgress, ReadReport } from './import-port';

/** Milliseconds between two words on how far it is. */
const PACE = 100;

const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface PastedReport
  extends Pick<
    ImportedReport,
    'sections' | 'statements' | 'citations' | 'sources' | 'clips' | 'pins'
  > {
  readonly damage: readonly Damage[];
}

/** What is to be stored to have a report in its place. */
export interface PackedImport {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly title: string;
  readonly inserted: InsertedParts | null;
}

type OnProgress = (progress: ReadingProgress) => void;

export type ImportService = ReturnType<typeof importService>;

/**
 * Reads reports, in a Worker, and packs what is to be stored of one. The Worker keeps the report
 * that it read last, so that only what is shown of it, and then what is stored of it, passes to
 * the page.
 */
export function importService() {
  let report: ImportedReport | null = null;
  return {
    /** A clipboard's HTML as Markdown. */
    convert: (html: string): Promise<Result<string, Failure>> => readPastedHtml(html, parse),

    read: async (
      input: ImportInput,
      onProgress: OnProgress,
    ): Promise<Result<ReadReport, Failure>> => {
      const read = await readInput(input, onProgress);
      if (!read.ok) return read;
      report = read.value;
      const { title, language, importReport } = report;
      return ok({ title, language, importReport });
    },

    /** Words for a place in a report: all that is read of them goes back to the page. */
    paste: async (input: ImportInput): Promise<Result<PastedReport, Failure>> => {
      const read = await readInput(input, () => undefined);
      return read.ok ? ok(pastedReport(read.value, input)) : read;
    },

    /** Of the report that was read last. */
    pack: async (plan: ImportPlan): Promise<Result<PackedImport, Failure>> => {
      if (report === null) return err(failure('not_found'));
      const prepared = prepareImport(report, plan);
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
): Promise<Result<ImportedReport, Failure>> {
  const text = await textOf(input);
  return text.ok ? readText(text.value, onProgress) : text;
}

const parse: ParseHtml = (html) => Promise.resolve(parsePastedHtml(html));

/** Words that cite nothing stay the one statement that they are: only what is damaged is told. */
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

/** Reads a text, telling how far it is. */
function readText(text: string, onProgress: OnProgress): Result<ImportedReport, Failure> {
  let told = performance.now();
  const steps = readCitedMarkdownSteps(text, {
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    now: new Date().toISOString(),
    newId,
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
  // One byte more than a report may have is enough to refuse it.
  const file = input.file.slice(0, MAX_FILE_BYTES + 1);
  const text = decodeReportFile(new Uint8Array(await file.arrayBuffer()));
  if (!text.ok || !isHtml(input.file.name, text.value)) return text;
  const read = await readPastedHtml(text.value, parse);
  const isTooLarge = !read.ok && read.error.code === 'paste_too_large';
  return isTooLarge ? err(failure('html_too_complex', read.error.detail)) : read;
}

/** By its name, or by how it begins. */
function isHtml(name: string, text: string): boolean {
  return /\.x?html?$/i.test(name) || /^\s*<(?:!doctype\s+html|html[\s>])/i.test(text);
}
