import type { Marionette } from './marionette';

/** Runs a function body in the browser's own code, which can reach tabs, windows and popups. */
export async function inBrowser(
  marionette: Marionette,
  script: string,
  ...args: unknown[]
): Promise<unknown> {
  await marionette.setContext('chrome');
  try {
    return await marionette.run(script, ...args);
  } finally {
    await marionette.setContext('content');
  }
}

/** Presses the toolbar button of the extension with this id and origin, and waits for its popup. */
export const OPEN_POPUP = `
  const [addonId, origin] = arguments;
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(addonId);
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const popups = () => [...window.document.querySelectorAll('browser.webextension-popup-browser')]
    .filter((frame) => frame.currentURI?.spec.startsWith(origin + '/'));
  const until = async (ready, problem) => {
    for (let tries = 0; tries < 600; tries++) {
      if (ready()) return;
      await new Promise((resolve) => window.setTimeout(resolve, 100));
    }
    throw new Error(problem);
  };
  return (async () => {
    // The button would close a popup that is open.
    for (const frame of popups()) frame.closest('panel').hidePopup();
    await until(() => popups().length === 0, 'The open popup did not close in a minute.');
    ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    await until(
      () => popups().some((frame) => !frame.webProgress.isLoadingDocument),
      'The toolbar button opened no popup in a minute.',
    );
  })();
`;

/**
 * Works in the open popup of the extension whose origin is the script's first argument. A popup is
 * not a tab, so commands for pages do not reach it. The browser's own code reaches it through a
 * frame script that runs in the popup and sends back the result.
 * @param work An expression with the code of the frame script, which sets `answer`. It sees
 * `given`, the script's second argument.
 */
const inPopup = (work: string) => `
  const [origin, given] = arguments;
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const frame = [...window.document.querySelectorAll('browser.webextension-popup-browser')]
    .find((candidate) => candidate.currentURI?.spec.startsWith(origin + '/'));
  if (!frame) throw new Error('No popup is open.');
  // The popup starts as an empty document, whose timers would never come back.
  const source = '(async () => { let answer; try {'
    + 'const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");'
    + 'while (!content.location.href.startsWith(' + JSON.stringify(origin + '/') + ')'
    + ' || content.document.readyState !== "complete")'
    + ' await new Promise((resolve) => setTimeout(resolve, 50));'
    + ${work}
    + '} catch (error) { answer = { error: String(error) }; }'
    + 'sendAsyncMessage("pincite-test:answer", JSON.stringify(answer)); })();';
  return new Promise((resolve, reject) => {
    const listen = ({ data }) => {
      frame.messageManager.removeMessageListener('pincite-test:answer', listen);
      const answer = JSON.parse(data);
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.value ?? null);
    };
    frame.messageManager.addMessageListener('pincite-test:answer', listen);
    frame.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(source), false);
  });
`;

/**
 * Runs a function body in a sandbox with the popup's privileges, because the popup's policy refuses
 * eval.
 */
export const RUN_IN_POPUP = inPopup(`
  'const sandbox = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });'
    + 'answer = { value: await Cu.evalInSandbox('
    + JSON.stringify('(async () => {' + given + '})()')
    + ', sandbox) };'`);

/**
 * Clicks the element that a selector finds, as a user does. A click by a script does not give
 * permission to open anything. Waits until the element is in view and no longer moves. A click
 * misses the element while the lists of the popup push it away, or while Firefox has not enlarged
 * the popup yet.
 */
export const CLICK_IN_POPUP = inPopup(`
  'let before = "";'
    + 'for (let tries = 0; ; tries++) {'
    + ' const found = content.document.querySelector(' + JSON.stringify(given) + ');'
    + ' if (found === null) throw new Error("The popup has no such element to click.");'
    + ' const { x, y, width, height } = found.getBoundingClientRect();'
    + ' const middle = [x + width / 2, y + height / 2];'
    + ' const hit = found.contains(content.document.elementFromPoint(...middle));'
    + ' if (hit && before === middle.join()) {'
    + '  for (const type of ["mousedown", "mouseup"])'
    + '   content.synthesizeMouseEvent(type, ...middle, { button: 0, clickCount: 1 }, {});'
    + '  break;'
    + ' }'
    + ' if (tries === 600) throw new Error("The element to click never came into view, or never stopped moving.");'
    + ' before = middle.join();'
    + ' await new Promise((resolve) => setTimeout(resolve, 100));'
    + '}'
    + 'answer = { value: null };'`);
