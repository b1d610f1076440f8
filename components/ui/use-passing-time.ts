import { useEffect, useState } from 'preact/hooks';

/** In milliseconds. */
const HALF_MINUTE = 30_000;

/** Draws its caller again every half minute, so that "2 minutes ago" stays right. */
export function usePassingTime(): void {
  const [, draw] = useState({});
  useEffect(() => {
    const timer = setInterval(() => draw({}), HALF_MINUTE);
    return () => clearInterval(timer);
  }, []);
}
