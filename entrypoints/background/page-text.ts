import type { AbsentText } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { useLibrary } from './open-library';
import { fetchTeamText } from './serve-team';

/**
 * Returns the text of a page as it was read, for a clip that names it. A text that is only on a
 * team's server is downloaded first. Fails with `not_found` if no team is known to have it.
 */
export async function pageText(text: AbsentText): Promise<Result<string, Failure>> {
  const found = await useLibrary((library) => library.snapshotText(text.snapshotId));
  if (found.ok || found.error.code !== 'not_found') return found;
  const fetched = await fetchTeamText(text);
  if (!fetched.ok) return fetched;
  return useLibrary((library) => library.snapshotText(text.snapshotId));
}
