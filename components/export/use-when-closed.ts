import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Returns a function that says something only if the sheet that calls this was closed meanwhile. A
 * download that the user has asked for goes on without its sheet, so its end is said elsewhere.
 */
export function useWhenClosed(say: (text: string) => void): (text: string) => void {
  const isClosed = useRef(false);
  useLayoutEffect(
    () => () => {
      isClosed.current = true;
    },
    [],
  );
  return (text) => {
    if (isClosed.current) say(text);
  };
}
