import type { ComponentChild } from 'preact';
import type { ClipView } from '@/components/state/clip-view';
import { sourceTitle, sourceTooltip } from '@/components/state/clip-view';
import { hostOf } from '@/components/ui/format';
import { shortName } from '@/components/ui/names';
import { iconUrl } from '@/utils/model/source-icon';
import './clip.css';

interface SourceLineProps {
  readonly view: ClipView;
  /** Draws a text of the line, for example with the search terms marked. */
  readonly draw?: (text: string) => ComponentChild;
}

/**
 * Shows the site of a clip's page in full, with its icon or its first letter, and as much of the
 * page's title as there is room for.
 */
export function SourceLine({ view, draw }: SourceLineProps) {
  const site = shortName(hostOf(view.source?.url ?? ''));
  // In a search, the words that were found may be in the name of the site.
  const title =
    draw === undefined
      ? withoutSite(sourceTitle(view), [
          view.source?.siteName ?? '',
          ...site.split('.').slice(0, -1),
        ])
      : sourceTitle(view);
  const icon = iconUrl(view.source?.icon);
  return (
    <>
      {icon === null ? (
        <span class="source-mark" aria-hidden="true">
          {[...site][0] ?? '?'}
        </span>
      ) : (
        <img class="source-mark source-icon" src={icon} alt="" width={16} height={16} />
      )}
      {site !== '' && <bdi class="source-site">{draw?.(site) ?? site}</bdi>}{' '}
      <span class="source-words" title={sourceTooltip(view)}>
        {title !== site && <bdi>{draw?.(title) ?? title}</bdi>}
      </span>
    </>
  );
}

const SITE_AT_END = /^(.*\S)\s+[|·•–—-]\s+([^|·•–—]+)$/u;

/** Removes the name of the site from the end of a title: “… | The Guardian”. */
function withoutSite(title: string, names: readonly string[]): string {
  const [, before, last] = SITE_AT_END.exec(title) ?? [];
  if (before === undefined || last === undefined) return title;
  const letters = (name: string) =>
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  return names.some((name) => letters(name) !== '' && letters(name) === letters(last))
    ? before
    : title;
}
