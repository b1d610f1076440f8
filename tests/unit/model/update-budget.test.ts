import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentOf } from '@/tests/bench/made-document';
import { makeReport } from '@/tests/bench/made-report';
import { exceededPart, measureUpdates, type UpdateLoad } from '@/utils/model/update-budget';

/** Writes a number in the encoding of Yjs, so that tests can write updates byte by byte. */
function number(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

const word = (text: string) => [...number(text.length), ...Buffer.from(text)];

/** An update of one client with these structs and no deletions, written byte by byte. */
function spelled(structs: readonly (readonly number[])[], client = 7): Uint8Array {
  return Uint8Array.from(
    [[1], number(structs.length), number(client), [0], ...structs, [0]].flat(),
  );
}

const repeat = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** An item in the root text `t`: the first item of a client, or the item after this clock. */
const letter = (behind: number | null, client = 7) =>
  behind === null
    ? [4, 1, ...word('t'), ...word('x')]
    : [128 | 4, ...number(client), ...number(behind), ...word('x')];

/** A field of the root map `m` that holds these bytes as one plain value. */
const field = (key: string, any: readonly number[]) => [
  ...[32 | 8, 1, ...word('m'), ...word(key)],
  ...[1, ...any],
];

const nested = (depth: number): number[] => [...repeat(depth, () => [117, 1]).flat(), 126];

const BOMBS: readonly (readonly [
  name: string,
  part: keyof UpdateLoad,
  make: () => Uint8Array[],
])[] = [
  ['a million gaps of two bytes', 'structs', () => [spelled(repeat(1_000_000, () => [0, 1]))]],
  [
    'a million values of one byte',
    'values',
    () => [
      spelled([
        [
          32 | 8,
          1,
          ...word('m'),
          ...word('k'),
          ...number(1_000_000),
          ...repeat(1_000_000, () => 126),
        ],
      ]),
    ],
  ],
  [
    'a hundred thousand empty objects in one',
    'values',
    () => [
      spelled([field('k', [117, ...number(100_000), ...repeat(100_000, () => [118, 0]).flat()])]),
    ],
  ],
  ['a value 33 deep', 'depth', () => [spelled([field('k', nested(32))])]],
  ['a value 100,000 deep', 'depth', () => [spelled([field('k', nested(100_000))])]],
  [
    '60,000 authors',
    'clients',
    () => [
      Uint8Array.from([
        ...number(60_000),
        ...repeat(60_000, (at) => [1, ...number(1_000_000 + at), 0, ...letter(null)]).flat(),
        0,
      ]),
    ],
  ],
  [
    'a type for every few bytes',
    'lists',
    () => [spelled(repeat(40_000, (at) => [4, 1, ...word(at.toString(36)), ...word('x')]))],
  ],
  [
    'documents in the document',
    'foreign',
    () => [spelled(repeat(2_000, (at) => [32 | 9, 1, ...word('m'), ...word(`${at}`), 0, 118, 0]))],
  ],
  [
    'two million deletions',
    'deletions',
    () => [
      Uint8Array.from([
        ...[0, 1, 7, ...number(2_000_001)],
        ...repeat(2_000_001, () => [1, 1]).flat(),
      ]),
    ],
  ],
  [
    'one text of 30,000 pieces',
    'ordering',
    () => [spelled(repeat(30_000, (at) => letter(at === 0 ? null : at - 1)))],
  ],
  [
    'the same over many updates',
    'ordering',
    () =>
      repeat(30_000, (at) =>
        Uint8Array.from([1, 1, 7, ...number(at), ...letter(at === 0 ? null : at - 1), 0]),
      ),
  ],
  [
    'pieces of a text that is elsewhere',
    'ordering',
    () => [spelled(repeat(30_000, (at) => letter(3 * at, 9)))],
  ],
  [
    'a text cut up letter by letter',
    'cutting',
    () => [
      Uint8Array.from([
        ...[1, 1, 7, 0, 4, 1, ...word('t'), ...word('x'.repeat(400_000))],
        ...[1, 7, ...number(150_000)],
        ...repeat(150_000, (at) => [...number(2 * at), 1]).flat(),
      ]),
    ],
  ],
];

test.each(BOMBS)('%s are over the limit of %s', (_name, part, make) => {
  const load = measureUpdates(make());
  expect(load).not.toBeNull();
  expect(exceededPart(load!)).toBe(part);
});

describe('an update that Pincite writes', () => {
  test('a report of 3,000 citations is far within the limits', () => {
    const load = measureUpdates([documentOf(makeReport(3_000))]);
    expect(exceededPart(load!)).toBeNull();
    expect(load).toMatchObject({ clients: 1, foreign: 0, cutting: 0, depth: 2 });
    // A report with 33 times as many structs still passes the limits.
    const parts = Object.entries(load!).map(([part, value]) => [
      part,
      part === 'depth' ? 2 : 33 * value,
    ]);
    expect(exceededPart(Object.fromEntries(parts) as unknown as UpdateLoad)).toBeNull();
  });

  test('150 sessions of work on the same texts are within the limits', () => {
    let state: Uint8Array | null = null;
    for (let session = 0; session < 150; session += 1) {
      const doc: Y.Doc = new Y.Doc();
      if (state !== null) Y.applyUpdate(doc, state);
      for (let text = 0; text < 3; text += 1) {
        const words = doc.getText(`statement/${(session + text) % 40}`);
        for (let edit = 0; edit < 5; edit += 1) {
          words.insert(Math.floor((words.length * edit) / 5), ` word ${session}`);
          if (words.length > 40) words.delete(Math.floor(words.length / 3), 4);
        }
      }
      doc.getMap('statements').set(`a/place`, { sectionId: null, rank: `a${session}` });
      state = Y.encodeStateAsUpdate(doc);
    }
    const load = measureUpdates([state!]);
    expect(exceededPart(load!)).toBeNull();
    expect(load!.clients).toBe(150);
  });
});

/** Edits of several authors, who exchange updates from time to time. */
const history = fc.array(
  fc.record({
    author: fc.nat(2),
    what: fc.constantFrom('insert', 'delete', 'set', 'unset', 'type', 'hear'),
    at: fc.nat(40),
    value: fc.oneof(
      fc.string({ maxLength: 6, unit: 'grapheme' }),
      fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
      fc.bigInt({ min: -9n, max: 9n }),
      fc.uint8Array({ maxLength: 4 }),
      fc.double(),
      fc.integer(),
    ),
  }),
  { maxLength: 40 },
);

function play(edits: typeof history extends fc.Arbitrary<infer Edits> ? Edits : never): Uint8Array {
  const docs = repeat(3, () => new Y.Doc());
  for (const { author, what, at, value } of edits) {
    const doc = docs[author]!;
    const text = doc.getText('t');
    const map = doc.getMap('m');
    if (what === 'insert') text.insert(Math.min(at, text.length), `${at}é😀`);
    else if (what === 'delete' && text.length > at) text.delete(at, Math.min(3, text.length - at));
    else if (what === 'set') map.set(`k${at % 5}`, value);
    else if (what === 'unset') map.delete(`k${at % 5}`);
    else if (what === 'type') map.set(`n${at % 3}`, new Y.Map([['x', at]]));
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[at % 3]!));
  }
  return Y.mergeUpdates(docs.map((doc) => Y.encodeStateAsUpdate(doc)));
}

test('counts the structs, authors and deletions that Yjs reads', () => {
  fc.assert(
    fc.property(history, (edits) => {
      const update = play(edits);
      const { structs, ds } = Y.decodeUpdate(update);
      const deletions = [...ds.clients.values()].reduce((sum, { length }) => sum + length, 0);
      expect(measureUpdates([update])).toMatchObject({
        bytes: update.length,
        structs: structs.length,
        clients: new Set(structs.map(({ id }) => id.client)).size,
        deletions,
      });
    }),
  );
});

test('calls an update malformed when Yjs cannot read the update', () => {
  fc.assert(
    fc.property(history, fc.nat(), (edits, seed) => {
      const update = play(edits);
      const cut = update.subarray(0, seed % update.length);
      expect(measureUpdates([cut])).toBeNull();
      expect(() => Y.decodeUpdate(cut)).toThrow();
    }),
  );
});
