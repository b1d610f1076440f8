import { afterEach, expect, test, vi } from 'vitest';
import { newId } from '@/utils/model/ids';

afterEach(() => {
  vi.useRealTimers();
});

test('an id is a UUID of version 7 that begins with the time', () => {
  vi.useFakeTimers({ now: Date.UTC(2099, 1, 2) });
  const id = newId<'clip'>();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Date.UTC(2099, 1, 2));
});

test('ids are different and in the order in which they were made, also if the clock goes back', () => {
  vi.useFakeTimers({ now: Date.UTC(2100, 1, 2) });
  const made = Array.from({ length: 10_000 }, () => newId<'clip'>());
  vi.setSystemTime(Date.UTC(2026, 1, 2));
  made.push(...Array.from({ length: 10_000 }, () => newId<'clip'>()));
  expect(made).toEqual([...new Set(made)].sort());
});
