import type { Failure } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import type { ImportReport } from '@/utils/model/imported-report';
import type { Result } from '@/utils/model/result';
import type { DamageChoices, InsertedParts } from '@/utils/report/prepare-import';

/** What a person hands in to be read. */
export type ImportInput =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'text'; readonly text: string }
  /** As a clipboard held it. */
  | { readonly kind: 'html'; readonly html: string };

export interface ReadingProgress {
  /** Of the text, in the same unit as `total`. */
  readonly done: number;
  readonly total: number;
  readonly citations: number;
}

/** A report that was read: what a person is shown of it before it is stored. */
export interface ReadReport {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly importReport: ImportReport;
}

/** Where the report goes: a report of its own, or a place in one that is there already. */
export type ImportTarget =
  | { readonly kind: 'new'; readonly title: string; readonly language: string }
  | {
      readonly kind: 'section';
      readonly reportId: ReportId;
      /** Null: the top level. */
      readonly under: SectionId | null;
    };

export const NO_CHOICES: DamageChoices = { kept: new Set(), completions: new Map() };

export interface ImportRequest {
  readonly report: ReadReport;
  readonly choices: DamageChoices;
  readonly target: ImportTarget;
}

/** What was stored, and so what an undo puts into the bin. */
export interface StoredImport {
  readonly reportId: ReportId;
  readonly title: string;
  readonly citations: number;
  /** Null where the whole report is new. */
  readonly inserted: InsertedParts | null;
}

interface Stoppable {
  readonly signal: AbortSignal;
}

/** Long work that may be stopped: null where it was, and then nothing has happened. */
type Stopped<T> = Promise<Result<T, Failure> | null>;

/** What importing needs of the rest of the extension; tests pass in their own. */
export interface ImportPort {
  /** A clipboard's HTML as Markdown, its links kept. */
  htmlToMarkdown(html: string): Promise<Result<string, Failure>>;
  /** Reads off the main thread; stores nothing. */
  read(
    input: ImportInput,
    options: Stoppable & { readonly onProgress: (progress: ReadingProgress) => void },
  ): Stopped<ReadReport>;
  /** Stores all of it, or nothing. */
  store(
    request: ImportRequest,
    options: Stoppable & { readonly onProgress: (bytes: number) => void },
  ): Stopped<StoredImport>;
  /** Lets go of what was read. */
  dismiss(): void;
  /** Puts what was stored into the bin. */
  undo(stored: StoredImport): Promise<Result<undefined, Failure>>;
}

/** What to call an input: a file by its name. */
export function inputName(input: ImportInput, pasted: string): string {
  return input.kind === 'file' ? input.file.name : pasted;
}
