import { describe, expect, test } from 'vitest';
import { type Check, VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { ReviewDecision } from '@/utils/model/review-records';
import { NO_OVERVIEW_NUMBERS, OVERVIEW_CLIPS, overview } from '@/utils/review/overview';
import { nextOrder, type OverviewOrder, sortOverview } from '@/utils/review/overview-order';
import { claimReview } from '@/utils/review/review-state';
import { by, claims, id, type MadeClaim, reviewOf } from './review-fixture';

/** Claims with the decision about each. Null for none. */
function judged(...made: readonly (readonly [MadeClaim, ReviewDecision | null])[]) {
  return claims(...made.map(([claim]) => claim)).map((item, at) => {
    const decision = made[at]?.[1] ?? null;
    const reviews = decision === null ? [] : [reviewOf(item, { decision })];
    return { item, review: claimReview(item, reviews) };
  });
}

const SAMPLE = judged(
  [{ section: 1, passages: [{ verdict: 'verbatim', page: 1 }] }, 'supported'],
  [
    {
      section: 1,
      passages: [
        { verdict: 'altered', passage: 'The level fell.', page: 1 },
        { verdict: 'gone', page: 1 },
        { page: 2 },
      ],
    },
    'partly',
  ],
  [{ section: 2, passages: [{ verdict: 'blocked', page: 2 }] }, null],
);

function checkOf(clip: number, verdict: Verdict, pin = clip): [ClipId, Check] {
  const item = claims({ passages: [{ verdict }] })[0];
  const check = item?.passages[0]?.evidence?.check;
  if (!check) throw new Error('no check');
  return [id<'clip'>(clip), { ...check, clipId: id<'clip'>(clip), pinId: id<'pin'>(pin) }];
}

describe('an overview', () => {
  test('counts claims by the current decision', () => {
    expect(overview(SAMPLE, new Map()).decisions).toEqual({
      supported: 1,
      partly: 1,
      unsupported: 0,
      unclear: 0,
      waiting: 1,
    });
  });

  test('counts open objections of others apart from the own decisions', () => {
    const [item] = claims({ section: 1, passages: [{ verdict: 'verbatim' }] });
    if (item === undefined) throw new Error('no claim');
    const others = reviewOf(item, { ...by('Nora'), decision: 'unsupported' });
    const all = [{ item, review: claimReview(item, [reviewOf(item), others]) }];
    const { decisions, sections, sources } = overview(all, new Map());
    expect(decisions).toMatchObject({ supported: 1, unsupported: 0 });
    expect(sections).toMatchObject([{ objections: 0, others: 1 }]);
    expect(sources).toMatchObject([{ objections: 0, others: 1 }]);
    expect(overview(SAMPLE, new Map()).sections).toMatchObject([{ others: 0 }, { others: 0 }]);
  });

  test('has a row for each section, in reading order', () => {
    expect(overview(SAMPLE, new Map()).sections).toMatchObject([
      { id: id(1), claims: 2, waiting: 0, objections: 1, clips: 4, failing: 2, never: 1 },
      { id: id(2), claims: 1, waiting: 1, clips: 1, failing: 0, unread: 1, never: 0 },
    ]);
  });

  test('counts a claim once for a source that it cites twice, and once for each source', () => {
    expect(overview(SAMPLE, new Map()).sources).toMatchObject([
      { id: id(1), claims: 2, clips: 3, failing: 2 },
      { id: id(2), claims: 2, clips: 2, unread: 1, never: 1 },
    ]);
  });

  test('each cited clip is in one column of the clips, so a row adds up', () => {
    const verdicts = VERDICTS.map((verdict) => ({ verdict }));
    const rows = overview(
      judged([{ passages: [...verdicts, {}, { verdict: 'missing', pinnedSince: true }] }, null]),
      new Map(),
    );
    for (const row of [...rows.sections, ...rows.sources]) {
      const parts = OVERVIEW_CLIPS.map((column) => row[column]);
      expect(parts).toEqual([3, 3, 2, 1, 1, 1, 1, 1]);
      expect(parts.reduce((sum, count) => sum + count)).toBe(row.clips);
    }
  });

  test('a check of an earlier pin counts as none', () => {
    const repinned = judged([{ passages: [{ verdict: 'missing', pinnedSince: true }] }, null]);
    expect(overview(repinned, new Map()).sections).toMatchObject([
      { failing: 0, repinned: 1, oldest: null },
    ]);
  });

  test('a clip has changed where an earlier check of the same words found otherwise', () => {
    const before = new Map([
      checkOf(1, 'verbatim'),
      checkOf(2, 'verbatim'),
      checkOf(3, 'verbatim', 9_000),
      checkOf(5, 'unreachable'),
    ]);
    const { sections } = overview(SAMPLE, before);
    // The first is unchanged, the third had other words, the fourth has no check.
    expect(sections.map(({ changed }) => changed)).toEqual([1, 1]);
  });
});

describe('the order of a table', () => {
  const row = (name: string, failing: number, oldest: string | null) => ({
    ...{
      ...NO_OVERVIEW_NUMBERS,
      ...{ id: name, claims: 1, clips: 1 },
    },
    ...{ failing, oldest },
  });
  const rows = [
    row('Zeta', 1, '2026-05-02T09:00:00.000Z'),
    row('élan', 3, null),
    row('Eden', 1, '2026-04-02T09:00:00.000Z'),
    row('Part 10', 0, '2026-06-02T09:00:00.000Z'),
    row('Part 9', 0, null),
  ];
  const sorted = (order: OverviewOrder | null) =>
    sortOverview(rows, order, (name) => name, new Intl.Collator('fr', { numeric: true })).map(
      (each) => each.id,
    );

  test.each<[string, OverviewOrder | null, string[]]>([
    ['as they come, unless asked', null, ['Zeta', 'élan', 'Eden', 'Part 10', 'Part 9']],
    [
      'by name, as people sort names',
      { column: 'name', direction: 'ascending' },
      ['Eden', 'élan', 'Part 9', 'Part 10', 'Zeta'],
    ],
    [
      'by a number, equal ones as they came',
      { column: 'failing', direction: 'descending' },
      ['élan', 'Zeta', 'Eden', 'Part 10', 'Part 9'],
    ],
    [
      'by the oldest check, those without one last',
      { column: 'oldest', direction: 'ascending' },
      ['Eden', 'Zeta', 'Part 10', 'élan', 'Part 9'],
    ],
    [
      'by the latest check, those without one still last',
      { column: 'oldest', direction: 'descending' },
      ['Part 10', 'Zeta', 'Eden', 'élan', 'Part 9'],
    ],
  ])('%s', (_, order, names) => expect(sorted(order)).toEqual(names));

  test('three clicks: most first, least first, as it was', () => {
    const first = nextOrder({ column: 'name', direction: 'ascending' }, 'failing');
    expect(first).toEqual({ column: 'failing', direction: 'descending' });
    const second = nextOrder(first, 'failing');
    expect(second).toEqual({ column: 'failing', direction: 'ascending' });
    expect(nextOrder(second, 'failing')).toBeNull();
    expect(nextOrder(null, 'oldest')).toEqual({ column: 'oldest', direction: 'ascending' });
  });
});
