import * as z from 'zod/mini';
import type { Verdict } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import type { Nothing } from './envelope';

/** Verifications of a report: begun, rested, ended and watched by the extension's own pages. */
export const runRequests = {
  'run.start': z.object({
    runId: idSchema<'run'>(),
    reportId: idSchema<'report'>(),
    /** Null: every clip of the report that is not in the bin. */
    clipIds: z.nullable(z.array(idSchema<'clip'>())),
  }),
  'run.cancel': z.object({ runId: idSchema<'run'>() }),
  /** Lets a run rest, also over a restart of the browser, or go on. */
  'run.pause': z.object({ runId: idSchema<'run'>(), paused: z.boolean() }),
  /** For a page that opens while a run is under way: how far the report's latest one is. */
  'run.progress': z.object({ reportId: idSchema<'report'>() }),
} as const;

export interface RunReplies {
  'run.start': { readonly pages: number; readonly clips: number };
  'run.cancel': Nothing;
  'run.pause': Nothing;
  'run.progress': { readonly progress: RunProgress | null };
}

export interface RunProgress {
  readonly runId: string;
  readonly state: 'running' | 'paused' | 'finished' | 'cancelled';
  readonly pages: number;
  readonly pagesDone: number;
  readonly clips: number;
  readonly clipsDone: number;
  /** How many checks came to each verdict so far. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** The page being read, for the eye. */
  readonly reading: string | null;
  /** Milliseconds, from the pace so far; null before that can be known. */
  readonly timeLeft: number | null;
}
