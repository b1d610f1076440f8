import type { Clip } from '@/utils/model/evidence';
import { useLibrary } from './open-library';

/**
 * How long the text of a page was when it was last clipped, in UTF-16 units; null where no
 * text was kept. A page that has shrunk to a fraction of it is hardly the page any more.
 * @param clips Of one page, the latest last.
 */
export async function capturedLength(clips: readonly Clip[]): Promise<number | null> {
  const id = clips.findLast(({ snapshotId }) => snapshotId !== null)?.snapshotId ?? null;
  if (id === null) return null;
  const text = await useLibrary((library) => library.snapshotText(id));
  return text.ok ? text.value.length : null;
}
