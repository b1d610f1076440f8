import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import type { LiveShare, Refusal } from './live-share';

/* What happens after a server refused something: when to try again, and what goes on meanwhile. */

const AGAIN_SOON_MS = 15_000;
const AGAIN_SOON_MOST_MS = 5 * 60_000;
const AGAIN_LATER_MS = 10 * 60_000;

interface WayOut {
  /** When to try again by itself: at the next look, after seconds, after minutes, or only when asked. */
  readonly again: 'now' | 'soon' | 'later' | 'asked';
  /** Whether the server would still send what others change. */
  readonly receives: boolean;
}

const CLOSED: WayOut = { again: 'later', receives: false };
/** The ways out of refusals. The same edit is not sent again and again. */
const WAYS_OUT: Readonly<Partial<Record<FailureCode, WayOut>>> = {
  team_forbidden: { again: 'later', receives: true },
  team_full: { again: 'later', receives: true },
  team_too_large: { again: 'asked', receives: true },
  team_edit_refused: { again: 'asked', receives: true },
  team_report_deleted: { again: 'asked', receives: false },
  team_bad_change: { again: 'asked', receives: false },
  team_host_refused: { again: 'now', receives: false },
  team_busy: { again: 'soon', receives: false },
  team_not_stored: { again: 'soon', receives: false },
};
const wayOut = ({ code }: Failure): WayOut => WAYS_OUT[code] ?? CLOSED;

/** Returns what a refusal means for a report, which may have been refused before. */
export function refusalOf({ team, refusals }: LiveShare, why: Failure, now: number): Refusal {
  const hasExpired = why.code === 'team_gone' && now >= team.row.expiresAt;
  const soon = Math.min(AGAIN_SOON_MOST_MS, AGAIN_SOON_MS * 2 ** refusals);
  const waits = { now: 0, soon, later: AGAIN_LATER_MS, asked: Number.POSITIVE_INFINITY };
  return {
    failure: hasExpired ? failure('team_expired') : why,
    againAt: now + waits[wayOut(why).again],
  };
}

/** Whether only what others change is exchanged: the user may not write, or an edit was refused. */
export const isMirror = ({ team, refused }: LiveShare) =>
  team.row.role === 'reader' || refused !== null;

/** Whether the server still sends what others change. */
export const receives = ({ refused }: LiveShare) =>
  refused === null || wayOut(refused.failure).receives;
