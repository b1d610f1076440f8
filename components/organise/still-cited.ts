import { i18n } from '#i18n';
import { type ContentItem, type ReportTree, shownIds } from '@/utils/model/report-tree';

/** Says how many statements still cite clips that are deleted; '' if none does. */
export function stillCitedWords(tree: ReportTree, gone: readonly ContentItem[]): string {
  const shown = shownIds(tree);
  const clips = gone.flatMap((item) => (item.kind === 'clip' ? [item] : []));
  const statements = clips
    .flatMap(({ citedBy }) => citedBy)
    .flatMap((id) => tree.citations.get(id)?.statementId ?? [])
    .filter((id) => shown.has(id) && gone.every((item) => item.id !== id));
  const count = new Set(statements).size;
  if (count === 0) return '';
  return ` ${i18n.t(clips.length === 1 ? 'binned_still_cites' : 'binned_still_cite', count)}`;
}
