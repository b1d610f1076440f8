import type { WriteStyle } from '@/utils/model/citation-styles';
import type { Check, Clip, Pin, Source } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import type { WrittenImage } from './written-image';

/** A report and the evidence that it cites. Records of other reports are ignored. */
export interface WrittenReport {
  readonly content: ReportContent;
  readonly clips: readonly Clip[];
  readonly sources: readonly Source[];
  readonly pins: readonly Pin[];
}

/**
 * The fields of a check that are written. The other fields, mostly the passage that the check read,
 * take most of its memory.
 */
export type WrittenCheck = Pick<
  Check,
  'clipId' | 'pinId' | 'checkedAt' | 'verdict' | 'reader' | 'finalUrl'
>;

/** A copy of a page in a web archive. https://www.rfc-editor.org/rfc/rfc7089 */
export interface ArchivedCopy {
  readonly url: string;
  /** When the archive took the copy, ISO 8601 UTC. */
  readonly takenAt: string;
}

/** Options of the formats for reading: Markdown, HTML and plain text. */
export interface WriteOptions {
  /** Default `as-written`. */
  readonly style?: WriteStyle;
  /**
   * Whether clips that no statement cites are written as block quotes. True: except those of which an
   * import made nothing but an address. False: none. Absent: all of them are written.
   */
  readonly blockQuotes?: boolean;
  /** Whether notes follow clips that no statement cites. Default true. */
  readonly notes?: boolean;
  /**
   * Whether to write when each page was read: in notes and lists, or after citations if there are
   * neither.
   */
  readonly accessDates?: boolean;
  /** Whether to write in words what the latest check of each clip found. */
  readonly badges?: boolean;
  /** The checks that the badges describe. The latest check of each clip counts. */
  readonly checks?: readonly WrittenCheck[];
  /** Archived copies to link to in addition to the page. */
  readonly archived?: ReadonlyMap<ClipId, ArchivedCopy>;
  /**
   * The list of sources at the end. True: it replaces any list that the report has. False: no list
   * is written. Absent or null: a list is written unless the report came from a file, has a list of
   * its own, or has its sources in notes or in a separate file. The report's own list stays unless
   * another list replaces it. Numbered citations always have a list of references.
   */
  readonly sourceList?: boolean | null;
  /**
   * The images of the clips. An image is before the quote of its clip, or at the end of the report
   * if a statement cites the clip. Default none.
   */
  readonly images?: readonly WrittenImage[];
  /** Whether to write what is in no section, under a heading at the end. Default false. */
  readonly inbox?: boolean;
  /** The report of which a section is written; its notes and lists of sources are read. */
  readonly whole?: ReportContent;
  /**
   * For files that describe only sources: one item for each page, or one for each passage, with the
   * directive in its address.
   */
  readonly each?: 'page' | 'passage';
}

export interface WriteMarkdownOptions extends WriteOptions {
  /**
   * Whether to write front matter for Obsidian, unless the report's file has its own. Default
   * false.
   */
  readonly frontMatter?: boolean;
  /** The date in the front matter, ISO 8601. */
  readonly date?: string;
}

/** The next part of a file, and the number of blocks written so far. */
export interface WrittenPart {
  readonly text: string;
  /**
   * Number of links with an active scheme (`javascript:`, `data:`) that the export replaced by
   * plain text.
   */
  readonly disarmed?: number;
  /** Number of images that HTML shows from the web. A Word document has links instead. */
  readonly webImages?: number;
  /** Number of notes of the file whose own words the export leaves out. */
  readonly wordless?: number;
  readonly done: number;
  readonly total: number;
}
