import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { followChanges, request } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import type { LibraryQuery, LibraryReader, SearchAnswer } from '@/utils/storage/read';

export interface LibrarySearchState {
  /** Null until the first answer. */
  readonly answer: SearchAnswer | null;
  /** The query that the answer is for. */
  readonly answered: LibraryQuery | null;
  readonly failure: Failure | null;
}

/** Wait until a series of keystrokes or checks pauses, in milliseconds. */
const AFTER_CHANGE_MS = 400;

/**
 * Searches for a query, and again when the query or the library changes. Only one search runs at a
 * time; after it, the latest query is searched. Null searches nothing.
 */
export function useLibrarySearch(
  reader: LibraryReader | null,
  query: LibraryQuery | null,
): LibrarySearchState {
  const [state, setState] = useState<LibrarySearchState>(NOTHING);
  const latest = useRef(query);
  latest.current = query;
  const ask = useRef<() => void>(() => undefined);
  const sought = query === null ? null : JSON.stringify(query);

  useLayoutEffect(() => {
    if (reader === null) return;
    let closed = false;
    let running = false;
    let again = false;
    let behind = Number.POSITIVE_INFINITY;
    const search = async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      do {
        again = false;
        const asked = latest.current;
        if (asked === null) break;
        const answer = await reader.search(asked);
        if (closed) return;
        setState(
          answer.ok
            ? { answer: answer.value, answered: asked, failure: null }
            : { answer: null, answered: asked, failure: answer.error },
        );
        // The background adds the missing clips to the search step by step.
        if (answer.ok && answer.value.behind > 0 && answer.value.behind < behind && !again) {
          behind = answer.value.behind;
          const settled = await request('search.settle', {});
          if (closed) return;
          again = again || settled.ok;
        } else behind = Number.POSITIVE_INFINITY;
      } while (again);
      running = false;
    };
    ask.current = () => void search();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = followChanges(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), AFTER_CHANGE_MS);
    });
    return () => {
      closed = true;
      clearTimeout(timer);
      stop();
    };
  }, [reader]);

  // A layout effect, because an ordinary effect would start one frame later.
  useLayoutEffect(() => {
    if (sought !== null) ask.current();
  }, [sought, reader]);

  return query === null ? NOTHING : state;
}

const NOTHING: LibrarySearchState = { answer: null, answered: null, failure: null };
