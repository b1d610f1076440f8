import * as z from 'zod/mini';
import { CHANGE_KINDS } from '@/utils/model/change-kinds';
import { idSchema, type ReportId } from '@/utils/model/ids';
import type { MergePlan } from '@/utils/model/merge-plan';
import { Base64, short } from './bounds';
import { Empty, type Nothing } from './envelope';

/** The calls by which the extension's pages act on the library as a whole. */
export const libraryRequests = {
  /** Adds missing clips to the search for about two seconds. */
  'search.settle': Empty,
  /** Returns a mark that describes the current content of the library, for `library.erase`. */
  'library.mark': Empty,
  /** Deletes everything, unless a record was added or removed after the mark was made. */
  'library.erase': z.object({ mark: short(4_000) }),
  'restore.begin': z.object({ expected: z.enum(['backup', 'bundle', 'import']) }),
  'restore.chunk': z.object({ restoreId: short(100), index: z.number(), bytes: Base64 }),
  /** Returns the changes that the file would make. Call it after all pieces were sent. */
  'restore.plan': z.object({ restoreId: short(100) }),
  'restore.commit': z.object({
    restoreId: short(100),
    choice: z.union([
      z.literal('everything'),
      z.object({
        seen: short(100),
        declined: z.record(idSchema<'report'>(), z.array(z.enum(CHANGE_KINDS))),
      }),
    ]),
  }),
  'restore.abort': z.object({ restoreId: short(100) }),
} as const;

export interface LibraryReplies {
  'search.settle': { readonly left: boolean };
  'library.mark': { readonly mark: string };
  'library.erase': Nothing;
  'restore.begin': { readonly restoreId: string };
  'restore.chunk': Nothing;
  'restore.plan': MergePlan;
  'restore.commit': {
    readonly records: number;
    readonly reports: number;
    readonly added: number;
    readonly counts: {
      readonly added: Readonly<Record<string, number>>;
      readonly known: Readonly<Record<string, number>>;
      readonly updatedReports: number;
    };
    /** Number of statements that were changed both here and in the file. */
    readonly readAgain: number;
    /** Number of existing items that changed, without the texts of statements. */
    readonly changed: number;
    /** Number of existing clips, images and reports that were destroyed. */
    readonly destroyed: number;
    /** The reports whose last merge is this one, so `merge.undo` would undo it. */
    readonly undoable: readonly ReportId[];
    readonly leftOut: {
      readonly ofOtherReports: number;
      readonly falsified: number;
      readonly forgedReviews: number;
      readonly differing: number;
      readonly destroyedHere: number;
      /** Number of damaged records by store. */
      readonly unreadable: Readonly<Record<string, number>>;
    };
  };
  'restore.abort': Nothing;
}
