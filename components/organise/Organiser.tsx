import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { liveItems } from '@/components/state/clip-views';
import { findSection } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing } from '@/components/ui/focus';
import { sectionName } from '@/components/ui/names';
import { useBarHeight } from '@/components/ui/use-bar-height';
import type { StatementId } from '@/utils/model/ids';
import type { ArrangeChanges } from './arrange-changes';
import { DropIndicator } from './DropIndicator';
import { type DragSource, type DropPlace, movedWords, placeWords } from './drop-place';
import { itemName } from './item-name';
import { type Shown, shiftedPlace, shownItems } from './list-places';
import { OrganiseContext, type OrganiseView } from './organise-context';
import './organise.css';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone } from '@/components/ui/use-undoable-notice';
import { SelectionBar } from './SelectionBar';
import { tagNames } from './tags';
import { type BulkQuestion, createBulkActs } from './use-bulk-acts';
import { gripKey, useDragging } from './use-dragging';
import { useOrganiseKeys } from './use-organise-keys';
import { useSelection } from './use-selection';

interface OrganiserProps {
  readonly acts: Pick<Acts, 'copyText'>;
  /** Null if there is nothing to arrange. */
  readonly report: OpenReport | null;
  readonly arrange: ArrangeChanges | null;
  readonly shown: Shown;
  readonly say: Say;
  readonly sayDone: SayDone;
  readonly ask: (question: BulkQuestion) => void;
  readonly onEdit: (id: StatementId) => void;
  readonly class: string;
  readonly children: ComponentChildren;
}

/**
 * The part of the panel with the report. In it, statements, clips and sections are selected,
 * dragged and grabbed, and commands apply to the whole selection.
 */
export function Organiser(props: OrganiserProps) {
  const { acts, report, arrange, shown, say, sayDone, ask, onEdit, children } = props;
  const main = useRef<HTMLElement>(null);
  const [told, setTold] = useState('');
  const tree = report?.tree ?? null;
  const items = tree === null ? [] : shownItems(tree, shown);
  const order = items.map(({ id }) => id);
  const selection = useSelection(report?.replica.reportId ?? null, order);
  const chosen = [...selection.selected];

  const nameOf = (source: DragSource): string => {
    if (tree === null) return '';
    if (source.kind === 'section') {
      const node = findSection(tree.sections, source.id);
      return node === null ? i18n.t('section') : sectionName(node.section.title);
    }
    if (source.ids.length > 1) return i18n.t('items_count', source.ids.length);
    const item = liveItems(tree).find(({ id }) => id === source.ids[0]);
    return item === undefined || report === null ? '' : itemName(item, report);
  };
  const drop = (source: DragSource, place: DropPlace) => {
    if (tree === null || arrange === null) return;
    if (source.kind === 'section' && place.kind === 'section') {
      arrange.placeSection(source.id, place);
    } else if (source.kind === 'items' && place.kind === 'items') {
      const moved = liveItems(tree).filter(({ id }) => source.ids.includes(id));
      arrange.moveItems(moved, place.list, place.before);
    } else return;
    sayDone(movedWords(tree, source, place));
    const [id] = source.kind === 'items' ? source.ids : [source.id];
    focusAfterDrawing([gripKey(source), `item-${id ?? ''}`, `section-${id ?? ''}`]);
  };
  const dragging = useDragging(
    main,
    tree === null ? null : { tree, shown, nameOf, onDrop: drop, onTell: setTold },
  );

  const bulk =
    report === null || arrange === null
      ? null
      : createBulkActs({
          report,
          arrange,
          shown,
          acts,
          say,
          sayDone,
          ask,
          onDone: selection.clear,
        });
  const shift = (step: -1 | 1, focusKeys: readonly string[]) => {
    if (tree === null || arrange === null) return;
    const moved = items.filter(({ id }) => selection.selected.has(id));
    const place = shiftedPlace(tree, moved, step, shown);
    if (place?.kind !== 'items') return;
    arrange.moveItems(moved, place.list, place.before);
    setTold(placeWords(tree, { kind: 'items', ids: moved.map(({ id }) => id) }, place));
    focusAfterDrawing([...focusKeys]);
  };
  useOrganiseKeys(
    main,
    tree === null || bulk === null
      ? null
      : {
          selection,
          tree,
          items,
          onMove: bulk.move,
          onShift: shift,
          onTag: bulk.tag,
          onEdit,
          onDelete: bulk.bin,
        },
  );

  const view = useMemo<OrganiseView | null>(() => {
    if (report === null || arrange === null) return null;
    const { selected } = selection;
    const together = (source: DragSource): DragSource =>
      source.kind === 'items' && source.ids.some((id) => selected.has(id))
        ? { kind: 'items', ids: order.filter((id) => selected.has(id)) }
        : source;
    return {
      selected,
      onCheck: (id, range) => (range ? selection.extendTo(id) : selection.toggle(id)),
      together,
      nameOf,
      grabbed: dragging.drag?.places == null ? null : dragging.drag.source,
      onGrab: (source) => dragging.grab(together(source)),
      onDragStart: (source) => dragging.startPointer(together(source)),
      tagNames: tagNames(report.views.values()),
      setTags: (clipId, tags) => arrange.setTags(clipId, tags),
    };
  }, [report, arrange, chosen.join(), order.join(), dragging.drag?.source]);

  return (
    <OrganiseContext.Provider value={view}>
      <main
        ref={main}
        class={`organiser ${props.class}${dragging.drag === null ? '' : ' is-dragging'}`}
        tabIndex={-1}
        data-focus="main"
      >
        {children}
        {tree !== null && dragging.drag !== null && (
          <DropIndicator main={main} tree={tree} drag={dragging.drag} />
        )}
      </main>
      <p class="visually-hidden" role="status" aria-live="assertive">
        {told}
      </p>
      {dragging.drag?.places != null && <MovingKeys />}
      {bulk !== null && chosen.length > 0 && (
        <SelectionBar
          count={chosen.length}
          clips={items.some(({ kind, id }) => kind === 'clip' && selection.selected.has(id))}
          onMove={() => bulk.move(chosen)}
          onTag={() => bulk.tag(chosen)}
          onVerify={() => bulk.verify(chosen)}
          onCopy={() => bulk.copy(chosen)}
          onDelete={() => bulk.bin(chosen)}
          onClear={() => {
            selection.clear();
            focusAfterDrawing([`item-${chosen[0] ?? ''}`, 'main']);
          }}
        />
      )}
    </OrganiseContext.Provider>
  );
}

/** Names the keys that move what is grabbed, and those that end the move. */
function MovingKeys() {
  const bar = useRef<HTMLParagraphElement>(null);
  useBarHeight(bar, '--keys-height');
  return (
    <p ref={bar} class="moving-keys">
      {i18n.t('moving_keys')}
    </p>
  );
}
