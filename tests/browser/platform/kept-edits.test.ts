import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropEdit, editKey, keepEdit, keptEdits } from '../../../utils/platform/kept-edits';

// A page of an earlier file may have kept its last edits when it closed.
beforeEach(() => localStorage.clear());

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const kept = () => ({ key: editKey('updates', 'report'), reportId: 'report', text: 'AAA=' });

test('a kept edit stays until it is dropped, and an edit that replaced it stays', () => {
  const first = kept();
  keepEdit(first);
  localStorage.setItem('other', 'of no report');
  expect(keptEdits('updates')).toEqual([first]);
  const later = { ...first, text: 'AQE=' };
  keepEdit(later);
  dropEdit(first);
  expect(keptEdits('updates')).toEqual([later]);
  dropEdit(later);
  expect(keptEdits('updates')).toEqual([]);
});

test.each<[string, () => Storage]>([
  ['has none', () => null as unknown as Storage],
  [
    'refuses it',
    () => {
      throw new DOMException('', 'SecurityError');
    },
  ],
])('in a page whose browser %s nothing is kept, and nothing fails', (_what, storage) => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(storage);
  const edit = kept();
  keepEdit(edit);
  expect(keptEdits('updates')).toEqual([]);
  dropEdit(edit);
});
