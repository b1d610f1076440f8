import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Passage } from '@/utils/claim/claim';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import type { Verdict } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { cpuTime } from '../cpu-time';
import { importedReport, readReport } from '../report/read-back';
import { asClaim } from './labelled';

function passage(quote: string | null, more: Partial<Passage> = {}): Passage {
  return { clipId: newId<'clip'>(), quote, pageText: null, verdict: null, language: null, ...more };
}

const english = { language: 'en' };

describe('a hint', () => {
  test('names the words, their place in the claim, and every clip that was searched', () => {
    const claim = asClaim('Losses fell by 44 % in Lorzac');
    const passages = [passage('Losses fell in Lorzac.'), passage('They fell by 12 %.')];
    const [hint, ...others] = checkClaim(claim, passages, english);
    expect(others).toEqual([]);
    expect(hint).toMatchObject({ kind: 'percentage', words: '44 %', found: 'nowhere' });
    expect(claim.text.slice(hint?.start, hint?.end)).toBe('44 %');
    expect(hint?.soughtIn).toEqual(passages.map(({ clipId }) => clipId));
  });

  test.each([
    ['en', 'In 2018 farmers lost the harvest', 'date', '2018'],
    ['en', 'The 2018 droughts emptied the lake', 'date', '2018'],
    ['en', 'The season of 2024/25 was dry', 'date', '2024'],
    ['en', 'The drought hit 2018 farmers', 'figure', '2018'],
    ['fr', 'Depuis 2018 agriculteurs et élus négocient', 'date', '2018'],
    ['fr', 'La sécheresse a touché 2018 agriculteurs', 'figure', '2018'],
    ['de', 'Seit 2018 sinkt der See', 'date', '2018'],
    ['es', 'El lago (2018) baja', 'date', '2018'],
    ['de', 'Die Dürre traf 2018 Bauern', 'figure', '2018'],
  ])('calls a year a date, and a count a figure: %s, %s', (language, words, kind, year) => {
    const hints = checkClaim(asClaim(words), [passage('1999, 17/18.', { language })], { language });
    expect(hints).toContainEqual(expect.objectContaining({ kind, words: year }));
  });

  test.each([
    ['en', 'The lock was shut on 5 May.', '5 May'],
    ['fr', 'L’écluse a fermé le 5 mai.', '5 mai'],
    ['fr', 'L’écluse a fermé le 5 janv. 2019.', '5 janv. 2019'],
  ])('names a date without the full stop of its sentence: %s, %s', (language, text, date) => {
    const hints = checkClaim(asClaim(text), [passage('It is shut.', { language })], { language });
    expect(hints.map(({ words }) => words)).toEqual([date]);
  });

  test('appears once for a word that a claim has twice', () => {
    const hints = checkClaim(
      asClaim('In Lorzac, and only in Lorzac'),
      [passage('Elsewhere.')],
      english,
    );
    expect(hints.map(({ words }) => words)).toEqual(['Lorzac']);
  });

  test('does not appear if any of the passages has the words', () => {
    const passages = [passage('Nothing.'), passage('It fell by 44 per cent.')];
    expect(checkClaim(asClaim('It fell by 44 %'), passages, english)).toEqual([]);
  });

  test('tells when the page has the words but its passage does not', () => {
    const page = passage('Losses fell.', { pageText: 'Losses fell. It was 44 %.' });
    expect(checkClaim(asClaim('losses fell by 44 %'), [page], english)).toMatchObject([
      { kind: 'percentage', found: 'page-only' },
    ]);
  });

  test('finds words that the passage has only since the page changed', () => {
    const now = 'The array cost 2.35 million euros.';
    const changed = passage('The array cost 2.31 million euros.', {
      ...{ now, pageText: `${now} Seals keep away.`, verdict: 'altered' },
    });
    const claim = asClaim('The array cost 2.35 million euros');
    expect(checkClaim(claim, [changed], english)).toMatchObject([
      { kind: 'citations-failed' },
      { words: '2.35 million euros', found: 'passage-now' },
    ]);
    const elsewhere = { ...changed, now: 'The array cost 2.33 million euros.' };
    expect(checkClaim(claim, [elsewhere], english)).toMatchObject([
      { kind: 'citations-failed' },
      { words: '2.35 million euros', found: 'page-only' },
    ]);
  });

  test('tells that the page has a date and a name which its passage does not have', () => {
    const far = 'The jury reads every letter with care and asks for more. '.repeat(10);
    const quote = 'The prize was given to a physicist.';
    const born = 'Werner Heisenberg was born on 5 December 1901.';
    const pageText = `The prize. ${far}${born} ${far}${quote} ${far}On 5 May 2019 it rained.`;
    const page = passage(quote, { pageText, language: 'en' });
    const claim = asClaim('En 2019, Werner Heisenberg a reçu le prix le 5 mai.');
    expect(checkClaim(claim, [page], { language: 'fr' })).toMatchObject([
      { kind: 'date', words: '2019', found: 'page-only' },
      { kind: 'name', words: 'Werner Heisenberg', found: 'page-only' },
      { kind: 'date', words: '5 mai', found: 'page-only' },
    ]);
  });

  test('tells that a passage does not name what its page names often, if the passage names something else', () => {
    const quote = 'The valley lost half of its wells.';
    const named = ' Lorzac has wells.'.repeat(5);
    const others = ' There are wells elsewhere too, and nobody has counted them yet.'.repeat(200);
    const claim = asClaim('The wells of Lorzac are half of what they were');
    const short = passage(quote, { pageText: quote + named });
    expect(checkClaim(claim, [short], english)).toEqual([]);
    const other = 'The wells of the Morvac are down to half of what they were.';
    const long = passage(other, { pageText: other + named + others });
    expect(checkClaim(claim, [long], english)).toMatchObject([
      { kind: 'name', words: 'Lorzac', found: 'page-only' },
    ]);
  });

  test('uses the page as the passage if the citation names none', () => {
    const page = passage(null, { pageText: 'Losses fell. It was 44 %.' });
    expect(checkClaim(asClaim('losses fell by 44 %'), [page], english)).toEqual([]);
    expect(checkClaim(asClaim('losses fell by 48 %'), [page], english)).toMatchObject([
      { kind: 'percentage', found: 'not-on-page' },
    ]);
  });

  test('does not speak of the passages if a passage was not found, so that its page was searched', () => {
    const page = passage(null, {
      pageText: 'The country ranks last among 10 wealthy countries.',
      verdict: 'unchecked',
    });
    const claim = asClaim('it ranks last among 12 wealthy countries');
    for (const passages of [[page], [page, passage('The country ranks last.')]]) {
      expect(checkClaim(claim, passages, english)).toMatchObject([
        { kind: 'figure', words: '12', found: 'not-on-page' },
      ]);
    }
  });

  describe('of a count in a page without a passage', () => {
    const filler = ' And so on. And so on. And so on. ';
    const english = `The report assessed 10 wealthy countries for 12 years.${filler}The low ranking of the union is due to wealth. Finland has the highest ranking.`;
    const french = `Le rapport porte sur 10 pays riches pendant 12 ans.${filler}Le mauvais classement de cette fédération vient des revenus. La Finlande a le meilleur classement.`;
    test.each<{ name: string; language: 'en' | 'fr'; text: string; hinted: string[] }>([
      {
        name: 'is not shown for a word where the page has digits, in another sentence',
        language: 'en',
        text: 'of the ten countries, Finland has the highest ranking',
        hinted: [],
      },
      {
        name: 'is not shown for digits either',
        language: 'en',
        text: 'of the 10 countries, Finland has the highest ranking',
        hinted: [],
      },
      {
        name: 'is shown if the page counts other things',
        language: 'en',
        text: 'of the twelve countries, Finland has the highest ranking',
        hinted: ['twelve'],
      },
      {
        name: 'is not shown for a French word where the page has digits',
        language: 'fr',
        text: 'des dix pays, la Finlande a le meilleur classement',
        hinted: [],
      },
      {
        name: 'is shown if a French page counts other things',
        language: 'fr',
        text: 'des douze pays, la Finlande a le meilleur classement',
        hinted: ['douze'],
      },
    ])('$name', ({ language, text, hinted }) => {
      const pageText = language === 'en' ? english : french;
      const hints = checkClaim(asClaim(text), [passage(null, { pageText, language })], {
        language,
      });
      expect(hints.map(({ words }) => words)).toEqual(hinted);
    });
  });

  describe('of a precise figure in a page without a passage', () => {
    const paragraph = `We randomly assigned 1,204 adults aged 65 years or older to walking groups or to usual care. Staff who measured outcomes did not know the assignment. The primary outcome was measured at 12 months. Of the practices, 31 took part. Systolic blood pressure fell by 3.8 mmHg more in the walking group (95% CI 1.1 to 6.5).`;
    const others = `Costs were low. ${'The adults met in parks and went on afterwards. '.repeat(8)}`;
    const hintsOn = (text: string, pageText: string) =>
      checkClaim(asClaim(text), [passage(null, { pageText, language: 'en' })], {
        language: 'en',
        between: false,
      }).map(({ words }) => words);
    test.each([
      ['In a trial of 1,204 people, systolic blood pressure fell by 3.8 mmHg (95% CI 1.1–6.5)', []],
      ['A trial with 1,204 participants found that blood pressure fell in the walking group', []],
      ['In a trial of 1,240 people, systolic blood pressure fell by 3.8 mmHg', ['1,240']],
      ['In a trial of 1,204 people, systolic blood pressure fell by 4.2 mmHg', ['4.2']],
    ])('is not shown if it stands in the paragraph of the claim: %s', (text, hinted) => {
      expect(hintsOn(text, `${others}\n${paragraph}\n${others}`)).toEqual(hinted);
    });

    test.each([
      ['In 1,204 healthy adults, systolic blood pressure fell in the walking group', []],
      ['A trial with 1,204 participants found that blood pressure fell', ['1,204']],
    ])('is not shown if the page counts the same elsewhere: %s', (text, hinted) => {
      const apart = paragraph.replace('Staff', `\n${others}\nStaff`);
      expect(hintsOn(text, apart)).toEqual(hinted);
    });

    test('is shown if only another row of a table has it', () => {
      const table = 'Wells by valley\nLorzac\n12,345\nMorvac\n23,456\nDelmas\n9,871';
      expect(hintsOn('The valley of Morvac has 12,345 wells', table)).toEqual(['12,345']);
      expect(hintsOn('The valley of Morvac has 23,456 wells', table)).toEqual([]);
    });
  });

  test('does not appear if there is nothing to search', () => {
    expect(checkClaim(asClaim('It fell by 44 % in Lorzac'), [passage(null)], english)).toEqual([]);
    expect(checkClaim(asClaim('It fell by 44 % in Lorzac'), [], english)).toEqual([]);
  });
});

describe('failed citations', () => {
  const verdicts = (...given: (Verdict | null)[]) =>
    checkClaim(
      asClaim('the river rose'),
      given.map((verdict) => passage('The river rose.', { verdict })),
      english,
    ).map(({ kind, words }) => `${kind}: ${words}`);

  test.each<{ name: string; given: (Verdict | null)[]; hints: string[] }>([
    { name: 'all failed', given: ['missing', 'gone'], hints: ['citations-failed: the river rose'] },
    { name: 'one altered', given: ['altered'], hints: ['citations-failed: the river rose'] },
    { name: 'one blocked', given: ['blocked'], hints: ['citations-unread: the river rose'] },
    {
      name: 'none was read',
      given: ['unreachable', 'blocked'],
      hints: ['citations-unread: the river rose'],
    },
    {
      name: 'one failed and one was not read',
      given: ['missing', 'blocked'],
      hints: ['citations-failed: the river rose'],
    },
    { name: 'one of two holds', given: ['missing', 'verbatim'], hints: [] },
    { name: 'one was never checked', given: ['missing', null], hints: [] },
    { name: 'one is yet to be pinned', given: ['missing', 'unpinned'], hints: [] },
    { name: 'none', given: [], hints: [] },
  ])('$name', ({ given, hints }) => {
    expect(verdicts(...given)).toEqual(hints);
  });
});

test.each([
  ['is one name', 'They asked the Bank of America.', 'They asked a bank.', ['Bank of America']],
  ['is found as it stands', 'They asked the Bank of America.', 'So says Bank of America.', []],
  [
    'is not another of its kind',
    'It was the Bank of England.',
    'The Bank of Scotland spoke.',
    ['Bank of England'],
  ],
])('what “of” joins %s', (_name, text, quote, words) => {
  const hints = checkClaim(asClaim(text), [passage(quote)], english);
  expect(hints.map((hint) => hint.words)).toEqual(words);
});

describe('a word that opens a sentence', () => {
  const hintsOf = (text: string, report?: readonly string[]) => {
    const statements = (report ?? []).map((plain) => ({
      statementId: newId<'statement'>(),
      plain,
      citationsAt: [],
      claims: [],
      uncited: [],
    }));
    const vocabulary = gatherVocabulary({ statements });
    const options = report === undefined ? english : { ...english, vocabulary };
    return checkClaim(asClaim(text), [passage('Nothing of it.')], options).map(
      ({ words }) => words,
    );
  };

  test('is not a name by itself', () => expect(hintsOf('Kestrel grew')).toEqual([]));

  test('is one where the report writes it so inside a sentence', () =>
    expect(hintsOf('Kestrel grew', ['They say that Kestrel grew.'])).toEqual(['Kestrel']));

  test('is not a name if the report also writes it in lower case', () =>
    expect(hintsOf('the Basin grew', ['The basin grew.'])).toEqual([]));

  test('is the whole report’s topic where most of it speaks of it', () => {
    const report = Array.from({ length: 10 }, (_, at) => `Here OTIR is named, ${at}.`);
    expect(hintsOf('they use OTIR')).toEqual(['OTIR']);
    expect(hintsOf('they use OTIR', report)).toEqual([]);
  });

  test('opens nothing where the claim starts inside its sentence', () => {
    const claim = {
      ...asClaim('Kestrel grew'),
      start: 20,
      end: 32,
      sentence: { start: 0, end: 32 },
    };
    const hints = checkClaim(claim, [passage('Nothing of it.')], english);
    expect(hints.map(({ words }) => words)).toEqual(['Kestrel']);
  });
});

test('a claim never gets a hint against its own text, whatever the text', () => {
  const piece = fc.constantFrom(
    '44 %',
    '1,5 M€',
    '$50 trillion',
    '1 500',
    '12,5',
    'trois',
    'mars 2025',
    '14 mars',
    'T1 2025',
    '2019',
    'OTAN',
    'Lorzac',
    'Gemini 2.5',
    'GPT-4.5',
    '« de l’eau »',
    '“quiet waters”',
    '3e',
    'mi-mars',
    '18 mois',
    '1 h 30',
    'de',
    'et',
    ',',
    'the',
    'two thirds',
    '10 à 20 %',
    'x2',
    '2024-06-05',
    '-',
    '(',
    ')',
    '.',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 10 }),
      fc.constantFrom('fr', 'en'),
      (pieces, language) => {
        const text = pieces.join(' ');
        expect(checkClaim(asClaim(text), [passage(text)], { language })).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test('a long text of many beginnings is checked in a short time', () => {
  const beginnings = [
    '1 ',
    '1,',
    '1.',
    "1'000",
    '« ',
    '“a ',
    '"a ',
    'A. ',
    'one ',
    'and ',
    'mars ',
    '3 au ',
    '[',
    'X ',
    'x-',
    '$',
    'a third ',
    'É',
    '\u0301',
  ];
  for (const beginning of beginnings) {
    const text = beginning.repeat(40_000 / beginning.length);
    const started = cpuTime();
    checkClaim(asClaim(text), [passage(text)], english);
    expect(cpuTime() - started, JSON.stringify(beginning)).toBeLessThan(2000);
  }
});

describe('brackets in a quotation', () => {
  const PAGE = 'The ministry closed all 40 dams, as the minister teh said. The water stays low.';
  const quoted = (words: string, page = PAGE) =>
    checkClaim(asClaim(`It says “${words}”`), [passage(page)], english).map(
      ({ kind, words: named }) => [kind, named],
    );

  test.each([
    ['a capital for a small letter', '[A]s the minister teh said'],
    ['a small letter for a capital', '[t]he ministry closed all 40 dams'],
    ['the words of the page', '[The ministry] closed all 40 dams'],
    ['an omission', 'The ministry closed [. . .] dams […]'],
    ['a remark', 'as the minister teh [sic] said'],
  ])('%s has no hint', (_, words) => {
    expect(quoted(words)).toEqual([]);
  });

  test.each([
    ['without them', 'the ministry closed all 40 dams'],
    ['with them', '[T]he ministry closed all 40 dams'],
    ['with the other case in them', '[t]he ministry closed all 40 dams'],
  ])('a first letter that the page has in brackets has no hint %s', (_, words) => {
    expect(quoted(words, 'He wrote that “[T]he ministry closed all 40 dams.”')).toEqual([]);
  });

  test('in French, an elided article in brackets has no hint', () => {
    const page = passage('Selon elle, l’eau monte. Qu’il pleuve ou non.', { language: 'fr' });
    for (const words of ['[L]’eau monte', '[q]u’[i]l pleuve']) {
      expect(checkClaim(asClaim(`« ${words} »`), [page], { language: 'fr' }), words).toEqual([]);
    }
  });

  test.each([
    ['words for others', '[it] closed all 40 dams', [['quotation-brackets', '[it]']]],
    ['a denial', 'The water [never] stays low', [['quotation-brackets', '[never]']]],
    ['a figure', 'The ministry closed all [44] dams', [['figure', '44']]],
    [
      'each of several',
      '[it] closed all 40 dams, as [he] said',
      [
        ['quotation-brackets', '[it]'],
        ['quotation-brackets', '[he]'],
      ],
    ],
  ])('%s have a hint of their own', (_, words, hints) => {
    expect(quoted(words)).toEqual(hints);
  });

  test.each([
    ['other words stand around them', '[it] opened all 40 dams'],
    ['a remark stands for words', 'as the minister [sic] said'],
    ['the letter is another', '[W]hen ministry closed all 40 dams'],
  ])('the whole quotation has the hint if %s', (_, words) => {
    expect(quoted(words)).toEqual([['quotation', words]]);
  });

  test.each([
    ['two words in one', 'she closed the dam', 'When [s]he closed the dam'],
    ['a word without its first letter', '[S]he closed the dam', 'When he closed the dam'],
  ])('%s are not one of them', (_, words, page) => {
    expect(quoted(words, page)).toEqual([['quotation', words]]);
  });
});

describe('a block of quoted text', () => {
  const said = (text: string, quote: string) =>
    checkClaim({ ...asClaim(text), isQuoted: true }, [passage(quote)], english);
  const PAGE = 'Engines account for most of the noise. Announcements add no more than 2 decibels.';

  test('has a hint for each sentence that its passage does not have', () => {
    const text =
      'Engines account for little of the noise. Announcements add no more than 2 decibels.';
    expect(said(text, PAGE)).toMatchObject([
      { kind: 'quotation', words: 'Engines account for little of the noise.', found: 'nowhere' },
    ]);
  });

  test.each([
    ['letter for letter', PAGE],
    ['with an omission', 'Engines account for […] the noise.'],
    ['with who said it', 'Engines account for most of the noise.\n— Ann Lee, The Gazette'],
    ['with who said it on its line', 'Engines account for most of the noise. — Ann Lee'],
    ['in quotation marks, with a remark', '“Engines account for most of the noise.” So the city.'],
    ['that is a note of the report', 'Note: nobody counted the horn.'],
  ])('has no hint if it is there %s', (_, text) => {
    expect(said(text, PAGE).filter(({ kind }) => kind.startsWith('quotation'))).toEqual([]);
  });

  test('outside of such a block the same words are no quotation', () => {
    expect(checkClaim(asClaim('Nobody hears the engines.'), [passage(PAGE)], english)).toEqual([]);
  });
});

describe('words of a link', () => {
  const QUOTE =
    'La consommation a baissé de 41 % en moyenne, avec des écarts de 28 % à 57 % selon les communes.';
  const page = [
    'Accueil',
    'Extinction nocturne : Bilan de douze communes',
    'La facture baisse depuis 2022.',
    QUOTE,
  ].join('\n');
  const hintsOf = (markdown: string): readonly (readonly string[])[] => {
    const { claims } = deriveReportClaims(importedReport(readReport(markdown)).content);
    const more = { pageText: page, language: 'fr' };
    const passages = [passage(QUOTE, more)];
    return claims.map((claim) =>
      checkClaim(claim, passages, { language: 'fr' }).map(({ words }) => words),
    );
  };
  const FACT = 'La consommation a baissé de 41 %';
  const TITLE = '[Bilan de douze communes](https://etude.example/a)';

  test.each([
    `${FACT} (voir Vasseur, ${TITLE}, p. 3).`,
    `${FACT} (${TITLE}, p. 3).`,
    `${FACT} (rapport public, ${TITLE.replace('douze', 'treize')}, p. 3).`,
    `${FACT} (cf. Vasseur, « ${TITLE} », p. 3).`,
    `${FACT} (entretien, ${TITLE.replace('douze', 'treize')}, accès réservé).`,
    `${FACT}, dit « ${TITLE} », rapport de la région.`,
    `Selon *${TITLE}*, la consommation a baissé de 41 %.`,
  ])('that name the source have no hints: %s', (markdown) => {
    expect(hintsOf(markdown)[0]).toEqual([]);
  });

  test.each([
    ['Source', 'La Gazette de Lorzac', []],
    ['Économies', 'La Gazette de Lorzac', ['Gazette', 'Lorzac']],
    ['Économies', '43 %', ['43 %']],
  ])('in a cell under “%s”: %s', (head, words, hints) => {
    const row = `| consommation | 41 % | [${words}](https://etude.example/a) |`;
    expect(hintsOf(`| quoi | baisse | ${head} |\n|---|---|---|\n${row}`)[0]).toEqual(hints);
  });

  test.each([
    ['Selon lui, [la consommation a baissé de 43 %](https://etude.example/a).', ['43 %']],
    ['Il dit (et [elle a baissé de 43 %](https://etude.example/a), selon lui).', ['43 %']],
    ['Il dit (en été, [elle a baissé de 43 %](https://etude.example/a)).', ['43 %']],
    ['[La baisse de 43 %](https://etude.example/a) est connue.', ['43 %']],
    ['Il cite [Une baisse de 43 %](https://etude.example/a).', ['43 %']],
    [`La consommation a baissé de 43 % (voir Vasseur, ${TITLE}, p. 3).`, ['43 %']],
    ['Elle a baissé de 43 % (voir [Baisse de 43 %](https://etude.example/a), p. 3).', ['43 %']],
  ])('of a sentence, and other words, keep theirs: %s', (markdown, expected) => {
    expect(hintsOf(markdown)[0]).toEqual(expect.arrayContaining(expected));
  });
});

/** In many tables only the heading of a column names the unit. */
describe('the figure of a cell without its unit is asked about', () => {
  const asked = (claim: string, quote: string) =>
    checkClaim(
      asClaim(claim),
      [passage(quote, { pageText: `Rates, per cent\n${quote}` })],
      english,
    ).map(({ words, found, against }) => [words, found, against]);
  test.each([
    ['The rate is 4.9%.', '4.9', '4.9%', '4.9'],
    ['In the East the rate is 4.9%.', 'East\n5.1\n4.9', '4.9%', '4.9'],
  ])('%s <= %j', (claim, quote, words, against) => {
    expect(asked(claim, quote)).toEqual([[words, 'nowhere', against]]);
  });
  test.each([
    ['In the East the rate is 4.9%.', 'The East has 4.9 and more.', '4.9%'],
    ['In the East the rate is 4.9%.', 'East\n4.8', '4.9%'],
    ['In the East the fund has 4.9 million euros.', 'East\n4.9', '4.9 million euros'],
  ])('not that of a sentence, or another: %s <= %j', (claim, quote, words) => {
    expect(asked(claim, quote)).toEqual([[words, 'nowhere', undefined]]);
  });
});

describe('a quotation that closes behind its citation is compared whole', () => {
  const URL = 'https://paper.example/a';
  const hintsOf = (markdown: string, quote: string) => {
    const { claims } = deriveReportClaims(importedReport(readReport(markdown)).content);
    return claims.map((claim) =>
      checkClaim({ ...claim }, [passage(quote)], english)
        .filter(({ kind }) => kind === 'quotation')
        .map(({ words, start, end }) => {
          expect(claim.text.slice(start, end)).toBe(words);
          return words;
        }),
    );
  };
  const BOOM = 'We have not seen a boom, we have seen the';
  test.each([
    [`“${BOOM} [end of a crisis](${URL}),” said Ingrid Sall.`, `${BOOM} end of a slump,” she said`],
    [
      `“Man’s greed in the ocean is [killing the whales](${URL}),” says Parata.`,
      'Man’s greed in the ocean is hurting the whales',
    ],
    [
      `“It is [cheaper to build than to explain](${URL}).”`,
      'It is cheaper to run than to explain.',
    ],
    [
      `“It is [cheaper](${URL}) to build than to explain.”`,
      'It is cheaper to run than to explain.',
    ],
    [
      `"It is cheaper to build than to explain[^1]," he said.\n\n[^1]: ${URL}`,
      'It is cheaper to run',
    ],
    [`Il dit : « It is [cheaper to build](${URL}) ».`, 'It is cheaper to run'],
  ])('%s', (markdown, quote) => {
    const [hints = []] = hintsOf(markdown, quote);
    expect(hints).toHaveLength(1);
    expect(markdown.replace(/[[\]]/gu, '')).toContain(hints[0]);
    const same = markdown.replace(/\]\([^)]*\)|\[\^1\].*|\[/gsu, '');
    expect(hintsOf(markdown, same)).toEqual([[]]);
  });

  test.each([
    [`He is “cheap” and [says so](${URL}) “at home”.`, 'He is cheap, and says so.'],
    [`A 5" pipe is [too thin](${URL}), as is a "thick" one.`, 'A pipe is too thin.'],
  ])('but not one that begins behind it: %s', (markdown, quote) => {
    expect(hintsOf(markdown, quote)).toEqual([[]]);
  });
});

test.each(['« m³ »', 'CO₂', 'km²', 'kWh', 'm²'])('a unit is no name: %s', (unit) => {
  const hints = checkClaim(
    asClaim(`It is given in ${unit} there`),
    [passage('It is low.')],
    english,
  );
  expect(hints).toEqual([]);
});

test('the hint shows the figure that the passage gives for the name of the claim', () => {
  const claim = 'Finland has 632 heat pumps per 1,000 households, the highest density of all';
  const page =
    'In 2024 an estimated 25.5 million heat pumps were installed. The highest density is in Norway (632 per 1,000 households), followed by Finland (524) and Sweden (509).';
  expect(checkClaim(asClaim(claim), [passage(page)], english)).toMatchObject([
    { kind: 'other-figure', words: '632', against: expect.stringContaining('Finland (524)') },
  ]);
});

describe('a negative number in a cell is the amount of a fall', () => {
  const row = 'Germany\n177.5\n281.5\n439.5\n198.5\n−54.8';
  const head = (last: string) => `Country\n2021\n2022\n2023\n2024\n${last}\n`;
  const asked = (claim: string, last: string) =>
    checkClaim(
      asClaim(claim),
      [passage(row, { pageText: `${head(last)}${row}\nFrance\n1\n2\n3\n4\n−28.0` })],
      english,
    ).map(({ words }) => words);
  test.each([
    ['Sales in Germany fell by 54.8% from 2023 to 2024', 'Change 2023–24 (%)', []],
    ['In Germany sales fell by 54.8% in 2024', 'Change in per cent', []],
    ['Sales in Germany fell by 28.0% from 2023 to 2024', 'Change 2023–24 (%)', ['28.0%']],
    ['Sales in Germany rose by 54.8% from 2023 to 2024', 'Change 2023–24 (%)', ['54.8%']],
    ['Sales in Germany fell by 54.8% from 2023 to 2024', 'Change 2023–24', ['54.8%']],
  ])('%s, under “%s”', (claim, last, hints) => {
    const found = asked(claim, last).filter((words) => words.includes('%'));
    expect(found).toEqual(hints);
  });
});
