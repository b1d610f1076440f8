import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Passage } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

interface Case {
  readonly claim: string;
  /** Null if the claim cites the whole page. */
  readonly quote: string | null;
  /** What the page has besides the quote. */
  readonly page?: string;
  /** When the page says that it was published. */
  readonly publishedAt?: string;
  readonly languages?: readonly [claim: string, page: string];
  /** The words that are pointed out. */
  readonly hints: readonly string[];
}

function hintsOf({ claim, quote, page = '', publishedAt, languages }: Case): string[] {
  const [language, pageLanguage] = languages ?? ['en', 'en'];
  const passage: Passage = {
    clipId: newId<'clip'>() as ClipId,
    quote,
    pageText: quote === null ? page : `${quote}\n${page}`,
    verdict: 'verbatim',
    language: pageLanguage,
    facts: { title: '', siteName: null, authors: [], publishedAt: publishedAt ?? null },
  };
  return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
}

function agree(cases: readonly Case[]): void {
  test.each(cases.map((each) => ({ name: `${each.claim} ← ${each.quote ?? each.page}`, each })))(
    '$name',
    ({ each }) => {
      expect(hintsOf(each)).toEqual(each.hints);
    },
  );
}

describe('a round figure that the passage lacks is pointed out only beside another one', () => {
  agree([
    { claim: 'Some 7% of the barges leak', quote: 'A few of the barges leak.', hints: [] },
    { claim: 'Some 7% of the barges leak', quote: 'Of the barges, 9% leak.', hints: ['7%'] },
    { claim: 'The barges carry five crews', quote: 'The barges carry their crews.', hints: [] },
    {
      claim: 'The barges carry five crews',
      quote: 'The barges carry four crews.',
      hints: ['five'],
    },
    {
      claim: 'For almost a century it was dry',
      quote: 'It has been dry since anybody can remember.',
      hints: [],
    },
    {
      claim: 'For a century it was dry',
      quote: 'It was dry for a millennium.',
      hints: ['a century'],
    },
    {
      claim: 'They moored five times',
      quote: 'They reported two moorings.',
      hints: ['five times'],
    },
    // A precise figure is no guess of the reader.
    { claim: 'Some 7.4% of the barges leak', quote: 'A few of the barges leak.', hints: ['7.4%'] },
    { claim: 'There were 385 barges', quote: 'There were barges.', hints: ['385'] },
    // The same number of something else.
    {
      claim: 'The dam cost 40 million euros',
      quote: 'The dam cost 40 million dollars.',
      hints: ['40 million euros'],
    },
    {
      claim: 'A third of the barges leak',
      quote: 'Half of the barges leak.',
      hints: ['A third'],
    },
    {
      claim: 'On the whole, eight people were fined',
      quote: null,
      page: 'Two ferrymen and six lock keepers were fined. They paid on the whole in kind.',
      hints: [],
    },
  ]);
});

describe('a figure that follows from those of the passage is not pointed out', () => {
  agree([
    {
      claim: 'The council has ten members',
      quote: 'It has four rowers, three millers, two priests and one clerk.',
      hints: [],
    },
    {
      claim: 'The council has eleven members',
      quote: 'It has four rowers, three millers, two priests and one clerk.',
      hints: ['eleven'],
    },
    {
      claim: 'The pump does 15 strokes a second',
      quote: 'The pump does 300 strokes in 20 seconds.',
      hints: [],
    },
    {
      claim: 'The pump does 18 strokes a second',
      quote: 'The pump does 300 strokes in 20 seconds.',
      hints: ['18'],
    },
    {
      claim: 'All but one lock in ten is shut',
      quote: 'Of the locks, 90% are shut.',
      hints: [],
    },
    {
      claim: 'Eighteen months later the second weir broke',
      quote: 'One weir broke in March 2011, and another one in September 2012.',
      hints: [],
    },
    {
      claim: 'A ticket costs 60 cents',
      quote: 'A ticket costs $0.60.',
      hints: [],
    },
    {
      claim: 'A ticket costs 65 cents',
      quote: 'A ticket costs $0.60.',
      hints: ['65 cents'],
    },
    {
      claim: 'About 7 percent of the 9,000 lock gates are new',
      quote: 'Of 9,000 gates on 2,100 locks, more than 630 gates are new.',
      hints: [],
    },
  ]);
});

describe('a month or a season is pointed out only beside another one, or a year', () => {
  agree([
    { claim: 'Tolls have risen since January', quote: 'Tolls have risen all along.', hints: [] },
    {
      claim: 'Tolls have risen since January',
      quote: 'Tolls have risen since April.',
      hints: ['January'],
    },
    {
      claim: 'Tolls have risen since January 2016',
      quote: 'Tolls have risen all along.',
      hints: ['January 2016'],
    },
    {
      claim: 'The dyke was built in the 17th century',
      quote: 'The dyke was built in the 1920s.',
      hints: ['17th century'],
    },
  ]);
});

describe('a date that follows from the day of the page is not pointed out', () => {
  const publishedAt = '2019-03-14T09:30:00Z';
  agree([
    // 14 March 2019 was a Thursday.
    { claim: 'It sank on 12 March 2019', quote: 'It sank on Tuesday.', publishedAt, hints: [] },
    {
      claim: 'It sank on 11 March 2019',
      quote: 'It sank on Tuesday.',
      publishedAt,
      hints: ['11 March 2019'],
    },
    { claim: 'It sank on 13 March', quote: 'It sank yesterday.', publishedAt, hints: [] },
    { claim: 'It sank in February 2019', quote: 'It sank last month.', publishedAt, hints: [] },
    {
      claim: 'It sank in January 2019',
      quote: 'It sank last month.',
      publishedAt,
      hints: ['January 2019'],
    },
    { claim: 'It sank in October 2018', quote: 'It sank in October.', publishedAt, hints: [] },
    {
      claim: 'It sank in October 2016',
      quote: 'It sank in October.',
      publishedAt,
      hints: ['October 2016'],
    },
    { claim: 'It sank in late 2018', quote: 'It sank late last year.', publishedAt, hints: [] },
    {
      claim: 'It sank at the end of 2018',
      quote: null,
      page: 'The bells rang. The barge sank late last year. Its crew was saved.',
      publishedAt,
      hints: [],
    },
    {
      claim: 'It sank at the end of 2016',
      quote: null,
      page: 'The bells rang. The barge sank late last year. Its crew was saved.',
      publishedAt,
      hints: ['end of 2016'],
    },
    {
      claim: 'Il a coulé le 13 mars',
      quote: 'Il a coulé hier.',
      publishedAt,
      languages: ['fr', 'fr'],
      hints: [],
    },
    {
      claim: 'Il a coulé en avril 2019',
      quote: 'Il coulera le mois prochain.',
      publishedAt,
      languages: ['fr', 'fr'],
      hints: [],
    },
  ]);
});

describe('a name that the page has far from the passage', () => {
  const far = 'The water rose a little during the night and fell again at noon. '.repeat(12);
  agree([
    {
      claim: 'The dykes are paid for by Belmora.',
      quote: 'The state pays for the dykes.',
      page: `${far}Belmora is the capital.${far}`,
      hints: ['Belmora'],
    },
    {
      claim: 'The dykes are paid for by Belmora.',
      quote: 'The dykes are paid for by Tornhem.',
      page: `${far}Belmora is the capital.${far}`,
      hints: ['Belmora'],
    },
    {
      claim: 'Years will pass, says Ada Lindqvist of the Dyke Trust.',
      quote: '“Years will pass,” Lindqvist said, as Meyer and Osei listened.',
      page: `${far}Ada Lindqvist works for the Dyke Trust.`,
      hints: [],
    },
    // A name that is nowhere on the page.
    {
      claim: 'The dykes are paid for by Belmora.',
      quote: 'The state pays for the dykes.',
      hints: ['Belmora'],
    },
  ]);
});

describe('a name that is written in another way', () => {
  agree([
    {
      claim: 'The price of eels in the West Lagoon fell',
      quote: 'The price of eels in the Western Lagoon fell.',
      hints: [],
    },
    {
      claim: 'Later, DA agreed to the plan',
      quote: 'The Dyke Authority agreed to the plan.',
      hints: [],
    },
    {
      claim: 'Later, DA agreed to the plan',
      quote: 'The Harbour Board agreed to the plan.',
      hints: ['DA'],
    },
    {
      claim: 'It is heard inside any TV set',
      quote: 'It is heard inside any screen.',
      hints: [],
    },
    {
      claim: 'Le texte sera soumis aux Sages',
      quote: 'Le texte sera soumis au Conseil constitutionnel.',
      languages: ['fr', 'fr'],
      hints: [],
    },
  ]);
});
