/** What is known of a report before its next step. */
interface Progress {
  /** The clips that a verification checks. */
  readonly clips: number;
  /** How many of them have no check of their current quote. */
  readonly unchecked: number;
  /** The claims that wait for a decision; null if they are not counted yet. */
  readonly openClaims: number | null;
}

/**
 * Returns the step that comes next in a report. Most clips are not verified, for example because
 * their passages were just adopted: verify. Decisions are open: review. Some clips are new since the
 * last verification: verify these. Otherwise: export. Null if it depends on claims that are not
 * counted yet.
 */
export function nextStep({
  clips,
  unchecked,
  openClaims,
}: Progress): 'verify' | 'review' | 'export' | null {
  if (2 * unchecked > clips) return 'verify';
  if (openClaims === null) return null;
  if (openClaims > 0) return 'review';
  return unchecked > 0 ? 'verify' : 'export';
}
