import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import type { DragSource } from './drop-place';
import { useOrganise } from './organise-context';
import './organise.css';

interface DragGripProps {
  readonly source: DragSource;
  /** A short name of the item that it moves. */
  readonly name: string;
  readonly focusKey: string;
}

/**
 * The handle for dragging a card or a heading with the pointer, and for grabbing it with the
 * keyboard. The pointer drags a span, because Firefox does not drag buttons. A draggable card would
 * prevent text selection.
 */
export function DragGrip({ source, name, focusKey }: DragGripProps) {
  const organise = useOrganise();
  const grip = useRef<HTMLSpanElement>(null);
  const latest = useRef({ organise, source });
  latest.current = { organise, source };
  const movable = organise !== null;

  useEffect(() => {
    const element = grip.current;
    if (element === null || !movable) return;
    return draggable({
      element,
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        const now = latest.current;
        const words = now.organise?.nameOf(now.organise.together(now.source)) ?? '';
        setCustomNativeDragPreview({
          nativeSetDragImage,
          render: ({ container }) => {
            const preview = document.createElement('div');
            preview.className = 'drag-preview';
            preview.textContent = words;
            container.append(preview);
          },
        });
      },
      onDragStart: () => latest.current.organise?.onDragStart(latest.current.source),
    });
  }, [movable]);

  if (organise === null) return null;
  const held = organise.grabbed !== null && sameSource(organise.grabbed, organise.together(source));
  return (
    <span ref={grip} class="grip">
      <Icon name="grip" />
      <button
        type="button"
        class="grip-key"
        aria-label={i18n.t('grip_label', [name])}
        aria-pressed={held}
        data-focus={focusKey}
        data-grip
        onClick={() => organise.onGrab(source)}
      />
    </span>
  );
}

function sameSource(a: DragSource, b: DragSource): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
