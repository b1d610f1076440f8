import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { Reply } from '@/utils/messaging/protocol/envelope';

/* The clipper's side of a conversation with the background, without a page and a browser. */

type Listener = (port: chrome.runtime.Port) => void;

/** The listeners for ports, which a mock of the browser keeps. */
export type PortListeners = Set<Listener>;

/** `runtime.onConnect` of a mock of the browser. */
export function onConnectOf(listeners: PortListeners) {
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
  };
}

interface FakePort {
  readonly post: (message: unknown) => void;
  /** Leaves the page. */
  readonly leave: () => void;
  /** The messages of the background over the port. */
  readonly told: readonly Reply<SavedClip>[][];
}

/** Opens a port like a page. Without a listener for it, nothing happens. */
export function openPort(listeners: PortListeners, name: string, sender: object): FakePort {
  const hears: ((message: unknown) => void)[] = [];
  const ends: (() => void)[] = [];
  const outcomes: Reply<SavedClip>[][] = [];
  const port = {
    name,
    sender,
    onMessage: { addListener: (hear: (message: unknown) => void) => hears.push(hear) },
    onDisconnect: { addListener: (end: () => void) => ends.push(end) },
    postMessage: (told: { readonly value: Reply<SavedClip>[] }) => outcomes.push(told.value),
  };
  for (const listener of listeners) listener(port as unknown as chrome.runtime.Port);
  return {
    post: (message) => {
      // Messages are JSON.
      for (const hear of hears) hear(JSON.parse(JSON.stringify(message)));
    },
    leave: () => {
      for (const end of ends) end();
    },
    told: outcomes,
  };
}

/** Sends drafts like the clipper. */
export function handInAll(port: FakePort, drafts: readonly ClipDraft[]): void {
  for (const draft of drafts) port.post({ of: drafts.length, draft });
}
