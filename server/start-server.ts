import type { Socket } from 'node:net';
import path from 'node:path';
import { type Connection, Server } from '@hocuspocus/server';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { messageOf } from '@/utils/model/failure';
import { isId, newId } from '@/utils/model/ids';
import { findRootsQuickly } from '@/utils/model/yjs-internals';
import { createBlobStore } from './blob-store';
import { claimFolder, takeFolder } from './data-folder';
import { createDeletedReports } from './deleted-reports';
import { createDocumentDoor, MOST_UPDATE_BYTES } from './document-door';
import { reportOf, validTeamOf } from './document-names';
import { createEvidence } from './evidence';
import { callerOf, createQuota, createRate, type Limits, NO_LIMITS } from './limits';
import { createMemberKeys } from './member-keys';
import { createMetrics } from './metrics';
import { openDatabase } from './open-database';
import { createPartialUploads } from './partial-uploads';
import { type Actor, createPeople, type Invitation, isSameSecret } from './people';
import { Refused } from './refused';
import { deleteReleased } from './released-blobs';
import { mayAs } from './roles';
import { type Database, lockServer } from './schema';
import { serveHttp } from './serve-http';
import { createUpdateLog } from './update-log';
import type { WriteLog } from './write-log';

/** Maximum number of bytes in one message: an update, its address and its type. */
const MOST_MESSAGE_BYTES = MOST_UPDATE_BYTES + 1_000;
/** Maximum bytes of a state vector. A vector of 50,000 authors (the budget) has half as many. */
const MOST_VECTOR_BYTES = 1_000_000;
/** Maximum bytes of a message that is not stored, for example of a token. */
const MOST_FLEETING_BYTES = 64_000;
/** Maximum bytes of a message about who is there: the name of the document and one statement. */
const MOST_PRESENCE_BYTES = 1_000;
/** Maximum number of open documents of one device: the two documents of 50 reports. */
const MOST_OPEN = 100;
/** Most sockets, of members and of strangers who have not shown a token yet. */
const MOST_SOCKETS = 2_000;
/** Limits before a client has sent its token. They leave room for a state vector. */
const FOR_STRANGERS = {
  ...{ timeout: 30_000, maxPendingDocuments: 10 },
  ...{ maxUnauthenticatedQueueSize: MOST_VECTOR_BYTES, maxUnauthenticatedQueueMessages: 100 },
};
/** How long an answer to `/healthz` holds. */
const HEALTH_MS = 1_000;
/** How often an instance looks for edits that other instances have stored. */
const LOOK_MS = 250;
/** How often an instance deletes files: of released blobs, and of uploads that were given up. */
const TIDY_MS = 60 * 60 * 1000;
/** The header in which a connection has its caller's address. */
const CALLER_HEADER = 'x-pincite-caller';
/** The types of a message of Hocuspocus that may hold an update. */
const SYNC_TYPES = [0, 4];
/** The type of a message about who is there. */
const PRESENCE_TYPE = 1;

export interface ServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly folder: string;
  /** The address of a database of PostgreSQL. Without it, SQLite in the folder is used. */
  readonly databaseUrl?: string | null;
  /** The address that people see in invitations. Without it, the host and the port are used. */
  readonly address?: string | null;
  readonly limits?: Limits;
  /** The token for `/metrics`. Without it, nobody can read them. */
  readonly metricsToken?: string | null;
  readonly writeLog: WriteLog;
  readonly now?: () => number;
}

export interface RunningServer {
  readonly port: number;
  readonly address: string;
  /** The invitation for the first owner; null if the team has an owner. */
  readonly invitation: (Invitation & { readonly link: string }) | null;
  stop(): Promise<void>;
}

interface Context {
  readonly actor: Actor;
}

/** Starts the server. If it cannot, throws an error with a sentence and leaves nothing open. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { folder, databaseUrl = null } = options;
  const giveBack = takeFolder(folder, databaseUrl !== null);
  try {
    const db = await (databaseUrl === null ? openDatabase(folder) : openOther(databaseUrl));
    try {
      const server = await serve(db, options);
      const stop = async () => {
        await server.stop();
        await db.destroy();
        giveBack();
      };
      return { ...server, stop };
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    giveBack();
    throw error;
  }
}

async function openOther(databaseUrl: string): Promise<Database> {
  // Loaded only where it is used, so that the start without it does not take longer.
  const { openPostgres } = await import('./open-postgres');
  return openPostgres(databaseUrl);
}

/** Returns the id of the folder that has the blobs of a database. */
function folderIdOf(db: Database): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await lockServer(tx);
    const known = await tx.selectFrom('blob_folder').select('id').executeTakeFirst();
    if (known !== undefined) return known.id;
    const id = newId();
    await tx.insertInto('blob_folder').values({ id }).execute();
    return id;
  });
}

async function serve(db: Database, options: ServerOptions): Promise<RunningServer> {
  const { writeLog, limits = NO_LIMITS, now = Date.now } = options;
  /** Whether other instances may use the same database and folder. */
  const isShared = (options.databaseUrl ?? null) !== null;
  const quota = createQuota(limits.teamBytes);
  const [devices, strangers] = [
    createRate(limits.deviceRate, now),
    createRate(limits.strangerRate, now),
  ];
  const people = createPeople(db, now);
  const keys = createMemberKeys(db, now);
  const blobs = createBlobStore(path.join(options.folder, 'blobs'), isShared);
  const evidence = createEvidence(db, blobs, now, quota);
  const deletedReports = createDeletedReports(db, now, quota);
  const uploads = createPartialUploads(path.join(options.folder, 'blobs', 'parts'), evidence);
  const updates = createUpdateLog(db, now, quota);
  const door = createDocumentDoor(updates, {
    isShared,
    // An edit of another instance. Hocuspocus sends to the clients what is new of it.
    onStored: (name, update) => {
      const document = server.hocuspocus.documents.get(name);
      if (document !== undefined) Y.applyUpdate(document, update);
    },
  });
  const metrics = createMetrics();

  /** Counts a message of an open connection. Hocuspocus closes the connection at `too_fast`. */
  const countMessage = ({ deviceId: device }: Actor, document: string) => {
    try {
      devices.take(device);
    } catch (error) {
      writeLog({ event: 'update_refused', document, device, reason: reasonOf(error) });
      throw error;
    }
  };

  const server = new Server<Context>({
    ...{ address: options.host, port: options.port, quiet: true, stopOnSignals: false },
    websocketOptions: { maxPayload: MOST_MESSAGE_BYTES },
    ...FOR_STRANGERS,

    onAuthenticate: async ({ token, documentName, connectionConfig, requestHeaders }) => {
      const actor = await people.authenticate(token);
      // Strangers and other teams get the same answer, whether the report exists or not.
      if (actor === null || validTeamOf(documentName) !== actor.teamId) {
        writeLog({ event: 'connection_refused', device: actor?.deviceId ?? 'unknown' });
        metrics.count('pincite_refused_connections_total');
        strangers.take(requestHeaders.get(CALLER_HEADER) ?? '');
        throw new Refused('unauthorised');
      }
      devices.take(actor.deviceId);
      const reportId = reportOf(documentName);
      if ((await deletedReports.among(actor.teamId, [reportId])).size > 0) {
        throw new Refused('report_deleted');
      }
      if (openOf(actor) >= MOST_OPEN) throw new Refused('too_many');
      connectionConfig.readOnly = !mayAs(actor.role, 'writer');
      return { actor };
    },

    onLoadDocument: ({ documentName, document }) => {
      findRootsQuickly(document);
      return door.open(documentName).catch((error) => {
        writeLog({ event: 'document_not_opened', document: documentName, reason: reasonOf(error) });
        throw error;
      });
    },

    beforeHandleMessage: async ({ update, context, documentName }) => {
      countMessage(context.actor, documentName);
      const type = typeOf(update);
      const most = type === PRESENCE_TYPE ? MOST_PRESENCE_BYTES : MOST_FLEETING_BYTES;
      if (update.length > most && !SYNC_TYPES.includes(type)) throw new Refused('too_large');
    },

    // Hocuspocus waits for this hook before it tells the others who is there.
    beforeHandleAwareness: async ({ states, document, connection, context }) => {
      if (connection === undefined || context === undefined) throw new Refused('malformed');
      const own = document.getClients(connection);
      const [first] = [...states].filter(
        // The copy that Hocuspocus reads the message into has a state of its own, an empty one.
        ([client, { here }]) =>
          here !== undefined &&
          (own.size > 0 ? own.has(client) : !document.awareness.states.has(client)),
      );
      states.clear();
      // A connection has one place, and never the place of somebody else.
      if (first === undefined) return;
      const [client, { at, here }] = first;
      // Only the server says who somebody is.
      const { memberId } = context.actor;
      states.set(client, { memberId, at: isId(at) ? at : null, here: here === true });
    },

    // Hocuspocus waits for this hook before it applies, sends and acknowledges an update. It also
    // calls the hook for state vectors, and before it checks whether the connection may write.
    beforeSync: async ({ type, payload, connection, context, documentName }) => {
      if (type === messageYjsSyncStep1 && payload.length > MOST_VECTOR_BYTES) {
        throw new Refused('too_large');
      }
      if (type !== messageYjsSyncStep2 && type !== messageYjsUpdate) return;
      if (connection.readOnly) return;
      const began = performance.now();
      try {
        if (!(await people.stillMay(context.actor))) throw new Refused('unauthorised');
        await door.admit(documentName, payload);
        metrics.count('pincite_edits_total', { outcome: 'stored' });
        metrics.observe('pincite_edit_seconds', (performance.now() - began) / 1_000);
      } catch (error) {
        const { deviceId: device } = context.actor;
        const reason = reasonOf(error);
        metrics.count('pincite_edits_total', { outcome: reason });
        writeLog({ event: 'update_refused', document: documentName, device, reason });
        throw error instanceof Refused ? error : new Refused('not_stored');
      }
    },

    afterUnloadDocument: ({ documentName }) =>
      door.close(documentName).catch((error) => {
        writeLog({ event: 'not_compacted', document: documentName, reason: reasonOf(error) });
      }),
  });

  const connections = (): Connection<Context>[] =>
    [...server.hocuspocus.documents.values()].flatMap((document) => document.getConnections());
  const openOf = ({ deviceId }: Actor): number =>
    connections().filter(({ context }) => context.actor.deviceId === deviceId).length;

  /** Ends the connections of devices that have lost a right, and those to deleted reports. */
  const recheck = async () => {
    const open = connections();
    const roles = await people.rolesOf(open.map(({ context }) => context.actor.deviceId));
    for (const connection of open) {
      const { deviceId, role } = connection.context.actor;
      if (roles.get(deviceId) !== role) connection.close({ code: 4401, reason: 'unauthorised' });
    }
    const byTeam = Map.groupBy(server.hocuspocus.documents.values(), ({ name }) =>
      validTeamOf(name),
    );
    for (const [teamId, documents] of byTeam) {
      const reports = documents.map(({ name }) => reportOf(name));
      const deleted = await deletedReports.among(teamId ?? '', reports);
      for (const document of documents) {
        if (!deleted.has(reportOf(document.name))) continue;
        for (const connection of document.getConnections()) {
          connection.close({ code: 4410, reason: 'report_deleted' });
        }
      }
    }
  };

  let isLooking = false;
  /** Reads what other instances have stored since: new edits, and rights that were taken away. */
  const lookAtOthers = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await door.refresh([...server.hocuspocus.documents.keys()]);
      await recheck();
    } catch {
      // Without the database, nothing can be stored either. The next look is in a moment.
    }
    isLooking = false;
  };

  let health = { at: Number.NEGATIVE_INFINITY, isWritten: Promise.resolve(true) };
  /** Whether a row can be written. Anybody may ask, so the database is asked once a second. */
  const isHealthy = (): Promise<boolean> => {
    if (Math.abs(now() - health.at) < HEALTH_MS) return health.isWritten;
    const isWritten = db
      .updateTable('schema_version')
      .set(({ ref }) => ({ version: ref('version') }))
      .executeTakeFirst()
      .then(
        ({ numUpdatedRows }) => numUpdatedRows === 1n,
        () => false,
      );
    health = { at: now(), isWritten };
    return isWritten;
  };

  const metricsToken = options.metricsToken ?? null;
  const readMetrics = async (token: string): Promise<string | null> => {
    if (metricsToken === null || !isSameSecret(token, metricsToken)) return null;
    const stored = await db
      .selectFrom('team_usage')
      .select(({ fn }) => [
        fn.sum<number | null>('blob_bytes').as('blobs'),
        fn.sum<number | null>('record_bytes').as('records'),
        fn.sum<number | null>('edit_bytes').as('edits'),
      ])
      .executeTakeFirstOrThrow();
    return metrics.write([
      ['pincite_connections', connections().length],
      ['pincite_documents', server.hocuspocus.documents.size],
      ...Object.entries(stored).map(
        ([kind, bytes]) => ['pincite_stored_bytes', bytes ?? 0, { kind }] as const,
      ),
      ['process_resident_memory_bytes', process.memoryUsage.rss()],
      [
        'process_cpu_seconds_total',
        process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
      ],
      ['process_start_time_seconds', performance.timeOrigin / 1_000],
    ]);
  };

  /** Returns the server's address. Its port is known only after the server listens. */
  const addressNow = () => {
    const host = options.host.includes(':') ? `[${options.host}]` : options.host;
    return options.address ?? `http://${host}:${server.address.port}`;
  };
  const linkOf = (secret: string) => `${addressNow()}/join#${secret}`;

  // A WebSocket is no longer a connection of the HTTP server, so that has no list of them.
  const sockets = new Set<Socket>();
  server.httpServer.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.httpServer.maxConnections = MOST_SOCKETS;
  server.httpServer.removeAllListeners('request');
  server.httpServer.on('request', (request, response) => {
    void serveHttp(request, response, {
      ...{ people, keys, evidence, uploads, deletedReports, listReports: updates.reportsOf },
      ...{ recheck, addressNow, linkOf, isHealthy, metrics, readMetrics, writeLog },
      count: (asked, actor) =>
        actor === null
          ? strangers.take(callerOf(asked, limits.proxies))
          : devices.take(actor.deviceId),
    });
  });
  // Hocuspocus passes on only the headers. One that a client sends is overwritten.
  server.httpServer.prependListener('upgrade', (request) => {
    request.headers[CALLER_HEADER] = callerOf(request, limits.proxies);
  });
  const invitation = await people.firstInvitation();
  if (isShared) claimFolder(options.folder, await folderIdOf(db));
  await new Promise<void>((resolve, reject) => {
    server.httpServer.once('error', (error) => reject(new Error(listenFault(error, options))));
    server.listen().then(() => resolve(), reject);
  });
  const tidyUp = () =>
    Promise.all([deleteReleased(db, blobs, now()), uploads.expire(now())]).catch((error) => {
      writeLog({ event: 'not_tidied', reason: reasonOf(error) });
    });
  await tidyUp();
  const tidying = setInterval(tidyUp, TIDY_MS);
  const watching = isShared ? setInterval(lookAtOthers, LOOK_MS) : undefined;
  return {
    port: server.address.port,
    address: addressNow(),
    invitation: invitation === null ? null : { ...invitation, link: linkOf(invitation.secret) },
    stop: async () => {
      clearInterval(watching);
      clearInterval(tidying);
      server.httpServer.closeAllConnections();
      await server.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listenFault(error: Error, { host, port }: ServerOptions): string {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Another program uses the port ${port} already. Set PINCITE_PORT to another one.`;
  }
  return `The server cannot listen on ${host} (PINCITE_HOST): ${messageOf(error)}.`;
}

/** Returns the type of a message: the byte behind its address (length, then text). */
function typeOf(message: Uint8Array): number {
  let [length, scale, at] = [0, 1, 0];
  for (; ; scale *= 128) {
    const next = message[at] ?? 0;
    at += 1;
    length += (next & 127) * scale;
    if (next < 128) break;
  }
  return message[at + length] ?? -1;
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.reason;
  return error instanceof Error ? error.name : 'unknown';
}
