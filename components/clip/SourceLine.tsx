import type { ComponentChild } from 'preact';
import type { ClipView } from '@/components/state/clip-view';
import { sourceTitle, sourceTooltip } from '@/components/state/clip-view';
import { hostOf } from '@/components/ui/format';
import { shortName } from '@/components/ui/names';
import './clip.css';

interface SourceLineProps {
  readonly view: ClipView;
  /** Draws a text of the line, for example with the search terms marked. */
  readonly draw?: (text: string) => ComponentChild;
}

/** Shows the site of a clip's page in full, and as much of the page's title as there is room for. */
export function SourceLine({ view, draw = (text) => text }: SourceLineProps) {
  const site = shortName(hostOf(view.source?.url ?? ''));
  const title = sourceTitle(view);
  return (
    <>
      <span class="source-mark" aria-hidden="true">
        {[...site][0] ?? '?'}
      </span>
      {site !== '' && <bdi class="source-site">{draw(site)}</bdi>}{' '}
      <span class="source-words" title={sourceTooltip(view)}>
        {title !== site && <bdi>{draw(title)}</bdi>}
      </span>
    </>
  );
}
