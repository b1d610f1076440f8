import type { Check } from '@/utils/model/evidence';
import type { ClipId, SnapshotId } from '@/utils/model/ids';
import { changedNearby } from '@/utils/verify/compare-nearby';
import { useLibrary } from './open-library';

/**
 * Adds `changed-nearby` to checks if the text around the passage differs from the last check of the
 * same words that was made in the same way.
 * @param text The text that was read, by clip; null if none was.
 */
export async function flagNearby(
  checks: readonly Check[],
  before: ReadonlyMap<ClipId, Check>,
  text: (clipId: ClipId) => string | null,
): Promise<Check[]> {
  const stored = new Map<SnapshotId, string | null>();
  const textBefore = async (id: SnapshotId): Promise<string | null> => {
    const known = stored.get(id);
    if (known !== undefined) return known;
    const found = await useLibrary((library) => library.snapshotText(id));
    // For example, a snapshot that a bundle left out. Then nothing can be compared.
    const words = found.ok ? found.value : null;
    stored.set(id, words);
    return words;
  };
  const flagged: Check[] = [];
  for (const check of checks) {
    const changed = await isChanged(check, before.get(check.clipId), text, textBefore);
    const isNew = changed && !check.flags.includes('changed-nearby');
    flagged.push(isNew ? { ...check, flags: [...check.flags, 'changed-nearby'] } : check);
  }
  return flagged;
}

async function isChanged(
  check: Check,
  before: Check | undefined,
  textNow: (clipId: ClipId) => string | null,
  textBefore: (id: SnapshotId) => Promise<string | null>,
): Promise<boolean> {
  if (before === undefined || before.snapshotId === null) return false;
  if (before.reader !== check.reader || before.pinId !== check.pinId) return false;
  const { position } = check.evidence;
  const text = textNow(check.clipId);
  if (text === null || position === null || before.evidence.position === null) return false;
  const was = await textBefore(before.snapshotId);
  if (was === null || was === text) return false;
  return changedNearby({ text: was, position: before.evidence.position }, { text, position });
}
