import { clipUrl } from '@/utils/report/citation-target';
import type { ClipView } from './clip-view';

/** Where a clip's link leads, as its report's export spells it; null where no link may be made. */
export function passageUrl(view: ClipView): string | null {
  return view.source === null ? null : clipUrl(view.clip, view.source, view.pin);
}
