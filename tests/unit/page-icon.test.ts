import { beforeEach, expect, test, vi } from 'vitest';
import { makePng } from '@/tests/e2e/harness/make-png';

const { drawPageIcon, iconOfTab } = vi.hoisted(() => ({
  drawPageIcon: vi.fn<(tabId: number, address: string) => Promise<string | null>>(),
  iconOfTab: vi.fn<() => Promise<{ page: string; icon: string } | null>>(),
}));
vi.mock('@/utils/platform/page-icon', () => ({ drawPageIcon, iconOfTab }));
const { readPageIcon } = await import('@/entrypoints/background/page-icon');

const PAGE = 'https://lakes.example/levels';
const OWN = 'https://lakes.example/icon.png';
const DATA = 'data:image/png;base64,AAAA';
const PNG = makePng(16, 16, [20, 90, 200]).toString('base64');
const OTHER = 'https://rivers.example/status';

beforeEach(() => {
  vi.resetAllMocks();
  drawPageIcon.mockResolvedValue(PNG);
});

test.each<[string, { page: string; icon: string } | null, { asked: boolean }]>([
  ['an icon of the page’s own site is drawn', { page: PAGE, icon: OWN }, { asked: true }],
  ['an icon in the page itself is drawn', { page: PAGE, icon: DATA }, { asked: true }],
  ['an icon of another site is not', { page: PAGE, icon: `${OTHER}.png` }, { asked: false }],
  ['data that is no image is not', { page: PAGE, icon: 'data:text/html,x' }, { asked: false }],
  [
    'an icon of the browser is not',
    { page: PAGE, icon: 'chrome://skin/pdf.svg' },
    { asked: false },
  ],
  ['the icon of the tab is not, for a frame', { page: OTHER, icon: DATA }, { asked: false }],
  ['a tab without an icon has none', null, { asked: false }],
])('%s', async (_name, tab, { asked }) => {
  iconOfTab.mockResolvedValue(tab);
  expect(await readPageIcon(7, PAGE)).toBe(asked ? PNG : null);
  expect(drawPageIcon).toHaveBeenCalledTimes(asked ? 1 : 0);
});

test('an icon is not kept if the tab shows another site when it is drawn', async () => {
  iconOfTab.mockResolvedValueOnce({ page: PAGE, icon: OWN });
  iconOfTab.mockResolvedValueOnce({ page: OTHER, icon: OWN });
  expect(await readPageIcon(7, PAGE)).toBeNull();
});

test.each([
  ['text that is no image', 'PHN2Zz4='],
  ['an image that is too large', makePng(64, 64, [1, 2, 3]).toString('base64')],
  ['nothing', null],
])('what a page’s process returns is checked: %s', async (_name, value) => {
  iconOfTab.mockResolvedValue({ page: PAGE, icon: OWN });
  drawPageIcon.mockResolvedValue(value);
  expect(await readPageIcon(7, PAGE)).toBeNull();
});

test('all passages of one act get the icon that is drawn once', async () => {
  iconOfTab.mockResolvedValue({ page: PAGE, icon: OWN });
  const icons = await Promise.all([1, 2, 3].map(() => readPageIcon(7, PAGE)));
  expect(icons).toEqual([PNG, PNG, PNG]);
  expect(drawPageIcon).toHaveBeenCalledTimes(1);
});

test('a clip does not wait for a page that is slow to draw', async () => {
  iconOfTab.mockResolvedValue({ page: PAGE, icon: OWN });
  drawPageIcon.mockReturnValue(new Promise(() => undefined));
  vi.useFakeTimers();
  const icon = readPageIcon(8, PAGE);
  await vi.advanceTimersByTimeAsync(1_500);
  vi.useRealTimers();
  expect(await icon).toBeNull();
});

test('a frame of another site gets no icon while the icon of its tab is drawn', async () => {
  iconOfTab.mockResolvedValue({ page: PAGE, icon: OWN });
  const both = await Promise.all([readPageIcon(7, PAGE), readPageIcon(7, OTHER)]);
  expect(both).toEqual([PNG, null]);
});
