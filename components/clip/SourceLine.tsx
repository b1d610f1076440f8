import type { ClipView } from '@/components/state/clip-view';
import { sourceTitle, sourceTooltip } from '@/components/state/clip-view';
import { hostOf } from '@/components/ui/format';
import './clip.css';

/** Shows the title and the host of a clip's page on one line. */
export function SourceLine({ view }: { view: ClipView }) {
  const host = hostOf(view.source?.url ?? '');
  const title = sourceTitle(view);
  return (
    <>
      <span class="source-mark" aria-hidden="true">
        {[...host][0] ?? '?'}
      </span>
      <span class="source-words" title={sourceTooltip(view)}>
        <bdi>{title}</bdi>
        {host !== '' && host !== title && <> · {host}</>}
      </span>
    </>
  );
}
