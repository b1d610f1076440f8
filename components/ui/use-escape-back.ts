import { useEffect, useRef } from 'preact/hooks';

/** Calls `onBack` on Escape, wherever the focus is, except in a dialog or a menu. */
export function useEscapeBack(onBack: () => void): void {
  const back = useRef(onBack);
  back.current = onBack;
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      const { key, target, defaultPrevented } = event;
      const isAbove = target instanceof Element && target.closest('dialog, [role=menu]') !== null;
      if (key !== 'Escape' || defaultPrevented || isAbove) return;
      event.preventDefault();
      back.current();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
}
