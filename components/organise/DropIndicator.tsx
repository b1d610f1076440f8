import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportTree } from '@/utils/model/report-tree';
import { type DropLine, findDropLine } from './drop-line';
import './organise.css';
import type { Drag } from './use-dragging';

interface DropIndicatorProps {
  readonly main: RefObject<HTMLElement | null>;
  readonly tree: ReportTree;
  readonly drag: Drag;
}

/** A line where something would come to stand, or a frame round the heading that takes it in. */
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
