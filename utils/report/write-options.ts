import type { Check, Clip, Pin, Source } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';

/** A report and the evidence that it cites. Records of other reports are ignored. */
export interface WrittenReport {
  readonly content: ReportContent;
  readonly clips: readonly Clip[];
  readonly sources: readonly Source[];
  readonly pins: readonly Pin[];
}

/** What is written of a check. The rest of it, the passage it read, is most of its memory. */
export type WrittenCheck = Pick<
  Check,
  'clipId' | 'pinId' | 'checkedAt' | 'verdict' | 'reader' | 'finalUrl'
>;

/** How citations are spelled; docs/adr/0010-styles-of-citation.md says what each is for. */
export const WRITE_STYLES = [
  /** Those of a file as they came, new ones inline. */
  'as-written',
  /** `([Title](url))` */
  'inline',
  /** `[^1]`, with its note at the end */
  'footnote',
  /** `[1]`, with a numbered list of references at the end */
  'numbered',
  /** `[@key]`, for a bibliography beside the file */
  'pandoc',
  /** a link on the words that stand before the citation */
  'linked-words',
] as const;
export type WriteStyle = (typeof WRITE_STYLES)[number];

/** A copy of a page in a web archive. https://www.rfc-editor.org/rfc/rfc7089 */
export interface ArchivedCopy {
  readonly url: string;
  /** When the archive took it, ISO 8601 UTC. */
  readonly takenAt: string;
}

/** What goes into the prose formats: Markdown, HTML and plain text. */
export interface WriteOptions {
  /** Default `as-written`. */
  readonly style?: WriteStyle;
  /** Clips that no statement cites, as block quotes. Default true; they are left out otherwise. */
  readonly blockQuotes?: boolean;
  /** Notes below clips that no statement cites. Default true. */
  readonly notes?: boolean;
  /** When each page was read, in notes and lists, or behind citations where there are neither. */
  readonly accessDates?: boolean;
  /** What the latest check of each clip found, in words. */
  readonly badges?: boolean;
  /** The checks that badges tell of; the latest of each clip counts. */
  readonly checks?: readonly WrittenCheck[];
  /** Copies to link to beside the page itself. */
  readonly archived?: ReadonlyMap<ClipId, ArchivedCopy>;
  /**
   * The closing list of sources. True: it takes the place of any list that the report has.
   * False: none is written. Absent or null: one is written unless the report came from a file,
   * holds a list of its own, or has its sources in notes or beside it. A list of the report's
   * own stays where none takes its place; numbers lead to references, which always do.
   */
  readonly sourceList?: boolean | null;
  /** What lies in no section, under a heading of its own at the end. Default false. */
  readonly inbox?: boolean;
}

export interface WriteMarkdownOptions extends WriteOptions {
  /** Front matter as Obsidian reads it, unless the report's file brought its own. Default false. */
  readonly frontMatter?: boolean;
  /** For the front matter: ISO 8601. */
  readonly date?: string;
}

/** The next part of a file, and how many of its blocks are written. */
export interface WrittenPart {
  readonly text: string;
  /**
   * Number of links with an active scheme (`javascript:`, `data:`) that the export replaced by
   * plain text.
   */
  readonly disarmed?: number;
  readonly done: number;
  readonly total: number;
}
