import { expect, test } from 'vitest';
import { type CameIn, cameIn, NOTHING_SHOWN, type Shown } from '@/components/export/came-in';

const shown = (statements: Record<string, string>, sections: string[], clips: string[]): Shown => ({
  ...NOTHING_SHOWN,
  statements: new Map(Object.entries(statements)),
  sections: new Set(sections),
  clips: new Set(clips),
});

const NONE: CameIn = {
  ...{ clips: 0, sections: 0, statements: 0, changed: 0 },
  ...{ decisions: 0, notes: 0, answers: 0, signOffs: 0 },
};

test('of a new report, everything is an arrival', () => {
  const after = shown({ a: 'It rose.', b: 'It fell.' }, ['s'], ['c']);
  const came = { ...NONE, clips: 1, sections: 1, statements: 2 };
  expect(cameIn(NOTHING_SHOWN, after)).toEqual(came);
});

test('new and changed statements are distinguished, and removed ones count as neither', () => {
  const before = shown({ a: 'It rose.', b: 'It fell.', gone: 'Old.' }, ['s'], ['c', 'd']);
  const after = shown({ a: 'It rose by 4.', b: 'It fell.', e: 'New.' }, ['s', 't'], ['c']);
  const came = { ...NONE, sections: 1, statements: 1, changed: 1 };
  expect(cameIn(before, after)).toEqual(came);
});

test('new decisions, answers and sign-offs are arrivals', () => {
  const before = { ...NOTHING_SHOWN, decisions: new Set(['one']), signOffs: new Set(['old']) };
  const after = {
    ...NOTHING_SHOWN,
    decisions: new Set(['one', 'two', 'three']),
    notes: new Set(['two']),
    answers: new Set(['fixed']),
    signOffs: new Set(['new']),
  };
  const came = { ...NONE, decisions: 2, notes: 1, answers: 1, signOffs: 1 };
  expect(cameIn(before, after)).toEqual(came);
});

test('equal reports have no arrivals', () => {
  const same = shown({ a: 'It rose.' }, ['s'], ['c']);
  expect(cameIn(same, same)).toEqual(NONE);
});
