import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import {
  binClip,
  moveClip,
  restoreClip,
  setNote,
  setPin,
  setTags,
} from '@/utils/model/clip-operations';
import {
  applyReportUpdate,
  encodeReport,
  type ReportDocument,
  type ReportUpdate,
  readReport,
  stateOfReport,
} from '@/utils/model/report-document';
import {
  binReport,
  emptyBin,
  restoreReport,
  setLanguage,
  setTitle,
} from '@/utils/model/report-operations';
import { createReportReplica, type ReportReplica } from '@/utils/model/report-replica';
import { arrangeReport } from '@/utils/model/report-tree';
import {
  binSection,
  createSection,
  moveSection,
  renameSection,
  restoreSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  changeCitation,
  citeInstead,
  createStatement,
  editStatement,
  insertCitation,
  moveStatement,
  removeCitation,
  restoreStatement,
  setStatementForm,
} from '@/utils/model/statement-operations';
import {
  C1,
  C2,
  C3,
  CITE,
  clip,
  copyOf,
  id,
  REPORT,
  S1,
  S2,
  S3,
  sampleReport,
  T2,
  time,
} from './sample-report';

const never = () => new Promise<void>(() => undefined);

function replicaOf(
  doc: ReportDocument,
  options: {
    send?: (updates: readonly ReportUpdate[]) => Promise<boolean>;
    wait?: () => Promise<void>;
  } = {},
): ReportReplica {
  return createReportReplica({
    reportId: REPORT,
    updates: encodeReport(doc),
    send: options.send ?? (async () => true),
    wait: options.wait ?? never,
  });
}

/** Stores updates like the background. */
function store(stored: ReportDocument, updates: readonly ReportUpdate[]): void {
  for (const update of updates) applyReportUpdate(stored, update);
}

/** The sample with something in the bin and something to undo. */
function richReport(): ReportDocument {
  const doc = sampleReport();
  createStatement(doc, { id: id(25), text: 'Binned.', position: { sectionId: S1 } });
  binStatement(doc, { id: id(25), at: time(4) });
  createSection(doc, { id: id(15), parentId: null, title: 'Old', at: time(4) });
  binSection(doc, { id: id(15), at: time(4) });
  binClip(doc, { clipId: C2, at: time(4) });
  setNote(doc, { clipId: C2, note: 'Not needed.' });
  setTags(doc, { clipId: C1, tags: ['cost', 'harbour'] });
  return doc;
}

const EDITS: [string, (doc: ReportDocument) => void][] = [
  ['setTitle', (doc) => setTitle(doc, { title: 'Tides' })],
  ['setLanguage', (doc) => setLanguage(doc, { language: 'fr' })],
  ['binReport', (doc) => binReport(doc, { at: time(9) })],
  [
    'emptyBin',
    (doc) => {
      const tree = arrangeReport(readReport(doc, REPORT), [clip(C1), clip(C2)]);
      emptyBin(doc, { tree, at: time(9) });
    },
  ],
  [
    'createSection',
    (doc) => createSection(doc, { id: id(16), parentId: S1, title: 'N', at: time(9) }),
  ],
  ['renameSection', (doc) => renameSection(doc, { id: S1, title: 'Prices' })],
  ['moveSection', (doc) => void moveSection(doc, { id: S1, parentId: S3, at: time(9) })],
  [
    'moveSection among its siblings',
    (doc) => void moveSection(doc, { id: S3, parentId: null, before: S1, at: time(9) }),
  ],
  ['binSection', (doc) => binSection(doc, { id: S1, at: time(9) })],
  ['restoreSection', (doc) => restoreSection(doc, { id: id(15), at: time(9) })],
  [
    'createStatement',
    (doc) => createStatement(doc, { id: id(26), text: 'New.', position: { sectionId: S2 } }),
  ],
  ['editStatement', (doc) => editStatement(doc, { id: T2, text: 'Seals stay near.' })],
  [
    'setStatementForm',
    (doc) => setStatementForm(doc, { id: T2, kind: 'item', marker: '-', depth: 1 }),
  ],
  ['moveStatement', (doc) => moveStatement(doc, { id: T2, position: { sectionId: S1 } })],
  ['binStatement', (doc) => binStatement(doc, { id: T2, at: time(9) })],
  ['restoreStatement', (doc) => restoreStatement(doc, { id: id(25) })],
  [
    'insertCitation',
    (doc) =>
      insertCitation(doc, { id: id(42), statementId: T2, clipId: C1, label: 'B', offset: 15 }),
  ],
  ['citeInstead', (doc) => void citeInstead(doc, { ids: [CITE], from: C1, to: C3 })],
  ['changeCitation', (doc) => changeCitation(doc, { id: CITE, label: 'Board', clipId: C2 })],
  ['removeCitation', (doc) => removeCitation(doc, { id: CITE })],
  ['moveClip', (doc) => moveClip(doc, { clipId: C1, position: { sectionId: S3 } })],
  ['binClip', (doc) => binClip(doc, { clipId: C1, at: time(9) })],
  [
    'restoreClip',
    (doc) => restoreClip(doc, { clipId: C2, filedUnder: { reportId: REPORT, sectionId: null } }),
  ],
  ['setNote', (doc) => setNote(doc, { clipId: C1, note: 'Check the month and the year.' })],
  ['setTags', (doc) => setTags(doc, { clipId: C1, tags: ['cost', 'sea'] })],
  ['setPin', (doc) => setPin(doc, { clipId: C1, pinId: id(71) })],
];

describe('undo and redo', () => {
  test.each(EDITS)(
    '%s is undone and redone in one step, and both are sent',
    async (_name, edit) => {
      const stored = copyOf(richReport());
      const replica = replicaOf(stored, {
        send: async (updates) => {
          store(stored, updates);
          return true;
        },
      });
      const before = replica.content();
      replica.edit(edit);
      const after = replica.content();
      expect(after).not.toEqual(before);

      expect(replica.undo()).toBe(true);
      expect(replica.content()).toEqual(before);
      expect([replica.canUndo(), replica.canRedo()]).toEqual([false, true]);
      await replica.flush();
      expect(readReport(stored, REPORT)).toEqual(before);

      expect(replica.redo()).toBe(true);
      expect(replica.content()).toEqual(after);
      await replica.flush();
      expect(readReport(stored, REPORT)).toEqual(after);
    },
  );

  test('restoreReport is undone', () => {
    const doc = sampleReport();
    binReport(doc, { at: time(5) });
    const replica = replicaOf(doc);
    replica.edit((d) => restoreReport(d));
    expect(replica.content().binnedAt).toBeNull();
    replica.undo();
    expect(replica.content().binnedAt).toBe(time(5));
  });

  test('all edits one after the other are undone back to the start and redone to the end', () => {
    const replica = replicaOf(richReport());
    const states = [replica.content()];
    for (const [, edit] of EDITS.filter(([name]) => name !== 'emptyBin')) {
      replica.edit(edit);
      states.push(replica.content());
    }
    for (const state of states.slice(0, -1).reverse()) {
      replica.undo();
      expect(replica.content()).toEqual(state);
    }
    for (const state of states.slice(1)) {
      replica.redo();
      expect(replica.content()).toEqual(state);
    }
  });

  test('acts that join are one step; another act, or an undo, ends the step', () => {
    const replica = replicaOf(sampleReport());
    const type = (note: string, clipId = C1) =>
      replica.edit((doc) => setNote(doc, { clipId, note }), { joins: `note ${clipId}` });
    const notes = () => replica.content().placements.map(({ note }) => note);
    type('Check the year!');
    type('Check the year!!');
    type('x', C2);
    type('xy', C2);
    replica.undo();
    expect(notes()).toEqual(['Check the year!!']);
    replica.undo();
    expect(notes()).toEqual(['Check the year.']);
    type('a');
    replica.undo();
    type('b');
    replica.undo();
    expect(notes()).toEqual(['Check the year.']);
  });

  test('acts that would join are two steps if the step was ended between them', () => {
    const replica = replicaOf(sampleReport());
    const write = (text: string) =>
      replica.edit((doc) => editStatement(doc, { id: T2, text }), { joins: `text ${T2}` });
    const text = () => replica.content().statements.find(({ id: key }) => key === T2)?.text;
    const states = [text()];
    // The last one only deletes.
    for (const words of ['Grey seals', 'Grey seals stay', 'Seals']) {
      for (let end = 1; end < words.length; end += 1) write(words.slice(0, end));
      write(words);
      replica.endStep();
      replica.endStep();
      states.push(words);
    }
    expect(replica.undoDepth()).toBe(3);
    for (const state of states.slice(0, -1).reverse()) {
      replica.undo();
      expect(text()).toBe(state);
    }
    for (const state of states.slice(1)) {
      replica.redo();
      expect(text()).toBe(state);
    }
  });

  test('an act that changes nothing is no step', () => {
    const replica = replicaOf(sampleReport());
    replica.edit((doc) => renameSection(doc, { id: S1, title: 'Prices' }));
    replica.undo();
    replica.edit((doc) => renameSection(doc, { id: S1, title: 'Costs' }));
    expect([replica.canUndo(), replica.canRedo()]).toEqual([false, true]);
  });

  test('undo reverts the user’s own text and keeps that of others', () => {
    const mine = replicaOf(sampleReport());
    const theirs = copyOf(mine.doc);
    mine.edit((doc) => editStatement(doc, { id: T2, text: 'Grey seals keep away.' }));
    editStatement(theirs, { id: T2, text: 'Seals keep away at night.' });
    mine.applyRemote({ update: Y.encodeStateAsUpdate(theirs) });
    const texts = () => mine.content().statements.find(({ id: key }) => key === T2)?.text;
    expect(texts()).toBe('Grey seals keep away at night.');
    mine.undo();
    expect(texts()).toBe('Seals keep away at night.');
  });

  test('words typed into a statement whose creation is undone elsewhere are not lost', () => {
    const mine = replicaOf(sampleReport());
    mine.edit((doc) =>
      createStatement(doc, { id: id(27), text: 'Draft.', position: { sectionId: S1 } }),
    );
    const theirs = copyOf(mine.doc);
    editStatement(theirs, { id: id(27), text: 'Draft. With a second thought.' });
    mine.undo();
    mine.applyRemote({ update: Y.encodeStateAsUpdate(theirs) });
    const kept = mine.content().statements.find(({ id: key }) => key === id(27));
    expect(kept?.text).toBe(' With a second thought.');
    expect(arrangeReport(mine.content(), []).opening.map(({ id: key }) => key)).toEqual([id(27)]);
  });

  test('goes over notes and content in the order of the acts', () => {
    const replica = replicaOf(sampleReport());
    const states = [replica.content()];
    const acts: ((doc: ReportDocument) => void)[] = [
      (doc) => setNote(doc, { clipId: C1, note: 'One.' }),
      (doc) => setTitle(doc, { title: 'Tides' }),
      (doc) => {
        setTags(doc, { clipId: C1, tags: ['both'] });
        setNote(doc, { clipId: C1, note: 'Two.' });
      },
      (doc) => setNote(doc, { clipId: C2, note: 'Three.' }),
      (doc) => editStatement(doc, { id: T2, text: 'Seals stay near.' }),
    ];
    for (const act of acts) {
      replica.edit(act);
      states.push(replica.content());
    }
    expect(replica.undoDepth()).toBe(acts.length);
    for (const state of states.slice(0, -1).reverse()) {
      expect(replica.undo()).toBe(true);
      expect(replica.content()).toEqual(state);
    }
    expect([replica.undo(), replica.canUndo()]).toEqual([false, false]);
    for (const state of states.slice(1)) {
      expect(replica.redo()).toBe(true);
      expect(replica.content()).toEqual(state);
    }
    expect([replica.redo(), replica.canRedo()]).toEqual([false, false]);
    replica.undo();
    replica.undo();
    // A new act ends what could be redone, also of the other document.
    replica.edit((doc) => setTitle(doc, { title: 'Other tides' }));
    expect(replica.canRedo()).toBe(false);
    expect(replica.redo()).toBe(false);
  });

  test.each<[string, (doc: ReportDocument) => void, (doc: ReportDocument) => void]>([
    [
      'words that somebody else deleted',
      (doc) => editStatement(doc, { id: T2, text: 'Seals keep away. Now.' }),
      (doc) => editStatement(doc, { id: T2, text: 'Seals keep away.' }),
    ],
    [
      'a note that somebody else deleted',
      (doc) => setNote(doc, { clipId: C2, note: 'Mine.' }),
      (doc) => setNote(doc, { clipId: C2, note: '' }),
    ],
  ])(
    'passes over %s, and does not jump over an act in the other document',
    (_name, mine, theirs) => {
      const replica = replicaOf(sampleReport());
      replica.edit((doc) => setTitle(doc, { title: 'First' }));
      replica.edit((doc) => setNote(doc, { clipId: C1, note: 'First.' }));
      replica.edit((doc) => setTitle(doc, { title: 'Second' }));
      replica.edit((doc) => setNote(doc, { clipId: C1, note: 'Second.' }));
      replica.edit(mine);
      const other = copyOf(replica.doc);
      theirs(other);
      for (const update of encodeReport(other)) replica.applyRemote(update);
      const seen: [string, string | undefined][] = [];
      const look = () => {
        const { title, placements } = replica.content();
        seen.push([title, placements.find(({ clipId }) => clipId === C1)?.note]);
      };
      look();
      while (replica.undo()) look();
      while (replica.redo()) look();
      const back = [
        ['Second', 'Second.'],
        ['Second', 'First.'],
        ['First', 'First.'],
        ['First', 'Check the year.'],
        ['Tidal power', 'Check the year.'],
      ];
      expect(seen).toEqual([...back, ...back.toReversed().slice(1)]);
    },
  );

  test('an act on both documents is one message and one step', async () => {
    const sent: (readonly ReportUpdate[])[] = [];
    const stored = sampleReport();
    const replica = replicaOf(stored, {
      send: async (updates) => {
        sent.push(updates);
        return true;
      },
    });
    const act = (doc: ReportDocument) => {
      setTags(doc, { clipId: C1, tags: ['both'] });
      setNote(doc, { clipId: C1, note: 'Both.' });
    };
    replica.edit(act);
    await replica.flush();
    replica.undo();
    await replica.flush();
    expect(sent.map((updates) => updates.map(({ notes = false }) => notes))).toEqual([
      [false, true],
      [false, true],
    ]);
    for (const updates of sent) store(stored, updates);
    expect(readReport(stored, REPORT)).toEqual(replica.content());
  });

  test('after clearHistory there is nothing to undo', () => {
    const replica = replicaOf(sampleReport());
    replica.edit((doc) => setTitle(doc, { title: 'x' }));
    replica.clearHistory();
    expect(replica.undo()).toBe(false);
    expect(replica.content().title).toBe('x');
  });
});

describe('sending', () => {
  test('sends in order, one at a time, and counts the unacknowledged updates', async () => {
    const answers: ((done: boolean) => void)[] = [];
    const stored = copyOf(sampleReport());
    const replica = replicaOf(stored, {
      send: (updates) => {
        store(stored, updates);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    replica.edit((doc) => setTitle(doc, { title: 'One' }));
    replica.edit((doc) => setTitle(doc, { title: 'Two' }));
    replica.edit((doc) => setTitle(doc, { title: 'Three' }));
    expect([replica.pending(), answers.length]).toEqual([3, 1]);
    expect(readReport(stored, REPORT).title).toBe('One');
    answers[0]?.(true);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    expect(replica.pending()).toBe(2);
    expect(readReport(stored, REPORT).title).toBe('Three');
    answers[1]?.(true);
    await vi.waitFor(() => expect(replica.pending()).toBe(0));
  });

  test('returns the updates in progress and the waiting ones as one update', async () => {
    const answers: ((done: boolean) => void)[] = [];
    const before = sampleReport();
    const stored = copyOf(before);
    const replica = replicaOf(before, {
      send: () => new Promise((resolve) => answers.push(resolve)),
    });
    expect(replica.unsent()).toBeNull();
    replica.edit((doc) => setTitle(doc, { title: 'Under way' }));
    replica.edit((doc) => setLanguage(doc, { language: 'fr' }));
    store(stored, replica.unsent() ?? []);
    expect(readReport(stored, REPORT)).toEqual(replica.content());
    answers[0]?.(true);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.(true);
    await vi.waitFor(() => expect(replica.unsent()).toBeNull());
  });

  test('updates that may not be stored yet are sent, and are no step of undo', async () => {
    const stored = sampleReport();
    const late = copyOf(stored);
    setTitle(late, { title: 'Typed at the end' });
    const replica = createReportReplica({
      reportId: REPORT,
      updates: encodeReport(stored),
      unsent: [
        { update: Y.encodeStateAsUpdate(late, Y.encodeStateVector(stored)) },
        { update: new Uint8Array([9, 9]) },
      ],
      send: async (updates) => {
        store(stored, updates);
        return true;
      },
      wait: never,
    });
    expect(replica.content().title).toBe('Typed at the end');
    expect([replica.pending(), replica.canUndo()]).toEqual([1, false]);
    expect(await replica.flush()).toBe(true);
    expect(readReport(stored, REPORT).title).toBe('Typed at the end');
  });

  test.each<[string, () => Promise<boolean>]>([
    ['is refused', async () => false],
    ['fails', () => Promise.reject(new Error('no background'))],
    [
      'throws',
      () => {
        throw new Error('extension reloaded');
      },
    ],
  ])('an update whose sending %s is kept and sent again', async (_name, fail) => {
    const stored = copyOf(sampleReport());
    const pauses: number[] = [];
    let goOn: () => void = () => undefined;
    let works = false;
    const replica = createReportReplica({
      reportId: REPORT,
      updates: encodeReport(stored),
      send: async (updates) => {
        if (!works) return fail();
        store(stored, updates);
        return true;
      },
      wait: (ms) => {
        pauses.push(ms);
        return new Promise((resolve) => {
          goOn = resolve;
        });
      },
    });
    replica.edit((doc) => setTitle(doc, { title: 'Kept' }));
    await vi.waitFor(() => expect(pauses).toHaveLength(1));
    replica.edit((doc) => setLanguage(doc, { language: 'fr' }));
    expect(replica.pending()).toBe(2);
    goOn();
    await vi.waitFor(() => expect(pauses).toHaveLength(2));
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
    works = true;
    goOn();
    await vi.waitFor(() => expect(replica.pending()).toBe(0));
    expect(readReport(stored, REPORT)).toEqual(replica.content());
    expect(await replica.flush()).toBe(true);
  });

  test('updates from elsewhere are not sent back', () => {
    const send = vi.fn(async () => true);
    const replica = replicaOf(sampleReport(), { send });
    const other = copyOf(replica.doc);
    setTitle(other, { title: 'Theirs' });
    expect(replica.applyRemote({ update: Y.encodeStateAsUpdate(other) })).toBe(true);
    expect(replica.applyRemote({ update: new Uint8Array([9, 9, 9]) })).toBe(false);
    expect(replica.content().title).toBe('Theirs');
    expect([send.mock.calls.length, replica.canUndo()]).toEqual([0, false]);
  });

  test('after a reconnection two copies give each other what they lack', () => {
    const a = replicaOf(sampleReport());
    const b = replicaOf(a.doc);
    a.edit((doc) => setTitle(doc, { title: 'From a' }));
    b.edit((doc) => setNote(doc, { clipId: C2, note: 'From b' }));
    for (const update of encodeReport(b.doc, stateOfReport(a.doc))) a.applyRemote(update);
    for (const update of encodeReport(a.doc, stateOfReport(b.doc))) b.applyRemote(update);
    expect(a.content()).toEqual(b.content());
    expect(a.content().placements.map(({ note }) => note)).toContain('From b');
  });
});

test('listeners are called until they unsubscribe, and content is the same object in between', () => {
  const heard = vi.fn();
  const replica = replicaOf(sampleReport());
  const leave = replica.subscribe(heard);
  const before = replica.content();
  expect(replica.content()).toBe(before);
  replica.edit((doc) => setTitle(doc, { title: 'Two' }));
  expect(heard).toHaveBeenCalled();
  expect(replica.content()).not.toBe(before);
  const calls = heard.mock.calls.length;
  leave();
  replica.edit((doc) => setTitle(doc, { title: 'Three' }));
  expect(heard).toHaveBeenCalledTimes(calls);
});
