import type { Settled } from '@/utils/verify/rendering';

/** How long to wait for a page, in milliseconds, and what counts as change. */
export interface SettleLimits {
  /** Waits at least this long, since texts may come late. */
  readonly least: number;
  /** Without new text for this long, the page is quiet. */
  readonly quiet: number;
  /** Waits no longer than this. */
  readonly most: number;
  /** UTF-16 units of new text in a quiet spell that don't count: a clock, a ticker. */
  readonly noise: number;
}

/**
 * Scrolls the page through once, so that what loads as it comes into view does, then waits
 * until its text is quiet. Injected by itself: it must not name anything outside.
 */
export async function settlePage(limits: SettleLimits): Promise<Settled> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  let frames = 0;
  let hidden = document.visibilityState !== 'visible';
  let taken = 0;
  /** When text came, and how much: only what is younger than `quiet` counts. */
  let added: { readonly at: number; readonly length: number }[] = [];

  const textOf = (node: Node): number => {
    const name = node.nodeName.toLowerCase();
    if (name === 'script' || name === 'style' || name === 'noscript') return 0;
    return node.textContent?.trim().length ?? 0;
  };
  const observer = new MutationObserver((records) => {
    let length = 0;
    for (const record of records) {
      if (record.type === 'childList') {
        for (const node of record.addedNodes) length += textOf(node);
        for (const node of record.removedNodes) taken += textOf(node);
      } else if (record.target.parentNode !== null) length += textOf(record.target);
    }
    if (length > 0) added.push({ at: performance.now(), length });
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  const seen = () => {
    if (document.visibilityState !== 'visible') hidden = true;
  };
  document.addEventListener('visibilitychange', seen);
  let counting = true;
  const count = () => {
    frames += 1;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);

  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  /** A frame, or a moment where there are none. */
  const frame = () =>
    Promise.race([
      new Promise<void>((resolve) => requestAnimationFrame(() => resolve())),
      wait(250),
    ]);

  /** What scrolls: the page, and the box in its middle where a page is made of boxes. */
  const scrollers = () => {
    const found: Element[] = [document.scrollingElement ?? document.documentElement];
    let element = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    for (; element !== null; element = element.parentElement) {
      const more = element.scrollHeight - element.clientHeight > 50;
      if (more && /auto|scroll/.test(getComputedStyle(element).overflowY)) found.push(element);
    }
    return found;
  };
  let scrolled = true;
  for (const scroller of scrollers()) {
    for (;;) {
      const before = scroller.scrollTop;
      const step = Math.max(200, scroller.clientHeight * 0.8);
      scroller.scrollTo({ top: before + step, behavior: 'instant' });
      await frame();
      await wait(30);
      if (scroller.scrollTop <= before) break;
      // A page that grows as one scrolls has no end: half the time goes to it, no more.
      if (elapsed() < limits.most / 2) continue;
      scrolled = false;
      break;
    }
  }
  const lost = taken;

  const loaded = () => document.readyState === 'complete';
  const quiet = () => {
    const now = performance.now();
    added = added.filter(({ at }) => now - at < limits.quiet);
    return added.reduce((sum, { length }) => sum + length, 0) <= limits.noise;
  };
  while (elapsed() < limits.most) {
    if (elapsed() >= Math.max(limits.least, limits.quiet) && loaded() && quiet()) break;
    await wait(100);
  }
  const result = { loaded: loaded(), quiet: quiet(), scrolled, hidden, frames, taken: lost };
  counting = false;
  observer.disconnect();
  document.removeEventListener('visibilitychange', seen);
  return result;
}
