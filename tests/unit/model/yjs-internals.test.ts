import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setNote } from '@/utils/model/clip-operations';
import { placementNote } from '@/utils/model/report-document';
import { editStatement } from '@/utils/model/statement-operations';
import {
  CHECKED_YJS_VERSION,
  encodeRoots,
  findRootsQuickly,
  isWaiting,
  splitUpdate,
} from '@/utils/model/yjs-internals';
import { measureGrowth } from '../growth';
import { C1, copyOf, sampleReport, T1, T2 } from './sample-report';

test('the installed Yjs is the version whose internals were checked', () => {
  const versionIn = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  expect(versionIn('node_modules/yjs/package.json').version).toBe(CHECKED_YJS_VERSION);
  expect(versionIn('package.json').dependencies.yjs).toBe(CHECKED_YJS_VERSION);
});

test('no other file uses the internals of Yjs', () => {
  const INTERNALS =
    /\.(?:clientID|_start|_item|_map|decodeUpdate|getState|UpdateEncoderV\d|DSEncoderV\d|pendingStructs|pendingDs)\b|\b(?:doc|copy|whole|notes)\.store\b|\bY\.(?:Item|GC|Skip|Content[A-Z]\w*|ID)\b/;
  const used = ['utils', 'components', 'entrypoints', 'scripts'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${room}/${name}`)
      .filter((path) => {
        const code = readFileSync(path, 'utf8');
        return /from 'yjs'/.test(code) && INTERNALS.test(code);
      }),
  );
  expect(used).toEqual(['utils/model/yjs-internals.ts']);
});

const words = fc.string({ maxLength: 40 });

test('the pieces of an update do together what it does, deletions and other authors included', () => {
  fc.assert(
    fc.property(words, words, words, fc.integer({ min: 1, max: 2_000 }), (a, b, note, bytes) => {
      const doc = sampleReport();
      editStatement(doc, { id: T1, text: a });
      const other = copyOf(doc);
      editStatement(other, { id: T2, text: b });
      setNote(other, { clipId: C1, note });
      for (const each of [other, other.notes]) {
        const pieces = splitUpdate(Y.encodeStateAsUpdate(each), bytes);
        if (bytes < 200 && each === other) expect(pieces.length).toBeGreaterThan(3);
        const whole = new Y.Doc();
        for (const piece of pieces) Y.applyUpdate(whole, piece);
        expect(isWaiting(whole)).toBe(false);
        expect(Y.encodeStateAsUpdate(whole)).toEqual(Y.encodeStateAsUpdate(copyOfOne(each)));
      }
    }),
    { numRuns: 100 },
  );
});

test('the pieces of an update with a gap delete nothing in the gap', () => {
  const doc = new Y.Doc();
  const text = doc.getText('words');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of 'abc') text.insert(text.length, letter);
  const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array];
  const copy = new Y.Doc();
  for (const piece of splitUpdate(Y.mergeUpdates([first, third]), 1)) Y.applyUpdate(copy, piece);
  Y.applyUpdate(copy, second);
  expect(copy.getText('words').toString()).toBe('abc');
});

function copyOfOne(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe('the roots of a document', () => {
  test('are encoded with all their ids, and the document stays as it is', () => {
    const doc = sampleReport();
    const before = Y.encodeStateAsUpdate(doc);
    const part = new Y.Doc();
    Y.applyUpdate(
      part,
      encodeRoots(doc, (root) => root === 'sections', { waiting: true }),
    );
    expect(part.getMap('sections').toJSON()).toEqual(doc.getMap('sections').toJSON());
    expect([...part.share.keys()]).toEqual(['sections']);
    expect(Y.encodeStateVector(part)).toEqual(Y.encodeStateVector(doc));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    expect(encodeRoots(doc, () => true, { waiting: true })).toEqual(before);
  });

  test('include what nested types hold', () => {
    const doc = new Y.Doc();
    for (const root of ['kept', 'other']) {
      const inner = new Y.Map<unknown>();
      doc.getMap(root).set('in', inner);
      inner.set('text', new Y.Text(`of ${root}`));
    }
    const bytes = encodeRoots(doc, (root) => root === 'kept', { waiting: true });
    const part = new Y.Doc();
    Y.applyUpdate(part, bytes);
    expect(part.getMap('kept').toJSON()).toEqual({ in: { text: 'of kept' } });
    expect(String.fromCharCode(...bytes)).not.toContain('other');
  });

  test('are encoded with waiting updates only where those are wanted', () => {
    const doc = sampleReport();
    const updates: Uint8Array[] = [];
    doc.notes.on('update', (update: Uint8Array) => updates.push(update));
    placementNote(doc, C1).insert(0, 'Before. ');
    placementNote(doc, C1).insert(0, 'Confidential. ');
    const copy = new Y.Doc();
    Y.applyUpdate(copy, updates[1]!);
    expect(isWaiting(copy)).toBe(true);
    const text = (waiting: boolean) =>
      String.fromCharCode(...encodeRoots(copy, () => true, { waiting }));
    expect(text(true)).toContain('Confidential');
    expect(text(false)).not.toContain('Confidential');
    expect(isWaiting(copy)).toBe(true);
  });
});

/** A document with a row in a map and a text of its own for each statement, as a report has them. */
function withRoots(count: number): Y.Doc {
  const doc = findRootsQuickly(new Y.Doc());
  for (let at = 0; at < count; at += 1) {
    doc.getMap('statements').set(`${at}`, at);
    doc.getMap('placements').set(`${at}`, at);
    doc.getText(`statement/${at}`).insert(0, 'The lake is high.');
  }
  return doc;
}

test('encoding takes linear time in the number of roots, also of a document that was read', () => {
  const documents = new Map<number, Y.Doc>();
  const documentOf = (text: string) => {
    const known = documents.get(text.length);
    const doc = known ?? findRootsQuickly(new Y.Doc());
    if (known === undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(withRoots(text.length)));
    documents.set(text.length, doc);
    return doc;
  };
  const growth = measureGrowth(
    (text) => Y.encodeStateAsUpdate(documentOf(text)),
    (length) => 'a'.repeat(length),
  );
  expect(growth, JSON.stringify(growth)).toMatchObject({ isLinear: true });
});

test('every entry comes once, whichever was searched before', () => {
  const { share } = withRoots(40);
  const names = [...share.keys()].sort();
  for (const name of [...names, ...names.slice(0, 3), ...names]) {
    for (const [found] of share.entries()) if (found === name) break;
    expect([...share.entries()].map(([each]) => each).sort()).toEqual(names);
    expect([...share]).toHaveLength(names.length);
  }
});
