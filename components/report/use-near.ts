import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { followNearness, isNear } from './near-view';

/** What somebody is at stays as it is, however far they scroll. */
const IN_USE = ':focus, :popover-open';

/** Whether an element is near to what the window shows; where that is not asked, it always is. */
export function useNear(element: RefObject<HTMLElement | null>, asked: boolean): boolean {
  const [near, setNear] = useState(false);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!asked || watched === null) return;
    if (isNear(watched)) setNear(true);
    return followNearness(watched, (isNow) => {
      if (isNow || watched.querySelector(IN_USE) === null) setNear(isNow);
    });
  }, [asked]);
  return near || !asked;
}
