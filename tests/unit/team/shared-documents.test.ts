import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from '@hocuspocus/server';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import {
  createSharedDocuments,
  type SharedDocuments,
} from '@/entrypoints/background/team/shared-documents';

/* A server of Hocuspocus that keeps nothing, and two browsers with one document. */

const NAME = 'team/report/content';

let server: Server;
const sockets = new Set<Socket>();
let opened: SharedDocuments[] = [];

beforeAll(() => {
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
});
afterEach(async () => {
  for (const documents of opened) documents.destroy();
  opened = [];
  await stop();
});

/** Stops the server, with its connections, which Hocuspocus leaves open. */
async function stop(): Promise<void> {
  await server.destroy();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
}

async function start(port = 0, storingMs = 0): Promise<void> {
  server = new Server({
    ...{ port, quiet: true, stopOnSignals: false, address: '127.0.0.1' },
    onAuthenticate: async () => undefined,
    beforeSync: async ({ type }) => {
      if (type !== 0 && storingMs > 0) await wait(storingMs);
    },
  });
  server.httpServer.on('connection', (socket: Socket) => sockets.add(socket));
  await server.listen();
}

/** A connection with the document, which tells what it has. */
function browser() {
  const documents = createSharedDocuments({
    ...{ address: `http://127.0.0.1:${server.address.port}`, token: 'token' },
    onOnline: () => undefined,
  });
  opened.push(documents);
  let doc = new Y.Doc();
  const open = () => {
    doc = new Y.Doc();
    documents.open(NAME, doc, {
      ...{ onUpdate: () => undefined, onAcknowledged: () => undefined },
      onHereOrAway: () => undefined,
      onRefused: (reason) => {
        throw new Error(reason);
      },
    });
  };
  open();
  return {
    ...{ open, close: () => documents.close(NAME), awaySince: () => documents.awaySince(NAME) },
    text: () => doc.getText('words').toJSON(),
    write: (words: string) => {
      const copy = new Y.Doc();
      copy.getText('words').insert(0, words);
      documents.edit(NAME, Y.encodeStateAsUpdate(copy));
    },
  };
}

async function pair() {
  const [one, two] = [browser(), browser()];
  one.write('First. ');
  await expect.poll(two.text).toBe('First. ');
  return { one, two };
}

/** The reply to an edit shows that the document is open at both ends. */
async function expectBothWays({ one, two }: Awaited<ReturnType<typeof pair>>): Promise<void> {
  one.write('There. ');
  await expect.poll(two.text, { timeout: 20_000 }).toContain('There. ');
  two.write('Back. ');
  await expect.poll(one.text, { timeout: 20_000 }).toContain('Back. ');
  await expect.poll(() => [one.awaySince(), two.awaySince()]).toEqual([null, null]);
}

test.for([0, 1_500])(
  'after a server was away for %i ms, edits go both ways',
  { timeout: 60_000 },
  async (ms) => {
    await start();
    const both = await pair();
    const { port } = server.address;
    await stop();
    await wait(ms);
    await expect.poll(both.one.awaySince).not.toBeNull();
    await start(port);
    await expectBothWays(both);
  },
);

test('documents that a server ends on an open connection begin again', async () => {
  await start();
  const both = await pair();
  server.hocuspocus.closeConnections();
  await expect.poll(both.one.awaySince).not.toBeNull();
  await expectBothWays(both);
}, 60_000);

test('a document that is closed and opened again begins, also while the server stores an edit', async () => {
  await start(0, 300);
  const both = await pair();
  both.one.write('Last. ');
  both.one.close();
  both.one.open();
  await expectBothWays(both);
}, 60_000);

test('a document that was closed and opened again without the server begins', async () => {
  await start();
  const both = await pair();
  const { port } = server.address;
  await stop();
  await expect.poll(both.one.awaySince).not.toBeNull();
  both.one.close();
  both.one.open();
  await start(port);
  await expectBothWays(both);
}, 60_000);
