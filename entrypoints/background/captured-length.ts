import type { Clip } from '@/utils/model/evidence';
import { useLibrary } from './open-library';

/**
 * Returns the length of a page's text when it was last clipped, in UTF-16 units; null if no text
 * was kept. A page that has shrunk to a small part of it is probably another page.
 * @param clips The clips of one page, the latest last.
 */
export async function capturedLength(clips: readonly Clip[]): Promise<number | null> {
  const id = clips.findLast(({ snapshotId }) => snapshotId !== null)?.snapshotId ?? null;
  if (id === null) return null;
  const text = await useLibrary((library) => library.snapshotText(id));
  return text.ok ? text.value.length : null;
}
