import { describe, expect, test } from 'vitest';
import type { FieldChange } from '@/utils/model/document-changes';
import { listChanges } from '@/utils/model/listed-changes';
import { readReport } from '@/utils/model/report-document';
import { measureGrowth } from '../growth';
import { C1, CITE, id, REPORT, S1, sampleReport, T1 } from './sample-report';

const content = readReport(sampleReport(), REPORT);

function listed(change: Omit<FieldChange, 'type'>) {
  const naming = {
    before: content,
    after: content,
    unseen: new Set<never>(),
    quoteOf: () => 'The quoted words.',
    fills: () => false,
    filedIn: () => null,
  };
  return listChanges([{ type: 'field', ...change }], naming).map(({ item }) => item);
}

describe('a change whose value nobody can read', () => {
  test.each<[string, FieldChange['map'], string, unknown, unknown]>([
    ['the depth of a list', 'statements', `${T1}/depth`, 0, 1],
    ['the level of a heading', 'sections', `${S1}/level`, 2, 3],
    ['a field of a later version', 'statements', `${T1}/futureField`, { a: [1] }, { a: [2] }],
    ['a field of the report of a later version', 'report', 'futureField', null, { a: 1 }],
    ['a twin', 'twins', `${C1}/kept`, null, '01900000-0000-7000-8000-000000000001'],
  ])(
    'is listed without it, and with words that say what changed: %s',
    (_name, map, key, before, after) => {
      const [item] = listed({ kind: 'words', map, key, before, after });
      expect(item).toMatchObject({ before: null, after: null });
      expect(item?.name).not.toBe('');
      expect(item?.name).not.toContain(key.slice(37) || key);
    },
  );

  test('is listed without it also in a citation', () => {
    const change = { kind: 'quotes', map: 'citations', key: `${CITE}/style` } as const;
    const items = listed({ ...change, before: 'numbered', after: { of: 'a later version' } });
    expect(items).toMatchObject([{ about: 'citation', before: null, after: null }]);
  });
});

test.each<[string, FieldChange['map'], string, unknown, unknown, string, string]>([
  [
    'the bytes of a statement',
    'statements',
    `${T1}/raw`,
    { bytes: 'One.' },
    { bytes: 'Two.' },
    'One.',
    'Two.',
  ],
  ['the front matter', 'report', 'preamble', 'a: 1', 'a: 2', 'a: 1', 'a: 2'],
  ['the language', 'report', 'language', 'en', 'fr', 'en', 'fr'],
  ['the label of a citation', 'citations', `${CITE}/label`, 'Weir', 'Lake', 'Weir', 'Lake'],
])('lists written words as they are: %s', (_name, map, key, before, after, was, now) => {
  expect(listed({ kind: 'quotes', map, key, before, after })).toMatchObject([
    { before: was, after: now },
  ]);
});

test('statements that go into the bin are listed in linear time, with their unseen words', () => {
  const [one] = content.statements;
  const list = (most: number) => {
    const ids = Array.from({ length: most }, (_, at) => id<'statement'>(1_000 + at));
    const after = {
      ...content,
      statements: ids.flatMap((own) => (one === undefined ? [] : [{ ...one, id: own }])),
    };
    const changes = ids.map(
      (own): FieldChange => ({
        type: 'field',
        kind: 'bin',
        map: 'statements',
        key: `${own}/binnedAt`,
        before: null,
        after: '2025-03-01T09:00:00.000Z',
      }),
    );
    const naming = { quoteOf: () => '', fills: () => false, filedIn: () => null };
    return listChanges(changes, { before: after, after, unseen: new Set(ids), ...naming });
  };
  expect(list(2).map(({ item }) => item.unseen?.length)).toEqual([1, 1]);
  const growth = measureGrowth(
    ({ length }) => list(length),
    (length) => 'x'.repeat(length),
    500,
  );
  expect(growth).toMatchObject({ isLinear: true });
});
