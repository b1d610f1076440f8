import type { Settled, SettleLimits } from '@/utils/verify/rendering';

/**
 * Scrolls through the page once, so that content that loads when visible is loaded, then waits
 * until its text is quiet. Injected alone: it must not use anything outside of the function.
 */
export async function settlePage(limits: SettleLimits): Promise<Settled> {
  // Page elements can shadow the properties of the document and of forms (see live-tree.ts).
  const read = <T extends object, Key extends keyof T>(
    { prototype }: { readonly prototype: T },
    name: Key,
    on: T,
  ): T[Key] => Reflect.get(prototype, name, on);
  const page = <Key extends keyof Document>(name: Key) => read(Document, name, document);
  const { addEventListener, removeEventListener } = EventTarget.prototype;

  const start = performance.now();
  const elapsed = () => performance.now() - start;
  let frames = 0;
  let hidden = page('visibilityState') !== 'visible';
  let taken = 0;
  /** When text was added, and how much. Only text younger than `quiet` counts. */
  let added: { readonly at: number; readonly length: number }[] = [];

  const textOf = (node: Node): number => {
    const name = read(Node, 'nodeName', node).toLowerCase();
    if (name === 'script' || name === 'style' || name === 'noscript') return 0;
    return read(Node, 'textContent', node)?.trim().length ?? 0;
  };
  const observer = new MutationObserver((records) => {
    let length = 0;
    for (const record of records) {
      if (record.type === 'childList') {
        for (const node of record.addedNodes) length += textOf(node);
        for (const node of record.removedNodes) taken += textOf(node);
      } else if (read(Node, 'parentNode', record.target) !== null) length += textOf(record.target);
    }
    if (length > 0) added.push({ at: performance.now(), length });
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  const seen = () => {
    if (page('visibilityState') !== 'visible') hidden = true;
  };
  addEventListener.call(document, 'visibilitychange', seen);
  let counting = true;
  const count = () => {
    frames += 1;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);

  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  /** Waits for a frame, or for a moment if there are no frames. */
  const frame = () =>
    Promise.race([
      new Promise<void>((resolve) => requestAnimationFrame(() => resolve())),
      wait(250),
    ]);

  /** The elements that scroll: the page, and the box in its middle in a page of boxes. */
  const scrollers = () => {
    const found: Element[] = [page('scrollingElement') ?? page('documentElement')];
    const { elementFromPoint } = Document.prototype;
    let element = elementFromPoint.call(document, innerWidth / 2, innerHeight / 2);
    for (; element !== null; element = read(Node, 'parentElement', element)) {
      const more = read(Element, 'scrollHeight', element) - read(Element, 'clientHeight', element);
      const isScrolled = more > 50;
      if (isScrolled && /auto|scroll/.test(getComputedStyle(element).overflowY))
        found.push(element);
    }
    return found;
  };
  let scrolled = true;
  for (const scroller of scrollers()) {
    for (;;) {
      const before = read(Element, 'scrollTop', scroller);
      const step = Math.max(200, read(Element, 'clientHeight', scroller) * 0.8);
      Reflect.apply(Element.prototype.scrollTo, scroller, [
        { top: before + step, behavior: 'instant' },
      ]);
      await frame();
      await wait(30);
      if (read(Element, 'scrollTop', scroller) <= before) break;
      // A page that grows while it is scrolled has no end, so it gets at most half of the time.
      if (elapsed() < limits.most / 2) continue;
      scrolled = false;
      break;
    }
  }
  const lost = taken;

  const loaded = () => page('readyState') === 'complete';
  const quiet = () => {
    const now = performance.now();
    added = added.filter(({ at }) => now - at < limits.quiet);
    return added.reduce((sum, { length }) => sum + length, 0) <= limits.noise;
  };
  while (elapsed() < limits.most) {
    const isDrawn = hidden || frames >= limits.frames;
    if (elapsed() >= Math.max(limits.least, limits.quiet) && loaded() && quiet() && isDrawn) break;
    await wait(100);
  }
  const result = { loaded: loaded(), quiet: quiet(), scrolled, hidden, frames, taken: lost };
  counting = false;
  observer.disconnect();
  removeEventListener.call(document, 'visibilitychange', seen);
  return result;
}
