import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useLanguage } from './catalogue';
import '@/components/desk/desk.css';
import { OverviewTable } from '@/components/desk/overview/OverviewTable';
import { StackedBar } from '@/components/desk/overview/StackedBar';
import '@/components/desk/overview/overview.css';
import type { SourceId } from '../../../utils/model/ids';
import { newId } from '../../../utils/model/ids';
import { type ClaimFilter, NO_FILTER } from '../../../utils/review/filter-claims';
import { NO_OVERVIEW_NUMBERS } from '../../../utils/review/overview';
import { byText, expectAccessible, show } from './stage';

const [FIRST, SECOND] = [newId<'source'>(), newId<'source'>()];
const NAMES = new Map<SourceId | null, string>([
  [FIRST, 'Monthly bulletin'],
  [SECOND, 'A status page'],
  [null, 'Pages that are not here'],
]);

function row(id: SourceId | null, failing: number, oldest: string | null) {
  const counts = { claims: 3, objections: 1, clips: 5, never: 1, stand: 4 - failing };
  return { id, ...NO_OVERVIEW_NUMBERS, ...counts, failing, oldest };
}

let filters: ClaimFilter[];

beforeEach(() => {
  filters = [];
  show(
    <main class="desk-overview">
      <StackedBar
        title="Claims by decision"
        parts={[
          { key: 'a', label: 'Supported', count: 112, tone: 'pass' },
          { key: 'b', label: 'Partly', count: 14, tone: 'warn' },
          { key: 'c', label: 'Nobody', count: 0, tone: 'warn' },
          { key: 'd', label: 'Not supported', count: 6, tone: 'fail' },
          { key: 'e', label: 'Gone', count: 1, tone: 'fail' },
        ]}
      />
      <OverviewTable
        title="Sources"
        nameTitle="Page"
        rows={[
          row(FIRST, 1, '2026-05-02T09:41:00.000Z'),
          row(SECOND, 4, null),
          row(null, 0, '2026-04-02T09:41:00.000Z'),
        ]}
        nameOf={(id) => NAMES.get(id) ?? ''}
        filterOf={(id) => (id === null ? null : { ...NO_FILTER, sourceId: id })}
        onFilter={(filter) => filters.push(filter)}
      />
    </main>,
  );
});

const names = () =>
  [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent.trim());
const headOf = (words: string) => byText(words).closest('th');

test('the parts of the bar are in proportion, and each has its text', () => {
  const bar = document.querySelector('.bar-picture')!.getBoundingClientRect();
  const widths = [...document.querySelectorAll('.bar-picture .bar-part')].map((part) =>
    Math.round((part.getBoundingClientRect().width / bar.width) * 133),
  );
  expect(widths).toEqual([112, 14, 6, 1]);
  expect([...document.querySelectorAll('.bar-legend li')].map((item) => item.textContent)).toEqual([
    '112 Supported 84%',
    '14 Partly 11%',
    '6 Not supported 5%',
    '1 Gone 1%',
  ]);
});

test.each([
  [
    [6, 1, 1],
    [75, 13, 13],
  ],
  [
    [299, 1],
    [99, 1],
  ],
  [[4], [100]],
])('parts of %s show equal percentages for equal counts', (counts, shown) => {
  show(
    <StackedBar
      title="Clips by verdict"
      parts={counts.map((count, at) => ({
        key: at.toString(),
        label: 'Clips',
        count,
        tone: 'warn',
      }))}
    />,
  );
  const percents = [...document.querySelectorAll('.bar-legend .muted')].map((each) =>
    Number.parseInt(each.textContent, 10),
  );
  expect(percents).toEqual(shown);
});

test('the parts of the bar follow each other as their words do, right to left as well', () => {
  const places = () =>
    ['.bar-picture .bar-part', '.bar-picture .bar-count'].map((name) =>
      [...document.querySelectorAll(name)].map((part) => {
        const { left, right } = part.getBoundingClientRect();
        return (left + right) / 2;
      }),
    );
  const bar = document.querySelector('.bar-picture')!.getBoundingClientRect();
  const [parts = [], counts = []] = places();
  document.documentElement.dir = 'rtl';
  try {
    const mirrored = (places: readonly number[]) => places.map((x) => bar.left + bar.right - x);
    const [mirroredParts = [], mirroredCounts = []] = places().map(mirrored);
    expect(mirroredParts.map(Math.round)).toEqual(parts.map(Math.round));
    expect(mirroredCounts.map(Math.round)).toEqual(counts.map(Math.round));
    // The number itself is not mirrored.
    const count = document.querySelector<SVGGraphicsElement>('.bar-picture .bar-count')!;
    expect(count.getScreenCTM()?.a).toBeGreaterThan(0);
  } finally {
    document.documentElement.dir = '';
  }
});

test('parts of one tone differ without their colour', () => {
  const patterns = [...document.querySelectorAll('.bar-picture g.bar-fail')].map(
    (part) => part.querySelector('rect:not(.bar-part)')?.getAttribute('fill') ?? 'plain',
  );
  expect(patterns[0]).toBe('plain');
  expect(patterns[1]).toMatch(/^url\(#/);
});

test('a click on a heading sorts by it and announces that, a second click reverses the order', async () => {
  await userEvent.click(byText('Failing clips'));
  await vi.waitFor(() => expect(names()[0]).toBe('A status page'));
  expect(headOf('Failing clips')?.getAttribute('aria-sort')).toBe('descending');
  await userEvent.click(byText('Failing clips'));
  await vi.waitFor(() => expect(names()[0]).toBe('Pages that are not here'));
  expect(headOf('Failing clips')?.getAttribute('aria-sort')).toBe('ascending');
  await userEvent.click(byText('Failing clips'));
  await vi.waitFor(() => expect(names()[0]).toBe('Monthly bulletin'));
  expect(document.querySelector('[aria-sort]')).toBeNull();
});

test('each clip of a row is in a column, and rare columns are shown only if they count clips', () => {
  const heads = [...document.querySelectorAll('thead th')].map((cell) => cell.textContent);
  expect(heads.slice(4)).toEqual([
    'Cited clips',
    'Clips that stand',
    'Failing clips',
    'Clips not read',
    'Clips not checked',
    'Clips with a new verdict',
    'Oldest check',
  ]);
  for (const cells of [...document.querySelectorAll('tbody tr')].map((row) => [...row.children])) {
    const [clips = 0, ...parts] = cells.slice(4, 9).map((cell) => Number(cell.textContent));
    expect(parts.reduce((sum, count) => sum + count)).toBe(clips);
  }
});

test.each(['en', 'fr'] as const)(
  'its columns need no scrolling at a desk: %s',
  async (language) => {
    await page.viewport(1240, 900);
    useLanguage(language);
    try {
      const counts = { clips: 5, never: 1, stand: 1, located: 2, unpinned: 1 };
      show(
        <main class="desk-overview">
          <OverviewTable
            title="Sources"
            nameTitle="Page"
            rows={[{ ...row(FIRST, 0, '2026-05-02T09:41:00.000Z'), ...counts }]}
            nameOf={() => 'A status page of the northern basin'}
            filterOf={() => null}
            onFilter={() => undefined}
          />
        </main>,
      );
      const box = document.querySelector('.ov-scroll')!;
      expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
    } finally {
      useLanguage('en');
      await page.viewport(414, 896);
    }
  },
);

test('a row leads to its claims, where a filter can tell them', async () => {
  await userEvent.click(byText('A status page'));
  expect(filters).toEqual([{ ...NO_FILTER, sourceId: SECOND }]);
  expect(document.querySelectorAll('tbody button')).toHaveLength(2);
});

test('axe finds nothing', expectAccessible);
