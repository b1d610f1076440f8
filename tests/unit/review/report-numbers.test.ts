import { describe, expect, test } from 'vitest';
import { madeSource } from '@/scripts/made-evidence';
import { VERDICTS } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import { claimItems } from '@/utils/review/claim-item';
import { citedGroups, reportNumbers } from '@/utils/review/report-numbers';
import { evidence, id, type MadePassage } from './review-fixture';

const AT = '2026-05-02T09:41:00.000Z';

function viewsOf(...made: readonly (MadePassage & { isCounted?: boolean; url?: string })[]) {
  return new Map(
    made.map(({ isCounted = true, url, ...passage }, at) => {
      const of = evidence(at + 1, passage);
      const source =
        url === undefined
          ? null
          : madeSource({ id: id<'source'>(1), url, title: '', accessedAt: AT });
      return [id<'clip'>(at + 1) as ClipId, { ...of, source, isCounted }];
    }),
  );
}

describe('the numbers of a report', () => {
  test.each(VERDICTS)('a clip that was checked as %s is not among those not checked', (verdict) => {
    const { groups, states } = reportNumbers(viewsOf({ verdict }));
    expect([groups.never, groups.repinned]).toEqual([0, 0]);
    expect([...states]).toEqual([[verdict, 1]]);
  });

  test('clips on which the report does not rest do not count, and clips without a check are apart', () => {
    const numbers = reportNumbers(
      viewsOf(
        { verdict: 'verbatim' },
        { verdict: 'verbatim', pinnedSince: true },
        {},
        { verdict: 'missing', isCounted: false },
      ),
    );
    expect(numbers.clips).toBe(3);
    expect(Object.fromEntries(numbers.states)).toEqual({ verbatim: 1, repinned: 1, never: 1 });
  });

  test('two addresses of one page are one page', () => {
    const numbers = reportNumbers(
      viewsOf(
        { url: 'https://lake.example/levels#a' },
        { url: 'https://lake.example/levels?utm_source=x' },
        { url: 'https://lake.example/snow' },
      ),
    );
    expect(numbers.pages).toBe(2);
  });

  test('the numbers do not change with how often a clip is cited', () => {
    const views = viewsOf({ verdict: 'located' });
    expect(claimItems([], () => undefined, views)).toEqual([]);
    expect(reportNumbers(views).groups.located).toBe(1);
  });
});

test('a cited clip counts once among the cited passages, however often it is cited', () => {
  const [untold, stands] = [
    evidence(1, { verdict: 'unchecked' }),
    evidence(2, { verdict: 'moved' }),
  ];
  const citing = (...of: (typeof untold | null)[]) => ({
    passages: of.map((each, at) => ({ citationId: id<'citation'>(at + 90), evidence: each })),
  });
  const groups = citedGroups([citing(untold, stands), citing(untold), citing(null)]);
  expect([groups.untold, groups.stand, groups.never]).toEqual([1, 1, 1]);
});
