import type { ClipView } from '@/components/state/clip-view';
import type { FoundClip } from '@/utils/storage/read';

/** A clip that a search found, as cards show it. */
export function foundView({ clip, source, pin, check, foreign, note, tags }: FoundClip): ClipView {
  const { sectionId } = clip.filedUnder;
  return {
    ...{ clip, source, pin, check, foreign, sectionId, note, tags },
    pinnedSince: false,
    binnedAt: null,
  };
}
