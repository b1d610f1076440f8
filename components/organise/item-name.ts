import { i18n } from '#i18n';
import { type ClipView, shortQuote } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { plainProse } from '@/components/ui/plain-prose';
import { type ShownCitation, shownIn, textWithCitations } from '@/utils/claim/shown-text';
import type { ContentItem } from '@/utils/model/report-tree';
import { shorten } from '@/utils/text/shorten';

/** About this many UTF-16 units. */
const LENGTH = 60;
/** How many UTF-16 units of a statement are searched for its first words. */
const MOST_READ = 2000;

/** Returns a short name for a statement or a clip of a report. */
export function itemName(item: ContentItem, { tree, views }: OpenReport): string {
  if (item.kind === 'statement') return statementName(item.statement.text, shownIn(tree.citations));
  const view = views.get(item.id);
  return view === undefined ? i18n.t('clip_word') : clipName(view);
}

/** Returns a short name for a clip, to show or to speak. */
export function clipName(view: ClipView): string {
  return shortQuote(view, LENGTH);
}

/**
 * Returns a short name for a statement, without its Markdown. `shown` returns what is shown for a
 * citation behind a text.
 */
export function statementName(text: string, shown: ShownCitation): string {
  const markdown = textWithCitations(text.slice(0, MOST_READ), shown);
  const words = plainProse(markdown).replace(/\s+/gu, ' ').trim();
  if (words === '') return i18n.t('statement_empty');
  return shorten(words, LENGTH);
}
