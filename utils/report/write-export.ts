import type { Check } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { ExportTask, WrittenExport } from './export-task';
import { pickSectionReport } from './pick-section';
import { writeAnnotations } from './write-annotations';
import { citedItems, writeBibtex, writeCslJson, writeRis } from './write-bibliography';
import { writeCitationsCsv } from './write-csv';
import { writeHtmlDocumentParts, writeHtmlFragmentParts } from './write-html';
import { writeMarkdownParts } from './write-markdown';
import type { ArchivedCopy, WriteOptions, WrittenPart } from './write-options';
import { writePlainText } from './write-text';

/**
 * Writes a report, or a section of one, as its options say. `onProgress` hears of blocks
 * written and blocks in all.
 */
export async function writeExport(
  { report, checks, sectionId, options }: ExportTask,
  onProgress: (done: number, total: number) => void,
): Promise<WrittenExport> {
  const scope = sectionId === null ? report : pickSectionReport(report, sectionId);
  const { style, blockQuotes, notes, accessDates, badges, sourceList } = options;
  const prose: WriteOptions = {
    style,
    blockQuotes,
    notes,
    accessDates,
    badges,
    checks,
    sourceList,
    inbox: options.inbox && sectionId === null,
    ...(options.archivedCopies ? { archived: archivedCopies(checks) } : {}),
  };
  // What holds no prose is offered no ticks, and holds everything.
  const data: WriteOptions = { checks, inbox: true, archived: archivedCopies(checks) };
  const collect = (parts: Iterable<WrittenPart>): string => {
    let text = '';
    for (const part of parts) {
      text += part.text;
      onProgress(part.done, part.total);
    }
    return text;
  };
  const { format, frontMatter } = options;
  const nothing = { format, html: null, bibliography: null };
  switch (format) {
    case 'rich-text':
      return {
        ...nothing,
        html: collect(writeHtmlFragmentParts(scope, prose)),
        text: writePlainText(scope, prose),
      };
    case 'html':
      return { ...nothing, text: collect(writeHtmlDocumentParts(scope, prose)) };
    case 'bibtex':
      return { ...nothing, text: writeBibtex(citedItems(scope, data)) };
    case 'ris':
      return { ...nothing, text: writeRis(citedItems(scope, data)) };
    case 'csl-json':
      return { ...nothing, text: writeCslJson(citedItems(scope, data)) };
    case 'annotations':
      return { ...nothing, text: writeAnnotations(scope, data) };
    case 'csv':
      return { ...nothing, text: writeCitationsCsv(scope, data) };
    default: {
      const date = new Date().toISOString();
      const text = collect(writeMarkdownParts(scope, { ...prose, frontMatter, date }));
      const bibliography =
        style === 'pandoc'
          ? writeCslJson(citedItems(scope, { ...prose, each: 'passage' as const }))
          : null;
      return { ...nothing, text, bibliography };
    }
  }
}

/** Fourteen digits in a Memento's address, as web archives write the time of the copy. */
const MEMENTO_TIME = /\/(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[a-z]{2}_)?\//u;

/** The copies in web archives that the latest checks read. */
export function archivedCopies(checks: readonly Check[]): Map<ClipId, ArchivedCopy> {
  const copies = new Map<ClipId, ArchivedCopy>();
  for (const { clipId, reader, finalUrl, checkedAt } of checks) {
    if (reader !== 'memento' || finalUrl === null) continue;
    const [, year, month, day, hour, minute, second] = MEMENTO_TIME.exec(finalUrl) ?? [];
    const takenAt =
      year === undefined ? checkedAt : `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
    copies.set(clipId, { url: finalUrl, takenAt });
  }
  return copies;
}
