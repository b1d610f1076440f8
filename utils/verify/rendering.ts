import * as z from 'zod/mini';
import { type CheckReason, isPass } from '@/utils/model/evidence';
import type { Judgement } from './judgement';

/**
 * How a page stood when it was read in a window. It comes from a process that it shares with
 * the page, so it is parsed; a page that lies about it can only cast doubt on itself or show
 * less than it holds, as it could to anybody.
 */
export const SettledSchema = z.object({
  /** Everything had loaded. */
  loaded: z.boolean(),
  /** No new text came for a while. */
  quiet: z.boolean(),
  /** Scrolled from the top to the end. */
  scrolled: z.boolean(),
  /** The page was out of sight for a moment, or all the time. */
  hidden: z.boolean(),
  /** Animation frames that it got. A page in sight gets many, whatever it calls itself. */
  frames: z.number(),
  /** UTF-16 units of text that were taken out again while it was scrolled, as long lists do. */
  taken: z.number(),
});
export type Settled = z.infer<typeof SettledSchema>;

/** A covered window may call itself visible and get a frame now and then. */
const LEAST_FRAMES = 5;
/** Menus and notices come and go; a list that keeps only what is in view takes out more. */
const MOST_TAKEN = 2_000;

/** Why what a window did not show may be on the page all the same; null where it may not. */
export function doubtOf(settled: Settled): CheckReason | null {
  if (settled.hidden || settled.frames < LEAST_FRAMES) return 'render-hidden';
  const whole = settled.loaded && settled.quiet && settled.scrolled;
  return whole && settled.taken <= MOST_TAKEN ? null : 'render-timed-out';
}

/** Whether a first look at a page was enough: waiting longer would change nothing for the better. */
export function isDecided(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ verdict }) => isPass(verdict) || verdict === 'located');
}
