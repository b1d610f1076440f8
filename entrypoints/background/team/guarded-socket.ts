/*
 * Messages of Hocuspocus: the name of the document, the type, and the content. Lengths and numbers
 * have seven bits in each byte. https://tiptap.dev/docs/hocuspocus
 */

const SYNC = 0;
const PLACES = 1;
const SYNC_REPLY = 4;
const CLOSE = 7;
const STATUS = 8;
const STEP_1 = 0;

/** What a message says, as far as somebody must know it before the client of Hocuspocus does. */
type Message =
  /** An update of the document, or everything that the other side lacks. */
  | { readonly kind: 'update'; readonly name: string; readonly update: Uint8Array }
  /** Whether the server has stored an update. */
  | { readonly kind: 'status'; readonly name: string; readonly isStored: boolean }
  /** The document ends: the server says so with a reason, this side without one. */
  | { readonly kind: 'close'; readonly name: string; readonly reason: string }
  /** Tells at which statements the people in the report are. */
  | { readonly kind: 'places'; readonly name: string }
  | { readonly kind: 'other' };

/** Reads a message. Never throws: bytes that are missing count as 0. */
export function readMessage(bytes: Uint8Array): Message {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; scale < 2 ** 40; scale *= 128) {
      const next = bytes[at] ?? 0;
      at += 1;
      value += (next & 127) * scale;
      if (next < 128) break;
    }
    return value;
  };
  const content = (): Uint8Array => {
    const length = number();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const text = () => new TextDecoder().decode(content());
  const name = text();
  const type = number();
  if (type === SYNC || type === SYNC_REPLY) {
    return number() === STEP_1 ? { kind: 'other' } : { kind: 'update', name, update: content() };
  }
  if (type === STATUS) return { kind: 'status', name, isStored: bytes[at] === 1 };
  if (type === PLACES) return { kind: 'places', name };
  if (type === CLOSE) return { kind: 'close', name, reason: text() };
  return { kind: 'other' };
}

/** Who watches the messages of a connection. */
export interface Watcher {
  /** A new connection begins: nothing that was sent before is acknowledged any more. */
  readonly onConnecting: () => void;
  readonly onSent: (name: string) => void;
  readonly onStatus: (name: string, isStored: boolean) => void;
  readonly onClosed: (name: string, reason: string) => void;
  /** Returns whether the client may read a message of this size about who is there. */
  readonly mayShow: (name: string, bytes: number) => boolean;
  /** Returns whether the server may hear that the document is closed here. If not, it never does. */
  readonly mayClose: (name: string) => boolean;
  /** Returns whether updates of this document may leave. If not, they are dropped. */
  readonly maySend: (name: string) => boolean;
  /** Returns whether the client may apply the update. If not, it never sees the message. */
  readonly mayApply: (name: string, update: Uint8Array) => boolean;
}

/**
 * Makes a WebSocket whose messages are watched. The client of Hocuspocus counts what it has sent in
 * a way that starts anew with each connection, and applies every update that comes.
 */
export function createGuardedSocket(watcher: Watcher) {
  return class extends WebSocket {
    constructor(url: string) {
      super(url);
      watcher.onConnecting();
      // This listener is the first one, so that it can keep a message from the others.
      this.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (!(event.data instanceof ArrayBuffer)) return event.stopImmediatePropagation();
        const message = readMessage(new Uint8Array(event.data));
        if (message.kind === 'status') watcher.onStatus(message.name, message.isStored);
        if (message.kind === 'close') watcher.onClosed(message.name, message.reason);
        if (message.kind === 'places' && !watcher.mayShow(message.name, event.data.byteLength)) {
          event.stopImmediatePropagation();
        }
        if (message.kind === 'update' && !watcher.mayApply(message.name, message.update)) {
          event.stopImmediatePropagation();
        }
      });
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array) {
        const message = readMessage(data);
        if (message.kind === 'update' && !watcher.maySend(message.name)) return;
        if (message.kind === 'close' && !watcher.mayClose(message.name)) return;
        if (message.kind === 'update') watcher.onSent(message.name);
      }
      super.send(data);
    }
  };
}
