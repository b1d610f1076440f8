import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { readMessage } from '@/entrypoints/background/team/guarded-socket';
import { createSharedDocuments } from '@/entrypoints/background/team/shared-documents';
import { newId } from '@/utils/model/ids';

/* What a server may send to a shared document, with a socket that is only in memory. */

const NAME = 'team/report/content';
const text = (value: string) => [value.length, ...new TextEncoder().encode(value)];
const bytes = (value: Uint8Array) => [...number(value.length), ...value];
const number = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...number(Math.floor(value / 128))];
const frame = (...rest: number[]) => Uint8Array.from([...text(NAME), ...rest]);
const [SYNC, PLACES, AUTH, STATUS] = [0, 1, 2, 8];
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
const updateFrame = (update: Uint8Array, step = UPDATE) => frame(SYNC, step, ...bytes(update));

let sockets: MemorySocket[] = [];
class MemorySocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 1;
  readonly sent: Uint8Array[] = [];
  constructor() {
    super();
    sockets.push(this);
    setTimeout(() => this.dispatchEvent(new Event('open')));
  }
  send(data: Uint8Array) {
    this.sent.push(data);
  }
  close() {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
  say(data: Uint8Array) {
    this.dispatchEvent(new MessageEvent('message', { data: data.buffer }));
  }
}

beforeEach(() => {
  sockets = [];
  vi.stubGlobal('WebSocket', MemorySocket);
});
afterEach(() => void vi.unstubAllGlobals());

async function opened(isMirror = false) {
  const events: string[] = [];
  const doc = new Y.Doc();
  const documents = createSharedDocuments({
    ...{ address: 'https://pincite.example', token: 'x', onOnline: () => undefined },
  });
  const seen: unknown[] = [];
  const told = {
    onPlaces: (places: readonly unknown[]) => seen.push(...places),
    onUpdate: () => events.push('update'),
    onAcknowledged: () => events.push('acknowledged'),
    onHereOrAway: () => undefined,
    onRefused: (reason: string) => events.push(`refused: ${reason}`),
  };
  documents.open(NAME, doc, told, isMirror);
  await vi.waitFor(() => expect(sockets[0]?.sent.length).toBeGreaterThan(1));
  const [socket] = sockets;
  if (socket === undefined) throw new Error('no socket');
  socket.say(frame(AUTH, 2, ...text('read-write')));
  return { doc, documents, events, socket, seen };
}

const docWith = (words: string) => {
  const doc = new Y.Doc();
  doc.getText('statement/a').insert(0, words);
  return doc;
};

test('any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (message) => {
      expect(readMessage(message).kind).toMatch(/^(?:update|places|status|close|other)$/u);
    }),
  );
});

describe('an update from the server', () => {
  test('is applied if it is valid', async () => {
    const { doc, events, socket, documents } = await opened();
    socket.say(updateFrame(Y.encodeStateAsUpdate(docWith('Water rose.'))));
    expect(doc.getText('statement/a').toString()).toBe('Water rose.');
    expect(events).toEqual(['update']);
    documents.destroy();
  });

  const valid = Y.encodeStateAsUpdate(docWith('Water rose.'));
  const foreign = new Y.Doc();
  for (let at = 0; at < 2_000; at += 1) foreign.getArray('x').push([new Y.Map()]);
  test.each([
    ['cut short', valid.slice(0, -3)],
    ['random', Uint8Array.from([7, 7, 7, 255, 255, 255, 255, 15])],
    ['over the budget', Y.encodeStateAsUpdate(foreign)],
  ])('that is %s is never applied, and ends the sharing', async (_, update) => {
    const { doc, events, socket, documents } = await opened();
    for (const step of [STEP_2, UPDATE]) socket.say(updateFrame(update, step));
    expect(events).toEqual(['refused: bad_change']);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
    documents.destroy();
  });
});

describe('who is there', () => {
  const place = { memberId: newId(), at: null, here: true };
  const says = (state: unknown) => {
    const json = JSON.stringify(state);
    const client = [1, 9, 1, ...number(json.length), ...new TextEncoder().encode(json)];
    return frame(PLACES, ...bytes(Uint8Array.from(client)));
  };

  test('is passed on with the fields of a place, and nothing else', async () => {
    const { documents, seen, socket } = await opened();
    socket.say(says({ ...place, name: 'Somebody else' }));
    expect(seen).toEqual([{ ...place, clientId: 9 }]);
    documents.destroy();
  });

  test.each([
    ['of no member', { ...place, memberId: 'x' }],
    ['at no statement', { ...place, at: 'x'.repeat(1_000) }],
    ['too long', { ...place, more: 'x'.repeat(70_000) }],
  ])('is not told if it is %s', async (_, state) => {
    const { documents, seen, socket } = await opened();
    socket.say(says(state));
    expect(seen).toEqual([]);
    documents.destroy();
  });
});

test('a mirror receives, and sends nothing of what is here', async () => {
  const { documents, doc, events, socket } = await opened(true);
  const before = socket.sent.length;
  socket.say(frame(SYNC, STEP_1, ...bytes(Y.encodeStateVector(new Y.Doc()))));
  expect(documents.edit(NAME, Y.encodeStateAsUpdate(docWith('Mine')))).toBe(false);
  doc.getText('statement/b').insert(0, 'Also mine');
  expect(socket.sent.length).toBe(before);
  socket.say(updateFrame(Y.encodeStateAsUpdate(docWith('Water rose.'))));
  expect(events).toEqual(['update', 'acknowledged']);
  expect(doc.getText('statement/a').toString()).toBe('Water rose.');
  documents.destroy();
});

describe('an edit is acknowledged', () => {
  test('when the server has confirmed everything that was sent, not before', async () => {
    const { doc, documents, events, socket } = await opened();
    socket.say(frame(SYNC, STEP_1, ...bytes(Y.encodeStateVector(new Y.Doc()))));
    documents.edit(NAME, Y.encodeStateAsUpdate(docWith('One')));
    documents.edit(NAME, Y.encodeStateAsUpdate(docWith('Two')));
    for (let confirmed = 1; confirmed <= 3; confirmed += 1) {
      expect(events).toEqual([]);
      socket.say(frame(STATUS, 1));
    }
    expect(events).toEqual(['acknowledged']);
    expect(doc.getText('statement/a').length).toBe(6);
    documents.destroy();
  });

  test('never by a confirmation that answers nothing', async () => {
    const { documents, events, socket } = await opened();
    socket.say(frame(STATUS, 1));
    socket.say(frame(STATUS, 1));
    expect(events).toEqual([]);
    documents.destroy();
  });

  test('never if the server says that it did not store it', async () => {
    const { documents, events, socket } = await opened();
    documents.edit(NAME, Y.encodeStateAsUpdate(docWith('One')));
    socket.say(frame(STATUS, 0));
    socket.say(frame(STATUS, 1));
    expect(events).toEqual(['refused: forbidden']);
    documents.destroy();
  });
});
