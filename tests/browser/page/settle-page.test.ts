import { afterEach, describe, expect, test } from 'vitest';
import { settlePage } from '@/utils/page/settle-page';
import type { SettleLimits } from '@/utils/verify/rendering';
import { doubtOf, type Settled } from '@/utils/verify/rendering';

const LIMITS: SettleLimits = { least: 0, quiet: 250, most: 1_500, noise: 200, frames: 5 };
const LATE = 'The lock keeper writes the level down late in the evening.';
const LONG = 'The volunteers copied one more page of the books that night. '.repeat(5);
const ADD = `const add = (text, to = document.body) => {
  const p = document.createElement('p');
  p.textContent = text;
  to.append(p);
};`;
const FAR = `const far = document.createElement('div');
far.style.cssText = 'margin-top: 3000px; min-height: 40px';`;

afterEach(() => {
  document.body.replaceChildren();
});

interface Settling extends Settled {
  /** Milliseconds of the frame's own clock. */
  readonly took: number;
  /** What the page showed when it was over. */
  readonly text: string;
}

interface Clocked extends Window {
  /** Moves the clock forward. */
  readonly startClock: () => void;
}

/**
 * Gives a frame a clock of its own, whose timers run in their order and at their times however
 * busy the machine is. The time moves to the next timer after the browser has drawn the frame, so
 * the frame has its scroll and visibility events. Tests inject this function by its source.
 */
function ownClock(): void {
  interface Alarm {
    readonly at: number;
    readonly run: () => void;
  }
  const draw = requestAnimationFrame.bind(globalThis);
  const alarms = new Map<number, Alarm>();
  let now = 0;
  let last = 0;
  const set = (run: () => void, ms = 0) => {
    last += 1;
    alarms.set(last, { at: now + ms, run });
    return last;
  };
  const every = (run: () => void, ms = 0): number =>
    set(() => {
      run();
      every(run, ms);
    }, ms);
  const tick = () => {
    const [next] = [...alarms].sort(([, a], [, b]) => a.at - b.at);
    if (next !== undefined) {
      const [id, { at, run }] = next;
      alarms.delete(id);
      now = Math.max(now, at);
      run();
    }
    // The frame is drawn, and the events of the drawing are delivered.
    draw(() => draw(tick));
  };
  Object.assign(globalThis, {
    setTimeout: set,
    setInterval: every,
    clearTimeout: (id: number) => alarms.delete(id),
    requestAnimationFrame: (run: (at: number) => void) => set(() => run(now), 16),
    startClock: tick,
  });
  performance.now = () => now;
}

/** Settles a page in a frame, into which the function is injected by its source, as by the browser. */
async function settle(
  script: string,
  { html = '<p>The books.</p>', ...limits }: Partial<SettleLimits> & { html?: string } = {},
): Promise<Settling> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 600px; height: 400px';
  frame.srcdoc = `<!doctype html><body>${html}<script>(${ownClock.toString()})();${ADD}${script}</script></body>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentDocument!;
  const injected = page.createElement('script');
  injected.textContent = `window.settled = (${settlePage.toString()})(${JSON.stringify({ ...LIMITS, ...limits })});`;
  page.head.append(injected);
  const view = frame.contentWindow as unknown as Clocked & { settled: Promise<Settled> };
  view.startClock();
  const settled = await view.settled;
  const took = view.performance.now();
  // Without the script, whose source contains the text that it has yet to add.
  const text = [...page.querySelectorAll('p')].map((each) => each.textContent).join('\n');
  return { ...settled, took, text };
}

describe('a page that settles', () => {
  test('is left as soon as it is quiet, and nothing about it is in doubt', async () => {
    const settled = await settle('');
    expect(settled).toMatchObject({ loaded: true, quiet: true, scrolled: true, hidden: false });
    expect(settled.taken).toBe(0);
    expect(settled.took).toBeGreaterThanOrEqual(LIMITS.quiet);
    expect(settled.took).toBeLessThan(LIMITS.most);
    expect(doubtOf(settled)).toBeNull();
  });

  test.each([
    ['while it is waited for', { least: 900 }, 600],
    ['before it was quiet', { quiet: 700 }, 500],
  ])('is waited for when text is added %s', async (_name, limits, ms) => {
    const settled = await settle(`setTimeout(() => add(${JSON.stringify(LATE)}), ${ms});`, limits);
    expect(settled.text).toContain(LATE);
    expect(settled).toMatchObject({ quiet: true, scrolled: true });
    expect(doubtOf(settled)).toBeNull();
  });

  test.each([
    ['late', 200, null],
    ['hardly ever', 1_000, 'render-hidden'],
  ])('is waited for when its frames are drawn %s', async (_name, ms, doubt) => {
    const settled = await settle(
      `requestAnimationFrame = (run) => setTimeout(() => run(performance.now()), ${ms});`,
    );
    expect(doubtOf(settled)).toBe(doubt);
  });

  test('starts its quiet spell again at each new text', async () => {
    const settled = await settle(
      `for (const ms of [150, 300, 450]) setTimeout(() => add(${JSON.stringify(LONG)}), ms);`,
    );
    expect(settled.text.split(LONG)).toHaveLength(4);
    expect(settled.quiet).toBe(true);
  });

  test('is not waited for before it is late: patience is the caller’s', async () => {
    const settled = await settle(`setTimeout(() => add(${JSON.stringify(LATE)}), 2_000);`);
    expect(settled.text).not.toContain(LATE);
    expect(settled.quiet).toBe(true);
  });

  test.each([
    ['a clock', `setInterval(() => { clock.textContent = Date.now(); }, 50);`],
    [
      'scripts and styles that it adds',
      `setInterval(() => {
        for (const name of ['script', 'style']) {
          const element = document.createElement(name);
          element.textContent = '/* ' + ${JSON.stringify(LONG)} + ' */';
          document.head.append(element);
        }
      }, 50);`,
    ],
  ])('may have %s', async (_name, script) => {
    const settled = await settle(
      `const clock = document.createElement('time'); document.body.append(clock); ${script}`,
    );
    expect(settled.quiet).toBe(true);
    expect(doubtOf(settled)).toBeNull();
  });
});

describe('content that loads when scrolled into view', () => {
  const onSight = `new IntersectionObserver(([entry], watch) => {
    if (!entry.isIntersecting) return;
    watch.disconnect();
    add(${JSON.stringify(LATE)}, far);
  }).observe(far);`;

  test.each([
    ['the page', `${FAR} document.body.append(far); ${onSight}`],
    [
      'a box in its middle',
      `${FAR} const box = document.createElement('div');
      box.style.cssText = 'position: fixed; inset: 0; overflow-y: auto';
      box.append(far); document.body.append(box); ${onSight}`,
    ],
  ])('is scrolled to in %s', async (_name, script) => {
    const settled = await settle(script);
    expect(settled.text).toContain(LATE);
    expect(settled.scrolled).toBe(true);
    expect(doubtOf(settled)).toBeNull();
  });
});

describe('a page that never settles is read at the time limit and marked as in doubt', () => {
  test.each([
    [
      'one whose text goes on coming',
      `setInterval(() => add(${JSON.stringify(LONG)}), 60);`,
      { quiet: false },
    ],
    [
      'one whose text goes on changing',
      `const p = document.body.firstChild;
      setInterval(() => { p.firstChild.data = Date.now() + ${JSON.stringify(LONG)}; }, 60);`,
      { quiet: false, scrolled: true },
    ],
    [
      'one that grows as it is scrolled',
      `${FAR} document.body.append(far);
      addEventListener('scroll', () => { far.style.minHeight = scrollY + 5_000 + 'px'; });`,
      { quiet: true, scrolled: false },
    ],
  ])('%s', async (_name, script, state) => {
    const settled = await settle(script);
    expect(settled).toMatchObject({ loaded: true, hidden: false, ...state });
    expect(settled.took).toBeLessThan(LIMITS.most + 300);
    expect(doubtOf(settled)).toBe('render-timed-out');
  });

  test('one that keeps only what is in view', async () => {
    const settled = await settle(
      `addEventListener('scroll', () => {
        document.getElementById('rows').replaceChildren();
        for (let n = 0; n < 8; n += 1) add(n + ${JSON.stringify(LONG)}, document.getElementById('rows'));
      });`,
      { html: `<div style="height: 3000px"></div><div id="rows"><p>${LONG}</p></div>` },
    );
    expect(settled.scrolled).toBe(true);
    expect(settled.taken).toBeGreaterThan(2_000);
    expect(doubtOf(settled)).toBe('render-timed-out');
  });

  test('one that has not loaded', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const page = frame.contentDocument!;
    // The document stays open, so more could arrive.
    page.open();
    page.write(
      `<!doctype html><p>The books.<script>window.settled = (${settlePage.toString()})(${JSON.stringify({ ...LIMITS, most: 800 })});</script>`,
    );
    const settled = await (frame.contentWindow as unknown as { settled: Promise<Settled> }).settled;
    expect(settled).toMatchObject({ loaded: false, quiet: true });
    expect(doubtOf(settled)).toBe('render-timed-out');
    page.close();
  });
});
