import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RepairPlan } from '@/utils/model/repair';
import {
  applyDamageRepairs,
  completeCutWord,
  redoRepair,
  settleRepairs,
  takeBackRepair,
  takeBackRepairs,
} from '@/utils/model/repair-operations';
import {
  createReportDocument,
  encodeReport,
  mergeReports,
  type ReportDocument,
  readReport,
  statementText,
} from '@/utils/model/report-document';
import { createReportReplica } from '@/utils/model/report-replica';
import { createStatement, editStatement } from '@/utils/model/statement-operations';
import { citationToken } from '@/utils/model/statement-text';
import { copyOf, id, REPORT, T1, time } from './sample-report';

const CITE_A = citationToken(id<'citation'>(61));
const CITE_B = citationToken(id<'citation'>(62));
const [R1, R2, R3, R4] = [71, 72, 73, 74].map((n) => id<'repair'>(n)) as [
  RepairPlan['id'],
  RepairPlan['id'],
  RepairPlan['id'],
  RepairPlan['id'],
];
/** Typical damage by a tool: each marker replaced as many characters before it as it has itself. */
const DAMAGED = `The weir was **closed in spri ${CITE_A} ${CITE_B}g8】, and the river ros ${CITE_B}】.`;
const MENDED = `The weir was **closed in spri** ${CITE_A} ${CITE_B}, and the river ros ${CITE_B}.`;

function plan(repairId: RepairPlan['id'], fields: Partial<RepairPlan>): RepairPlan {
  return {
    id: repairId,
    kind: 'leftover-marker',
    statementId: T1,
    citationId: null,
    reason: null,
    line: 1,
    start: 0,
    original: '',
    mended: '',
    before: '',
    after: '',
    cutAt: null,
    missing: null,
    completions: [],
    isLikely: false,
    ...fields,
  };
}

const PLANS: readonly RepairPlan[] = [
  plan(R1, {
    start: DAMAGED.indexOf('g8】'),
    original: 'g8】',
    cutAt: DAMAGED.indexOf('spri') + 4,
    missing: 2,
    completions: ['ng'],
  }),
  plan(R2, {
    kind: 'unbalanced-emphasis',
    start: DAMAGED.indexOf('spri') + 4,
    mended: '**',
  }),
  plan(R3, {
    start: DAMAGED.lastIndexOf('】'),
    original: '】',
    cutAt: DAMAGED.indexOf('ros') + 3,
    missing: 1,
    completions: ['e'],
  }),
  plan(R4, { kind: 'weak-directive', original: 'text=a', mended: 'text=a', reason: 'short-term' }),
];

function damagedReport(): ReportDocument {
  const doc = createReportDocument({ title: 'Weirs', language: 'en', at: time(0) });
  createStatement(doc, {
    id: T1,
    text: DAMAGED,
    raw: `${DAMAGED}\n`,
    position: { sectionId: null },
  });
  return doc;
}

function mendedReport(): ReportDocument {
  const doc = damagedReport();
  applyDamageRepairs(doc, PLANS);
  return doc;
}

const textOf = (doc: ReportDocument) => statementText(doc, T1).toString();
const repairOf = (doc: ReportDocument, repairId: string) =>
  readReport(doc, REPORT).repairs.find((repair) => repair.id === repairId)!;

describe('repairs of a damaged statement', () => {
  test('mend the text and are listed', () => {
    const doc = mendedReport();
    expect(textOf(doc)).toBe(MENDED);
    const { repairs, statements } = readReport(doc, REPORT);
    expect(repairs.map(({ id: key, state }) => [key, state])).toEqual([
      [R1, 'mended'],
      [R2, 'mended'],
      [R3, 'mended'],
      [R4, 'open'],
    ]);
    expect(repairs[0]).toMatchObject({ missing: 2, completions: ['ng'], completable: true });
    expect(statements[0]?.raw).toBeNull();
  });

  test('give the bytes that were read back when all are taken back', () => {
    const doc = mendedReport();
    completeCutWord(doc, R1, 'ng');
    for (const key of [R2, R1, R3]) expect(takeBackRepair(doc, key)).toBe(true);
    expect(textOf(doc)).toBe(DAMAGED);
    expect(readReport(doc, REPORT).statements[0]?.raw).toBe(`${DAMAGED}\n`);
    expect(readReport(doc, REPORT).repairs.map(({ state }) => state)).toEqual([
      'taken-back',
      'taken-back',
      'taken-back',
      'open',
    ]);
  });

  test('can be undone many at once, except for unknown ones', () => {
    const doc = mendedReport();
    expect(takeBackRepairs(doc, [R1, R2, R3, R4, R1, id<'repair'>(99), 'x'])).toBe(3);
    expect(textOf(doc)).toBe(DAMAGED);
  });

  test('put a completion before the mark that closes the emphasis', () => {
    const doc = mendedReport();
    expect(completeCutWord(doc, R1, 'ng')).toBe(true);
    expect(textOf(doc)).toContain('in spring** ');
    expect(repairOf(doc, R1).completion).toBe('ng');
  });

  test('replace one completion by another, and take it out', () => {
    const doc = mendedReport();
    completeCutWord(doc, R3, 'x');
    completeCutWord(doc, R3, 'e');
    expect(textOf(doc)).toContain('river rose ');
    completeCutWord(doc, R3, '');
    expect(textOf(doc)).toBe(MENDED);
    expect(repairOf(doc, R3).completion).toBeNull();
  });

  test('bring the completion back with the mend', () => {
    const doc = mendedReport();
    completeCutWord(doc, R3, 'e');
    takeBackRepair(doc, R3);
    expect(textOf(doc)).toContain(`river ros ${CITE_B}】`);
    expect(redoRepair(doc, R3)).toBe(true);
    expect(textOf(doc)).toContain(`river rose ${CITE_B}.`);
  });

  test.each([
    [
      'taking back twice',
      (doc: ReportDocument) => takeBackRepair(doc, R1) && takeBackRepair(doc, R1),
    ],
    ['redoing what holds', (doc: ReportDocument) => redoRepair(doc, R1)],
    ['taking back what was only pointed out', (doc: ReportDocument) => takeBackRepair(doc, R4)],
    ['completing where nothing was cut', (doc: ReportDocument) => completeCutWord(doc, R2, 'x')],
    ['a repair that is not there', (doc: ReportDocument) => takeBackRepair(doc, id<'repair'>(99))],
  ])('refuse %s', (_name, act) => {
    const doc = mendedReport();
    expect(act(doc)).toBe(false);
  });

  test('are refused while the marker is back', () => {
    const doc = mendedReport();
    takeBackRepair(doc, R1);
    expect(repairOf(doc, R1).completable).toBe(false);
    expect(completeCutWord(doc, R1, 'ng')).toBe(false);
  });

  test('are applied once, however often they are requested', () => {
    const doc = mendedReport();
    takeBackRepair(doc, R1);
    applyDamageRepairs(doc, PLANS);
    expect(textOf(doc)).toContain('g8】');
  });

  test('are skipped if the text is different', () => {
    const doc = damagedReport();
    applyDamageRepairs(doc, [plan(R1, { start: 0, original: '】' })]);
    expect(textOf(doc)).toBe(DAMAGED);
    expect(readReport(doc, REPORT).repairs).toEqual([]);
  });

  test('keep text that was typed in place of the marker', () => {
    const doc = mendedReport();
    const text = statementText(doc, T1);
    text.insert(text.toString().indexOf(', and'), ' [sic]');
    takeBackRepair(doc, R1);
    expect(textOf(doc).replace(' [sic]', '')).toContain('g8】, and');
    redoRepair(doc, R1);
    expect(textOf(doc)).toBe(MENDED.replace(', and', ' [sic], and'));
  });

  test('do not put a marker into words that were rewritten', () => {
    const doc = mendedReport();
    const text = statementText(doc, T1);
    text.delete(0, text.length);
    text.insert(0, 'Something else.');
    expect(takeBackRepair(doc, R1)).toBe(false);
    expect(textOf(doc)).toBe('Something else.');
  });

  test.each<[string, string, string, (doc: ReportDocument) => void]>([
    ['that somebody ended', 'rose', 'e', () => undefined],
    ['that somebody ended otherwise', 'roared', 'e', () => undefined],
    ['whose completion somebody changed', 'rosy', 'es', (doc) => completeCutWord(doc, R3, 'es')],
  ])('do not complete a word %s', (_name, ended, completion, first) => {
    const doc = mendedReport();
    first(doc);
    editStatement(doc, { id: T1, text: textOf(doc).replace(/\bros\w*/u, ended) });
    const before = textOf(doc);
    completeCutWord(doc, R3, completion);
    expect(textOf(doc)).toBe(before);
    expect(completeCutWord(doc, R3, completion)).toBe(false);
    expect(repairOf(doc, R3)).toMatchObject({ edited: true, completion: null });
  });

  test('do not bring back a completion of a word that somebody ended meanwhile', () => {
    const doc = mendedReport();
    completeCutWord(doc, R3, 'e');
    takeBackRepair(doc, R3);
    editStatement(doc, { id: T1, text: textOf(doc).replace('ros ', 'rose ') });
    expect(redoRepair(doc, R3)).toBe(true);
    expect(textOf(doc)).toBe(MENDED.replace('ros ', 'rose '));
  });

  test.each([
    ['a bracket is that end', 'ros)', [')'], true],
    ['its end has a hyphen', 'ros-red', ['e'], true],
    ['a comma is typed', 'ros,', ['e'], false],
    ['a citation is added', `ros ${CITE_A}`, ['e'], false],
    ['words are added elsewhere', 'again ros', ['e'], false],
  ])('know whether a word was ended: %s', (_name, now, completions, edited) => {
    const doc = damagedReport();
    const plans = PLANS.map((each) => (each.id === R3 ? { ...each, completions } : each));
    applyDamageRepairs(doc, plans);
    expect(repairOf(doc, R3).edited).toBe(false);
    editStatement(doc, { id: T1, text: textOf(doc).replace(/\bros(?= )/u, now) });
    expect(repairOf(doc, R3).edited).toBe(edited);
  });

  test('are known again after the sentence was deleted and brought back', async () => {
    const replica = createReportReplica({
      reportId: REPORT,
      updates: encodeReport(mendedReport()),
      send: async () => true,
      wait: async () => undefined,
    });
    replica.edit((doc) => statementText(doc, T1).delete(0, MENDED.length));
    replica.undo();
    const later = copyOf(replica.doc);
    replica.close();
    expect(readReport(later, REPORT).repairs.map(({ state }) => state)).toEqual([
      'mended',
      'mended',
      'mended',
      'open',
    ]);
    for (const key of [R1, R2, R3]) takeBackRepair(later, key);
    expect(textOf(later)).toBe(DAMAGED);
  });

  test('are as before when the editor undoes their removal', () => {
    const replica = createReportReplica({
      reportId: REPORT,
      updates: encodeReport(mendedReport()),
      send: async () => true,
      wait: async () => undefined,
    });
    replica.edit((doc) => takeBackRepair(doc, R1));
    replica.edit((doc) => redoRepair(doc, R1));
    replica.undo();
    const later = copyOf(replica.doc);
    replica.close();
    expect(textOf(later)).toContain('g8】');
    expect(repairOf(later, R1).state).toBe('taken-back');
    redoRepair(later, R1);
    expect(textOf(later)).toBe(MENDED);
  });
});

describe('copies that change one repair at once', () => {
  const apart = (
    first: (doc: ReportDocument) => void,
    second: (doc: ReportDocument) => void,
  ): ReportDocument => {
    const [a, b] = [mendedReport()].flatMap((doc) => [copyOf(doc), copyOf(doc)]) as [
      ReportDocument,
      ReportDocument,
    ];
    first(a);
    second(b);
    const [ab, ba] = [copyOf(a), copyOf(b)];
    mergeReports(ab, b);
    mergeReports(ba, a);
    for (const doc of [ab, ba]) settleRepairs(doc);
    mergeReports(ab, ba);
    mergeReports(ba, ab);
    expect(readReport(ab, REPORT)).toEqual(readReport(ba, REPORT));
    return ab;
  };

  test('take it back once', () => {
    const takeBack = (doc: ReportDocument) => takeBackRepair(doc, R3);
    expect(textOf(apart(takeBack, takeBack))).toBe(MENDED.replace(/\.$/u, '】.'));
  });

  test('complete a word once', () => {
    const complete = (doc: ReportDocument) => completeCutWord(doc, R3, 'e');
    expect(textOf(apart(complete, complete))).toContain('river rose ');
  });

  test('settle on one of two completions', () => {
    const merged = apart(
      (doc) => completeCutWord(doc, R3, 'e'),
      (doc) => completeCutWord(doc, R3, 's'),
    );
    expect(textOf(merged)).toMatch(/river ros[es] /u);
  });
});

test.each([
  ['numbers for positions', { side: 'original', text: 'x', start: 1, end: 2 }],
  [
    'positions of nobody',
    { side: 'original', text: 'x', start: { item: { client: 9, clock: 9 } } },
  ],
  ['positions of another text', { side: 'mended', text: 'x', start: { tname: 'a' }, end: {} }],
  ['rubbish', 'rubbish'],
])('reads a document with %s', (_name, placed) => {
  const doc = mendedReport();
  doc.getMap('repairs').set(`${R1}/placed:original:0.0`, placed);
  doc.getMap('repairs').set(`${R2}/cut`, { at: placed, before: 1 });
  expect(readReport(doc, REPORT).repairs).toHaveLength(4);
  expect(() => takeBackRepair(doc, R1)).not.toThrow();
});

type Act =
  | { readonly type: 'takeBack'; readonly on: number }
  | { readonly type: 'redo'; readonly on: number }
  | { readonly type: 'complete'; readonly on: number; readonly word: string }
  | { readonly type: 'type'; readonly at: number; readonly word: string };

const repairKey = fc.integer({ min: 0, max: 2 });
const repairAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('takeBack' as const), on: repairKey }),
  fc.record({ type: fc.constant('redo' as const), on: repairKey }),
  fc.record({
    type: fc.constant('complete' as const),
    on: repairKey,
    word: fc.constantFrom('ng', 'e', '', 'zz'),
  }),
);
/** Typed words use letters that occur nowhere else, so that they can be recognised. */
const typing: fc.Arbitrary<Act> = fc.record({
  type: fc.constant('type' as const),
  at: fc.nat(400),
  word: fc.constantFrom('QQ', 'WWW', 'Z'),
});

const KEYS = [R1, R2, R3] as const;

function perform(doc: ReportDocument, act: Act): void {
  const key = KEYS[act.type === 'type' ? 0 : act.on]!;
  if (act.type === 'takeBack') takeBackRepair(doc, key);
  else if (act.type === 'redo') redoRepair(doc, key);
  else if (act.type === 'complete') completeCutWord(doc, key, act.word);
  else {
    const text = statementText(doc, T1);
    // Nobody can type inside a token.
    const places = [0, ...[...text.toString().matchAll(/[ ,.]/gu)].map((found) => found.index)];
    text.insert(places[act.at % places.length]!, act.word);
  }
}

const untyped = (text: string) => text.replace(/[QWZ]/gu, '');

describe('in any order', () => {
  test('undoing everything gives the original text', () => {
    fc.assert(
      fc.property(fc.array(repairAct, { maxLength: 12 }), (acts) => {
        const doc = mendedReport();
        for (const act of acts) perform(doc, act);
        for (const key of KEYS) takeBackRepair(doc, key);
        expect(textOf(doc)).toBe(DAMAGED);
      }),
    );
  });

  test('words typed meanwhile are all kept, and nothing but repairs changes beside them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(repairAct, typing), { maxLength: 14 }), (acts) => {
        const doc = mendedReport();
        let typed = 0;
        for (const act of acts) {
          perform(doc, act);
          if (act.type === 'type') typed += act.word.length;
        }
        for (const key of KEYS) takeBackRepair(doc, key);
        expect(textOf(doc).match(/[QWZ]/gu) ?? []).toHaveLength(typed);
        expect(untyped(textOf(doc))).toBe(DAMAGED);
      }),
      { numRuns: 300 },
    );
  });

  test('two copies converge on one text, in which everything can be undone', () => {
    const acts = fc.array(fc.oneof(repairAct, typing), { maxLength: 6 });
    fc.assert(
      fc.property(acts, acts, (ours, theirs) => {
        const base = mendedReport();
        const [a, b] = [copyOf(base), copyOf(base)];
        for (const act of ours) perform(a, act);
        for (const act of theirs) perform(b, act);
        const [ab, ba] = [copyOf(a), copyOf(b)];
        mergeReports(ab, b);
        mergeReports(ba, a);
        settleRepairs(ab);
        settleRepairs(ba);
        expect(textOf(ab)).toBe(textOf(ba));
        expect(settleRepairs(ab)).toBe(false);
        for (const key of KEYS) takeBackRepair(ab, key);
        expect(untyped(textOf(ab))).toBe(DAMAGED);
      }),
      { numRuns: 300 },
    );
  });
});
