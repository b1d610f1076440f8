import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import { err, ok, type Result } from '@/utils/model/result';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { decodeReportFile } from '@/utils/report/decode-file';
import { prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { type ParseHtml, readPastedHtml } from '@/utils/report/read-pasted-html';
import { readPastedWords } from '@/utils/report/read-pasted-words';
import { encodeImport } from '@/utils/storage/encode-import';
import type { ImportInput } from './import-port';
import type { ImportAnswer, ImportTask, PastedReport } from './import-task';

/** Milliseconds between two words on how far it is. */
const PACE = 100;

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** What was read last, until it is packed or something else is read. */
let report: ImportedReport | null = null;

/** Makes this Worker read reports, and pack what is to be stored of one. */
export function serveImport(): void {
  addEventListener('message', ({ data }: MessageEvent<ImportTask>) => {
    void work(data).then(answer, (cause: unknown) => {
      const detail = messageOf(cause);
      answer({ kind: 'failed', failure: failure('unexpected', detail) });
    });
  });
}

function answer(words: ImportAnswer): void {
  postMessage(words);
}

const parse: ParseHtml = (html) => Promise.resolve(parsePastedHtml(html));

async function work(task: ImportTask): Promise<ImportAnswer> {
  if (task.kind === 'convert') {
    const markdown = await readPastedHtml(task.html, parse);
    return markdown.ok ? { kind: 'converted', markdown: markdown.value } : failed(markdown.error);
  }
  if (task.kind === 'read' || task.kind === 'paste') {
    const text = await textOf(task.input);
    if (!text.ok) return failed(text.error);
    const read = readText(text.value);
    if (!read.ok) return failed(read.error);
    if (task.kind === 'paste') {
      return { kind: 'pasted', report: pastedReport(read.value, task.input) };
    }
    report = read.value;
    const { title, language, importReport } = report;
    return { kind: 'read', report: { title, language, importReport } };
  }
  if (report === null) return failed(failure('not_found'));
  const prepared = prepareImport(report, task.plan);
  for await (const bytes of encodeImport(prepared, task.plan.at)) {
    postMessage({ kind: 'piece', bytes } satisfies ImportAnswer, { transfer: [bytes.buffer] });
  }
  return { kind: 'packed', title: prepared.title, inserted: prepared.inserted };
}

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
function readText(text: string): Result<ImportedReport, Failure> {
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
      answer({ kind: 'progress', progress: { done: done / 2, total: total / 2, citations } });
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

function failed(why: Failure): ImportAnswer {
  return { kind: 'failed', failure: why };
}
