import { type AbsentText, type Check, type CheckFlag, isPass } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, SnapshotId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { changedNearby } from '@/utils/verify/compare-nearby';
import { pageText } from './page-text';

/** What was found about the text around a passage; null if nothing has to be said. */
type Nearby = 'changed-nearby' | 'nearby-unknown' | null;

/** These readers are scripts in the page, which do not tell where it has formulas and images. */
const KNOW_ONLY_WORDS: readonly Check['reader'][] = ['tab', 'render'];
const BEYOND_WORDS: readonly CheckFlag[] = ['parts-unrecorded', 'image-gone'];

/**
 * Adds the flags that follow from the last check of the same words.
 *
 * Keeps what that check found of formulas and images where the reader could not know it.
 *
 * Adds `changed-nearby` to checks if the text around the passage differs from the last check of the
 * same words that was made in the same way, and `nearby-unknown` if a team's server has the text of
 * that check and it could not be got.
 * @param text The text that was read, by clip; null if none was.
 */
export async function flagFromLast(
  checks: readonly Check[],
  before: ReadonlyMap<ClipId, Check>,
  text: (clipId: ClipId) => string | null,
): Promise<Check[]> {
  const stored = new Map<SnapshotId, Result<string, Failure>>();
  const textBefore = async (of: AbsentText): Promise<Result<string, Failure>> => {
    const known = stored.get(of.snapshotId) ?? (await pageText(of));
    stored.set(of.snapshotId, known);
    return known;
  };
  const flagged: Check[] = [];
  for (const check of checks) {
    const found = await compare(check, before.get(check.clipId), text, textBefore);
    const flags = new Set(check.flags);
    for (const flag of keptFlags(check, before.get(check.clipId))) flags.add(flag);
    if (found !== null) flags.add(found);
    flagged.push(flags.size === check.flags.length ? check : { ...check, flags: [...flags] });
  }
  return flagged;
}

function keptFlags(check: Check, before: Check | undefined): readonly CheckFlag[] {
  if (!KNOW_ONLY_WORDS.includes(check.reader) || before?.pinId !== check.pinId) return [];
  if (!isPass(check.verdict) && check.verdict !== 'located') return [];
  return BEYOND_WORDS.filter((flag) => before.flags.includes(flag));
}

async function compare(
  check: Check,
  before: Check | undefined,
  textNow: (clipId: ClipId) => string | null,
  textBefore: (of: AbsentText) => Promise<Result<string, Failure>>,
): Promise<Nearby> {
  if (before === undefined || before.snapshotId === null) return null;
  if (before.reader !== check.reader || before.pinId !== check.pinId) return null;
  const { position } = check.evidence;
  const text = textNow(check.clipId);
  if (text === null || position === null || before.evidence.position === null) return null;
  const was = await textBefore({ clipId: check.clipId, snapshotId: before.snapshotId });
  // For example, a text that a bundle left out. Then nothing can ever be compared.
  if (!was.ok) return was.error.code === 'not_found' ? null : 'nearby-unknown';
  if (was.value === text) return null;
  const past = { text: was.value, position: before.evidence.position };
  return changedNearby(past, { text, position }) ? 'changed-nearby' : null;
}
