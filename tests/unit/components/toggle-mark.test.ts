import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EmphasisMark, toggleMark } from '@/components/report/toggle-mark';

/** A text with its selection between bars. */
function toggle(written: string, mark: EmphasisMark): string {
  const [before = '', selected = '', after = ''] = written.split('|');
  const text = before + selected + after;
  const start = before.length;
  const next = toggleMark({ text, start, end: start + selected.length }, mark);
  return [
    next.text.slice(0, next.start),
    next.text.slice(next.start, next.end),
    next.text.slice(next.end),
  ].join('|');
}

test.each<[string, EmphasisMark, string]>([
  ['The |river| rose.', '**', 'The **|river|** rose.'],
  ['The |river| rose.', '*', 'The *|river|* rose.'],
  ['The| river |rose.', '**', 'The **|river|** rose.'],
  ['The **|river|** rose.', '**', 'The |river| rose.'],
  ['The *|river|* rose.', '*', 'The |river| rose.'],
  ['The **|river|** rose.', '*', 'The ***|river|*** rose.'],
  ['The ***|river|*** rose.', '**', 'The *|river|* rose.'],
  ['The ***|river|*** rose.', '*', 'The **|river|** rose.'],
  ['It rose. ||', '**', 'It rose. **||**'],
  ['It rose. **||**', '**', 'It rose. ||'],
  ['It rose.|  |', '*', 'It rose.*|  |*'],
  ['The **river||** rose.', '**', 'The **river**|| rose.'],
  ['The *river||* rose.', '*', 'The *river*|| rose.'],
  ['The **river ||**', '**', 'The **river** ||'],
  ['The ***river||***', '*', 'The ***river*||**'],
  ['The ***river*||**', '**', 'The ***river***||'],
  ['The ***river**||*', '*', 'The ***river***||'],
  ['The **river**|| rose.', '**', 'The **river||** rose.'],
  ['The ||**river** rose.', '**', 'The **||river** rose.'],
  ['The **||river** rose.', '**', 'The ||**river** rose.'],
  ['The **river** and ||*lake*', '**', 'The **river** and **||***lake*'],
  [String.raw`Four \*||`, '*', String.raw`Four \**||*`],
])('%s with %s becomes %s', (written, mark, expected) => {
  expect(toggle(written, mark)).toBe(expected);
});

test.each<EmphasisMark>(['**', '*'])('%s ends the emphasis that it began', (mark) => {
  const begun = toggleMark({ text: 'The  rose.', start: 4, end: 4 }, mark);
  const caret = begun.start + 'river'.length;
  const typed = `${begun.text.slice(0, begun.start)}river${begun.text.slice(begun.start)}`;
  expect(toggleMark({ text: typed, start: caret, end: caret }, mark)).toEqual({
    text: `The ${mark}river${mark} rose.`,
    start: caret + mark.length,
    end: caret + mark.length,
  });
});

test('a second time takes back the first', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.string(), fc.string({ minLength: 1 }), fc.string()),
      fc.constantFrom<EmphasisMark>('**', '*'),
      ([before, selected, after], mark) => {
        fc.pre(!/[*]/u.test(before + selected + after) && selected.trim() !== '');
        const first = { text: before + selected + after, start: before.length };
        const once = toggleMark({ ...first, end: first.start + selected.length }, mark);
        expect(toggleMark(once, mark).text).toBe(first.text);
      },
    ),
  );
});
