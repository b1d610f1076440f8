import { type ClipView, namedPassage } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import { type CheckGroup, groupOf } from '@/utils/model/check-state';
import type { ClipId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import { checkStateOf } from '@/utils/review/claim-item';
import { foldSearched } from '@/utils/text/fold-for-search';
import { holdsTerms, readSearchTerms } from '@/utils/text/search-terms';

/**
 * Returns the statements and clips that match all words of a query, by id; null if neither a query
 * nor a group restricts them. Searches quotes, notes, tags, titles and addresses of pages, and
 * statements. With a group, only clips with such a check state match, and the statements that cite
 * them.
 */
export function searchReport(
  tree: ReportTree,
  views: ReadonlyMap<ClipId, ClipView>,
  query: string,
  group: CheckGroup | null = null,
): ReadonlySet<string> | null {
  if (query.trim() === '' && group === null) return null;
  const isOfGroup = (id: ClipId) =>
    group === null || groupOf(checkStateOf(views.get(id) ?? null)) === group;
  const sought = readSearchTerms(query);
  const found = new Set<string>();
  for (const item of liveItems(tree)) {
    const text = item.kind === 'statement' ? item.statement.text : clipText(views.get(item.id));
    const belongs =
      item.kind === 'clip'
        ? isOfGroup(item.id)
        : group === null || item.citations.some(({ clipId }) => isOfGroup(clipId));
    if (belongs && holdsTerms(foldSearched(text), sought)) found.add(item.id);
  }
  return found;
}

/** Returns the text of a clip that is searched. */
export function clipText(view: ClipView | undefined): string {
  if (view === undefined) return '';
  return [
    view.pin?.quote ?? namedPassage(view) ?? '',
    view.note,
    view.tags.join(' '),
    view.source?.title ?? '',
    view.source?.siteName ?? '',
    view.source?.url ?? '',
  ].join('\n');
}
