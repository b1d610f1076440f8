import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { type Library, openLibrary } from '@/utils/storage/library';
import { settleSoon } from './settle-search';

let opened: Promise<Result<Library, Failure>> | null = null;

export function now(): string {
  return new Date().toISOString();
}

/** The library, opened on first use. An opening that failed is tried again by the next call. */
export async function useLibrary<T>(
  act: (library: Library) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  opened ??= openLibrary({ now });
  const library = await opened;
  if (!library.ok) {
    opened = null;
    return library;
  }
  const done = await act(library.value);
  settleSoon(library.value);
  return done;
}
