import { strToU8, zipSync } from 'fflate';
import type { Acts } from '@/components/state/acts';
import { fileName } from '@/components/state/export-report';
import type { OpenReport } from '@/components/state/use-report';
import { type Failure, failure } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';
import { DEFAULT_EXPORT_OPTIONS, type ExportFormat } from '@/utils/report/export-options';
import type { WrittenExport } from '@/utils/report/export-task';
import type { LibraryReader } from '@/utils/storage/read';
import { taskFor } from './export-choices';
import { clipsWithImages, writeWithImages } from './load-images';
import { saveFile, saveText } from './save-text';
import { writeReport } from './write-report';

export type Written = Promise<WrittenExport | null>;

/**
 * Writes the whole report as Markdown, with the options of its last export.
 * @param images Where the images of its clips are read; null writes none.
 */
export async function writeQuickly(
  acts: Acts,
  report: OpenReport,
  images: LibraryReader | null,
): Promise<WrittenExport | null> {
  const stored = await acts.readExportOptions(report.replica.reportId);
  const options = { ...(stored ?? DEFAULT_EXPORT_OPTIONS), format: 'markdown' as const };
  const write = writeWithImages(writeReport, images, clipsWithImages(report));
  const written = await write(taskFor(report, options, null), {
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return written?.ok ? written.value : null;
}

/** Copies a text that is written or still being written. Call it inside the click handler. */
export function copyWritten(acts: Acts, format: ExportFormat, written: Written): Promise<boolean> {
  const flavour = (of: (written: WrittenExport) => string | null) =>
    written.then((done) => {
      const text = done === null ? null : of(done);
      if (text === null) throw new Error('It was not written.');
      return text;
    });
  const plain = flavour(({ text }) => text);
  return acts.copyFlavours(
    format === 'rich-text'
      ? { 'text/html': flavour(({ html }) => html), 'text/plain': plain }
      : { 'text/plain': plain },
  );
}

/** Downloads a text that is written or still being written. Null if it is not written in the end. */
export async function downloadWritten(
  acts: Acts,
  format: ExportFormat,
  title: string,
  written: Written,
): Promise<Result<undefined, Failure> | null> {
  const done = await written;
  if (done === null) return null;
  if (format === 'markdown' && done.images.length > 0) return saveFolder(acts, title, done);
  if (done.file !== null) return saveFile(acts, format, title, done.file);
  return saveText(acts, format, title, done.text);
}

/** Saves a Markdown file and the folder of its images as one archive. */
async function saveFolder(
  acts: Acts,
  title: string,
  { text, images, bibliography }: WrittenExport,
): Promise<Result<undefined, Failure>> {
  const now = new Date();
  const named = (extension: string) => fileName(title, extension, now);
  const archive = zipSync(
    {
      [named('md')]: strToU8(text),
      ...(bibliography === null ? {} : { [named('json')]: strToU8(bibliography) }),
      // Images are compressed already.
      ...Object.fromEntries(images.map(({ path, bytes }) => [path, [bytes, { level: 0 }]])),
    },
    { mtime: now },
  );
  const blob = new Blob([archive], { type: 'application/zip' });
  return acts.download(named('zip'), blob);
}

/** Downloads the bibliography that Pandoc's citations need. */
export async function downloadBibliography(
  acts: Acts,
  _format: ExportFormat,
  title: string,
  written: Written,
): Promise<Result<undefined, Failure> | null> {
  const done = await written;
  if (done === null) return null;
  if (done.bibliography === null) return err(failure('unexpected'));
  return saveText(acts, 'csl-json', title, done.bibliography);
}
