import { afterEach, expect, test, vi } from 'vitest';
import { dropEdit, editKey, keepEdit, keptEdits } from '../../../utils/platform/kept-edits';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const kept = () => ({ key: editKey('report'), reportId: 'report', update: 'AAA=' });

test('what is kept is there until it is dropped, and what replaced it stays', () => {
  const first = kept();
  keepEdit(first);
  localStorage.setItem('other', 'of no report');
  expect(keptEdits()).toEqual([first]);
  const later = { ...first, update: 'AQE=' };
  keepEdit(later);
  dropEdit(first);
  expect(keptEdits()).toEqual([later]);
  dropEdit(later);
  expect(keptEdits()).toEqual([]);
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
  expect(keptEdits()).toEqual([]);
  dropEdit(edit);
});
