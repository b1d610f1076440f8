import type { Failure } from '@/utils/model/failure';
import type { Damage, ImportedReport } from '@/utils/model/imported-report';
import type { ImportPlan, InsertedParts } from '@/utils/report/prepare-import';
import type { ImportInput, ReadingProgress, ReadReport } from './import-port';

/*
 * What a page and its Worker say to each other. The Worker keeps the report that it has read, so
 * that only what is shown of it, and then what is stored of it, passes between the two.
 */

export interface PastedReport
  extends Pick<
    ImportedReport,
    'sections' | 'statements' | 'citations' | 'sources' | 'clips' | 'pins'
  > {
  readonly damage: readonly Damage[];
}

export type ImportTask =
  | { readonly kind: 'convert'; readonly html: string }
  | { readonly kind: 'read'; readonly input: ImportInput }
  /** Words for a place in a report: all that is read of them goes back to the page. */
  | { readonly kind: 'paste'; readonly input: ImportInput }
  /** Of the report that was read last. */
  | { readonly kind: 'pack'; readonly plan: ImportPlan };

export type ImportAnswer =
  | { readonly kind: 'converted'; readonly markdown: string }
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'read'; readonly report: ReadReport }
  | { readonly kind: 'pasted'; readonly report: PastedReport }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'packed';
      readonly title: string;
      readonly inserted: InsertedParts | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };
