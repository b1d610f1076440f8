import { foundView } from '@/components/library/found-view';
import { EVERYTHING, libraryQuery } from '@/components/library/library-query';
import { useFoundClips } from '@/components/library/use-found-clips';
import { useLibrarySearch } from '@/components/library/use-library-search';
import type { ClipView } from '@/components/state/clip-view';
import type { LibraryReader } from '@/utils/storage/read';

/** More than anybody reads through before they type another word. */
const AT_MOST = 20;

/** The clips of other reports that hold these words, the best first; none for no words. */
export function useClipsElsewhere(
  reader: LibraryReader | null,
  words: string,
  here: readonly ClipView[],
): readonly ClipView[] {
  const query = words.trim() === '' ? null : libraryQuery({ ...EVERYTHING, words }, 0, false);
  const { answer } = useLibrarySearch(reader, query);
  const { clips } = useFoundClips(reader, answer, AT_MOST);
  const known = new Set(here.map(({ clip }) => clip.id));
  return clips.filter(({ clip }) => !known.has(clip.id)).map(foundView);
}
