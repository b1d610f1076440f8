import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { findSection } from '@/components/state/section-options';
import type { ReportTree } from '@/utils/model/report-tree';
import { contentOfList, type DragSource, type DropPlace } from './drop-place';
import './organise.css';
import type { Drag } from './use-dragging';

interface DropIndicatorProps {
  readonly main: RefObject<HTMLElement | null>;
  readonly tree: ReportTree;
  readonly drag: Drag;
}

/** Shows the drop position as a line, or as a frame around the heading that receives the item. */
export function DropIndicator({ main, tree, drag }: DropIndicatorProps) {
  const [line, setLine] = useState<DropLine | null>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const byKeys = drag.places !== null;

  useLayoutEffect(() => {
    const element = main.current;
    const { source, place } = drag;
    setLine(element === null || place === null ? null : findDropLine(element, tree, source, place));
  }, [main, tree, drag]);
  useLayoutEffect(() => {
    if (byKeys) drawn.current?.scrollIntoView({ block: 'nearest' });
  }, [byKeys, line]);

  if (line === null) return null;
  const { top, left, width, height } = line;
  const px = (length: number) => `${length.toString()}px`;
  return (
    <div
      ref={drawn}
      class={`drop-line${height > 0 ? ' drop-frame' : ''}`}
      style={{
        top: px(top),
        left: px(left),
        width: px(width),
        ...(height > 0 ? { height: px(height) } : {}),
      }}
    />
  );
}

/** In pixels from the top left corner of the element with the report. */
interface DropLine {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  /** The height of the heading that receives the item; 0 for a line between two items. */
  readonly height: number;
}

/** Returns where to show the drop position; null if it is not on the screen. */
function findDropLine(
  main: HTMLElement,
  tree: ReportTree,
  source: DragSource,
  place: DropPlace,
): DropLine | null {
  const frame = main.getBoundingClientRect();
  const lineAt = (element: Element, edge: 'top' | 'bottom'): DropLine => {
    const { top, bottom, left, width } = element.getBoundingClientRect();
    const y = edge === 'top' ? top : bottom;
    return { top: y - frame.top, left: left - frame.left, width, height: 0 };
  };
  const frameOf = (head: Element | null): DropLine | null => {
    if (head === null) return null;
    const { top, left, width, height } = head.getBoundingClientRect();
    return { top: top - frame.top, left: left - frame.left, width, height };
  };
  const headOf = (id: string) => main.querySelector(`[data-section="${CSS.escape(id)}"]`);
  const cardOf = (id: string) => main.querySelector(`[data-item="${CSS.escape(id)}"]`);

  if (place.kind === 'items') {
    if (place.before !== null) {
      const card = cardOf(place.before);
      return card === null ? null : lineAt(card, 'top');
    }
    const moved: readonly string[] = source.kind === 'items' ? source.ids : [];
    const last = contentOfList(tree, place.list)
      .filter(({ id }) => !moved.includes(id))
      .map(({ id }) => cardOf(id))
      .findLast((card) => card !== null);
    if (last != null) return lineAt(last, 'bottom');
    const first = main.querySelector('section');
    if (place.list === 'opening') return first === null ? null : lineAt(first, 'top');
    return frameOf(headOf(place.list));
  }
  const wholeOf = (id: string) => headOf(id)?.closest('section') ?? null;
  if (place.before !== null) {
    const next = wholeOf(place.before);
    return next === null ? null : lineAt(next, 'top');
  }
  const siblings =
    place.parentId === null
      ? tree.sections
      : (findSection(tree.sections, place.parentId)?.children ?? []);
  const last = siblings
    .filter(({ section }) => source.kind !== 'section' || section.id !== source.id)
    .map(({ section }) => wholeOf(section.id))
    .findLast((whole) => whole !== null);
  if (last != null) return lineAt(last, 'bottom');
  return place.parentId === null ? null : frameOf(headOf(place.parentId));
}
