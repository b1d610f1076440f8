import type { Clip } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';

/** How many clips a bundle contains. A bundle of a whole report also contains its bin. */
export interface ClipCounts {
  /** Without those in the bin. */
  readonly clips: number;
  readonly binnedClips: number;
  /** The pages of the clips that are not in the bin. */
  readonly sources: number;
}

/**
 * Counts the clips of a bundle.
 * @param shown The clips that are not in the bin.
 */
export function countClips(
  clips: readonly Pick<Clip, 'id' | 'sourceId'>[],
  shown: ReadonlySet<ClipId>,
): ClipCounts {
  const visible = clips.filter(({ id }) => shown.has(id));
  return {
    clips: visible.length,
    binnedClips: clips.length - visible.length,
    sources: new Set(visible.map(({ sourceId }) => sourceId)).size,
  };
}
