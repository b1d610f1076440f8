import { writeStyle } from '@/utils/model/citation-styles';
import type { ClipId } from '@/utils/model/ids';
import { arrangeReport } from '@/utils/model/report-tree';
import { gatherEvidence } from './citation-target';
import { listsPassages, writesInbox } from './export-options';
import type { ExportPart, ExportTask } from './export-task';
import { pickSectionReport } from './pick-section';
import { planReport } from './plan-report';
import { writeAnnotations } from './write-annotations';
import { citedItems, writeBibtex, writeCslJson, writeRis } from './write-bibliography';
import { writeCitationsCsv } from './write-csv';
import { writeHtmlDocumentParts, writeHtmlFragmentParts } from './write-html';
import { writeMarkdownParts } from './write-markdown';
import type {
  ArchivedCopy,
  WriteOptions,
  WrittenCheck,
  WrittenPart,
  WrittenReport,
} from './write-options';
import { writePlainText } from './write-text';

/**
 * Writes a report, or a section of it, with its options. Yields its texts in parts, with the number
 * of blocks written and of all blocks. Keeps no part that was taken.
 */
export function* writeExport(task: ExportTask): Generator<ExportPart, void> {
  const { checks, options } = task;
  const { format, frontMatter, style } = options;
  const { scope, prose } = proseOf(task);
  // Formats without the report's text have no check boxes, and include everything.
  const data: WriteOptions = {
    checks,
    inbox: true,
    archived: archivedCopies(checks),
    ...(prose.whole === undefined ? {} : { whole: prose.whole }),
  };
  const pages = { ...data, style: 'pandoc', each: 'page' } as const;
  const entries = listsPassages(options) ? ({ ...pages, each: 'passage' } as const) : pages;
  switch (format) {
    case 'rich-text':
      yield* partsOf('html', writeHtmlFragmentParts(scope, prose));
      yield singlePart('text', writePlainText(scope, prose));
      return;
    case 'html':
      yield* partsOf('text', writeHtmlDocumentParts(scope, prose));
      return;
    case 'word':
      // A preview: the document itself is written by the script for Word.
      yield* partsOf('text', writeHtmlFragmentParts(scope, prose));
      return;
    case 'bibtex':
      yield countedPart(writeBibtex(citedItems(scope, entries)), scope, entries);
      return;
    case 'ris':
      yield countedPart(writeRis(citedItems(scope, pages)), scope, pages);
      return;
    case 'csl-json':
      yield countedPart(writeCslJson(citedItems(scope, entries)), scope, entries);
      return;
    case 'annotations':
      yield countedPart(writeAnnotations(scope, data), scope, { ...data, style: 'linked-words' });
      return;
    case 'csv':
      yield countedPart(writeCitationsCsv(scope, data), scope, { ...data, style: 'inline' });
      return;
    default: {
      const date = new Date().toISOString();
      yield* partsOf('text', writeMarkdownParts(scope, { ...prose, frontMatter, date }));
      if (writeStyle(style).entries !== 'bibliography') return;
      const items = citedItems(scope, { ...prose, each: 'passage' as const });
      yield singlePart('bibliography', writeCslJson(items));
    }
  }
}

/** Returns what a task writes as text, and with which options. */
export function proseOf({ report, checks, sectionId, options, images }: ExportTask): {
  readonly scope: WrittenReport;
  readonly prose: WriteOptions;
} {
  const { style, blockQuotes, notes, accessDates, badges } = options;
  // A page that only a file cites was read when it was checked.
  const needsChecks = badges || accessDates;
  const prose: WriteOptions = {
    style,
    blockQuotes,
    notes,
    accessDates,
    badges,
    checks: needsChecks ? checks : [],
    sourceList: options.sourceList,
    inbox:
      sectionId === null &&
      (options.inbox ?? writesInbox(arrangeReport(report.content, report.clips))),
    images: options.images ? images : [],
    ...(sectionId === null ? {} : { whole: report.content }),
    ...(options.archivedCopies ? { archived: archivedCopies(checks) } : {}),
  };
  const scope = sectionId === null ? report : pickSectionReport(report, sectionId);
  return { scope, prose };
}

function* partsOf(of: ExportPart['of'], parts: Iterable<WrittenPart>): Generator<ExportPart, void> {
  for (const part of parts) yield { of, ...part };
}

/** Returns a list of sources as an export, with the number of notes whose words it leaves out. */
function countedPart(text: string, scope: WrittenReport, options: WriteOptions): ExportPart {
  const { content, clips, sources, pins } = scope;
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  const { book } = planReport(tree, evidence, options);
  return { ...singlePart('text', text), wordless: book.dropped };
}

function singlePart(of: ExportPart['of'], text: string): ExportPart {
  return { of, text, done: 1, total: 1 };
}

/**
 * The fourteen digits in the address of a memento, with which web archives give the time of the
 * copy.
 */
const MEMENTO_TIME = /\/(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[a-z]{2}_)?\//u;

/** Returns the archived copies that the latest checks read. */
export function archivedCopies(checks: readonly WrittenCheck[]): Map<ClipId, ArchivedCopy> {
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
