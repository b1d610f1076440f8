import type { CheckReason, Verdict } from '@/utils/model/evidence';
import type { Judgement } from './judgement';
import { evidenceOf } from './passage-evidence';

/** Why a page could not be read. */
export interface ReadFailure {
  readonly kind: 'failed';
  readonly reason: CheckReason;
  readonly detail: string | null;
  /** The address where reading ended; null for the requested address. */
  readonly finalUrl: string | null;
}

const UNREACHABLE: readonly CheckReason[] = [
  'timed-out',
  'network-error',
  'too-many-redirects',
  'redirect-nowhere',
];
/** Addresses that must not be requested. A page that redirects there is unreachable. */
const FORBIDDEN: readonly CheckReason[] = ['private-address', 'scheme-not-allowed'];

/**
 * Returns the judgement for quotes of a page that could not be read: never a pass, never *missing*.
 * If the first address itself must not be read, nothing is known about the page: *unchecked*.
 */
export function judgeFailure({ reason, detail, finalUrl }: ReadFailure): Judgement {
  const sentAway = FORBIDDEN.includes(reason) && finalUrl !== null;
  const verdict: Verdict = UNREACHABLE.includes(reason) || sentAway ? 'unreachable' : 'unchecked';
  return { verdict, flags: [], evidence: evidenceOf({ reason, detail }) };
}
