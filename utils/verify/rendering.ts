import * as z from 'zod/mini';
import { type CheckReason, isPass } from '@/utils/model/evidence';
import type { Judgement } from './judgement';

/**
 * The state of a page when it was read in a window. It comes from a process that is shared with the
 * page, so it is parsed. A page that lies about it can only cast doubt on itself or show less than
 * it has, as it could to anybody.
 */
export const SettledSchema = z.object({
  /** Whether everything was loaded. */
  loaded: z.boolean(),
  /** Whether no new text came for a while. */
  quiet: z.boolean(),
  /** Whether it was scrolled from the top to the end. */
  scrolled: z.boolean(),
  /** Whether the page was hidden for a moment, or all the time. */
  hidden: z.boolean(),
  /**
   * The number of its animation frames. A visible page gets many, whatever it says about itself.
   */
  frames: z.number(),
  /** UTF-16 units of text that were removed while it was scrolled, as in long lists. */
  taken: z.number(),
});
export type Settled = z.infer<typeof SettledSchema>;

/** A covered window may say that it is visible, and gets few frames. */
const LEAST_FRAMES = 5;
/**
 * In UTF-16 units. Menus and notices remove little text; a list that keeps only its visible part
 * removes more.
 */
const MOST_TAKEN = 2_000;

/** Returns why the page may have what the window did not show; null if it cannot. */
export function doubtOf(settled: Settled): CheckReason | null {
  if (settled.hidden || settled.frames < LEAST_FRAMES) return 'render-hidden';
  const whole = settled.loaded && settled.quiet && settled.scrolled;
  return whole && settled.taken <= MOST_TAKEN ? null : 'render-timed-out';
}

/**
 * Returns whether a first look at a page was enough, so that waiting longer would improve nothing.
 */
export function isDecided(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ verdict }) => isPass(verdict) || verdict === 'located');
}
