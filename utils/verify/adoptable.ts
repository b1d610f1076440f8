import type { Check, CheckFlag } from '@/utils/model/evidence';

/**
 * The most characters between the first and the last words of a link. Beyond this the link may well
 * cover more than its author meant, so a person must look at the passage.
 */
const MAX_APART = 300;

/** Remarks that make the passage, its visibility or its page doubtful. */
const DOUBTS: ReadonlySet<CheckFlag> = new Set<CheckFlag>([
  'weak',
  'ambiguous',
  'visibility-unknown',
  'dead-link',
  'marks-unrecorded',
  'struck-out',
  'parts-unrecorded',
  'image-gone',
  'hyphen-unsure',
  'read-from-archive',
]);

/**
 * Whether the passage that a check located can be adopted as the quote together with others: its
 * link is neither weak nor ambiguous, its first and last words are close together in one paragraph,
 * and nothing about the passage is doubtful. Unknown facts count as doubtful.
 */
export function isAdoptable({
  verdict,
  flags,
  evidence,
  snapshotId,
}: Pick<Check, 'verdict' | 'flags' | 'evidence' | 'snapshotId'>): boolean {
  const { located, position, passage } = evidence;
  if (verdict !== 'located' || located === undefined) return false;
  if (position === null || passage === null || snapshotId === null) return false;
  if (flags.some((flag) => DOUBTS.has(flag))) return false;
  return located.blocks === 1 && (located.apart ?? 0) <= MAX_APART;
}
