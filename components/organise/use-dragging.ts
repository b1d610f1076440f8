import {
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { liveItems } from '@/components/state/clip-views';
import { focusAfterDrawing } from '@/components/ui/focus';
import { matchShortcut } from '@/utils/model/match-shortcut';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { MOVING_SHORTCUTS } from '@/utils/model/shortcuts';
import { type DragSource, type DropPlace, placeWords, samePlace } from './drop-place';
import { followEdges } from './edge-scroll';
import {
  type Hit,
  itemPlaceAt,
  itemPlaces,
  type Places,
  type Shown,
  sectionPlaceAround,
  sectionPlaceAt,
  sectionPlaces,
} from './list-places';

/** The items that are being moved, and the current drop position. */
export interface Drag {
  readonly source: DragSource;
  readonly place: DropPlace | null;
  /** The positions for the keyboard; null for the pointer. */
  readonly places: Places | null;
}

export interface DraggingPorts {
  readonly tree: ReportTree;
  readonly shown: Shown;
  readonly nameOf: (source: DragSource) => string;
  readonly onDrop: (source: DragSource, place: DropPlace) => void;
  /** Reads out the result of a key. */
  readonly onTell: (words: string) => void;
}

export interface Dragging {
  readonly drag: Drag | null;
  readonly startPointer: (source: DragSource) => void;
  /** Grabs an item with the keyboard, or drops it at its current position. */
  readonly grab: (source: DragSource) => void;
}

/** What each key makes of a position in the list of all, whose last is given. */
const STEPS = {
  up: (at: number) => at - 1,
  down: (at: number) => at + 1,
  first: () => 0,
  last: (_: number, last: number) => last,
};

/** Moves items of a report with the pointer or the keyboard. Both end with the same drop. */
export function useDragging(
  main: RefObject<HTMLElement | null>,
  ports: DraggingPorts | null,
): Dragging {
  const [drag, setDrag] = useState<Drag | null>(null);
  const now = useRef({ ports, drag });
  now.current.ports = ports;
  const set = (next: Drag | null) => {
    now.current.drag = next;
    setDrag(next);
  };

  useEffect(() => {
    const element = main.current;
    if (element === null) return;
    let pointer: number | null = null;
    let stopScrolling: (() => void) | null = null;
    const stopTarget = dropTargetForElements({
      element,
      canDrop: ({ input }) => {
        const { drag: held, ports: known } = now.current;
        if (held === null || known === null || held.places !== null) return false;
        pointer = input.clientY;
        const place = placeUnder(element, input.clientX, input.clientY, held.source, known);
        if (place !== 'as before' && !samePlace(place, held.place)) set({ ...held, place });
        return now.current.drag?.place != null;
      },
    });
    const stopMonitor = monitorForElements({
      onDragStart: () => {
        stopScrolling?.();
        stopScrolling = followEdges(() => pointer);
      },
      onDrag: ({ location }) => {
        pointer = location.current.input.clientY;
      },
      onDrop: ({ location }) => {
        stopScrolling?.();
        stopScrolling = null;
        pointer = null;
        const { drag: held, ports: known } = now.current;
        set(null);
        if (held === null || held.place === null || location.current.dropTargets.length === 0)
          return;
        known?.onDrop(held.source, held.place);
      },
    });
    return () => {
      stopScrolling?.();
      stopTarget();
      stopMonitor();
    };
  }, [main]);

  const letGo = (words: string) => {
    const held = now.current.drag;
    set(null);
    now.current.ports?.onTell(words);
    if (held !== null) focusAfterDrawing([gripKey(held.source)]);
  };
  const grab = (source: DragSource) => {
    const { ports: known, drag: held } = now.current;
    if (known === null) return;
    if (held !== null) return drop();
    const places = placesFor(source, known);
    const place = places?.places[places.at];
    if (places === null || place === undefined) return;
    set({ source, place, places });
    const where = placeWords(known.tree, source, place);
    known.onTell(i18n.t('grabbed', [known.nameOf(source), where]));
  };
  const drop = () => {
    const { ports: known, drag: held } = now.current;
    if (known === null || held === null || held.place === null || held.places === null) return;
    if (samePlace(held.place, held.places.places[held.places.at] ?? null)) {
      return letGo(i18n.t('put_back'));
    }
    set(null);
    known.onDrop(held.source, held.place);
  };

  const held = drag?.places != null;
  useLayoutEffect(() => {
    if (!held) return;
    const step = (to: (at: number, last: number) => number) => {
      const { ports: known, drag: before } = now.current;
      if (known === null || before === null || before.places === null) return;
      const { places } = before.places;
      const at = places.findIndex((place) => samePlace(place, before.place));
      const place = places[Math.max(0, Math.min(places.length - 1, to(at, places.length - 1)))];
      if (place === undefined || samePlace(place, before.place)) return;
      set({ ...before, place });
      known.onTell(placeWords(known.tree, before.source, place));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const command = matchShortcut(event, MOVING_SHORTCUTS);
      if (command === 'cancel') letGo(i18n.t('put_back'));
      else if (command === 'drop') {
        drop();
        // Otherwise the release of the key would press the button again.
        document.addEventListener('keyup', (end) => end.preventDefault(), { once: true });
      } else if (command !== null) step(STEPS[command]);
      else if (event.key !== 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
    };
    // A grabbed item is put back when the focus goes elsewhere, for example after a click.
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && !target.matches('[data-grip]')) putBack();
    };
    const putBack = () => {
      set(null);
      now.current.ports?.onTell(i18n.t('put_back'));
    };
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', putBack);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', putBack);
    };
  }, [held]);

  return {
    drag,
    startPointer: (source) => set({ source, place: null, places: null }),
    grab,
  };
}

/** Returns the focus key of the grip for the moved item. */
export function gripKey(source: DragSource): string {
  return `grip-${(source.kind === 'items' ? source.ids[0] : source.id) ?? ''}`;
}

export function itemsOf(tree: ReportTree, ids: readonly string[]): ContentItem[] {
  const wanted = new Set(ids);
  return liveItems(tree).filter(({ id }) => wanted.has(id));
}

function placesFor(source: DragSource, { tree, shown }: DraggingPorts): Places | null {
  if (source.kind === 'section') return sectionPlaces(tree, source.id, shown.isOpen);
  const items = itemsOf(tree, source.ids);
  return items.length === 0 ? null : itemPlaces(tree, items, shown);
}

/** Between two cards the position stays the same. */
function placeUnder(
  main: HTMLElement,
  x: number,
  y: number,
  source: DragSource,
  { tree, shown }: DraggingPorts,
): DropPlace | null | 'as before' {
  // The element that the drag library puts under the pointer is not part of the report.
  const element = document.elementsFromPoint(x, y).find((each) => main.contains(each)) ?? null;
  const card = element?.closest<HTMLElement>('[data-item]') ?? null;
  const head = element?.closest<HTMLElement>('[data-section]') ?? null;
  const over = card ?? head ?? emptyList(element);
  if (over === null) return 'as before';
  const { top, height } = over.getBoundingClientRect();
  const id = (card === null ? over.dataset['section'] : card.dataset['item']) ?? '';
  const hit: Hit = {
    kind: card === null ? 'section' : 'item',
    id,
    depth: height === 0 ? 0 : (y - top) / height,
  };
  if (source.kind === 'section') {
    if (card === null) return sectionPlaceAt(tree, source.id, hit);
    return sectionPlaceAround(tree, source.id, sectionsAround(card, y));
  }
  const target = liveItems(tree).find((item) => item.id === id) ?? null;
  return itemPlaceAt(tree, itemsOf(tree, source.ids), hit, target, shown);
}

/** Returns the sections that contain a card, the innermost first. */
function sectionsAround(card: HTMLElement, y: number): Hit[] {
  const hits: Hit[] = [];
  let box = card.closest<HTMLElement>('section');
  while (box !== null) {
    const id = box.querySelector<HTMLElement>('[data-section]')?.dataset['section'];
    const { top, height } = box.getBoundingClientRect();
    if (id !== undefined) hits.push({ kind: 'section', id, depth: y < top + height / 2 ? 0 : 1 });
    box = box.parentElement?.closest<HTMLElement>('section') ?? null;
  }
  return hits;
}

/** The text of an empty section stands for its heading. */
function emptyList(element: Element | null): HTMLElement | null {
  const empty = element?.closest('.section-empty')?.closest('section') ?? null;
  return empty?.querySelector<HTMLElement>('[data-section]') ?? null;
}
