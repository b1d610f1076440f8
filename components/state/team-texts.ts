import { request } from '@/utils/messaging/client';
import type { AbsentText } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { TextsOf } from '@/utils/model/team';
import type { LibraryReader } from '@/utils/storage/read';

/** How many texts are asked for at once. */
const AT_ONCE = 3;

/**
 * Returns the text of a page as it was read, for a clip that names it. A text that is only on a
 * team's server is downloaded first. Fails with `not_found` if no team is known to have it.
 */
export async function pageText(
  reader: LibraryReader,
  text: AbsentText,
): Promise<Result<string, Failure>> {
  const found = await reader.snapshotText(text.snapshotId);
  if (found.ok || found.error.code !== 'not_found') return found;
  const fetched = await request('team.fetchText', text);
  return fetched.ok ? reader.snapshotText(text.snapshotId) : fetched;
}

/** Returns the number of texts that are only on a team's server. */
export async function countTexts(of: TextsOf): Promise<Result<number, Failure>> {
  const listed = await request('team.textsToCome', of);
  return listed.ok ? ok(listed.value.texts.length) : listed;
}

/** What did not come, and why. Nothing is missing if `failure` is null. */
export interface FetchedTexts {
  readonly missing: number;
  readonly failure: Failure | null;
}

/**
 * Downloads the texts that are only on a team's server, a few at once. A text that its server has
 * lost costs only itself; after any other failure, nothing more is asked for.
 */
export async function fetchTexts(
  of: TextsOf,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<FetchedTexts> {
  const listed = await request('team.textsToCome', of);
  if (!listed.ok) return { missing: 0, failure: listed.error };
  const { texts } = listed.value;
  let [next, came, isOver] = [0, 0, false];
  let failure: Failure | null = null;
  const work = async () => {
    while (!isOver && !signal.aborted && next < texts.length) {
      const text = texts[next];
      next += 1;
      if (text === undefined) return;
      onProgress(came, texts.length);
      const fetched = await request('team.fetchText', text);
      if (fetched.ok) came += 1;
      else {
        failure = fetched.error;
        isOver = fetched.error.code !== 'team_text_gone';
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { missing: texts.length - came, failure };
}
