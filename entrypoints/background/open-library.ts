import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { onceAfterStart } from '@/utils/platform/browser-start';
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

/** The library, opened on first use. An opening that failed is tried again by the next call. */
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
  settleSoon(library.value);
  return done;
}
