import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** How far above and below the window something is drawn already: about two screens of a panel. */
const MARGIN = 1_500;

const listeners = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Hears when an element comes near to what the window shows, and when it leaves. */
export function followNearness(element: Element, listener: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: `${MARGIN}px 0px` },
  );
  const watching = observer;
  listeners.set(element, listener);
  watching.observe(element);
  return () => {
    listeners.delete(element);
    watching.unobserve(element);
  };
}

/** The same, at once. Cheap as long as nothing is changed in between. */
export function isNear(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -MARGIN && top < window.innerHeight + MARGIN;
}

/** An element that the user works in stays drawn, however far the user scrolls. */
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
