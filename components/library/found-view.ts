import type { ClipView } from '@/components/state/clip-view';
import type { FoundClip } from '@/utils/storage/read';

/** Returns the view of a clip that a search found. */
export function foundView({ clip, source, pin, check, foreign, note, tags }: FoundClip): ClipView {
  const { sectionId } = clip.filedUnder;
  return {
    ...{ clip, source, pin, check, foreign, sectionId, note, tags },
    pinnedSince: false,
    binnedAt: null,
    isCounted: true,
  };
}
