import {
  HocuspocusProvider,
  HocuspocusProviderWebsocket,
  WebSocketStatus,
} from '@hocuspocus/provider';
import * as Y from 'yjs';
import type { StatementId } from '@/utils/model/ids';
import { type Places, PlacesSchema } from '@/utils/model/team';
import { exceededPart, measureUpdates } from '@/utils/model/update-budget';
import { authorOf, isUpdate } from '@/utils/model/yjs-internals';
import { createGuardedSocket } from './guarded-socket';

/** The updates of this many bytes are measured together with the whole document. */
const MEASURE_EVERY = 100_000;
/** How the server confirms that this side has closed a document, which may be open again. */
const CLOSED_HERE = 'provider_initiated';
/** The reason for which this side refuses what the server sent. */
export const BAD_CHANGE = 'bad_change';
/** How long to wait for the server to open a document until it is asked again, in milliseconds. */
const AGAIN_MS = 2_000;
const AGAIN_MOST_MS = 60_000;

/** Where the user of this browser is in a document. */
export interface Place {
  readonly at: StatementId | null;
  readonly here: boolean;
}

/** Maximum size of one message about who is there, in bytes. */
const MOST_PLACES_BYTES = 64_000;
/** Maximum number of clients that a document may have had. */
const MOST_CLIENTS = 10_000;

/** What happens to a shared document. */
export interface DocumentEvents {
  /** Somebody else has changed the document. */
  readonly onUpdate: (update: Uint8Array) => void;
  /** The server has everything that is in the document now. */
  readonly onAcknowledged: () => void;
  /** The server has opened the document, or ended it (`awaySince`). */
  readonly onHereOrAway: () => void;
  /** Where the others are. Only a document with this tells the server where this user is. */
  readonly onPlaces?: (places: Places) => void;
  /** The server refuses the document or an edit, or sent something that is refused here. */
  readonly onRefused: (reason: string) => void;
}

interface OpenDocument extends DocumentEvents {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  /** Updates that were sent over the current connection and are not acknowledged. */
  pending: number;
  /** Whether anything was sent over the current connection, as the server asks for at its start. */
  isAsked: boolean;
  /** Since when the server does not have it open for this side; null while it has. */
  awaySince: number | null;
  /** Whether it will be looked at whether the server has opened the document. */
  isWaiting: boolean;
  /** Bytes that came since the document was measured. */
  unmeasured: number;
  /** Whether nothing of this document is sent. */
  readonly isMirror: boolean;
}

/** One connection to the server of a team, with the documents that are open on it. */
export type SharedDocuments = ReturnType<typeof createSharedDocuments>;

export function createSharedDocuments(options: {
  readonly address: string;
  readonly token: string;
  /** Called when the connection is made or lost. */
  readonly onOnline: (isOnline: boolean) => void;
}) {
  const open = new Map<string, OpenDocument>();

  const refuse = (name: string, reason: string) => {
    const document = open.get(name);
    if (document === undefined) return;
    open.delete(name);
    // The client must not send again what was refused. It is still handling the message now.
    setTimeout(() => document.provider.destroy());
    document.onRefused(reason);
  };

  /** The server does not have the document open for this side, or not any more. */
  const leave = (name: string, document: OpenDocument) => {
    Object.assign(document, { pending: 0, isAsked: false });
    document.awaySince ??= Date.now();
    if (!document.isWaiting) beginAgain(name, document, AGAIN_MS);
    document.onHereOrAway();
  };
  /**
   * Asks the server until it has opened the document. After a lost connection the client asks by
   * itself, but on an open one a question can get lost: between the end of a document and its
   * confirmation, the server takes a question for a message of the document that ends.
   */
  const beginAgain = (name: string, document: OpenDocument, delay: number) => {
    document.isWaiting = true;
    setTimeout(() => {
      document.isWaiting = false;
      if (open.get(name) !== document || document.awaySince === null) return;
      if (socket.status === WebSocketStatus.Connected) {
        void document.provider.onOpen(new Event('open'));
      }
      beginAgain(name, document, Math.min(2 * delay, AGAIN_MOST_MS));
    }, delay);
  };

  /** The reasons of a Pincite server are one word; those of Hocuspocus are sentences. */
  const closed = (name: string, reason: string) => {
    if (/^[a-z_]+$/.test(reason) && reason !== CLOSED_HERE) return refuse(name, reason);
    const document = open.get(name);
    if (document !== undefined) leave(name, document);
  };

  /** Whether an update is valid, and the document stays within the budget with it. */
  const mayApply = (name: string, update: Uint8Array): boolean => {
    const document = open.get(name);
    if (document === undefined) return false;
    const alone = measureUpdates([update]);
    let isFine = alone !== null && exceededPart(alone) === null && isUpdate(update);
    document.unmeasured += update.length;
    if (isFine && document.unmeasured > MEASURE_EVERY) {
      document.unmeasured = 0;
      const whole = measureUpdates([Y.encodeStateAsUpdate(document.doc), update]);
      isFine = whole !== null && exceededPart(whole) === null;
    }
    if (!isFine) refuse(name, BAD_CHANGE);
    return isFine;
  };

  const socket = new HocuspocusProviderWebsocket({
    url: options.address.replace(/^http/, 'ws'),
    // Nobody sends anything on a quiet connection, so silence is no sign of a lost one.
    messageReconnectTimeout: 3_600_000,
    // Half a minute, the default, is long for somebody who waits for the others.
    maxDelay: 10_000,
    onStatus: ({ status }) => options.onOnline(status === 'connected'),
    WebSocketPolyfill: createGuardedSocket({
      mayApply,
      mayShow: (name, bytes) => {
        const known = open.get(name)?.provider.awareness?.meta.size ?? MOST_CLIENTS;
        return bytes <= MOST_PLACES_BYTES && known < MOST_CLIENTS;
      },
      maySend: (name) => open.get(name)?.isMirror !== true,
      // A message that waited for the connection is older than the document that is open now.
      mayClose: (name) => !open.has(name),
      onConnecting: () => {
        for (const [name, document] of open) leave(name, document);
      },
      onSent: (name) => {
        const document = open.get(name);
        if (document !== undefined) {
          document.pending += 1;
          document.isAsked = true;
        }
      },
      onStatus: (name, isStored) => {
        const document = open.get(name);
        if (document === undefined) return;
        if (!isStored) return refuse(name, 'forbidden');
        // A confirmation of nothing must not make up for a later one.
        if (document.pending === 0) return;
        document.pending -= 1;
        if (document.pending === 0 && document.isAsked) document.onAcknowledged();
      },
      onClosed: closed,
    }),
  });

  return {
    /**
     * Opens a document and keeps it the same as the server's until it is closed. A mirror begins
     * empty and only receives: then `onAcknowledged` is called after each update that came.
     */
    open: (name: string, doc: Y.Doc, events: DocumentEvents, isMirror = false): void => {
      const provider = new HocuspocusProvider({
        ...{ websocketProvider: socket, name, document: doc, token: options.token },
        ...(events.onPlaces === undefined ? { awareness: null } : {}),
        onAwarenessChange: ({ states }) => {
          const others = states.filter(({ clientId }) => clientId !== authorOf(doc));
          const places = PlacesSchema.safeParse(others);
          if (places.success) events.onPlaces?.(places.data);
        },
        onAuthenticated: () => {
          const document = open.get(name);
          if (document === undefined) return;
          document.awaySince = null;
          document.onHereOrAway();
        },
        onAuthenticationFailed: ({ reason }) => closed(name, reason),
        // Also when there is nothing to receive.
        onSynced: () => {
          if (isMirror) events.onAcknowledged();
        },
      });
      // Nobody is there until a page says so.
      provider.awareness?.setLocalState(null);
      const unmeasured = MEASURE_EVERY;
      const opened: OpenDocument = {
        ...{ ...events, doc, provider, pending: 0, isAsked: false, unmeasured, isMirror },
        ...{ awaySince: Date.now(), isWaiting: false },
      };
      open.set(name, opened);
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== provider) return;
        events.onUpdate(update);
        // The server has the changes that it has just sent.
        const document = open.get(name);
        const isThere = document?.isAsked === true && document.pending === 0;
        if (isMirror || isThere) events.onAcknowledged();
      });
      provider.attach();
      beginAgain(name, opened, AGAIN_MS);
    },
    /**
     * Returns since when the server does not have a document open for this side, in milliseconds
     * since 1970; null if it has.
     */
    awaySince: (name: string): number | null => {
      const document = open.get(name);
      return document === undefined ? null : document.awaySince;
    },
    /** Applies what was stored here, and sends it. Returns whether there was anything new. */
    edit: (name: string, update: Uint8Array): boolean => {
      const document = open.get(name);
      if (document === undefined || document.isMirror) return false;
      const { doc } = document;
      let isNew = false;
      const notice = () => {
        isNew = true;
      };
      doc.on('update', notice);
      Y.applyUpdate(doc, update, 'library');
      doc.off('update', notice);
      return isNew;
    },
    /** Tells the other people in the document at which statement the user of this browser is. */
    setPlace: (name: string, place: Place): void => {
      open.get(name)?.provider.awareness?.setLocalState({ ...place });
    },
    close: (name: string): void => {
      const document = open.get(name);
      open.delete(name);
      document?.provider.destroy();
      document?.doc.destroy();
    },
    isOpen: (name: string): boolean => open.has(name),
    destroy: (): void => {
      for (const { provider, doc } of open.values()) {
        provider.destroy();
        doc.destroy();
      }
      open.clear();
      socket.destroy();
    },
  };
}
