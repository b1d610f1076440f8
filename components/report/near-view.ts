import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** How far outside of the window content is already rendered: about two screens of a panel. */
const MARGIN = 1_500;

const listeners = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Calls the listener when an element comes near the visible area, and when it leaves. */
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

/** The same, at once. Cheap if nothing was changed in between. */
export function isNear(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -MARGIN && top < window.innerHeight + MARGIN;
}

/** An element that the user works in stays drawn, however far the user scrolls. */
const IN_USE = ':focus, :popover-open';

/** Returns whether an element is near the visible area. Always true if not `asked`. */
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
