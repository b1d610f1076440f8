import { afterEach, expect, test } from 'vitest';
import { createToastHost } from '@/utils/page/create-toast-host';
import { TOAST_ELEMENT } from '@/utils/page/live-tree';

type View = Window & typeof globalThis;

let frame: HTMLIFrameElement | null = null;

afterEach(() => frame?.remove());

/**
 * Pages that define the element before Pincite does. Each returns a function that tells what the
 * page knows of the root.
 */
const PAGES: readonly [string, (view: View) => () => ShadowRoot | null | undefined][] = [
  [
    'keeps the internals of its elements',
    (view) => {
      let internals: ElementInternals | undefined;
      view.customElements.define(
        TOAST_ELEMENT,
        class extends view.HTMLElement {
          constructor() {
            super();
            internals = this.attachInternals();
          }
        },
      );
      return () => internals?.shadowRoot;
    },
  ],
  [
    'lets its elements have no shadow root',
    (view) => {
      view.customElements.define(
        TOAST_ELEMENT,
        class extends view.HTMLElement {
          static disabledFeatures = ['shadow'];
        },
      );
      return () => null;
    },
  ],
  [
    'gives its elements a root of their own',
    (view) => {
      let root: ShadowRoot | undefined;
      view.customElements.define(
        TOAST_ELEMENT,
        class extends view.HTMLElement {
          constructor() {
            super();
            try {
              root = this.attachShadow({ mode: 'closed' });
            } catch {
              // It has one.
            }
          }
        },
      );
      return () => root;
    },
  ],
  [
    'empties its elements',
    (view) => {
      view.customElements.define(
        TOAST_ELEMENT,
        class extends view.HTMLElement {
          constructor() {
            super();
            this.replaceChildren();
          }
          connectedCallback() {
            this.replaceChildren();
          }
        },
      );
      return () => null;
    },
  ],
];

test.each(PAGES)('a page that %s gets no root, and the toast appears', (_, define) => {
  frame = document.createElement('iframe');
  document.body.append(frame);
  const page = frame.contentDocument!;
  const learned = define(page.defaultView as View);
  const { host, root } = createToastHost(page);
  const words = page.createElement('p');
  words.textContent = 'Kept?';
  root.append(words);
  page.documentElement.append(host);
  host.popover = 'manual';
  host.showPopover();
  expect(learned() ?? null).toBeNull();
  expect(host.shadowRoot).toBeNull();
  expect(words.getBoundingClientRect().width).toBeGreaterThan(0);
});
