import { describe, expect, test } from 'vitest';
import { isPass } from '@/utils/model/evidence';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { marksInside } from '@/utils/quote/quote-marks';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { clipOf } from './quote-fixture';

const page = (sentence: string) =>
  createPlainTextModel(`A note from the valley. ${sentence} Nobody slept that night.`);

/** Judges a quote of one sentence against a page with a changed sentence. */
function judge(quote: string, captured: string, now: string) {
  const then = page(captured);
  const start = then.text.indexOf(quote);
  expect(start).toBeGreaterThanOrEqual(0);
  const range = { start, end: start + quote.length };
  const selectors = { quote: describeTextQuote(then, range), position: range };
  return judgeQuote(page(now), clipOf(quote, { selectors, directive: { start: quote } }), {
    reader: 'tab',
  });
}

describe('a figure at the edge that became part of a range is altered', () => {
  test.each([
    ['to', 'a ticket costs 5', 'A ticket costs 5.', 'A ticket costs 5 to 10.', '5 to 10'],
    ['a spaced dash', 'a ticket costs 5', 'A ticket costs 5.', 'A ticket costs 5 – 10.', '5 – 10'],
    ['a dash', 'a ticket costs 5', 'A ticket costs 5.', 'A ticket costs 5–10.', '5–10'],
    ['or', 'a ticket costs 5', 'A ticket costs 5.', 'A ticket costs 5 or 10.', '5 or 10'],
    ['à', 'un billet coûte 5', 'Un billet coûte 5.', 'Un billet coûte 5 à 10.', '5 à 10'],
    [
      'to, behind a unit',
      'rose by 5 %',
      'It rose by 5 %.',
      'It rose by 5 % to 10 %.',
      '5 % to 10 %',
    ],
    [
      'to, behind a currency',
      'costs 5 euros',
      'It costs 5 euros.',
      'It costs 5 euros to 10 euros.',
      '5 euros to 10',
    ],
    [
      'to, in words',
      'a ticket costs five',
      'A ticket costs five.',
      'A ticket costs five to ten.',
      'five to ten',
    ],
    [
      'or, in words',
      'a ticket costs two',
      'A ticket costs two.',
      'A ticket costs two or three.',
      'two or three',
    ],
    [
      'à, in words',
      'un billet coûte cinq',
      'Un billet coûte cinq.',
      'Un billet coûte cinq à dix.',
      'cinq à dix',
    ],
    [
      'to, before it',
      '10 fish were seen',
      'Only 10 fish were seen.',
      'Only 5 to 10 fish were seen.',
      '5 to 10',
    ],
  ])('%s', (_name, quote, captured, now, shown) => {
    const { verdict, evidence } = judge(
      captured.includes(quote) ? quote : capital(quote),
      captured,
      now,
    );
    expect(verdict).toBe('altered');
    expect(evidence.passage?.text).toContain(shown);
    expect(evidence.changes.map(({ fact }) => fact)).toContain('figure');
  });

  test('unless it was captured out of the range', () => {
    const sentence = 'A ticket costs 5 to 10 in the town.';
    expect(judge('A ticket costs 5', sentence, sentence)).toMatchObject({
      verdict: 'verbatim',
      flags: [],
    });
    const dashed = 'A ticket costs 5 – 10 in the town.';
    expect(judge('A ticket costs 5', dashed, dashed).verdict).toBe('verbatim');
  });

  test('nor where what follows is another figure', () => {
    const sentence = 'It rose 5 % in 2019 to 30 million.';
    const clip = clipOf('It rose 5 % in 2019');
    expect(judgeQuote(page(sentence), clip, { reader: 'tab' }).verdict).toBe('verbatim');
  });

  test('nor where a word only looks like one', () => {
    const clip = clipOf('The house on the hill has two');
    const sentence = 'The house on the hill has two to spare, or one.';
    expect(judgeQuote(page(sentence), clip, { reader: 'tab' }).verdict).toBe('verbatim');
  });

  test('a quote without recorded surroundings was cut out of the range', () => {
    const clip = clipOf('A ticket costs 5');
    const { verdict } = judgeQuote(page('A ticket costs 5 to 10.'), clip, { reader: 'tab' });
    expect(verdict).toBe('altered');
  });
});

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const QUOTE = 'the old dam holds in a flood';

describe('a change of the sentence’s meaning makes it moved, with a flag', () => {
  test.each([
    [
      'a negation far before it',
      'The engineers of the valley and of both towns on the river agree in every report that',
      'The engineers of the valley and of both towns on the river do not agree in every report that',
      ', they say.',
      ', they say.',
    ],
    [
      'a negation before the whole sentence',
      'Surely',
      'It is not true that surely',
      ', they say.',
      ', they say.',
    ],
    [
      'a negation behind it',
      'They say that',
      'They say that',
      ', which the last report of the wardens bears out.',
      ', which the last report of the wardens never bears out.',
    ],
    [
      'a figure before it',
      'In 12 of the 15 reports it says that',
      'In 2 of the 15 reports it says that',
      '.',
      '.',
    ],
    [
      'a figure behind it',
      'They say that',
      'They say that',
      ' with a chance of 95 percent.',
      ' with a chance of 5 percent.',
    ],
  ])('%s', (_name, before, beforeNow, behind, behindNow) => {
    const judged = judge(QUOTE, `${before} ${QUOTE}${behind}`, `${beforeNow} ${QUOTE}${behindNow}`);
    expect(judged.verdict).toBe('moved');
    expect(judged.flags).toContain('changed-nearby');
  });
});

describe('at the edge of a page, too', () => {
  const read = (then: string, now: string) => {
    const start = then.indexOf(QUOTE);
    const range = { start, end: start + QUOTE.length };
    const quote = describeTextQuote(createPlainTextModel(then), range);
    const clip = clipOf(QUOTE, {
      selectors: { quote, position: range },
      directive: { start: QUOTE },
    });
    return judgeQuote(createPlainTextModel(now), clip, { reader: 'tab' });
  };

  test.each([
    ['words came before it', `${QUOTE}. A note.`, `It is not true that ${QUOTE}. A note.`],
    ['words came behind it', `A note. They say ${QUOTE}`, `A note. They say ${QUOTE} in no year.`],
    ['words came before the only sentence', `${QUOTE}.`, `It is not true that ${QUOTE}.`],
  ])('%s', (_name, then, now) => {
    const judged = read(then, now);
    expect(judged.verdict).toBe('moved');
    expect(judged.flags).toContain('changed-nearby');
    expect(read(then, then)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test.each([
    ['a sentence came before it', `${QUOTE}. A note.`, `It is not true.\n${QUOTE}. A note.`],
    ['a sentence came behind it', `A note. They say ${QUOTE}.`, `A note. They say ${QUOTE}. No.`],
  ])('not where %s', (_name, then, now) => {
    expect(read(then, now)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });
});

describe('words that move the recorded context out of reach', () => {
  const LONG =
    'The wardens of both towns on the river, who had seen many a flood of it in their lives, wrote to the paper and to the mayor and to all who asked that';
  const INSERTED =
    'but that nobody at either of the two offices believed, whatever was said of it later, that';

  test('turn it, before it', () => {
    const judged = judge(QUOTE, `${LONG} ${QUOTE}.`, `${LONG} ${INSERTED} ${QUOTE}.`);
    expect(judged.verdict).toBe('moved');
    expect(judged.flags).toContain('changed-nearby');
  });

  test('turn it, behind it', () => {
    const behind = `, ${INSERTED}`;
    const judged = judge(
      QUOTE,
      `They say ${QUOTE}, ${LONG}.`,
      `They say ${QUOTE}${behind}, ${LONG}.`,
    );
    expect(judged.verdict).toBe('moved');
    expect(judged.flags).toContain('changed-nearby');
  });

  test('do not where they negate and count nothing', () => {
    const judged = judge(QUOTE, `${LONG} ${QUOTE}.`, `${LONG} the good and the old say ${QUOTE}.`);
    expect(judged).toMatchObject({ verdict: 'verbatim', flags: ['changed-nearby'] });
  });
});

describe('a change without effect on the meaning keeps the verdict', () => {
  test.each([
    [
      'the next sentence',
      'They say that the old dam holds in a flood. It has 3 gates.',
      'They say that the old dam holds in a flood. It has 4 gates.',
    ],
    [
      'another word',
      'The keepers say that the old dam holds in a flood.',
      'The wardens say that the old dam holds in a flood.',
    ],
    [
      'no change',
      'In 2 of 3 reports the old dam holds in a flood, not more.',
      'In 2 of 3 reports the old dam holds in a flood, not more.',
    ],
  ])('%s', (_name, captured, now) => {
    expect(judge(QUOTE, captured, now).verdict).toBe('verbatim');
  });
});

describe('a link that dies of typography alone', () => {
  test.each([
    ['dashes', 'a flood - the worst - of the river', 'A flood – the worst – of the river'],
    ['a dash in a range', 'from 12-15 wells in the valley', 'from 12–15 wells in the valley'],
    ['hyphens', 'a well-known keeper of the dam', 'a well‑known keeper of the dam'],
  ])('%s', (_name, quote, now) => {
    const directive = { start: quote };
    const judged = judgeQuote(page(`${now}.`), clipOf(quote, { directive }), { reader: 'tab' });
    expect(judged).toMatchObject({ verdict: 'typographic', flags: ['dead-link'] });
  });

  test('is moved if its terms are in another place', () => {
    const directive = { prefix: 'Everybody knew', start: 'a well-known keeper' };
    const clip = clipOf('a well-known keeper', { directive });
    const judged = judgeQuote(page('He is a well‑known keeper.'), clip, { reader: 'tab' });
    expect(judged.verdict).toBe('moved');
    expect(isPass(judged.verdict)).toBe(true);
  });
});

test('only typography kills a link whose quote ends in a closing mark before white space', () => {
  const there = 'He said: “The cost—benefit ratio fell.”\nNobody slept.';
  const quote = '“The cost-benefit ratio fell.”';
  const judged = judgeQuote(
    createPlainTextModel(there),
    clipOf(quote, { directive: { start: quote } }),
    { reader: 'tab' },
  );
  expect(judged).toMatchObject({ verdict: 'typographic', flags: ['dead-link'] });
});

describe('words that another block lends a passage', () => {
  const quote = 'Rivers of the valley rise in May';
  const clip = (prefix: string) =>
    clipOf(quote, {
      selectors: { quote: { exact: quote, prefix, suffix: ', they say.' }, position: null },
    });
  const read = (text: string, prefix: string) =>
    judgeQuote(createPlainTextModel(text), clip(prefix), { reader: 'tab' });

  test('are none of its own', () => {
    const now = 'A book of the town\nRivers\nof the valley rise in May, they say.';
    const { verdict, evidence } = read(now, 'A book of the town\nRivers\n');
    expect(verdict).toBe('altered');
    expect(evidence.passage?.text).toBe('of the valley rise in May');
    expect(evidence.changes).toEqual([{ fact: 'name', from: 'Rivers', to: '' }]);
  });

  test('are its own where it was split', () => {
    const now = 'A book of the town\nRivers\nRivers\nof the valley rise in May, they say.';
    expect(isPass(read(now, 'A book of the town\nRivers\n').verdict)).toBe(true);
    const bare = 'Rivers\nof the valley rise in May, they say.';
    expect(isPass(read(bare, '').verdict)).toBe(true);
  });
});

describe('a quote that changed in its place and is also elsewhere', () => {
  const captured =
    'The paper of the valley wrote on Monday: the river rose by 61 centimetres. So the wardens told it.';
  const quote = 'the river rose by 61 centimetres';
  const read = (now: string, directive: { start: string } | null) => {
    const then = page(captured);
    const start = then.text.indexOf(quote);
    const range = { start, end: start + quote.length };
    const selectors = { quote: describeTextQuote(then, range), position: range };
    const model = createPlainTextModel(`${page(now).text}\nAn earlier version said that ${quote}.`);
    return judgeQuote(model, clipOf(quote, { selectors, directive }), { reader: 'tab' });
  };

  test.each([
    ['with its link', { start: quote }],
    ['without one', null],
  ])('is altered, %s', (_name, directive) => {
    const { verdict, evidence } = read(captured.replace('61', '68'), directive);
    expect(verdict).toBe('altered');
    expect(evidence.changes).toEqual([{ fact: 'figure', from: '61', to: '68' }]);
    expect(evidence.passage?.text).toBe('the river rose by 68 centimetres');
  });

  test.each([
    ['at the end of the page', '', (text: string) => text.split(': ')[0]?.concat(': ') ?? ''],
    ['at its start', ' So the wardens told it.', () => ''],
  ])('is altered by one neighbour alone, %s', (_name, suffix, prefixOf) => {
    const prefix = prefixOf(captured);
    const selectors = { quote: { exact: quote, prefix, suffix }, position: null };
    const now = `${prefix}${quote.replace('61', '68')}${suffix}\nEarlier it said that ${quote}, which it did not.`;
    const clip = clipOf(quote, { selectors, directive: { start: quote } });
    const { verdict, evidence } = judgeQuote(createPlainTextModel(now), clip, { reader: 'tab' });
    expect(verdict).toBe('altered');
    expect(evidence.changes).toEqual([{ fact: 'figure', from: '61', to: '68' }]);
  });

  test('is altered where the words before it occur twice', () => {
    const caption = 'Map: the rivers of the valley';
    const words =
      'Below the weir the river rose by 61 centimetres in one night, and the wardens closed both of the roads into the valley.';
    const read = (figure: string) =>
      `${caption} Enlarge\n${caption}\n${words.replace('61', figure)} Then, on Monday, it fell.\n`;
    const then = createPlainTextModel(read('61'));
    const start = then.text.indexOf(words);
    const range = { start, end: start + words.length };
    const selectors = { quote: describeTextQuote(then, range), position: range };
    const clip = clipOf(words, { selectors, directive: { start: words } });
    const now = createPlainTextModel(`${read('68')}An earlier version said: ${words}`);
    expect(judgeQuote(now, clip, { reader: 'tab' }).verdict).toBe('altered');
  });

  test('passes if other words are between it and its context', () => {
    const pushed = captured.replace(quote, `Read on. ${quote}`);
    expect(isPass(read(pushed, { start: quote }).verdict)).toBe(true);
  });

  test('passes if it is also in its place', () => {
    expect(read(captured, { start: quote }).verdict).toBe('verbatim');
  });

  test('passes if nothing similar is in its place', () => {
    const gone = captured.replace(quote, 'nobody was hurt');
    expect(isPass(read(gone, { start: quote }).verdict)).toBe(true);
  });
});

describe('a bound before the figure that opens a quote', () => {
  const quote = '61 boats lay in the harbour';
  test.each([
    ['came', `On Monday ${quote}.`, `On Monday fewer than ${quote}.`, 'moved'],
    ['went', `On Monday at least ${quote}.`, `On Monday ${quote}.`, 'moved'],
    ['changed', `On Monday over ${quote}.`, `On Monday under ${quote}.`, 'moved'],
    ['came in French', `Lundi, ${quote}.`, `Lundi, moins de ${quote}.`, 'moved'],
    ['stayed', `On Monday over ${quote}.`, `On that Monday over ${quote}.`, 'verbatim'],
  ])('%s', (_name, then, now, verdict) => {
    const judged = judge(quote, then, now);
    expect(judged.verdict).toBe(verdict);
    if (verdict === 'moved') expect(judged.flags).toContain('changed-nearby');
  });
});

test('a row that moved is not altered because the next one moved up into its place', () => {
  const row = (name: string) => `${name} station: no report, the pass was closed.`;
  const list = ['Valley', 'Ridge', 'Glacier', 'Summit'].map(row);
  const title = 'What the stations of the mountains sent';
  const then = createPlainTextModel([title, ...list].join('\n'));
  const quote = row('Ridge');
  const start = then.text.indexOf(quote);
  const range = { start, end: start + quote.length };
  const selectors = { quote: describeTextQuote(then, range), position: range };
  const now = [quote, title, ...list.filter((line) => line !== quote)].join('\n');
  const clip = clipOf(quote, { selectors, directive: { start: quote } });
  const judged = judgeQuote(createPlainTextModel(now), clip, { reader: 'tab' });
  expect(isPass(judged.verdict)).toBe(true);
});

test('a row that changed is shown, not the next one, which it resembles as much', () => {
  const row = (name: string) => `${name} station: no report, the pass was closed.`;
  const read = (ridge: string) =>
    ['What the stations sent', row('Valley'), ridge, row('Glacier'), row('Summit')].join('\n');
  const then = createPlainTextModel(read(row('Ridge')));
  const quote = row('Ridge');
  const range = { start: then.text.indexOf(quote), end: then.text.indexOf(quote) + quote.length };
  const selectors = { quote: describeTextQuote(then, range), position: range };
  const now = 'Ridge station: hardly no report, the pass was closed.';
  const clip = clipOf(quote, { selectors, directive: { start: quote } });
  const { verdict, evidence } = judgeQuote(createPlainTextModel(read(now)), clip, {
    reader: 'tab',
  });
  expect(verdict).toBe('altered');
  expect(evidence.passage?.text).toBe(now);
});

test('a figure changed between two rows of figures is altered, although a note gives the old figure', () => {
  const quote = 'If the last gauge reads 120 instead of 12, the middle one stays the same:';
  const read = (line: string) =>
    [
      'Sorted by level they are',
      '2, 2, 3, 3, 3, 4, 5, 5, 12',
      line,
      '2, 2, 3, 3, 3, 4, 5, 5, 120',
      'So.',
    ].join('\n');
  const then = createPlainTextModel(read(quote));
  const start = then.text.indexOf(quote);
  const range = { start, end: start + quote.length };
  const selectors = { quote: describeTextQuote(then, range), position: range };
  const now = `${read(quote.replace('120', '121'))}\nAn earlier version of this page said: ${quote}`;
  const clip = clipOf(quote, { selectors, directive: { start: quote } });
  expect(judgeQuote(createPlainTextModel(now), clip, { reader: 'tab' }).verdict).toBe('altered');
});

describe('a quote between marks of footnotes', () => {
  const modelOf = (figure: string, first = 1, note = '') => {
    const text = `The reservoir holds 61 per cent[${first}]\nThe lake went into 2026 with ${figure} centimetres[${first + 1}] of snow.[${first + 2}] It is fed by two rivers[${first + 3}] in May.\n${note}`;
    const marks = [...text.matchAll(/\[\d\]/g)].map(({ index }) => {
      return { start: index, end: index + 3, kind: 'note' as const };
    });
    return createPlainTextModel(text, undefined, marks);
  };
  const then = modelOf('61');
  const told = 'An earlier version of this page said: The lake went into 2026 with 61 centimetres';

  test.each([
    ['that ends before one', 'snow.'],
    ['that ends inside one', 'snow.['],
    ['that ends behind one', 'snow.[3]'],
  ])('%s is altered in its place, although the page tells the old figure', (_name, last) => {
    const start = then.text.indexOf('The lake');
    const range = { start, end: then.text.indexOf(last) + last.length };
    const quote = then.text.slice(range.start, range.end);
    const selectors = { quote: describeTextQuote(then, range), position: range };
    const marks = marksInside(then, range);
    const clip = clipOf(quote, { selectors, marks, directive: { start: quote } });
    const read = (model: TextModel) => judgeQuote(model, clip, { reader: 'tab' });
    expect(read(then).verdict).toBe('verbatim');
    const { verdict, evidence } = read(modelOf('68', 1, `${told} of snow.`));
    expect(verdict).toBe('altered');
    expect(evidence.changes).toEqual([{ fact: 'figure', from: '61', to: '68' }]);
    // A mark with another number does not count as a change.
    expect(isPass(read(modelOf('61', 2, `${told} of snow.`)).verdict)).toBe(true);
    expect(read(modelOf('61', 5)).evidence.position?.start).toBe(start);
  });
});

/** Sentences with marks and dashes between their words. */
const MARKED = [
  'Lors d’un vote solennel, l’élue dit : « qu’on l’entende – d’accord – s’il pleut ».',
  'She said “it’s ‘own’ goals” — the town – and ‘stop’ went on…here (“yes”) again.',
  'Er sagte „um ‚rund‘ zwei“ – so ging es - und „ja“.',
];

test.each(MARKED)('any words of a page that stays the same stay verbatim: %s', (sentence) => {
  const there = page(sentence);
  // A quote may begin behind an article or the like, as in "d’un".
  const words = [...there.text.matchAll(/(?<!\p{L})(?:it’s|\p{L}+)(?!\p{L})/gu)];
  // The judge lets none end inside of a word, as "d" does there.
  const isWhole = ({ 0: word, index }: RegExpExecArray) =>
    !/^’\p{L}/u.test(there.text.slice(index + word.length));
  const judged = words.flatMap((first, at) =>
    words
      .slice(at)
      .filter(isWhole)
      .map((last) => {
        const range = { start: first.index, end: last.index + last[0].length };
        const quote = there.text.slice(range.start, range.end);
        const selectors = { quote: describeTextQuote(there, range), position: range };
        const { verdict, flags } = judgeQuote(there, clipOf(quote, { selectors }), {
          reader: 'tab',
        });
        return `${quote}: ${[verdict, ...flags].join(' ')}`;
      }),
  );
  expect(judged.length).toBeGreaterThan(100);
  expect(judged.filter((each) => !each.endsWith(': verbatim'))).toEqual([]);
});

test.each([
  ['“', '”'],
  ['"', '"'],
  ['« ', ' »'],
])('an altered passage ends with the closing mark of its quote: %s%s', (open, close) => {
  const quote = `${open}We could hire ten people tomorrow,${close}`;
  const then = `Lack of staff holds us back. ${quote} said Petra Novak, who runs a bakery.`;
  const start = then.indexOf(quote);
  const range = { start, end: start + quote.length };
  const selectors = {
    quote: describeTextQuote(createPlainTextModel(then), range),
    position: range,
  };
  const now = createPlainTextModel(then.replace('ten', 'twelve'));
  const { evidence } = judgeQuote(now, clipOf(quote, { selectors }), { reader: 'tab' });
  expect(evidence.passage?.text).toBe(quote.replace('ten', 'twelve'));
  expect(evidence.difference.filter(({ op }) => op !== 'same')).toEqual([
    { op: 'removed', text: 'ten' },
    { op: 'added', text: 'twelve' },
  ]);
});
