import type { Failure } from '@/utils/model/failure';
import type { ImportPlan, InsertedParts } from '@/utils/report/prepare-import';
import type { ImportInput, ReadingProgress, ReadReport } from './import-port';

/*
 * What a page and its Worker say to each other. The Worker keeps the report that it has read, so
 * that only what is shown of it, and then what is stored of it, passes between the two.
 */

export type ImportTask =
  | { readonly kind: 'convert'; readonly html: string }
  | { readonly kind: 'read'; readonly input: ImportInput }
  /** Of the report that was read last. */
  | { readonly kind: 'pack'; readonly plan: ImportPlan };

export type ImportAnswer =
  | { readonly kind: 'converted'; readonly markdown: string }
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'read'; readonly report: ReadReport }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'packed';
      readonly title: string;
      readonly inserted: InsertedParts | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };
