/**
 * The browser's own extension object, for injected scripts and for files where the polyfill would
 * be too large. With MV3 both browsers return promises.
 */
type Runtime = typeof chrome.runtime;

/**
 * Returns the extension API object under the name that each browser always defines. A page element
 * can have a name that the browser does not define (`<form id="browser">`).
 */
function extensionObject(): typeof chrome | undefined {
  const scope = globalThis as { browser?: typeof chrome; chrome?: typeof chrome };
  return import.meta.env.FIREFOX ? scope.browser : scope.chrome;
}

function runtime(): Runtime | null {
  const found = extensionObject()?.runtime;
  // After an update or a reload, scripts that were injected before lose their extension.
  return found?.id === undefined ? null : found;
}

/**
 * Sends one message to the other parts of the extension. Rejects if nobody listens or the extension
 * is gone ("Extension context invalidated").
 */
export async function sendToExtension(message: unknown): Promise<unknown> {
  return await presentRuntime().sendMessage(message);
}

function presentRuntime(): Runtime {
  const own = runtime();
  if (own === null) throw new Error('Extension context invalidated');
  return own;
}

export interface Sender {
  /** The id of this extension, or of another. */
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly tabId: number | undefined;
  /** Undefined if the tab is leaving the document, because the document then has no frame. */
  readonly frameId: number | undefined;
  readonly tabUrl: string | undefined;
  /** Whether the tab is in a private window. */
  readonly incognito: boolean;
}

/**
 * Listens for messages. `handle` returns a promise, or null if the message is for another context,
 * whose listener then answers.
 */
export function listenToExtension(
  handle: (message: unknown, sender: Sender) => Promise<unknown> | null,
): void {
  listen((message, sender) => handle(message, senderOf(sender)));
}

/**
 * Listens in an injected script for messages of this extension that come from no tab: not from
 * another injected script, and not from a page of the extension that is shown in a tab.
 */
export function listenToBackground(handle: (message: unknown) => Promise<unknown> | null): void {
  const { id } = ownIdentity();
  listen((message, sender) => (sender.id === id && !sender.tab ? handle(message) : null));
}

function listen(
  handle: (message: unknown, sender: chrome.runtime.MessageSender) => Promise<unknown> | null,
): void {
  runtime()?.onMessage.addListener(
    (message: unknown, sender, respond: (reply: unknown) => void) => {
      const reply = handle(message, sender);
      // Callbacks work in every supported version; promises from listeners do not.
      void reply?.then(respond);
      return reply !== null;
    },
  );
}

/** Says who sends, as the browser knows it. */
export function senderOf(sender: chrome.runtime.MessageSender): Sender {
  const { id, url, tab, frameId, documentLifecycle } = sender;
  // Of a document that the tab is leaving, Chromium gives an id that is not the id of its frame.
  const isLeft = documentLifecycle === 'pending_deletion' || documentLifecycle === 'cached';
  return {
    id,
    url,
    tabId: tab?.id,
    frameId: isLeft || Number(frameId) < 0 ? undefined : frameId,
    tabUrl: tab?.url,
    incognito: tab?.incognito === true,
  };
}

/**
 * Hands drafts to the background over a port that it waits for. Resolves with the background's one
 * answer, or with undefined if the background stops before it answers. Rejects if the extension is
 * gone.
 */
export function handIn(name: string, drafts: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    const port = presentRuntime().connect({ name });
    port.onDisconnect.addListener(() => resolve(undefined));
    port.onMessage.addListener((answer) => {
      resolve(answer);
      port.disconnect();
    });
    for (const draft of drafts) port.postMessage({ of: drafts.length, draft });
  });
}

/**
 * Returns the shadow root of an HTML element, open or closed; null without one. For injected
 * scripts, because pages of the extension have no such function in Firefox.
 */
export function openShadowRoot(host: Element): ShadowRoot | null {
  if (import.meta.env.FIREFOX) {
    return (host as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
  }
  try {
    return chrome.dom.openOrClosedShadowRoot(host as HTMLElement);
  } catch {
    // Chromium throws for an element of SVG or MathML, and after the extension was updated.
    return null;
  }
}

/**
 * Returns a message of the browser's catalogue. Throws after the extension was updated. For injected
 * scripts, because the library of the catalogue would be too large.
 */
export function catalogueMessage(name: string, values: readonly string[]): string {
  return (extensionObject() as typeof chrome).i18n.getMessage(name, [...values]);
}

/** Whether this script runs in a page of a private window. */
export function isPrivateContext(): boolean {
  return extensionObject()?.extension?.inIncognitoContext === true;
}

/** Returns this extension's id and origin; empty if there is none (a test page). */
export function ownIdentity(): { readonly id: string; readonly origin: string } {
  const own = runtime();
  if (own === null) return { id: '', origin: '' };
  return { id: own.id, origin: own.getURL('').replace(/\/$/, '') };
}
