/**
 * The browser's own extension object, for what is injected into pages or must load where
 * the polyfill would cost too much. MV3 gives promises in both browsers.
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
 * Sends one message to the extension's other parts.
 * Rejects where nobody listens or the extension is gone ("Extension context invalidated").
 */
export async function sendToExtension(message: unknown): Promise<unknown> {
  const own = runtime();
  if (own === null) throw new Error('Extension context invalidated');
  return await own.sendMessage(message);
}

export interface Sender {
  /** The extension's own id, or another's. */
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly tabId: number | undefined;
  /** Undefined if the tab is leaving the document, because the document then has no frame. */
  readonly frameId: number | undefined;
  readonly tabUrl: string | undefined;
  /** Whether its tab is in a private window. */
  readonly incognito: boolean;
}

/**
 * Listens for messages. `handle` answers with a promise, or with null where the message is
 * not for this context (another context's listener then answers).
 */
export function listenToExtension(
  handle: (message: unknown, sender: Sender) => Promise<unknown> | null,
): void {
  const own = runtime();
  if (own === null) return;
  own.onMessage.addListener((message: unknown, sender, respond: (reply: unknown) => void) => {
    const reply = handle(message, {
      id: sender.id,
      url: sender.url,
      tabId: sender.tab?.id,
      frameId: frameIdOf(sender),
      tabUrl: sender.tab?.url,
      incognito: sender.tab?.incognito === true,
    });
    if (reply === null) return false;
    // Callbacks work in every version that we support; promises from listeners do not.
    void reply.then(respond);
    return true;
  });
}

/**
 * Returns the frame id, or undefined if the tab is leaving the document. Chromium then gives an id
 * that is not the id of the document's frame.
 */
function frameIdOf({ documentLifecycle, frameId }: chrome.runtime.MessageSender) {
  const isLeft = documentLifecycle === 'pending_deletion' || documentLifecycle === 'cached';
  return isLeft ? undefined : frameId;
}

/** Whether this script runs in a private window's page. */
export function isPrivateContext(): boolean {
  return extensionObject()?.extension?.inIncognitoContext === true;
}

/** This extension's id and origin; empty where there is none (a test page). */
export function ownIdentity(): { readonly id: string; readonly origin: string } {
  const own = runtime();
  if (own === null) return { id: '', origin: '' };
  return { id: own.id, origin: own.getURL('').replace(/\/$/, '') };
}
