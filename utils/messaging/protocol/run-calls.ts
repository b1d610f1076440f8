import * as z from 'zod/mini';
import type { Verdict } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import type { Nothing } from './envelope';

/**
 * The calls by which the extension's pages start, pause, end and follow verifications of a report.
 */
export const runRequests = {
  'run.start': z.object({
    runId: idSchema<'run'>(),
    reportId: idSchema<'report'>(),
    /** Null for every clip of the report that is not in the bin. */
    clipIds: z.nullable(z.array(idSchema<'clip'>())),
  }),
  'run.cancel': z.object({ runId: idSchema<'run'>() }),
  /** Pauses a run, also over a restart of the browser, or resumes it. */
  'run.pause': z.object({ runId: idSchema<'run'>(), paused: z.boolean() }),
  /** For a page that opens during a run: the progress of the report's latest run. */
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
  /** The number of checks with each verdict so far. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** The page that is being read, to show to the user. */
  readonly reading: string | null;
  /** Estimated milliseconds; null before an estimate is possible. */
  readonly timeLeft: number | null;
}
