import './catalogue';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { VerifyDialog } from '../../../components/verify/VerifyDialog';
import { NO_READING_OPTIONS, type ReadingOptions } from '../../../utils/verify/reading-options';
import { drawn, expectAccessible, show } from './stage';

afterEach(() => page.viewport(414, 896));

const sitesUpTo = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    pattern: `https://site-${at}.example/*`,
    host: `site-${at}.example`,
    pages: 1,
    clipIds: [],
    redirectedFrom: [] as string[],
    isPrivate: false,
  }));
const port = (leftOut: readonly string[] = []) => ({
  readOptions: async () => ({ ...NO_READING_OPTIONS, leftOut: [...leftOut] }),
  allowsOrigins: async (_patterns: readonly string[]) => false,
  onConfirm: vi.fn<(patterns: readonly string[], options: ReadingOptions) => void>(),
  onClose: () => undefined,
});
const ticked = () =>
  [...document.querySelectorAll<HTMLInputElement>('.pick-list input')].map((box) => box.checked);
const button = (name: string) => page.getByRole('button', { name, exact: true });

test.each([
  [640, 400],
  [320, 256],
])('in a window of %i by %i, each site that would be read can be seen', async (width, height) => {
  await page.viewport(width, height);
  show(<VerifyDialog {...port()} toRead={{ sites: sitesUpTo(7), unreadable: [] }} />);
  await drawn();
  const list = document.querySelector('.pick-list')!;
  const rows = [...list.querySelectorAll('label')];
  expect(rows).toHaveLength(7);
  for (const row of rows) {
    row.querySelector('input')!.focus();
    row.scrollIntoView({ block: 'nearest' });
    await drawn();
    const at = row.getBoundingClientRect();
    const view = list.getBoundingClientRect();
    const body = document.querySelector('.dialog-body')!.getBoundingClientRect();
    expect(at.top).toBeGreaterThanOrEqual(Math.max(view.top, body.top) - 1);
    expect(at.bottom).toBeLessThanOrEqual(Math.min(view.bottom, body.bottom) + 1);
  }
});

test('sites that were unticked before are unticked, new ones are ticked, and the dialog counts them', async () => {
  const ports = port(['https://site-1.example/*', 'https://gone.example/*']);
  show(<VerifyDialog {...ports} toRead={{ sites: sitesUpTo(4), unreadable: [] }} />);
  await vi.waitFor(() => expect(ticked()).toEqual([true, false, true, true]));
  const count = () => document.querySelector('dialog [role=status]')?.textContent;
  expect(count()).toBe('Ticked: 3 of 4');
  await button('None').click();
  expect(ticked()).toEqual([false, false, false, false]);
  expect(count()).toBe('Ticked: 0 of 4');
  await expect.element(button('Allow and verify')).toBeDisabled();
  await button('All').click();
  expect(ticked()).toEqual([true, true, true, true]);
  await expectAccessible();
  await userEvent.click(document.querySelectorAll('.pick-list input')[2]!);
  await button('Allow and verify').click();
  expect(ports.onConfirm).toHaveBeenCalledExactlyOnceWith(
    [0, 1, 3].map((at) => `https://site-${at}.example/*`),
    {
      ...NO_READING_OPTIONS,
      leftOut: ['https://gone.example/*', 'https://site-2.example/*'],
    },
  );
});

test('the dialog speaks of allowing only while the browser will ask', async () => {
  const ports = port();
  const allowed = ['https://site-0.example/*', 'https://site-2.example/*'];
  const allowsOrigins = async (patterns: readonly string[]) =>
    patterns.every((each) => allowed.includes(each));
  const toRead = { sites: sitesUpTo(3), unreadable: [] };
  const said = () => document.querySelector('dialog')!.textContent;
  show(<VerifyDialog {...ports} allowsOrigins={allowsOrigins} toRead={toRead} />);
  await expect.element(button('Allow and verify')).toBeEnabled();
  expect(said()).toContain('Which sites may be read?');
  expect(said()).toContain('The browser asks you to allow');
  await userEvent.click(document.querySelectorAll('.pick-list input')[1]!);
  await expect.element(button('Verify')).toBeEnabled();
  expect(said()).toContain('Verify these sites');
  expect(said()).not.toMatch(/allow|may be read/iu);
  await expectAccessible();
  await button('Verify').click();
  expect(ports.onConfirm).toHaveBeenCalledExactlyOnceWith(allowed, expect.anything());
});

test('three sites need no buttons for all', async () => {
  show(<VerifyDialog {...port()} toRead={{ sites: sitesUpTo(3), unreadable: [] }} />);
  await vi.waitFor(() => expect(ticked()).toHaveLength(3));
  expect(button('None').query()).toBeNull();
});

/** Sites that no clip names. */
const ledTo = (host: string, from: readonly number[]) => ({
  ...sitesUpTo(1)[0]!,
  pattern: `https://${host}/*`,
  host,
  pages: 0,
  redirectedFrom: from.map((at) => `https://site-${at}.example/*`),
});
const rows = () => [...document.querySelectorAll('.pick-line')].map((row) => row.textContent);

test('a site that pages lead to says so, is ticked, and is asked for with the sites that lead there', async () => {
  const ports = port();
  const sites = [...sitesUpTo(2), ledTo('new.example', [0]), ledTo('other.example', [0, 1])];
  show(<VerifyDialog {...ports} toRead={{ sites, unreadable: [] }} />);
  await vi.waitFor(() => expect(ticked()).toEqual([true, true, true, true]));
  expect(rows().slice(2)).toEqual([
    'new.examplesite-0.example leads there',
    'other.example2 sites lead there',
  ]);
  await expectAccessible();
  await userEvent.click(document.querySelectorAll('.pick-list input')[3]!);
  await expect.element(button('Allow and verify')).toBeEnabled();
  await button('Allow and verify').click();
  expect(ports.onConfirm).toHaveBeenCalledExactlyOnceWith(
    ['https://site-0.example/*', 'https://site-1.example/*', 'https://new.example/*'],
    { ...NO_READING_OPTIONS, leftOut: ['https://other.example/*'] },
  );
});

test('a site that pages lead to cannot be ticked while none of those pages is read', async () => {
  const ports = port(['https://site-0.example/*']);
  const sites = [...sitesUpTo(2), ledTo('new.example', [0])];
  show(<VerifyDialog {...ports} toRead={{ sites, unreadable: [] }} />);
  await vi.waitFor(() => expect(ticked()).toEqual([false, true, false]));
  const [first, second, led] = document.querySelectorAll<HTMLInputElement>('.pick-list input');
  expect(led!.disabled).toBe(true);
  await userEvent.click(second!);
  await expect.element(button('Allow and verify')).toBeDisabled();
  await userEvent.click(first!);
  expect(ticked()).toEqual([true, false, true]);
  await button('Allow and verify').click();
  expect(ports.onConfirm.mock.calls[0]?.[0]).toEqual([
    'https://site-0.example/*',
    'https://new.example/*',
  ]);
});

test('a private site that pages lead to stays a question of its own, and is not ticked', async () => {
  const sites = [...sitesUpTo(1), { ...ledTo('nas.local', [0]), isPrivate: true }];
  show(<VerifyDialog {...port()} toRead={{ sites, unreadable: [] }} />);
  await vi.waitFor(() => expect(ticked()).toEqual([true, false]));
  const list = document.querySelector('[aria-describedby=verify-private]');
  expect(list?.textContent).toContain('nas.local');
});
