import * as z from 'zod/mini';
import type { ReportContent } from '@/utils/model/report-content';
import { WRITE_STYLES, type WriteStyle } from './write-options';

/** What a report can leave as. */
export const EXPORT_FORMATS = [
  'markdown',
  'rich-text',
  'html',
  'bibtex',
  'ris',
  'csl-json',
  'annotations',
  'csv',
  'bundle',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a person may tick, and its state before anybody did. */
const TICKS = {
  blockQuotes: true,
  notes: true,
  accessDates: false,
  badges: false,
  archivedCopies: false,
  frontMatter: false,
  inbox: true,
} as const;

/**
 * How a person wants a report exported. A field that does not parse falls back to its default.
 * What a bundle takes along is not part of it: that is asked anew every time.
 */
export const ExportOptionsSchema = z.object({
  format: z.catch(z.enum(EXPORT_FORMATS), 'markdown'),
  style: z.catch(z.enum(WRITE_STYLES), 'as-written'),
  blockQuotes: z.catch(z.boolean(), TICKS.blockQuotes),
  notes: z.catch(z.boolean(), TICKS.notes),
  accessDates: z.catch(z.boolean(), TICKS.accessDates),
  badges: z.catch(z.boolean(), TICKS.badges),
  archivedCopies: z.catch(z.boolean(), TICKS.archivedCopies),
  frontMatter: z.catch(z.boolean(), TICKS.frontMatter),
  inbox: z.catch(z.boolean(), TICKS.inbox),
  /** Null: written unless the report came from a file or holds a list of its own. */
  sourceList: z.catch(z.nullable(z.boolean()), null),
});
export type ExportOptions = z.infer<typeof ExportOptionsSchema>;

export type ExportTick = keyof typeof TICKS | 'sourceList';

export const DEFAULT_EXPORT_OPTIONS: ExportOptions = ExportOptionsSchema.parse({});

const PROSE: readonly ExportTick[] = [
  'blockQuotes',
  'notes',
  'sourceList',
  'accessDates',
  'badges',
  'archivedCopies',
  'inbox',
];

/** The ticks that make a difference to a format, in the order in which they are offered. */
export function ticksOf(format: ExportFormat): readonly ExportTick[] {
  switch (format) {
    case 'markdown':
      return [...PROSE, 'frontMatter'];
    case 'rich-text':
    case 'html':
      return PROSE;
    default:
      return [];
  }
}

/** Whether any block of the report stands as a file had it. */
export function isFromFile(content: ReportContent): boolean {
  return (
    content.preamble !== '' ||
    content.sections.some(({ raw }) => raw !== null) ||
    content.statements.some(({ raw }) => raw !== null)
  );
}

/** Whether a closing list of sources is written where nobody said. */
export function listsSources(content: ReportContent, style: WriteStyle): boolean {
  // Notes, references and bibliographies name the sources already.
  if (style === 'footnote' || style === 'numbered' || style === 'pandoc') return false;
  const hasOwn = content.statements.some(
    ({ kind, binnedAt }) => kind === 'sources' && binnedAt === null,
  );
  return !(hasOwn || isFromFile(content));
}
