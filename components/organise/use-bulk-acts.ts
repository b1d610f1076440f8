import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import type { ClipView } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone } from '@/components/ui/use-undoable-notice';
import type { ClipId } from '@/utils/model/ids';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import type { ArrangeChanges } from './arrange-changes';
import { itemsMarkdown } from './copy-items';
import { listOfItem } from './drop-place';
import { itemName } from './item-name';
import { type Shown, shownItems } from './list-places';
import { stillCitedWords } from './still-cited';
import { itemsOf } from './use-dragging';

/** The questions before a command on the selection. */
export type BulkQuestion =
  /** Ids of statements and clips. */
  | { readonly kind: 'move-items' | 'tag'; readonly ids: readonly string[] }
  | { readonly kind: 'verify'; readonly clipIds: readonly ClipId[] };

export interface BulkPorts {
  readonly report: OpenReport;
  readonly arrange: ArrangeChanges;
  readonly shown: Shown;
  readonly acts: Pick<Acts, 'copyText'>;
  readonly say: Say;
  readonly sayDone: SayDone;
  readonly ask: (question: BulkQuestion) => void;
  /** Called when the selection is cleared. */
  readonly onDone: () => void;
}

/** The commands on several statements and clips. Ids of missing items are ignored. */
export function createBulkActs(ports: BulkPorts) {
  const { report, arrange, shown, acts, say, sayDone, ask, onDone } = ports;
  const { tree, views } = report;
  const clipsOf = (ids: readonly string[]): ClipView[] =>
    itemsOf(tree, ids).flatMap((item) => {
      const view = item.kind === 'clip' ? views.get(item.id) : undefined;
      return view === undefined ? [] : [view];
    });

  return {
    move: (ids: readonly string[]) => ask({ kind: 'move-items', ids }),
    tag: (ids: readonly string[]) => {
      if (clipsOf(ids).length > 0) ask({ kind: 'tag', ids });
      else say(i18n.t('tag_only_clips'));
    },
    verify: (ids: readonly string[]) => {
      const clipIds: ClipId[] = clipsOf(ids).map(({ clip }) => clip.id);
      if (clipIds.length > 0) ask({ kind: 'verify', clipIds });
    },
    copy: (ids: readonly string[]) => {
      const items = itemsOf(tree, ids);
      const text = itemsMarkdown(items, views, tree.content.language);
      void acts
        .copyText(text)
        .then((done) => say(done ? i18n.t('copied_count', items.length) : i18n.t('copy_failed')));
    },
    bin: (ids: readonly string[]) => {
      const items = itemsOf(tree, ids);
      if (items.length === 0) return;
      const next = focusWithout(tree, shown, items);
      const here = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset['item'];
      const stays = here !== undefined && !ids.includes(here);
      arrange.binItems(items);
      onDone();
      if (!stays) focusAfterDrawing(next);
      const [only] = items.length === 1 ? items : [];
      // The notice names a single card, because the focus may be on another one.
      const words =
        only === undefined
          ? i18n.t('items_deleted', items.length)
          : i18n.t('item_deleted', [itemName(only, report)]);
      sayDone(words + stillCitedWords(tree, items), () =>
        focusAfterDrawing(items.slice(0, 1).map(({ id }) => `item-${id}`)),
      );
    },
  };
}

/**
 * Returns the keys of elements that can get the focus after items are removed, the best first: the
 * next visible item or, without one, the previous; the section of the items; and an element that
 * always exists. That is the search field during a search, otherwise the button for a new section.
 *
 * @param isLeft Whether the user leaves an empty statement. Then the item above it in its section
 * goes first, because that is what they wrote before.
 */
export function focusWithout(
  tree: ReportTree,
  shown: Shown,
  gone: readonly ContentItem[],
  isLeft = false,
): string[] {
  const ids = new Set<string>(gone.map(({ id }) => id));
  const all = shownItems(tree, shown);
  const from = Math.max(
    all.findIndex(({ id }) => ids.has(id)),
    0,
  );
  const [first] = gone;
  const above = all[from - 1];
  const isBeside =
    isLeft &&
    first !== undefined &&
    above !== undefined &&
    listOfItem(tree, above) === listOfItem(tree, first);
  const below = all.slice(from).find(({ id }) => !ids.has(id));
  const next = isBeside ? above : (below ?? above);
  const section = first === undefined ? [] : [`section-${listOfItem(tree, first)}`];
  return [
    ...(next === undefined ? [] : [`item-${next.id}`]),
    ...section,
    'add-section',
    'search-report',
  ];
}
