import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LockEntry, lockKey, pinWithLock, readLock, writeLock } from '@/cli/lock-file';
import type { CitedPassage } from '@/cli/opened-report';
import { newId } from '@/utils/model/ids';
import { clipOf } from '../verify/quote-fixture';

const ENTRY: LockEntry = {
  address: 'https://a.example/#:~:text=rose',
  from: 'link',
  wording: 'rose by 61 per cent',
  before: 'The river ',
  after: ' in May.',
  position: [10, 29],
  page: 'a'.repeat(64),
  seen: '2026-05-01T10:00:00.000Z',
};

function passage(address: string, quote: string | null = null): CitedPassage {
  const { pin } = clipOf(quote);
  const rest = {
    place: null,
    raw: null,
    label: 'a',
    claim: '',
    page: address,
    isListed: false,
    pin,
  };
  return { address, clipId: newId<'clip'>(), ...rest };
}

/** A lock file with these entries, as anybody could write it. */
const fileOf = (...citations: object[]) => JSON.stringify({ pincite: 1, citations });

function lockOf(...entries: LockEntry[]) {
  const lock = readLock(fileOf(...entries));
  if (!lock.ok) throw new Error(lock.error.detail);
  return lock.value;
}

test('what is written is read again, and written in the same bytes in any order', () => {
  const words = fc.string({ unit: 'binary', maxLength: 20 }).map((s) => `x${s}`);
  const entry = fc.record({
    address: fc.nat().map((page) => `https://a.example/${page}#:~:text=rose`),
    from: fc.constantFrom('quotation' as const, 'link' as const),
    wording: words,
    before: words,
    after: words,
    position: fc.tuple(fc.nat(), fc.nat()),
    page: fc.constant('0'.repeat(64)),
    seen: fc.constant('2026-05-01T10:00:00.000Z'),
  });
  const entries = fc.uniqueArray(entry, { selector: ({ address }) => new URL(address).href });
  fc.assert(
    fc.property(entries, (given) => {
      const written = writeLock(lockOf(...given));
      const again = readLock(written);
      expect(again.ok && writeLock(again.value)).toBe(written);
      expect(writeLock(lockOf(...given.toReversed()))).toBe(written);
      expect([...lockOf(...given).values()]).toEqual(given);
    }),
  );
});

test('a changed word is one changed line', () => {
  const lines = (wording: string) => writeLock(lockOf({ ...ENTRY, wording })).split('\n');
  const [one, other] = [lines('rose by 61 per cent'), lines('rose by 68 per cent')];
  expect(one.filter((line, at) => line !== other[at])).toEqual([
    '      "wording": "rose by 61 per cent",',
  ]);
  expect(one).toContain('      "position": [10, 29],');
});

describe('the reader refuses', () => {
  test.each([
    ['what is not JSON', '{"pincite": 1'],
    ['another file', '{"name": "x"}'],
    ['a list', '[]'],
    ['an unknown field', fileOf({ ...ENTRY, trust: true })],
    ['a missing field', fileOf({ ...ENTRY, page: undefined })],
    ['wording without words', fileOf({ ...ENTRY, wording: '…' })],
    ['wording of another type', fileOf({ ...ENTRY, wording: 61 })],
    ['wording without end', fileOf({ ...ENTRY, wording: 'x'.repeat(100_001) })],
    ['an address that is no web page', fileOf({ ...ENTRY, address: 'file:///etc/passwd' })],
    ['a negative position', fileOf({ ...ENTRY, position: [-1, 3] })],
    ['two entries of one citation', fileOf(ENTRY, { ...ENTRY, wording: 'other words' })],
    ['an inherited field', `{"__proto__": {"pincite": 1, "citations": []}}`],
  ])('%s', (_, json) => {
    const lock = readLock(json);
    expect(lock.ok ? 'read' : lock.error.code).toBe('lock-broken');
  });

  test('the file of a newer version, and says so', () => {
    const lock = readLock('{"pincite": 2, "pages": []}');
    expect(lock).toEqual({ ok: false, error: { code: 'lock-newer', detail: '2' } });
  });
});

describe('an adopted citation', () => {
  test('is judged by the adopted wording and its surroundings', () => {
    const { quote, selectors } = pinWithLock(passage(ENTRY.address), lockOf(ENTRY));
    expect(quote).toBe('rose by 61 per cent');
    expect(selectors).toEqual({
      quote: { exact: 'rose by 61 per cent', prefix: 'The river ', suffix: ' in May.' },
      position: { start: 10, end: 29 },
    });
  });

  test.each([
    ['with another passage in its link', passage('https://a.example/#:~:text=fell')],
    ['with a quotation in front of it', passage(ENTRY.address, 'rose by 68 per cent')],
  ])('%s is another citation', (_, other) => {
    expect(pinWithLock(other, lockOf(ENTRY))).toBe(other.pin);
  });

  test('with a quotation is found by its words', () => {
    const quoted: LockEntry = { ...ENTRY, from: 'quotation' };
    const lock = lockOf(quoted);
    expect(lock.has(lockKey(passage(ENTRY.address, 'rose by 61 per cent')))).toBe(true);
    expect(lock.has(lockKey(passage(ENTRY.address, 'rose by 68 per cent')))).toBe(false);
  });
});
