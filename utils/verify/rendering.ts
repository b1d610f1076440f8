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

/** How long to wait for a page, in milliseconds, and which changes count. */
export interface SettleLimits {
  /** The minimum time, because texts may load late. */
  readonly least: number;
  /** The page is quiet after this time without new text. */
  readonly quiet: number;
  /** The maximum time. */
  readonly most: number;
  /** New text that does not count in a quiet period, in UTF-16 units, for a clock or a ticker. */
  readonly noise: number;
  /** The frames to wait for while the page is visible. A busy machine may draw them late. */
  readonly frames: number;
}

/** A covered window may say that it is visible, and gets few frames. */
const LEAST_FRAMES = 5;

/**
 * A first look soon after loading. Most quotes are found then, and the window is free for the next
 * page.
 */
export const SOON: SettleLimits = {
  least: 0,
  quiet: 600,
  most: 4_000,
  noise: 200,
  frames: LEAST_FRAMES,
};
/** A second look after a longer wait, before a quote can become *missing*. */
export const PATIENT: SettleLimits = {
  least: 5_000,
  quiet: 1_500,
  most: 12_000,
  noise: 200,
  frames: LEAST_FRAMES,
};

/** In milliseconds. A page that loads longer is read as it is. */
export const LOAD_LIMIT = 20_000;
/**
 * In milliseconds, added to the page's own limit, because a page can block its tab, for example
 * with a dialog.
 */
export const GRACE = 5_000;
/** In milliseconds. Reading a million words takes a second. */
export const READ_LIMIT = 20_000;

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
 * Words that nobody sees may still fade in.
 */
export function isDecided(judgements: readonly Judgement[]): boolean {
  return judgements.every(
    ({ verdict, flags }) =>
      (isPass(verdict) || verdict === 'located') && !flags.includes('visibility-unknown'),
  );
}
