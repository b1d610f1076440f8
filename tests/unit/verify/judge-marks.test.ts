import { describe, expect, test } from 'vitest';
import { isPass } from '@/utils/model/evidence';
import { marksInside } from '@/utils/quote/quote-marks';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { markedPage } from './marked-page';
import { clipOf } from './quote-fixture';

const line = (passage: string) => `A note from the valley.\nThey wrote: ${passage} That was all.`;

/** Judges the pin that the clipper makes of a passage against the page as it is now. */
function judge(captured: string, now: string) {
  const page = markedPage(line(captured));
  const start = page.text.indexOf('They wrote: ') + 'They wrote: '.length;
  const end = page.text.indexOf(' That was all.');
  const range = { start, end };
  const clip = clipOf(page.text.slice(start, end), { marks: marksInside(page, range) });
  return judgeQuote(markedPage(line(now)), clip, { reader: 'tab' });
}

/** Judges a clip without recorded markup. */
function judgeUnmarked(quote: string, now: string) {
  return judgeQuote(markedPage(line(now)), clipOf(quote), { reader: 'tab' });
}

describe('is verbatim with the same markup', () => {
  test.each([
    ['a unit', 'an area of 10 m<sup>2</sup> was flooded.'],
    ['a formula', 'the CO<sub>2</sub> in the lake rose again.'],
    ['a footnote', 'the sea<note>1</note> was calm that night.'],
    ['an ordinal', 'it was the 20<sup>e</sup> flood of the century.'],
  ])('%s', (_name, passage) => {
    expect(judge(passage, passage)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

describe('is verbatim with a flag if its bare words say something else', () => {
  test.each([
    ['an exponent', 'an area of 10<sup>6</sup> hectares was flooded.', 'marks-unrecorded'],
    ['an index', 'the sum of x10<sub>2</sub> was given in all', 'marks-unrecorded'],
    ['a struck-out figure', 'they won <s>38 %</s> 41 % of all votes.', 'struck-out'],
  ])('%s', (_name, passage, flag) => {
    expect(judge(passage, passage)).toMatchObject({ verdict: 'verbatim', flags: [flag] });
  });

  test('a passage that only a link names', () => {
    const page = markedPage(line('they won <s>38 %</s> 41 % of all votes.'));
    const directive = { start: 'they won', end: 'of all votes' };
    expect(judgeQuote(page, clipOf(null, { directive }), { reader: 'tab' })).toMatchObject({
      verdict: 'located',
      flags: ['struck-out'],
    });
  });
});

test('keeps what the page raises in the passage, also for a clip without recorded markup', () => {
  const now = 'an area of 10<sup>6</sup> hectares was flooded.';
  const { passage } = judgeUnmarked('an area of 106 hectares was flooded.', now).evidence;
  const [mark] = passage?.marks ?? [];
  expect(passage?.text.slice(mark?.start, mark?.end)).toBe('6');
  expect(passage?.marks).toHaveLength(1);
  const plain = 'an area of 106 hectares was flooded.';
  expect(judge(plain, plain).evidence.passage).not.toHaveProperty('marks');
});

describe('is altered when', () => {
  test.each([
    ['an exponent sank', 'an area of 10<sup>2</sup> hectares', 'an area of 102 hectares', 'figure'],
    [
      'a figure was raised',
      'an area of 102 hectares',
      'an area of 10<sup>2</sup> hectares',
      'figure',
    ],
    [
      'an exponent became an index',
      'the sum of x10<sup>2</sup> was given in all',
      'the sum of x10<sub>2</sub> was given in all',
      'figure',
    ],
    [
      'an exponent changed its sign',
      'about 10<sup>-3</sup> grams of it were left in the lake',
      'about 10<sup>3</sup> grams of it were left in the lake',
      'figure',
    ],
    [
      'a negation was struck out',
      'the dam is not safe, they said',
      'the dam is <s>not</s> safe, they said',
      'struck',
    ],
    ['all of it was struck out', 'the dam is quite safe', '<s>the dam is quite safe</s>', 'struck'],
    [
      'a figure was struck out',
      'they paid 5 6 euros then',
      'they paid <s>5</s> 6 euros then',
      'struck',
    ],
  ])('%s', (_name, captured, now, fact) => {
    const { verdict, evidence } = judge(captured, now);
    expect(verdict).toBe('altered');
    expect(evidence.changes.map((change) => change.fact)).toContain(fact);
  });

  test('a word is no longer struck out', () => {
    expect(judge('the dam is <s>not</s> safe', 'the dam is not safe').verdict).toBe('altered');
  });

  test('a linked exponent that hangs on a figure went away', () => {
    const { verdict } = judge('about 10<note>6</note> fish were seen', 'about 10 fish were seen');
    expect(verdict).toBe('altered');
  });

  test('the exponent of a unit went away', () => {
    expect(judge('a lake of 5 km<sup>2</sup> in all', 'a lake of 5 km in all').verdict).toBe(
      'altered',
    );
  });
});

describe('a footnote is not part of the text', () => {
  test.each([
    ['it came', 'the sea was calm that night.', 'the sea<note>1</note> was calm that night.'],
    ['it went', 'the sea<note>1</note> was calm that night.', 'the sea was calm that night.'],
    ['its number changed', 'the sea<note>1</note> was calm.', 'the sea<note>12</note> was calm.'],
    [
      'it is not linked',
      'the sea was calm that night.',
      'the sea<sup>1</sup> was calm that night.',
    ],
    [
      'in brackets, behind a figure',
      'in 2019 it was calm.',
      'in 2019<note>[3]</note> it was calm.',
    ],
    ['at the end', 'the sea was calm.', 'the sea was calm.<note>[4]</note>'],
  ])('%s', (_name, captured, now) => {
    const { verdict, flags } = judge(captured, now);
    expect(isPass(verdict)).toBe(true);
    expect(flags).toEqual([]);
  });

  test('but the words around it are', () => {
    expect(
      judge(
        'the sea was calm on the night of the flood',
        'the sea<note>1</note> was not calm on the night of the flood',
      ).verdict,
    ).toBe('altered');
  });

  test('a quote that ends before it stands whole', () => {
    const { verdict } = judgeUnmarked('They wrote: the sea', 'the sea<note>1</note> was calm');
    expect(verdict).toBe('verbatim');
  });
});

describe('where the clip does not record how it was set', () => {
  test('a raised figure that reads as part of another passes with a flag', () => {
    expect(
      judgeUnmarked('an area of 102 hectares', 'an area of 10<sup>2</sup> hectares'),
    ).toMatchObject({
      verdict: 'verbatim',
      flags: ['marks-unrecorded'],
    });
  });

  test('a quote that writes the exponent passes without one', () => {
    expect(
      judgeUnmarked('an area of 10² hectares', 'an area of 10<sup>2</sup> hectares'),
    ).toMatchObject({
      verdict: 'verbatim',
      flags: [],
    });
  });

  test('struck text does not pass', () => {
    expect(judgeUnmarked('the dam is not safe', 'the dam is <s>not</s> safe').verdict).toBe(
      'altered',
    );
  });

  test('a footnote that was clipped with its number passes', () => {
    const judged = judgeUnmarked('the sea1 was calm', 'the sea<sup>1</sup> was calm');
    expect(isPass(judged.verdict)).toBe(true);
  });
});

test('a page of which nothing but the text is known is read as text', () => {
  const page = createPlainTextModel(line('an area of 102 hectares'));
  expect(judgeQuote(page, clipOf('an area of 102 hectares'), { reader: 'tab' }).verdict).toBe(
    'verbatim',
  );
});
