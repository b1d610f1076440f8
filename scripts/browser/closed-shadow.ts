import type { CDPSession, Page } from '@playwright/test';

/** The content of a closed shadow root, which neither the page nor a locator can reach. */
export interface ClosedShadow {
  /**
   * Returns the rendered text, including the text that CSS generates from `data-drawn`. Collapses
   * white space.
   */
  text(): Promise<string>;
  /**
   * Clicks the first element that matches the selector with the real mouse, after the element has
   * stopped moving. In a toast, waits until the element has been visible long enough to accept a
   * press.
   */
  click(selector: string): Promise<void>;
  /** Moves the real mouse over the first element that matches the selector. */
  hover(selector: string): Promise<void>;
  /** Clicks into the first field that matches the selector, and types. */
  type(selector: string, text: string): Promise<void>;
  /** Whether the selector matches something. */
  has(selector: string): Promise<boolean>;
}

/**
 * Returns the closed shadow root of an element, through the debugging protocol.
 * @param hostSelector Finds the host in the page's document.
 * @throws If no such host appears within half a minute.
 */
export async function closedShadow(page: Page, hostSelector: string): Promise<ClosedShadow> {
  await page.locator(hostSelector).waitFor({ state: 'attached', timeout: 30_000 });
  const session = await page.context().newCDPSession(page);
  const rootId = await shadowRootOf(session, hostSelector);

  const call = async (declaration: string, ...args: string[]): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId: rootId,
      functionDeclaration: declaration,
      arguments: args.map((value) => ({ value })),
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  const middleOf = async (selector: string): Promise<readonly [x: number, y: number]> => {
    const place = await call(
      `async function (selector) {
        const found = this.querySelector(selector);
        if (found === null) throw new Error('The shadow root has no ' + selector + '.');
        // What slides in is met where it stops; in a tab that nobody sees nothing slides.
        const moving = document.hidden ? [] : this.getAnimations();
        await Promise.allSettled(moving.map(({ finished }) => finished));
        const box = found.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      }`,
      selector,
    );
    const [x, y] = Array.isArray(place) ? place : [];
    return [Number(x), Number(y)];
  };
  const click = async (selector: string) => {
    do {
      await call(
        `async function () {
          const toast = this.querySelector('.toast');
          for (let turns = 0; turns < 1500 && toast?.isConnected; turns += 1) {
            if (toast.hasAttribute('data-clear')) return;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }`,
      );
      await page.mouse.click(...(await middleOf(selector)));
      // On a busy machine the browser may not have observed the toast yet.
    } while (
      (await call("function () { return this.querySelector('.unseen') !== null; }")) === true
    );
  };
  return {
    click,
    hover: async (selector) => page.mouse.move(...(await middleOf(selector))),
    async text() {
      const text = await call(
        `function () {
          const walker = document.createTreeWalker(this, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
          const parts = [];
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const element = node instanceof Element ? node : node.parentElement;
            if (element === null || element.localName === 'style' || !element.checkVisibility()) continue;
            parts.push(node === element ? element.getAttribute('data-drawn') : node.data);
          }
          return parts.filter((part) => part !== null && part !== '').join(' ');
        }`,
      );
      return String(text).replace(/\s+/g, ' ').trim();
    },
    async type(selector, text) {
      await click(selector);
      await page.keyboard.type(text);
    },
    async has(selector) {
      return (
        (await call(
          'function (selector) { return this.querySelector(selector) !== null; }',
          selector,
        )) === true
      );
    },
  };
}

async function shadowRootOf(session: CDPSession, hostSelector: string): Promise<string> {
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: hostSelector,
  });
  const { node } = await session.send('DOM.describeNode', { nodeId, depth: 1, pierce: true });
  const shadow = node.shadowRoots?.[0];
  if (shadow === undefined) throw new Error(`${hostSelector} has no shadow root.`);
  const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId });
  if (object.objectId === undefined) throw new Error(`${hostSelector} gave no shadow root.`);
  return object.objectId;
}
