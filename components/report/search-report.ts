import { type ClipView, namedPassage } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import type { ClipId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import { foldForSearch } from '@/utils/text/fold-for-search';
import { holdsTerms, readSearchTerms } from '@/utils/text/search-terms';

/**
 * Returns the statements and clips that match all words of a query, by id; null for an empty query.
 * Searches quotes, notes, tags, titles and addresses of pages, and statements.
 */
export function searchReport(
  tree: ReportTree,
  views: ReadonlyMap<ClipId, ClipView>,
  query: string,
): ReadonlySet<string> | null {
  if (query.trim() === '') return null;
  const sought = readSearchTerms(query);
  const found = new Set<string>();
  for (const item of liveItems(tree)) {
    const text = item.kind === 'statement' ? item.statement.text : clipText(views.get(item.id));
    if (holdsTerms(foldForSearch(text), sought)) found.add(item.id);
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
