import type { Failure } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import type { ImportReport } from '@/utils/model/imported-report';
import type { ArticleChoice, PageArticle } from '@/utils/model/page-article';
import type { Result } from '@/utils/model/result';
import type { DamageChoices, InsertedParts } from '@/utils/report/prepare-import';

/** A text or file to import. */
export type ImportInput =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'text'; readonly text: string }
  /** The HTML of a clipboard. */
  | { readonly kind: 'html'; readonly html: string }
  | PageInput;

/** The article of a page, and what of the page it is. */
export interface PageInput {
  readonly kind: 'page';
  readonly article: PageArticle;
  readonly choice: ArticleChoice;
}

export interface ReadingProgress {
  /** How much of the text is read, in the same unit as `total`. */
  readonly done: number;
  readonly total: number;
  readonly citations: number;
}

/** What is shown of a report that was read, before it is stored. */
export interface ReadReport {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly importReport: ImportReport;
  /** What was left out of a Word document. */
  readonly word?: WordFacts;
}

export interface WordFacts {
  /** The number of pictures, which are left out. */
  readonly images: number;
  /** The number of works that a reference manager cites without an address. */
  readonly worksWithoutAddress: number;
}

/** Where the report goes: a new report, or a place in an existing report. */
export type ImportTarget =
  | { readonly kind: 'new'; readonly title: string; readonly language: string }
  | {
      readonly kind: 'section';
      readonly reportId: ReportId;
      /** Null for the top level. */
      readonly under: SectionId | null;
    };

export const NO_CHOICES: DamageChoices = { kept: new Set(), completions: new Map() };

export interface ImportRequest {
  readonly report: ReadReport;
  readonly choices: DamageChoices;
  readonly target: ImportTarget;
}

/** What an import stored, and what an undo therefore puts into the bin. */
export interface StoredImport {
  readonly reportId: ReportId;
  readonly title: string;
  readonly citations: number;
  /** Citations of one passage share a clip. */
  readonly clips: number;
  /** Null if the whole report is new. */
  readonly inserted: InsertedParts | null;
}

interface Stoppable {
  readonly signal: AbortSignal;
}

/** Long work that can be cancelled. Null if it was cancelled; then nothing has changed. */
type Stopped<T> = Promise<Result<T, Failure> | null>;

/** What importing needs from the rest of the extension. Tests pass in their own. */
export interface ImportPort {
  /** Converts a clipboard's HTML to Markdown with its links. */
  htmlToMarkdown(html: string): Promise<Result<string, Failure>>;
  /** Reads in a Worker, and stores nothing. */
  read(
    input: ImportInput,
    options: Stoppable & { readonly onProgress: (progress: ReadingProgress) => void },
  ): Stopped<ReadReport>;
  /** Stores all of it or nothing. */
  store(
    request: ImportRequest,
    options: Stoppable & { readonly onProgress: (bytes: number) => void },
  ): Stopped<StoredImport>;
  /** Releases what was read. */
  dismiss(): void;
  /** Puts what was stored into the bin. */
  undo(stored: StoredImport): Promise<Result<undefined, Failure>>;
}

/** Returns the name of an input: the name of a file, the title of a page, or `pasted`. */
export function inputName(input: ImportInput, pasted: string): string {
  if (input.kind === 'page') return input.article.title;
  return input.kind === 'file' ? input.file.name : pasted;
}
