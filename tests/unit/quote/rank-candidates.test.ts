import { describe, expect, test } from 'vitest';
import { figureKey, termsOf } from '@/utils/quote/clue-terms';
import { type Clues, rankCandidates } from '@/utils/quote/rank-candidates';
import { createPlainTextModel } from '@/utils/text/plain-text-model';

const BULLETIN = [
  'Home',
  'Bulletins',
  'Lake levels, April 2026',
  'By A. Gauge, 1 May 2026',
  'On 30 April the level at the northern gauge was 44 centimetres above the mean of the past ten years. The southern basin stayed within 5 cm of its mean.',
  'Late snow held the melt back by almost three weeks, says Marta Lindqvist of the Alpine Survey. “Nobody had expected so slow a flood,” she told the council in Brisac.',
  'Storage in the reservoir rose to 61 per cent of capacity, 1,250 million cubic metres. A year ago it stood at 48 per cent.',
  'The sluice at Fort Doré stays closed until the inspection of 12 June.',
  'Subscribe to our newsletter',
  'The gauge at the mill was moved in 2019, and readings before that year are not comparable.',
  'Related: Snow survey, third visit',
].join('\n');

const JAPANESE = [
  '水位速報',
  '四月三十日の北側の水位は平年より44センチ高かった。南側は平年並みだった。',
  '山の雪どけは三週間近く遅れ、湖への流入は五月まで続いた。',
  '水門は六月十二日の点検まで閉じたままである。',
].join('\n');

/** The text that the best passage must contain, for each claim. */
const LABELLED: readonly (readonly [string, string, Clues, string])[] = [
  [
    'a figure and its unit',
    BULLETIN,
    { claims: ['The north of the lake stood 44 cm above its ten-year mean'] },
    '44 centimetres above the mean',
  ],
  [
    'a French claim on an English page, by figure and name',
    BULLETIN,
    { claims: ['Selon Marta Lindqvist, la fonte a pris près de trois semaines de retard'] },
    'Marta Lindqvist',
  ],
  [
    'a figure in the other language’s spelling',
    BULLETIN,
    { claims: ['la retenue atteint 1 250 millions de mètres cubes'] },
    '1,250 million cubic metres',
  ],
  [
    'a quotation, over a passage with a shared figure',
    BULLETIN,
    { claims: ['In April 2026 an official said “nobody had expected so slow a flood”.'] },
    'Nobody had expected so slow a flood',
  ],
  [
    'a name with an accent that the page writes differently',
    BULLETIN,
    { claims: ['la vanne de Fort Dore reste fermée'] },
    'The sluice at Fort Doré',
  ],
  [
    'a year among many figures',
    BULLETIN,
    { claims: ['Readings cannot be compared with those before 2019, when the gauge moved'] },
    'moved in 2019',
  ],
  [
    'rare words alone',
    BULLETIN,
    { claims: ['the sluice will only open after an inspection'] },
    'The sluice at Fort Doré stays closed',
  ],
  [
    'the terms of a link that finds nothing any more',
    BULLETIN,
    { claims: [], words: ['Storage in the reservoir rose to 59', 'of capacity'] },
    'rose to 61 per cent',
  ],
  [
    'a day and a month',
    BULLETIN,
    { claims: ['closed until 12 June'] },
    'the inspection of 12 June',
  ],
  [
    'Japanese, without any spaces',
    JAPANESE,
    { claims: ['山の雪どけが三週間ほど遅れたという'] },
    '山の雪どけは三週間近く遅れ',
  ],
  ['Japanese, by a figure', JAPANESE, { claims: ['北岸で44センチ上昇'] }, '44センチ'],
];

describe('the best passage', () => {
  test.each(LABELLED)('is recognised by %s', (_name, page, clues, words) => {
    const [best] = rankCandidates(createPlainTextModel(page), clues);
    expect(best && page.slice(best.start, best.end)).toContain(words);
  });
});

describe('the footer of a page', () => {
  const row = 'Station Brisac: northern gauge, April, 44 cm';
  const footer = '© 2026 Station Brisac, Northern Gauge Survey. All rights reserved.';
  const first = (page: readonly string[], claim: string) => {
    const text = page.join('\n');
    const [best] = rankCandidates(createPlainTextModel(text), { claims: [claim] });
    return best && text.slice(best.start, best.end);
  };

  test('comes behind a row of a table that shares nearly as much', () => {
    const page = [...BULLETIN.split('\n'), row, footer];
    const claim = 'Station Brisac, northern gauge, April 2026';
    expect(first(page, claim)).toBe(row);
    // Without the sign it is a line like any other, and shares a rarer figure.
    expect(first([...page.slice(0, -1), footer.replace('© ', '')], claim)).toContain('2026');
  });

  test('is offered if nothing else shares enough', () => {
    expect(first([...BULLETIN.split('\n'), footer], 'Station Brisac, gauge survey')).toContain('©');
  });

  test('is not a line with the sign in the middle of the page', () => {
    const credit = 'Photograph: © 2026 Station Brisac, seen from the northern gauge in April.';
    const page = [credit, row, ...BULLETIN.split('\n')];
    expect(first(page, 'Station Brisac, northern gauge, April 2026')).toBe(credit);
  });
});

test('two adjacent sentences are one passage if only both contain the claim', () => {
  const claims = ['44 centimetres above the mean in the north, 5 cm in the southern basin'];
  const [best] = rankCandidates(createPlainTextModel(BULLETIN), { claims });
  const text = best && BULLETIN.slice(best.start, best.end);
  expect(text).toMatch(/^On 30 April.*of its mean\.$/u);
});

test('passages are sorted by rank, at most five, without overlap', () => {
  const page = Array.from(
    { length: 30 },
    (_, at) => `Station ${at.toString()} measured 44 centimetres near Brisac on a clear morning.`,
  ).join('\n');
  const found = rankCandidates(createPlainTextModel(page), { claims: ['44 centimetres, Brisac'] });
  expect(found).toHaveLength(5);
  const scores = found.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  const places = [...found].sort((a, b) => a.start - b.start);
  places.slice(1).forEach((place, at) => {
    expect(place.start).toBeGreaterThanOrEqual(places[at]?.end ?? 0);
  });
});

test('shared words are listed in the page’s spelling, the most significant first', () => {
  const claims = ['Marta Lindqvist : près de trois semaines, “the council”'];
  const [best] = rankCandidates(createPlainTextModel(BULLETIN), { claims });
  expect(best?.shared).toEqual(expect.arrayContaining(['Marta', 'Lindqvist']));
  expect(best?.shared).not.toContain('the');
});

test.each([
  ['no claim', { claims: [] }],
  ['a claim of small words', { claims: ['It was not the one that they had before.'] }],
  ['a claim about something else', { claims: ['Zebras gallop quickly'] }],
  ['punctuation', { claims: ['— … !'] }],
])('%s ranks nothing', (_name, clues) => {
  expect(rankCandidates(createPlainTextModel(BULLETIN), clues)).toEqual([]);
});

test('an empty page ranks nothing', () => {
  expect(rankCandidates(createPlainTextModel(''), { claims: ['44 centimetres'] })).toEqual([]);
});

test('the same passage twice, as in a teaser, is offered once', () => {
  const sentence = 'The level was 44 centimetres above the mean at Brisac.';
  const page = [sentence, 'Something else in between.', sentence].join('\n');
  const found = rankCandidates(createPlainTextModel(page), { claims: ['44 centimetres'] });
  expect(found).toHaveLength(1);
});

describe('a short claim beside others in its sentence', () => {
  const page = createPlainTextModel(
    [
      'We interviewed 612 salaried riders between May and July 2025.',
      'Of all riders, 71 % had pain in the back, but 44 % had to stay away from work.',
      'The share of women among them was 44 % in another city.',
      'In the winter nobody was asked.',
    ].join('\n'),
  );
  const around = ['612 riders were interviewed in May 2025; 44 % stayed away from work'];

  test('gets the passages that share its own words, and sees only these as shared', () => {
    const [best, ...others] = rankCandidates(page, {
      claims: ['44 % stayed away from work'],
      around,
    });
    expect(page.text.slice(best!.start, best!.end)).toContain('but 44 %');
    expect([best, ...others].flatMap((passage) => passage?.shared)).not.toContain('612');
    expect(others.map(({ start }) => start)).not.toContain(0);
  });

  test('gets first the passage that shares more with its sentence', () => {
    const [best] = rankCandidates(page, { claims: ['it was 44 %'], around });
    expect(page.text.slice(best!.start, best!.end)).toContain('but 44 %');
  });

  test('gets those of its sentence if no passage shares its own words', () => {
    const [best] = rankCandidates(page, { claims: ['prices fell'], around });
    expect(page.text.slice(best!.start, best!.end)).toContain('612');
    expect(rankCandidates(page, { claims: [''], around })[0]?.start).toBe(0);
  });
});

describe('terms', () => {
  test.each([
    ['1,234', '1234'],
    ['1.234', '1234'],
    ['1 234', '1234'],
    ['12\u202F345\u202F678', '12345678'],
    ['1,5', '1.5'],
    ['1.5', '1.5'],
    ['+3', '3'],
    ['−3', '3'],
    ['2026', '2026'],
  ])('the figure %s is looked for as %s', (written, key) => {
    expect(figureKey(written)).toBe(`n:${key}`);
  });

  test('have positions in any script', () => {
    const text = 'L’Observatoire d’OpenAI a publié 1 250 pages sur 水位速報 en avril.';
    for (const { at, shown } of termsOf(text)) {
      expect(text.slice(at, at + shown.length)).toBe(shown);
    }
    const shown = [...termsOf(text)].map((term) => term.shown);
    expect(shown).toEqual(expect.arrayContaining(['Observatoire', 'OpenAI', '水位', '位速']));
  });

  test('a capital at a sentence’s start makes no name, one inside it does', () => {
    const kinds = new Map(
      [...termsOf('Lakes rose. Rivers fed Brisac.')].map(({ shown, kind }) => [shown, kind]),
    );
    expect(kinds.get('Lakes')).toBe('word');
    expect(kinds.get('Rivers')).toBe('word');
    expect(kinds.get('Brisac')).toBe('name');
  });
});

test('claims about one text get the passages that each gets alone', () => {
  const model = createPlainTextModel(BULLETIN);
  const about = LABELLED.filter(([, text]) => text === BULLETIN);
  expect(about.length).toBeGreaterThan(3);
  for (const [, text, clues] of about) {
    const alone = rankCandidates(createPlainTextModel(text), clues);
    expect(rankCandidates(model, clues)).toEqual(alone);
  }
});

test.each([
  [
    'The rule applies from 1 January 2026 in the Brisac valley',
    'Der Rat von Brisac hat eine Regel beschlossen, die ab 1. Januar 2026 gilt.',
  ],
  [
    'In the second quarter use in Brisac sank by 12.5 per cent',
    'Im 2. Quartal sank der Verbrauch in Brisac um 12,5 Prozent.',
  ],
  [
    'From 7 July a card costs 18.40 euros in Brisac',
    'In Brisac kostet die Karte vor dem 7. Juli nicht mehr als 18,40 Euro.',
  ],
  [
    'In the first half-year Brisac sold 9,300 cards',
    'Brisac verkaufte im gesamten 1. Halbjahr nur 9300 Karten.',
  ],
])('a German page whose language is not named is not cut at ordinals: %s', (claim, sentence) => {
  const text = `Das Wasser ist knapp, und der Rat der Stadt hat sich mit dem Plan befasst. ${sentence} Die Leute sind nicht froh.`;
  for (const language of ['', 'en', 'de']) {
    const [best] = rankCandidates(
      createPlainTextModel(text),
      { claims: [claim] },
      { limit: 1, language },
    );
    expect(text.slice(best?.start, best?.end)).toBe(sentence);
  }
});

describe('a part of a date or of a time is no figure that a claim shares', () => {
  const basket = 'Un panier complet compte 30 articles de plus de trois rayons.';
  test.each([
    ['Publié le mardi 18 mars 2025 à 9 h 30', 'Le lot moyen contient 30 produits'],
    ['Publié le mardi 18 mars 2025 à 9h30', 'Le lot moyen contient 30 produits'],
    ['Mis à jour le 30 mars 2025 à 9 h', 'Le lot moyen contient 30 produits'],
    ['Updated on March 30, 2025 at 9 a.m.', 'The mean lot has 30 products'],
    ['Updated on the 30th of March', 'The mean lot has 30 products'],
  ])('%s', (dateline, claim) => {
    const model = createPlainTextModel(`${dateline}\n${basket}`);
    const found = rankCandidates(model, { claims: [claim] });
    expect(found.map(({ start, end }) => model.text.slice(start, end))).toEqual([basket]);
  });

  test.each(['Publié à 20h13', 'Publié à 20 h', 'Posted at 8:20 pm', 'Posted at 20 p.m.'])(
    '%s, though nothing else has the figure',
    (dateline) => {
      const model = createPlainTextModel(dateline);
      expect(rankCandidates(model, { claims: ['Elle a 20 ans'] })).toEqual([]);
    },
  );

  test.each([
    ['le rapport du 30 avril', 'The report of 30 April 2026 was late.'],
    ['the visit of 30th April', 'La visite du 30 avril a duré.'],
    ['il ouvre à 9 h 30', 'Ouverture à 9h30 chaque jour.'],
    ['ils roulent 30 h', 'They drive 30 hours.'],
  ])('but the same date or time is shared: %s', (claim, page) => {
    const [best] = rankCandidates(createPlainTextModel(page), { claims: [claim] });
    expect(best?.shared).toContain(/30|9/u.exec(page)?.[0]);
  });
});

test('the head of a table, which shares only years, comes behind a row that shares another figure', () => {
  const lines = [
    ['Country', '2021', '2022', '2023', '2024', 'Change 2023–24 (%)'],
    ['Germany', '177.5', '281.5', '439.5', '198.5', '−54.8'],
    ['France', '537.3', '621.8', '572.5', '412.1', '−28.0'],
    ['Total', '1,401.2', '1,766.5', '1,577.1', '1,100.8', '−30.2'],
  ];
  const text = lines.flat().join('\n');
  const rows = lines.map((cells) => {
    const row = cells.join('\n');
    return { start: text.indexOf(row), end: text.indexOf(row) + row.length, isSure: true };
  });
  const claims = ['In total 1.1 million units were sold in 2024, 30.2% fewer than in 2023'];
  const found = rankCandidates(createPlainTextModel(text), { claims }, { rows });
  expect(text.slice(found[0]?.start, found[0]?.end)).toBe(lines[3]?.join('\n'));
  const years = rankCandidates(
    createPlainTextModel(text),
    { claims: ['From 2021 to 2024'] },
    { rows },
  );
  expect(text.slice(years[0]?.start, years[0]?.end)).toBe(lines[0]?.join('\n'));
});
