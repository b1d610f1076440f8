import { clipUrl } from '@/utils/report/citation-target';
import type { ClipView } from './clip-view';

/**
 * Returns the target of a clip's link, as the report's export spells it; null if no link is
 * allowed.
 */
export function passageUrl(view: ClipView): string | null {
  return view.source === null ? null : clipUrl(view.clip, view.source, view.pin);
}
