import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DifferencePart } from '@/utils/model/evidence';
import { type PageExcerpt, pageSide } from './page-excerpt';

interface PageTextProps {
  readonly excerpt: PageExcerpt;
  /** BCP 47; null if the page does not say. */
  readonly language: string | null;
  /** The difference between the quote and the passage. */
  readonly difference: readonly DifferencePart[];
}

/**
 * Shows the text of the page: the passage in strong colour, its differences from the quote marked,
 * the rest pale.
 */
export function PageText({ excerpt, language, difference }: PageTextProps) {
  const parts = pageSide(difference, excerpt.passage);
  const box = useRef<HTMLDivElement>(null);
  const passage = useRef<HTMLElement>(null);
  // Scrolls only the box; the column stays.
  useLayoutEffect(() => {
    if (box.current === null || passage.current === null) return;
    const place = passage.current.offsetTop - box.current.offsetTop;
    const room = box.current.clientHeight;
    if (place + passage.current.offsetHeight > room) box.current.scrollTop = place - room / 3;
    else box.current.scrollTop = 0;
  }, [excerpt.before, excerpt.passage, excerpt.after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to.
    <div ref={box} class="page-text" lang={language ?? undefined} dir="auto" tabIndex={0}>
      {excerpt.before}
      <strong ref={passage} class="page-passage">
        {parts === null
          ? excerpt.passage
          : parts.map(({ op, text }, at) => {
              const key = `${at.toString()} ${op}`;
              return op === 'added' ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
            })}
      </strong>
      {excerpt.after}
    </div>
  );
}
