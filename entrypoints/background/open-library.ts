import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { onceAfterStart } from '@/utils/platform/browser-start';
import { compareWithMark, forgetLostLibrary, markEmpty } from '@/utils/platform/library-mark';
import { type Library, openLibrary } from '@/utils/storage/library';
import { renewLog } from '@/utils/storage/renew-log';
import { settleSoon } from './settle-search';

let opened: Promise<Result<Library, Failure>> | null = null;

export function now(): string {
  return new Date().toISOString();
}

async function openRenewed(): Promise<Result<Library, Failure>> {
  // Firefox does not store databases in LevelDB, so it needs no new log.
  if (!import.meta.env.FIREFOX) {
    await onceAfterStart(renewLog).catch((cause: unknown) => console.warn('renew log', cause));
  }
  return openLibrary({ now });
}

/**
 * Calls `act` with the library, which is opened on first use. After a failed opening the next call
 * tries again.
 */
export async function useLibrary<T>(
  act: (library: Library) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  opened ??= openRenewed();
  const library = await opened;
  if (!library.ok) {
    opened = null;
    return library;
  }
  const done = await act(library.value);
  await keepMark(library.value);
  settleSoon(library.value);
  return done;
}

/** Deletes everything, and the notice of an earlier loss with it. */
export async function eraseLibrary(seen: string): Promise<Result<void, Failure>> {
  await markEmpty().catch(warn);
  marked = '';
  const erased = await useLibrary((library) => library.eraseLibrary(seen));
  if (erased.ok) await forgetLostLibrary().catch(warn);
  return erased;
}

/** The mark as this worker last wrote it. */
let marked = '';
let marking: Promise<void> = Promise.resolve();

/**
 * Notes a loss of the library, and that the library holds something, before the act that stored
 * something is acknowledged. Looks after every act, because a running worker can lose the database too.
 */
function keepMark(library: Library): Promise<void> {
  marking = marking.then(() => compare(library)).catch(warn);
  return marking;
}

async function compare(library: Library): Promise<void> {
  const presence = await library.presence();
  if (!presence.ok || presence.value.databaseId === null) return;
  const { databaseId, isEmpty } = presence.value;
  const at = now();
  // The time in the mark is for the user, who needs no more than the day.
  const current = JSON.stringify([databaseId, isEmpty, at.slice(0, 10)]);
  if (current === marked) return;
  await compareWithMark({ databaseId, isEmpty }, at);
  marked = current;
}

function warn(cause: unknown): void {
  console.warn('library mark', cause);
}
