import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPass } from '@/utils/model/evidence';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { ALTERED, CUT, TYPOGRAPHIC, VERBATIM } from './altered-quotes';
import { clipOf } from './quote-fixture';

const around = (passage: string) =>
  createPlainTextModel(
    `A note from the valley.\nEverybody agreed on one thing that evening: ${passage} And so on.\nThe end of it.`,
  );

function judge(
  quote: string,
  page: string,
  reader: 'tab' | 'fetch' | 'render' | 'memento' = 'tab',
) {
  return judgeQuote(around(page), clipOf(quote), { reader });
}

test('the table holds at least forty altered quotes in both languages', () => {
  expect(ALTERED.length).toBeGreaterThanOrEqual(40);
  expect(ALTERED.filter(([name]) => /French/u.test(name)).length).toBeGreaterThanOrEqual(8);
});

describe('an altered quote gets no pass, and the change has its name', () => {
  test.each(ALTERED)('%s', (_name, quote, page, fact) => {
    const { verdict, evidence } = judge(quote, page);
    expect(verdict).toBe('altered');
    expect(evidence.reason).toBe('words-changed');
    expect(evidence.changes.map((change) => change.fact)).toContain(fact);
    expect(evidence.difference.some((part) => part.op !== 'same')).toBe(true);
  });

  test.each(ALTERED)('the other way round: %s', (_name, quote, page) => {
    expect(isPass(judge(page, quote).verdict)).toBe(false);
  });
});

describe('typography alone passes', () => {
  test.each(TYPOGRAPHIC)('%s', (_name, quote, page) => {
    expect(judge(quote, page).verdict).toBe('typographic');
    expect(judge(quote, page, 'fetch').verdict).toBe('typographic');
  });
});

describe('verbatim', () => {
  test.each(VERBATIM)('%s', (_name, quote, page) => {
    expect(judge(quote, page)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

describe('a quote cut out of a word or a figure gets no pass', () => {
  test.each(CUT)('%s', (_name, quote, page) => {
    expect(isPass(judge(quote, page).verdict)).toBe(false);
  });

  test('but passes where it also stands whole', () => {
    const { verdict, evidence } = judge('5 %', 'first 15 %, then 5 % in May');
    expect(verdict).toBe('verbatim');
    expect(evidence.passage?.before.endsWith('then ')).toBe(true);
  });
});

describe('case', () => {
  test.each([
    ['a name inside', 'they saw Polish boats there', 'they saw polish boats there'],
    ['an acronym at the start', 'US officials said so then', 'us officials said so then'],
    ['a unit at the start', 'mm of rain were counted', 'Mm of rain were counted'],
    ['a title before a name', 'they met Mr. smith there', 'they met Mr. Smith there'],
    ['shouting', 'THE OLD DAM HELD ALL NIGHT', 'the old dam held all night'],
    ['a German noun', 'sie hat recht behalten damit', 'sie hat Recht behalten damit'],
  ])('%s may not change', (_name, quote, page) => {
    expect(judge(quote, page).verdict).toBe('altered');
  });
});

describe('absence', () => {
  const quote = 'The mayor promised a new school for the autumn term.';

  test.each(['tab', 'render'] as const)('is missing after a reading by %s', (reader) => {
    const { verdict, evidence } = judge(quote, 'Nothing here.', reader);
    expect(verdict).toBe('missing');
    expect(evidence.reason).toBe('nothing-close');
  });

  test.each(['fetch', 'memento'] as const)('stays unchecked after a reading by %s', (reader) => {
    const { verdict, evidence } = judge(quote, 'Nothing here.', reader);
    expect(verdict).toBe('unchecked');
    expect(evidence.reason).toBe('not-found-not-rendered');
  });

  test('a short quote inside another word is not close', () => {
    expect(judge('art', 'they start there').verdict).toBe('missing');
  });
});

describe('evidence', () => {
  const page = around('The river rose by 61 centimetres overnight.');

  test('is the passage with the text around it, and its position', () => {
    const { evidence } = judgeQuote(page, clipOf('rose by 61'), { reader: 'tab' });
    const { passage, position } = evidence;
    expect(passage?.text).toBe('rose by 61');
    expect(page.text.slice(position!.start, position!.end)).toBe('rose by 61');
    expect(passage!.before + passage!.text + passage!.after).toBe(page.text);
  });

  test('of an altered quote is the whole passage in its place', () => {
    const quote = 'The river rose by 6 centimetres overnight.';
    const { evidence } = judgeQuote(page, clipOf(quote), { reader: 'tab' });
    expect(evidence.passage?.text).toBe('The river rose by 61 centimetres overnight.');
    expect(evidence.changes[0]).toEqual({ fact: 'figure', from: '6', to: '61' });
  });

  test('does not cut a surrogate pair', () => {
    const long = createPlainTextModel(`${'😀'.repeat(150)} The dam held. ${'😀'.repeat(150)}`);
    const { passage } = judgeQuote(long, clipOf('The dam held.'), { reader: 'tab' }).evidence;
    expect(passage!.before.isWellFormed()).toBe(true);
    expect(passage!.after.isWellFormed()).toBe(true);
  });
});

describe('links and context', () => {
  const page = createPlainTextModel('First: the dam held.\nA long story.\nLast: the dam held.');
  const last = page.text.lastIndexOf('the dam held');
  const selectors = {
    quote: { exact: 'the dam held', prefix: 'Last: ', suffix: '.' },
    position: null,
  };

  test('the place that the directive finds is the one judged', () => {
    const directive = { prefix: 'Last:', start: 'the dam held' };
    const judged = judgeQuote(page, clipOf('the dam held', { directive }), { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: [] });
    expect(judged.evidence.position?.start).toBe(last);
  });

  test('moved when the directive finds nothing any more', () => {
    const clip = clipOf('the dam held', { directive: { start: 'the old dam held' } });
    const judged = judgeQuote(page, clip, { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'moved' });
    expect(judged.flags).toContain('dead-link');
  });

  test('moved when the directive finds another place', () => {
    const clip = clipOf('the dam held', { directive: { start: 'A long story' } });
    const judged = judgeQuote(page, clip, { reader: 'tab' });
    expect(judged.verdict).toBe('moved');
    expect(judged.flags).not.toContain('dead-link');
  });

  test('without a directive the context chooses the place', () => {
    const judged = judgeQuote(page, clipOf('the dam held', { selectors }), { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: [] });
    expect(judged.evidence.position?.start).toBe(last);
  });

  test('moved when neither the directive nor the context matches', () => {
    const gone = { quote: { ...selectors.quote, prefix: 'In the middle of it ' }, position: null };
    const judged = judgeQuote(page, clipOf('the dam held', { selectors: gone }), { reader: 'tab' });
    expect(judged.verdict).toBe('moved');
  });

  test('changed nearby when the link still leads there but the words around it differ', () => {
    const gone = { quote: { ...selectors.quote, prefix: 'In the middle of it ' }, position: null };
    const directive = { prefix: 'First:', start: 'the dam held' };
    const clip = clipOf('the dam held', { selectors: gone, directive });
    expect(judgeQuote(page, clip, { reader: 'tab' })).toMatchObject({
      verdict: 'verbatim',
      flags: ['changed-nearby'],
    });
  });

  describe('changed nearby, however well the other side matches', () => {
    const said = 'such waste may be kept in the old mine for ten years';
    const suffix = ', as the plan of the town had it from the start.';
    test.each([
      [
        'a negation',
        'He never said that the new rule will mean that ',
        'He always said that the new rule will mean that ',
      ],
      [
        'a far negation',
        'He did not agree that the new rule of the town will mean that ',
        'He did, to agree that the new rule of the town will mean that ',
      ],
      [
        'an added negation',
        'The court held that under the new rule of the town ',
        'The court never held that under the new rule of the town ',
      ],
      [
        'a figure',
        'Of the 15 members of the council most hold that ',
        'Of the 51 members of the council most hold that ',
      ],
      ['a near negation', 'It is true that ', 'It is not true that '],
    ])('%s', (_name, recorded, there) => {
      const quote = { exact: said, prefix: recorded, suffix };
      const pins = { selectors: { quote, position: null } };
      const read = (before: string, directive: { start: string } | null) =>
        judgeQuote(
          createPlainTextModel(`A note.\n${before}${said}${suffix} The end.`),
          clipOf(said, { ...pins, directive }),
          { reader: 'tab' },
        );
      for (const directive of [null, { start: said }]) {
        expect(read(there, directive).flags).toContain('changed-nearby');
        expect(read(recorded, directive)).toMatchObject({ verdict: 'verbatim', flags: [] });
      }
    });

    test('behind the quote as well', () => {
      const quote = { exact: said, prefix: 'He said that ', suffix: ' and 12 months, not more.' };
      const directive = { start: said };
      const clip = clipOf(said, { selectors: { quote, position: null }, directive });
      const page = createPlainTextModel(`He said that ${said} and 12 months, or more. The end.`);
      expect(judgeQuote(page, clip, { reader: 'tab' }).flags).toEqual(['changed-nearby']);
    });

    test('not by other quotation marks or spaces', () => {
      const prefix = 'In “May”, 15 wardens – all of them – did not deny that ';
      const quote = { exact: said, prefix, suffix };
      const clip = clipOf(said, {
        selectors: { quote, position: null },
        directive: { start: said },
      });
      const there = 'In "May",\u00A015 wardens—all of them—did not deny that ';
      const page = createPlainTextModel(`Year 1999 ${there}${said}${suffix}`);
      expect(judgeQuote(page, clip, { reader: 'tab' }).flags).toEqual([]);
    });
  });

  test('ambiguous when nothing distinguishes two places', () => {
    expect(judgeQuote(page, clipOf('the dam held'), { reader: 'tab' }).flags).toContain(
      'ambiguous',
    );
  });

  test('ambiguous when the directive finds a second place, wherever it leads', () => {
    const clip = clipOf('the dam held', { directive: { start: 'the dam held' } });
    const judged = judgeQuote(page, clip, { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: ['ambiguous'] });
    expect(judged.evidence.position?.start).toBe(7);
    const wordless = clipOf(null, { directive: { start: 'the dam held' } });
    expect(judgeQuote(page, wordless, { reader: 'tab' }).flags).toEqual(['ambiguous']);
  });

  test('weak when the terms are too short to be trusted', () => {
    const clip = clipOf('the dam held', { directive: { start: 'dam' } });
    expect(judgeQuote(page, clip, { reader: 'tab' }).flags).toContain('weak');
  });
});

describe('without wording', () => {
  const page = createPlainTextModel('First: the dam held all night.\nA long story.');

  test('a directive that finds a passage is located, never a pass', () => {
    const clip = clipOf(null, { directive: { start: 'the dam', end: 'night' } });
    const judged = judgeQuote(page, clip, { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'located', flags: [] });
    expect(judged.evidence.passage?.text).toBe('the dam held all night');
  });

  test.each([
    [
      'one term',
      { start: 'the dam held all night' },
      { length: 22, blocks: 1, apart: null },
      { term: 'the dam held all night', letters: 18, places: 1 },
    ],
    [
      'a range over two blocks',
      { start: 'all night', end: 'long' },
      { length: 17, blocks: 2, apart: 4 },
      { term: 'long', letters: 4, places: 1 },
    ],
    [
      'a term that stands in many places',
      { start: 'First', end: 'the dam' },
      { length: 14, blocks: 1, apart: 2 },
      { term: 'the dam', letters: 6, places: 3 },
    ],
  ])('tells how specific a directive is: %s', (_name, directive, size, weakest) => {
    const more = createPlainTextModel(
      `${page.text}\nThe dam was seen. The dam stood, the damp rose.`,
    );
    const judged = judgeQuote(more, clipOf(null, { directive }), { reader: 'tab' });
    expect(judged.verdict).toBe('located');
    expect(judged.evidence.located).toEqual({ ...size, weakest });
  });

  test('a directive that finds nothing is unpinned, but not called a link without a passage', () => {
    const clip = clipOf(null, { directive: { start: 'no such words' } });
    expect(judgeQuote(page, clip, { reader: 'tab' })).toMatchObject({
      verdict: 'unpinned',
      flags: ['dead-link'],
      evidence: { reason: 'named-passage-absent' },
    });
    expect(judgeQuote(page, clip, { reader: 'fetch' }).verdict).toBe('unchecked');
  });

  test.each([
    ['no directive', null, []],
    ['a directive that is none', 'text=,x', ['dead-link']],
  ])('%s is unpinned', (_name, directiveAsWritten, flags) => {
    const judged = judgeQuote(page, clipOf(null, { directiveAsWritten }), { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'unpinned', flags });
  });

  test('a quote of nothing but invisible characters is no wording', () => {
    expect(judgeQuote(page, clipOf(' \u00AD\u200B '), { reader: 'tab' }).verdict).toBe('unpinned');
  });
});

test('on any page, a pass means that the page has the quote letter for letter after folding', () => {
  const piece = fc.constantFrom(
    ...['5', '15', '1.5', '−', '-', ' ', ' ', '%', 'not', 'able', 'é', 'e', '“', '"', '’', '.'],
    ...['US', 'us', 'The', 'the', '\n', '\u00A0', '²', '½', 'n’', 'mW', 'MW', ',', '€', '…'],
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 10 }).map((list) => list.join(''));
  // Returns the words and figures in order: the minimum that a pass must preserve.
  const bones = (value: string) =>
    value
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ');
  fc.assert(
    fc.property(text, text, fc.boolean(), (quote, other, stands) => {
      const page = createPlainTextModel(stands ? `${other}${quote}${other}` : `${other}${other}`);
      const { verdict, evidence } = judgeQuote(page, clipOf(quote), { reader: 'tab' });
      if (!isPass(verdict)) return;
      const passage = evidence.passage!;
      expect(bones(passage.text)).toBe(bones(quote));
      expect(`${passage.before.slice(-1)}|${passage.text}`).not.toMatch(/^\p{N}\|\s*\p{N}/u);
      expect(`${passage.text}|${passage.after.slice(0, 1)}`).not.toMatch(/\p{N}\|\p{N}$/u);
    }),
    { numRuns: 1_000 },
  );
});

describe('words that a page shows but its text model does not contain', () => {
  const text = 'The minister did resign from the board.';
  const inside = text.indexOf('resign');
  const shownAt = (at: number) =>
    createPlainTextModel(text, [{ start: 0, end: text.length, language: 'en', barriers: [at] }]);

  test('set the flag "visibility-unknown" when they are inside the passage', () => {
    expect(judgeQuote(shownAt(inside), clipOf('did resign'), { reader: 'tab' })).toMatchObject({
      verdict: 'verbatim',
      flags: ['visibility-unknown'],
    });
  });

  test('set no flag when they are at the edge of the passage', () => {
    for (const quote of ['The minister did', 'resign from the board']) {
      const judged = judgeQuote(shownAt(inside), clipOf(quote), { reader: 'tab' });
      expect(judged).toMatchObject({ verdict: 'verbatim', flags: [] });
    }
  });
});
