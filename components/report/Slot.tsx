import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { focusByKey } from '@/components/ui/focus';
import { followNearness, isNear } from './near-view';
import './report.css';

interface SlotProps {
  readonly id: string;
  /** The text that the browser's own search finds while the card is not rendered. */
  readonly words: string;
  /** The name of the card. */
  readonly name: string;
  /** The position in the list, from 1, and the length of the list. */
  readonly at: number;
  readonly of: number;
  /** Renders the card wherever it is, because the user edits it. */
  readonly keep: boolean;
  readonly draw: () => ComponentChildren;
}

/** Keeps the focused element rendered, however far the user scrolls. */
const IN_USE =
  'textarea, input:not([type=checkbox]), [aria-expanded=true], dialog[open], :popover-open, :focus';

/**
 * One of very many cards. It is rendered when it comes near the window. Before that its text
 * replaces it, and can be searched, read out and focused like the card.
 */
export function Slot({ id, words, name, at, of, keep, draw }: SlotProps) {
  const element = useRef<HTMLLIElement>(null);
  const height = useRef(likelyHeight(words));
  const focused = useRef(false);
  const [inSight, setNear] = useState(false);
  const near = inSight || keep;

  useLayoutEffect(() => {
    const slot = element.current;
    if (slot === null) return;
    if (isNear(slot)) setNear(true);
    return followNearness(slot, (isNow) => {
      if (isNow) return setNear(true);
      if (slot.querySelector(IN_USE) !== null) return;
      height.current = slot.offsetHeight || height.current;
      setNear(false);
    });
  }, []);
  useLayoutEffect(() => {
    if (!near || !focused.current) return;
    focused.current = false;
    if (element.current !== null) focusByKey(`item-${id}`, element.current);
  }, [near, id]);

  return (
    <li
      ref={element}
      aria-setsize={of}
      aria-posinset={at}
      class={near ? 'slot' : 'slot slot-far'}
      style={{ containIntrinsicSize: `auto ${height.current}px` }}
    >
      {near ? (
        <ErrorBoundary of="entry">
          <Drawn draw={draw} />
        </ErrorBoundary>
      ) : (
        <article
          class="card listed slot-still"
          style={{ height: `${height.current}px` }}
          tabIndex={-1}
          data-item={id}
          data-focus={`item-${id}`}
          aria-label={name}
          onFocus={() => {
            focused.current = true;
            setNear(true);
          }}
        >
          {words}
        </article>
      )}
    </li>
  );
}

/** Draws in a separate component, so that the surrounding error boundary catches its errors. */
function Drawn({ draw }: Pick<SlotProps, 'draw'>) {
  return draw();
}

/** Estimates the height of a row that was not rendered yet, in pixels: its source and its lines. */
function likelyHeight(words: string): number {
  return 35 + 21 * Math.min(2, Math.ceil(words.length / 50));
}
