import { describe, expect, test } from 'vitest';
import { cleanTag, readTags } from '@/utils/text/read-tags';

describe('a tag', () => {
  test.each<[string, string, string]>([
    ['loses the blanks at its ends and doubled within', '  river \n levels ', 'river levels'],
    ['keeps the spelling that the report has', 'LEVELS', 'Levels'],
    ['of blanks is none', ' \t ', ''],
    ['is composed, so that it is found however it was typed', 'crue\u0301', 'crué'],
    ['of any length is cut', 'x'.repeat(100), 'x'.repeat(60)],
  ])('%s', (_name, words, expected) => {
    expect(cleanTag(words, ['Levels'])).toBe(expected);
  });

  test('several are separated by commas and semicolons, each once', () => {
    expect(readTags('snow, Snow; levels ,, melt', ['Levels', 'snow'])).toEqual([
      'snow',
      'Levels',
      'melt',
    ]);
  });
});
