import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createDocumentDoor, MOST_UPDATE_BYTES, mostOf, sumOf } from '@/server/document-door';
import { Refused } from '@/server/refused';
import type { Database } from '@/server/schema';
import { createUpdateLog, type UpdateLog } from '@/server/update-log';
import * as budget from '@/utils/model/update-budget';
import { isOnPostgres, makeStorage, type ServerStorage } from '../../fixtures/server-storage';

/* Which updates the server stores, tested with a real database in a temporary folder. */

/** For tests without a database, which need not run again on PostgreSQL. */
const testInMemory = test.skipIf(isOnPostgres);

const { measureUpdates } = budget;
const NAME = 'team/report/content';
let storage: ServerStorage;
let db: Database;

beforeEach(async () => {
  storage = await makeStorage();
  db = await storage.open();
});
afterEach(async () => {
  await db.destroy();
  await storage.remove();
});

const openDoor = () => createDocumentDoor(createUpdateLog(db, Date.now));
const storedRows = () => createUpdateLog(db, Date.now).read(NAME);

/** Returns the document as a server sends it after a restart. */
async function reopened(name = NAME, door = openDoor()): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await door.open(name));
  return doc;
}

/** Returns the update of one edit in a document. */
function updateOf(doc: Y.Doc, act: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => updates.push(update);
  doc.on('update', keep);
  doc.transact(act);
  doc.off('update', keep);
  return Y.mergeUpdates(updates);
}

const typed = (words: string, doc = new Y.Doc()) =>
  updateOf(doc, () => doc.getText('statement/a').insert(0, words));

/** Returns an update with this number of nested types. The budget allows 1,000. */
function nested(types: number, root = 'm'): Uint8Array {
  const doc = new Y.Doc();
  return updateOf(doc, () => {
    for (let at = 0; at < types; at += 1) doc.getMap(root + at).set('x', new Y.Map());
  });
}

/** A log that is only in memory, for tests with many updates. */
function memoryLog(): UpdateLog {
  let updates: readonly Uint8Array[] = [];
  return {
    append: async (_, bytes) => {
      updates = [...updates, bytes];
      return updates.length;
    },
    reportsOf: async () => [],
    read: async () => ({ updates, last: updates.length }),
    lastOf: async () => new Map([[NAME, updates.length]]),
    replace: async (_, __, state) => {
      updates = [state];
      return true;
    },
  };
}

const reasonOf = (act: Promise<unknown>) =>
  act.then(
    () => 'admitted',
    (error) => (error instanceof Refused ? error.reason : `not refused: ${error}`),
  );

describe('an admitted update', () => {
  test('is in the database, also after a restart', async () => {
    await openDoor().admit(NAME, typed('Water rose.'));
    expect((await storedRows()).updates).toHaveLength(1);
    expect((await reopened()).getText('statement/a').toString()).toBe('Water rose.');
  });

  test('is stored once, however often it is sent', async () => {
    const door = openDoor();
    const doc = new Y.Doc();
    const first = typed('Water', doc);
    const deletion = updateOf(doc, () => doc.getText('statement/a').delete(0, 1));
    for (const update of [first, deletion, first, deletion, Y.encodeStateAsUpdate(doc)]) {
      await door.admit(NAME, update);
    }
    expect((await storedRows()).updates).toHaveLength(2);
    expect((await reopened()).getText('statement/a').toString()).toBe('ater');
  });

  test('is stored while it waits for an earlier one, and takes effect after that one', async () => {
    const doc = new Y.Doc();
    const [first, second] = [typed('Water', doc), typed('The ', doc)];
    const door = openDoor();
    await door.admit(NAME, second);
    expect((await reopened()).getText('statement/a').toString()).toBe('');
    await openDoor().admit(NAME, first);
    expect((await reopened()).getText('statement/a').toString()).toBe('The Water');
  });

  test('is not lost if others arrive at the same time', async () => {
    const door = openDoor();
    const all = Array.from({ length: 50 }, (_, at) => typed(`word ${at}. `));
    await Promise.all(all.map((update) => door.admit(NAME, update)));
    const text = (await reopened()).getText('statement/a').toString();
    expect(text.match(/word \d+/gu)).toHaveLength(50);
  });
});

/** Bytes of an update with one item of this content, at the beginning of the text `a`. */
const item = (...content: number[]) =>
  Uint8Array.of(1, 1, 7, 0, ...[content[0] ?? 0, 1, 1, 97], ...content.slice(1), 0);

describe('a hostile update', () => {
  const hostile: Readonly<Record<string, readonly [() => Uint8Array, string]>> = {
    'that is empty': [() => new Uint8Array(), 'malformed'],
    'that ends too early': [() => typed('Water rose.').subarray(0, 12), 'malformed'],
    'with an unknown kind of content': [() => item(14), 'malformed'],
    'with an unknown type': [() => item(7, 99), 'malformed'],
    'with a format that is not JSON': [() => item(6, 1, 98, 1, 123), 'malformed'],
    'that declares a billion structs': [
      () => Uint8Array.of(1, 0x80, 0x94, 0xeb, 0xdc, 3, 7, 0),
      'malformed',
    ],
    'with more types than the budget allows': [() => nested(1_001), 'over_budget'],
    'with a document in it': [
      () => {
        const doc = new Y.Doc();
        return updateOf(doc, () => doc.getMap('m').set('x', new Y.Doc()));
      },
      'over_budget',
    ],
    'that is too large': [() => new Uint8Array(MOST_UPDATE_BYTES + 1), 'too_large'],
  };

  test.each(Object.entries(hostile))('%s is refused, and nothing is stored', async (_, row) => {
    const [make, reason] = row;
    const door = openDoor();
    expect(await reasonOf(door.admit(NAME, make()))).toBe(reason);
    expect((await storedRows()).updates).toEqual([]);
    await door.admit(NAME, typed('After it'));
    expect((await reopened()).getText('statement/a').toString()).toBe('After it');
  });

  test('in several parts is refused at the part that brings the sum over the budget', async () => {
    const door = openDoor();
    await door.admit(NAME, nested(400, 'a'));
    await door.admit(NAME, nested(400, 'b'));
    expect(await reasonOf(door.admit(NAME, nested(400, 'c')))).toBe('over_budget');
    expect((await storedRows()).updates).toHaveLength(2);
    expect((await reopened()).share.size).toBeGreaterThan(0);
  });

  test('that an older server stored is not replayed, and other documents still open', async () => {
    const log = createUpdateLog(db, Date.now);
    await log.append(NAME, typed('Good'));
    await log.append(NAME, Uint8Array.of(1, 2, 3));
    await log.append('team/bomb/content', nested(1_001));
    await log.append('team/other/content', typed('Other'));
    expect(await reasonOf(openDoor().open(NAME))).toBe('damaged');
    expect(await reasonOf(openDoor().admit(NAME, typed('More')))).toBe('damaged');
    expect(await reasonOf(openDoor().open('team/bomb/content'))).toBe('damaged');
    const other = await reopened('team/other/content');
    expect(other.getText('statement/a').toString()).toBe('Other');
    // The damaged log is not deleted either, because a newer server may be able to read it.
    expect((await storedRows()).updates).toHaveLength(2);
  });
});

test('an update that could not be stored is stored when it is sent again', async () => {
  const log = createUpdateLog(db, Date.now);
  let isFull = true;
  const door = createDocumentDoor({
    ...log,
    append: (...given) => (isFull ? Promise.reject(new Error('disk full')) : log.append(...given)),
  });
  const update = typed('Water rose.');
  expect(await reasonOf(door.admit(NAME, update))).toBe('not_stored');
  isFull = false;
  await door.admit(NAME, update);
  expect((await reopened()).getText('statement/a').toString()).toBe('Water rose.');
});

describe('a log', () => {
  test('says which of very many documents have updates', async () => {
    const log = createUpdateLog(db, Date.now);
    const stored = await log.append(NAME, typed('Water rose.'));
    const names = Array.from({ length: 70_000 }, (_, at) => `team/${at}/content`);
    expect(await log.lastOf([...names, NAME])).toEqual(new Map([[NAME, stored]]));
  });

  test('becomes one update when the document is closed, with the same content', async () => {
    const door = openDoor();
    const doc = new Y.Doc();
    for (let at = 0; at < 40; at += 1) await door.admit(NAME, typed(`${at} `, doc));
    const deletion = updateOf(doc, () => doc.getText('statement/a').delete(3, 20));
    await door.admit(NAME, deletion);
    await door.close(NAME);
    expect((await storedRows()).updates).toHaveLength(1);
    expect((await reopened()).getText('statement/a').toString()).toBe(
      doc.getText('statement/a').toString(),
    );
    await openDoor().admit(NAME, typed('more ', doc));
    expect((await reopened()).getText('statement/a').toString()).toMatch(/^more 39 /u);
  });

  test('is made smaller before a document counts as full', async () => {
    // The second update replaces what the first one set, but the log has both.
    const door = openDoor();
    await door.admit(NAME, nested(600));
    await door.admit(NAME, nested(399));
    await door.admit(NAME, nested(400));
    expect((await storedRows()).updates).toHaveLength(1);
    const { share } = await reopened();
    expect([...share.keys()].filter((name) => name.startsWith('m'))).toHaveLength(600);
  });
});

const edits = fc.array(
  fc.record({
    author: fc.nat(2),
    at: fc.nat(20),
    words: fc.string({ minLength: 1, maxLength: 6 }),
    deletes: fc.nat(4),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Returns the updates of authors who see each other's edits. */
function updatesOf(
  made: readonly { author: number; at: number; words: string; deletes: number }[],
) {
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  // Fixed client ids, so that a failing run can be repeated.
  for (const [at, doc] of docs.entries()) doc.clientID = 1_000_000 + at;
  return made.map(({ author, at, words, deletes }) => {
    const doc = docs[author]!;
    const text = doc.getText('statement/a');
    const update = updateOf(doc, () => {
      text.insert(Math.min(at, text.length), words);
      text.delete(0, Math.min(deletes, text.length));
    });
    for (const other of docs) if (other !== doc) Y.applyUpdate(other, update);
    return update;
  });
}

testInMemory('the estimate of a load is never below the measured load', () => {
  fc.assert(
    fc.property(edits, fc.nat(11), (made, at) => {
      const updates = updatesOf(made);
      const before = measureUpdates(updates.slice(0, at))!;
      const more = updates.slice(at).map((update) => measureUpdates([update])!);
      const none = measureUpdates([])!;
      const most = mostOf(before, more.reduce(sumOf, none));
      const whole = measureUpdates(updates)!;
      for (const part of Object.keys(whole) as (keyof typeof whole)[]) {
        expect(most[part], part).toBeGreaterThanOrEqual(whole[part]);
      }
    }),
  );
});

testInMemory(
  'typing one letter does not measure a whole report of 10,000 citations again',
  async () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (let at = 0; at < 40_000; at += 1) doc.getMap('citations').set(`c${at}`, `value ${at}`);
    });
    const log = memoryLog();
    await log.append(NAME, Y.encodeStateAsUpdate(doc));
    const door = createDocumentDoor(log);
    await door.open(NAME);
    const measuring = vi.spyOn(budget, 'measureUpdates');
    for (let letter = 0; letter < 100; letter += 1) await door.admit(NAME, typed('x', doc));
    const ofWhole = measuring.mock.calls.filter(([updates]) => [...updates].length > 1);
    expect(ofWhole).toHaveLength(0);
    measuring.mockRestore();
  },
);

const textsOf = (doc: Y.Doc) =>
  [...doc.share.keys()].sort().map((root) => [root, doc.getText(root).toString()]);

testInMemory(
  'after damaged updates, a restarted server sends the same document as before',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        edits,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (made, changes) => {
          const log = memoryLog();
          const door = createDocumentDoor(log);
          const hocuspocus = new Y.Doc();
          for (const [at, update] of updatesOf(made).entries()) {
            const sent = new Uint8Array(update);
            if (at % 2 === 1)
              for (const [place, value] of changes) sent[place % sent.length] = value;
            if ((await reasonOf(door.admit(NAME, sent))) !== 'admitted') continue;
            // Hocuspocus applies an admitted update to its own copy, which must not fail.
            Y.applyUpdate(hocuspocus, sent);
          }
          const before = await reopened(NAME, door);
          const after = await reopened(NAME, createDocumentDoor(log));
          expect(Y.equalSnapshots(Y.snapshot(after), Y.snapshot(before))).toBe(true);
          expect(textsOf(after)).toEqual(textsOf(before));
        },
      ),
    );
  },
);
