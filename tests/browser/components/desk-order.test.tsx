import './catalogue';
import { expect, test, vi } from 'vitest';
import type { ReportClaims } from '@/components/review/use-claims';
import { type DeskClaims, useDeskClaims } from '@/components/review/use-desk-claims';
import type { Hints } from '@/components/review/use-hints';
import { type ClaimFilter, NO_FILTER } from '@/utils/review/filter-claims';
import { claims, type MadePassage } from '../../unit/review/review-fixture';
import { show } from './stage';

let desk: DeskClaims;

interface Shown {
  readonly passages: readonly MadePassage[];
  readonly hints: Hints;
  readonly filter: ClaimFilter;
}

function Order({ passages, hints, filter }: Shown) {
  const items = claims(...passages.map((passage) => ({ passages: [passage] })));
  const made = { items, reviews: [] } as unknown as ReportClaims;
  desk = useDeskClaims(made, hints, { order: 'triage', filter, query: '' });
  return null;
}

const HINTS: Hints = { known: new Map(), done: 0, ready: true, failure: null };
const ORDER = [2, 3, 1];
const BEFORE: Shown = {
  passages: [{ verdict: 'located' }, { verdict: 'missing' }, { verdict: 'altered' }],
  hints: HINTS,
  filter: NO_FILTER,
};
const order = () => desk.order.map(({ item }) => item.at + 1);

/** Shows the claims of the first state, then those of each later state. */
async function showOneByOne(...states: readonly Shown[]): Promise<void> {
  for (const state of states) {
    show(<Order {...state} />);
    await vi.waitFor(() => expect(desk.all).toHaveLength(state.passages.length));
  }
}

/** After this, the second claim has a pinned passage. Before, it was the first in the order. */
const PINNED = BEFORE.passages.map((passage, at) =>
  at === 1 ? { ...passage, pinnedSince: true } : passage,
);

test('a claim whose passage is pinned keeps its place', async () => {
  await showOneByOne(
    BEFORE,
    { ...BEFORE, passages: PINNED, hints: { ...HINTS, ready: false } },
    { ...BEFORE, passages: PINNED },
  );
  expect(desk.byKey.get('claim-2')?.triage).toBe('repinned');
  expect(order()).toEqual(ORDER);
});

test('the claims are ordered anew when the filter is changed', async () => {
  const filter = { ...NO_FILTER };
  await showOneByOne(
    BEFORE,
    { ...BEFORE, passages: PINNED },
    { ...BEFORE, passages: PINNED, filter },
  );
  expect(order()).toEqual([3, 2, 1]);
});

test('the claims are ordered anew after a verification', async () => {
  const [first = {}, ...others] = PINNED;
  const [waits, checked] = [
    [{ ...first, verdict: null }, ...others],
    [{ ...first, verdict: 'gone' as const }, ...others],
  ];
  await showOneByOne(
    { ...BEFORE, passages: [{ verdict: null }, ...BEFORE.passages.slice(1)] },
    { ...BEFORE, passages: waits },
    { ...BEFORE, passages: checked, hints: { ...HINTS, ready: false } },
    { ...BEFORE, passages: checked },
  );
  expect(order()).toEqual([1, 3, 2]);
});
