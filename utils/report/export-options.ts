import * as z from 'zod/mini';
import { WRITE_STYLES, type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import type { Clip, Pin } from '@/utils/model/evidence';
import type { SectionId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { isEmptyStatement, type ReportTree } from '@/utils/model/report-tree';
import { readingOrder } from './reading-order';

/** The formats of an export. */
export const EXPORT_FORMATS = [
  'markdown',
  'rich-text',
  'html',
  'word',
  'bibtex',
  'ris',
  'csl-json',
  'annotations',
  'csv',
  'bundle',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The options that can be ticked, with their defaults. */
const TICKS = {
  blockQuotes: true,
  notes: true,
  accessDates: false,
  images: true,
  badges: false,
  archivedCopies: false,
  frontMatter: false,
} as const;

/**
 * How the user wants a report exported. A field that does not parse gets its default. The content
 * of a bundle is not included, because it is chosen each time.
 */
export const ExportOptionsSchema = z.object({
  format: z.catch(z.enum(EXPORT_FORMATS), 'markdown'),
  style: z.catch(z.enum(WRITE_STYLES), 'as-written'),
  blockQuotes: z.catch(z.boolean(), TICKS.blockQuotes),
  notes: z.catch(z.boolean(), TICKS.notes),
  accessDates: z.catch(z.boolean(), TICKS.accessDates),
  images: z.catch(z.boolean(), TICKS.images),
  badges: z.catch(z.boolean(), TICKS.badges),
  archivedCopies: z.catch(z.boolean(), TICKS.archivedCopies),
  frontMatter: z.catch(z.boolean(), TICKS.frontMatter),
  /** Null: written only if the report has nothing else. */
  inbox: z.catch(z.nullable(z.boolean()), null),
  /** Null: written unless the report came from a file or has a list of its own. */
  sourceList: z.catch(z.nullable(z.boolean()), null),
  /** Whether a bibliography has an entry for each passage. Null: only for the style `pandoc`. */
  passages: z.catch(z.nullable(z.boolean()), null),
});
export type ExportOptions = z.infer<typeof ExportOptionsSchema>;

export type ExportTick = keyof typeof TICKS | 'inbox' | 'sourceList' | 'passages';

export const DEFAULT_EXPORT_OPTIONS: ExportOptions = ExportOptionsSchema.parse({});

/** What would change the sentences or the beginning of a file that is to stay as it is. */
const UNTOUCHED = {
  accessDates: false,
  badges: false,
  archivedCopies: false,
  frontMatter: false,
} as const;

/** Returns whether an option has an effect in a style: none of them changes the text of a file. */
export function worksIn(style: WriteStyle, tick: ExportTick): boolean {
  return style !== 'as-written' || !Object.hasOwn(UNTOUCHED, tick);
}

const PROSE: readonly ExportTick[] = [
  'blockQuotes',
  'notes',
  'images',
  'sourceList',
  'accessDates',
  'badges',
  'archivedCopies',
  'inbox',
];

/** Returns the check boxes that affect a format, in the order in which they are shown. */
export function ticksOf(format: ExportFormat): readonly ExportTick[] {
  switch (format) {
    case 'markdown':
      return [...PROSE, 'frontMatter'];
    case 'rich-text':
    case 'html':
    case 'word':
      return PROSE;
    case 'bibtex':
    case 'csl-json':
      return ['passages'];
    default:
      return [];
  }
}

/**
 * Returns whether a bibliography has an entry for each passage, and not for each page. Unless the
 * user chose, it has one if the report is written with keys, so that no key is without an entry.
 */
export function listsPassages({ style, passages }: ExportOptions): boolean {
  return passages ?? style === 'pandoc';
}

/** Returns whether a file gave any part of the report. */
export function isFromFile({ preamble, finalBytes, sections, statements }: ReportContent): boolean {
  if (preamble !== '' || finalBytes !== '') return true;
  return sections.some(({ raw }) => raw !== null) || statements.some(({ raw }) => raw !== null);
}

/**
 * Returns whether a clip that no statement cites says anything. Of a citation without a passage, an
 * import makes a clip without a quote, which is no more than a link once nothing cites it. Somebody
 * who clips a whole page wants that link.
 */
export function hasWordsOfItsOwn({
  clip,
  pin,
  note,
}: {
  readonly clip: Clip;
  readonly pin: Pin | null;
  readonly note: string;
}): boolean {
  return clip.origin !== 'import' || (pin?.quote ?? '') !== '' || note.trim() !== '';
}

/**
 * Returns whether a text has the inbox if the user did not choose. Its clips still have to be filed,
 * so they stay out of a text that has something else. A statement in it lost its section, and is a
 * part of the text.
 */
export function writesInbox(tree: ReportTree): boolean {
  if (tree.inbox.some(({ kind }) => kind === 'statement')) return true;
  for (const step of readingOrder(tree, false)) {
    if (step.type !== 'item') continue;
    if (step.item.kind === 'clip' || !isEmptyStatement(step.item.statement)) return false;
  }
  return true;
}

/**
 * Returns whether an export writes a closing list of sources if the user did not choose.
 * @param hasOwnList Whether what is exported has a list of sources of its own.
 */
export function listsSources(
  content: ReportContent,
  style: WriteStyle,
  hasOwnList = content.statements.some(
    ({ kind, binnedAt }) => kind === 'sources' && binnedAt === null,
  ),
): boolean {
  // Notes, references and bibliographies already name the sources.
  return writeStyle(style).entries === null && !hasOwnList && !isFromFile(content);
}

/**
 * Lists the styles that can be chosen. `as-written` needs a whole report that came from a file, and
 * Markdown: other formats cannot have the marks of a file.
 */
export function stylesFor(
  format: ExportFormat,
  fromFile: boolean,
  sectionId: SectionId | null,
): readonly WriteStyle[] {
  return WRITE_STYLES.filter((style) => {
    const { only } = writeStyle(style);
    if (only !== undefined && format !== 'markdown') return false;
    return only !== 'own-file' || (fromFile && sectionId === null);
  });
}

/**
 * Returns the options with the plainest style if the chosen one is not available, and without those
 * that have no effect in the style: they were ticked for another report. Whether passages are listed
 * still follows from the chosen style.
 */
export function availableOptions(
  options: ExportOptions,
  fromFile: boolean,
  sectionId: SectionId | null,
): ExportOptions {
  const available = stylesFor(options.format, fromFile, sectionId);
  const style = available.includes(options.style) ? options.style : 'inline';
  const kept = style === 'as-written' ? UNTOUCHED : {};
  return { ...options, ...kept, style, passages: listsPassages(options) };
}
