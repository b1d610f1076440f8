import type { CheckReason, Verdict } from '@/utils/model/evidence';
import type { Judgement } from './judgement';
import { evidenceOf } from './passage-evidence';

/** Why a page could not be read at all. */
export interface ReadFailure {
  readonly kind: 'failed';
  readonly reason: CheckReason;
  readonly detail: string | null;
  /** Where reading got to; null where that is the address asked for. */
  readonly finalUrl: string | null;
}

const UNREACHABLE: readonly CheckReason[] = [
  'timed-out',
  'network-error',
  'too-many-redirects',
  'redirect-nowhere',
];
/** Addresses that nobody may be sent to: a page that redirects there can't be reached. */
const FORBIDDEN: readonly CheckReason[] = ['private-address', 'scheme-not-allowed'];

/**
 * What a page that could not be read makes of its quotes: never a pass, never *missing*. Where
 * the first address itself may not be read, nothing is known of the page: *unchecked*.
 */
export function judgeFailure({ reason, detail, finalUrl }: ReadFailure): Judgement {
  const sentAway = FORBIDDEN.includes(reason) && finalUrl !== null;
  const verdict: Verdict = UNREACHABLE.includes(reason) || sentAway ? 'unreachable' : 'unchecked';
  return { verdict, flags: [], evidence: evidenceOf({ reason, detail }) };
}
