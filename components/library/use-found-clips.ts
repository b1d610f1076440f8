import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ClipId } from '@/utils/model/ids';
import type { FoundClip, LibraryReader, SearchAnswer } from '@/utils/storage/read';

export interface FoundClips {
  readonly clips: readonly FoundClip[];
  /** The answer that the clips belong to. */
  readonly of: SearchAnswer | null;
}

/**
 * Reads the records of an answer's first hits. The previous ones stay until the new ones are read.
 */
export function useFoundClips(
  reader: LibraryReader | null,
  answer: SearchAnswer | null,
  count: number,
): FoundClips {
  const [found, setFound] = useState<FoundClips>(NONE);
  const kept = useRef<{ answer: SearchAnswer | null; clips: Map<ClipId, FoundClip> }>({
    answer: null,
    clips: new Map(),
  });
  // A layout effect, to avoid a late frame.
  useLayoutEffect(() => {
    if (reader === null || answer === null) {
      setFound(NONE);
      return;
    }
    // Records of another answer may be out of date.
    if (kept.current.answer !== answer) kept.current = { answer, clips: new Map() };
    const { clips } = kept.current;
    const wanted = answer.hits.slice(0, count);
    let closed = false;
    void reader.foundClips(wanted.filter(({ clipId }) => !clips.has(clipId))).then((read) => {
      if (closed || !read.ok) return;
      for (const each of read.value) clips.set(each.clip.id, each);
      setFound({ clips: wanted.flatMap(({ clipId }) => clips.get(clipId) ?? []), of: answer });
    });
    return () => {
      closed = true;
    };
  }, [reader, answer, count]);
  return found;
}

const NONE: FoundClips = { clips: [], of: null };
