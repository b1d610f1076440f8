import { expect, test } from 'vitest';
import { cameIn, NOTHING_SHOWN, type Shown } from '@/components/export/came-in';

const shown = (statements: Record<string, string>, sections: string[], clips: string[]): Shown => ({
  statements: new Map(Object.entries(statements)),
  sections: new Set(sections),
  clips: new Set(clips),
});

test('of a new report, everything is an arrival', () => {
  const after = shown({ a: 'It rose.', b: 'It fell.' }, ['s'], ['c']);
  const came = { clips: 1, sections: 1, statements: 2, changed: 0 };
  expect(cameIn(NOTHING_SHOWN, after)).toEqual(came);
});

test('new and changed statements are distinguished, and removed ones count as neither', () => {
  const before = shown({ a: 'It rose.', b: 'It fell.', gone: 'Old.' }, ['s'], ['c', 'd']);
  const after = shown({ a: 'It rose by 4.', b: 'It fell.', e: 'New.' }, ['s', 't'], ['c']);
  const came = { clips: 0, sections: 1, statements: 1, changed: 1 };
  expect(cameIn(before, after)).toEqual(came);
});

test('equal reports have no arrivals', () => {
  const same = shown({ a: 'It rose.' }, ['s'], ['c']);
  expect(cameIn(same, same)).toEqual({ clips: 0, sections: 0, statements: 0, changed: 0 });
});
