import type { ClipView } from '@/components/state/clip-view';
import { sourceAsPinned } from '@/utils/model/evidence';
import type { FoundClip } from '@/utils/storage/read';

/** Returns the view of a clip that a search found. */
export function foundView({ clip, source, pin, check, foreign, note, tags }: FoundClip): ClipView {
  const { sectionId } = clip.filedUnder;
  return {
    ...{ clip, pin, check, foreign, sectionId, note, tags },
    source: sourceAsPinned(source, pin),
    pinnedSince: false,
    binnedAt: null,
    isCounted: true,
  };
}
