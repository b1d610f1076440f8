import type { Clip } from '@/utils/model/evidence';
import { useLibrary } from './open-library';
import { lengthOfTeamText } from './serve-team';

/**
 * Returns the length of a page's text when it was last clipped, in UTF-16 units; null if no text
 * was kept. Downloads no text: the record from a team's server has the length. A page with only a
 * small part of the earlier length is probably another page.
 * @param clips The clips of one page, the latest last.
 */
export async function capturedLength(clips: readonly Clip[]): Promise<number | null> {
  const clip = clips.findLast(({ snapshotId }) => snapshotId !== null);
  if (clip === undefined || clip.snapshotId === null) return null;
  const { snapshotId } = clip;
  const text = await useLibrary((library) => library.snapshotText(snapshotId));
  return text.ok ? text.value.length : lengthOfTeamText(snapshotId);
}
