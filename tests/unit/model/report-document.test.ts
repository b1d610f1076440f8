import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { rawStatement } from '@/utils/model/raw-block';
import {
  applyReportUpdate,
  createReportDocument,
  loadReportDocument,
  mergeReports,
  ReportDocument,
  type ReportUpdate,
  readReport,
  reportCreatedAt,
} from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { createSection, renameSection } from '@/utils/model/section-operations';
import {
  createStatement,
  editStatement,
  setStatementForm,
} from '@/utils/model/statement-operations';
import { C1, clip, copyOf, id, REPORT, S1, sampleReport, T1, time } from './sample-report';

test('a document loaded from its updates reads the same', () => {
  const updates: ReportUpdate[] = [];
  const doc = new ReportDocument();
  doc.on('update', (update: Uint8Array) => updates.push({ update }));
  doc.notes.on('update', (update: Uint8Array) => updates.push({ update, notes: true }));
  mergeReports(doc, sampleReport());
  createSection(doc, { id: id(70), parentId: null, title: 'More', at: time(8) });
  const loaded = loadReportDocument(updates);
  expect(readReport(loaded, REPORT)).toEqual(readReport(doc, REPORT));
  expect(readReport(loaded, REPORT).sections).toHaveLength(4);
  expect(reportCreatedAt(loaded)).toBe(time(0));
});

describe('bytes that are no update', () => {
  const update = Y.encodeStateAsUpdate(sampleReport());

  test.each([
    ['nothing', new Uint8Array()],
    ['words', new TextEncoder().encode('not an update at all')],
    ['half of one', update.slice(0, update.length / 2)],
    ['one without its end', update.slice(0, -1)],
  ])('%s: refused, and the document is as before', (_name, bytes) => {
    const doc = sampleReport();
    const before = readReport(doc, REPORT);
    expect(applyReportUpdate(doc, { update: bytes })).toBe(false);
    expect(readReport(doc, REPORT)).toEqual(before);
  });

  test('are left out of a document that is loaded, as when its updates are applied one by one', () => {
    const later = copyOf(sampleReport());
    createSection(later, { id: id(70), parentId: null, title: 'More', at: time(8) });
    const good = Y.encodeStateAsUpdate(later, Y.encodeStateVector(sampleReport()));
    fc.assert(
      fc.property(fc.nat(update.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = update.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const updates = [good, bytes, update.slice(0, at), update];
        const oneByOne = new ReportDocument();
        for (const each of updates) applyReportUpdate(oneByOne, { update: each });
        const loaded = loadReportDocument(updates.map((each) => ({ update: each })));
        expect(readReport(loaded, REPORT)).toEqual(readReport(oneByOne, REPORT));
      }),
      { numRuns: 200 },
    );
  });

  test('any damage to an update is refused or read, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(update.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = update.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const doc = new ReportDocument();
        applyReportUpdate(doc, { update: bytes });
        arrangeReport(readReport(doc, REPORT), [clip(C1)]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('rows of a wrong shape', () => {
  const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(fields, { noNullPrototype: true });
  const value = fc.oneof(
    fc.constantFrom(null, 7, true, '', 'a0', '__proto__', {}, [], [[]], { rank: {} }),
    record({ sectionId: fc.constantFrom(S1, 7, null), rank: fc.constantFrom('a0', 3, null) }),
    record({ parentId: fc.constantFrom(S1, id(12), 7), rank: fc.string({ maxLength: 3 }) }),
    record({ statementId: fc.constant(T1), clipId: fc.constantFrom(C1, 'x') }),
  );
  const map = fc.constantFrom('report', 'sections', 'statements', 'citations', 'placements');
  const row = fc.constantFrom(S1, T1, C1, id(12), '__proto__', 'x');
  const field = fc.constantFrom(
    ...['place', 'title', 'level', 'kind', 'raw', 'names', 'binnedAt', 'tag:x', 'tag:', 'depth'],
    ...['purgedAt', '', '__proto__', 'pinId', 'label', 'marker'],
  );

  test('are left out or get a default; nothing throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(map, row, field, value), { maxLength: 25 }), (writes) => {
        const doc = new ReportDocument();
        for (const [name, rowId, fieldName, written] of writes) {
          doc.getMap(name).set(name === 'report' ? fieldName : `${rowId}/${fieldName}`, written);
        }
        const content = readReport(doc, REPORT);
        for (const { level } of content.sections) expect([1, 2, 3, 4, 5, 6]).toContain(level);
        for (const { text, kind } of content.statements) {
          expect([typeof text, typeof kind]).toEqual(['string', 'string']);
        }
        for (const { tags } of content.placements) expect(tags.every((tag) => tag)).toBe(true);
        arrangeReport(content, [clip(C1, S1)]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('an empty document is an empty report', () => {
    expect(readReport(new ReportDocument(), REPORT)).toEqual({
      id: REPORT,
      title: '',
      language: 'en',
      preamble: '',
      finalBytes: '',
      binnedAt: null,
      sections: [],
      statements: [],
      citations: [],
      placements: [],
      repairs: [],
    });
  });
});

describe('the bytes of an imported block', () => {
  function imported(): ReportDocument {
    const doc = createReportDocument({ title: '', language: 'en', at: time(0) });
    createSection(doc, {
      id: S1,
      parentId: null,
      title: 'Costs',
      raw: '##  Costs ##\n',
      at: time(1),
    });
    createStatement(doc, {
      id: T1,
      text: 'Sixty.',
      kind: 'item',
      marker: '*',
      raw: '*   Sixty.\n',
      gapBefore: '\n',
      position: { sectionId: S1 },
    });
    return doc;
  }
  const raws = (doc: ReportDocument) => {
    const { sections, statements } = readReport(doc, REPORT);
    return [sections[0]?.raw, statements[0]?.raw, statements[0]?.gapBefore];
  };

  test.each<[string, (doc: ReportDocument) => void, unknown[]]>([
    ['stay while nothing is edited', () => undefined, ['##  Costs ##\n', '*   Sixty.\n', '\n']],
    [
      'are void once the text is edited',
      (doc) => editStatement(doc, { id: T1, text: 'Sixty-one.' }),
      ['##  Costs ##\n', null, '\n'],
    ],
    [
      'are void once it is another kind of block',
      (doc) => setStatementForm(doc, { id: T1, kind: 'item', marker: '*', depth: 1 }),
      ['##  Costs ##\n', null, '\n'],
    ],
    [
      'are void once a heading is renamed',
      (doc) => renameSection(doc, { id: S1, title: 'Cost' }),
      [null, '*   Sixty.\n', '\n'],
    ],
    [
      'are good again once the words are back',
      (doc) => {
        editStatement(doc, { id: T1, text: 'Sixty-one.' });
        editStatement(doc, { id: T1, text: 'Sixty.' });
      },
      ['##  Costs ##\n', '*   Sixty.\n', '\n'],
    ],
  ])('%s', (_name, edit, expected) => {
    const doc = imported();
    edit(doc);
    expect(raws(doc)).toEqual(expected);
  });

  test('texts that differ in one letter have different prints', () => {
    const form = { kind: 'paragraph', marker: '', depth: 0 } as const;
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(59), (text, at) => {
        const cut = at % text.length;
        const other = `${text.slice(0, cut)}\u2603${text.slice(cut + 1)}`;
        fc.pre(other !== text);
        expect(rawStatement({ ...form, text: other }, '').print).not.toBe(
          rawStatement({ ...form, text }, '').print,
        );
      }),
    );
  });
});
