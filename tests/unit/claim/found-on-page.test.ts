import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Hint } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

interface Case {
  readonly claim: string;
  readonly quote: string;
  /** What the page has far from the quote. */
  readonly page: string;
  readonly languages?: readonly [claim: string, page: string];
  readonly hint: readonly [words: string, found: Hint['found']];
}

const FAR = 'The jury reads every letter with care and asks for more of them. '.repeat(10);

/** A reader who is told that words are on the page looks for them there. */
describe('words are said to be on the page only if they stand there', () => {
  test.each<Case>([
    {
      claim: 'Electricity cost 3.1 times as much as gas in the first half of 2024',
      quote: 'Electricity cost 3.1 times as much as gas in the second half of 2024.',
      page: 'An action plan was adopted in early 2024.',
      hint: ['first half of 2024', 'nowhere'],
    },
    {
      claim: 'Electricity cost more in the first half of 2024',
      quote: 'Electricity cost more in the second half of 2024.',
      page: 'The plan is from March 2024.',
      hint: ['first half of 2024', 'nowhere'],
    },
    {
      claim: 'Electricity cost more in the first half of 2024',
      quote: 'Electricity cost more in the second half of 2024.',
      page: 'Gas was cheap in the first half of 2024.',
      hint: ['first half of 2024', 'page-only'],
    },
    {
      claim: 'The lock was shut on 12 March 2024',
      quote: 'The lock was shut on 14 March 2024.',
      page: 'They meet on 12 March each year. The budget is that of 2024.',
      hint: ['12 March 2024', 'nowhere'],
    },
    {
      claim: 'The lock was shut in March 2024',
      quote: 'The lock was shut in April 2024.',
      page: 'They met on 12 March 2024.',
      hint: ['March 2024', 'page-only'],
    },
    {
      claim: 'Four of the five lines were closed in 2024',
      quote: 'Three of the five lines were closed in 2024.',
      page: 'Two trams and six buses ran, 45 in all, on 14 routes. Some 12 of 16 depots remain.',
      hint: ['Four', 'nowhere'],
    },
    {
      claim: 'Four of the five lines were closed in 2024',
      quote: 'Three of the five lines were closed in 2024.',
      page: 'There are four depots.',
      hint: ['Four', 'page-only'],
    },
    {
      claim: 'Four of the five lines were closed in 2024',
      quote: 'Three of the five lines were closed in 2024.',
      page: 'Of the 4 lines that closed, one was sold.',
      hint: ['Four', 'page-only'],
    },
    {
      claim: 'Four of the five lines were closed in 2024',
      quote: 'Three of the five lines were closed in 2024.',
      page: 'See also:\n4. Depots\nand Chapter 4.',
      hint: ['Four', 'nowhere'],
    },
    {
      claim: 'The mill lost 44 % of its staff',
      quote: 'The mill lost 12 % of its staff.',
      page: 'It has 44 looms, of which 19 were sold.',
      hint: ['44 %', 'nowhere'],
    },
    {
      claim: 'The mill lost 44 % of its staff',
      quote: 'The mill lost 12 % of its staff.',
      page: 'Of the looms, 44 per cent were sold.',
      hint: ['44 %', 'page-only'],
    },
    {
      claim: 'The mill cost $4.2 million',
      quote: 'The mill cost $3.1 million.',
      page: 'The bridge cost $4,200,000.',
      hint: ['$4.2 million', 'page-only'],
    },
    {
      claim: 'The mill cost $4.2 million',
      quote: 'The mill cost $3.1 million.',
      page: 'Of the bridges, one cost $2.2 million and the other $2 million.',
      hint: ['$4.2 million', 'nowhere'],
    },
    {
      claim: 'The mill employed 1,204 people',
      quote: 'The mill employed 1,240 people.',
      page: 'It has 1204 looms.',
      hint: ['1,204', 'page-only'],
    },
    {
      claim: 'The mill employed about 1,200 people',
      quote: 'The mill employed 1,540 people.',
      page: 'It has 1,204 looms.',
      hint: ['1,200', 'nowhere'],
    },
    {
      claim: 'She said that “the mill [never] closed”',
      quote: 'She spoke of the mill.',
      page: 'Once, “the mill closed” for a week.',
      hint: ['the mill [never] closed', 'nowhere'],
    },
    {
      claim: 'Der Speicher fasst 3,5 Mio. Liter',
      quote: 'Der Speicher fasst 2,7 Mio. Liter.',
      page: 'Das Werk ist 35 Jahre alt.',
      languages: ['de', 'de'],
      hint: ['3,5 Mio', 'nowhere'],
    },
    {
      claim: 'Der Speicher fasst 3,5 Mio. Liter',
      quote: 'Der Speicher fasst 2,7 Mio. Liter.',
      page: 'Das Werk kostete 3,5 Mio. Euro.',
      languages: ['de', 'de'],
      hint: ['3,5 Mio', 'page-only'],
    },
  ])('$claim ← $page', ({ claim, quote, page, languages: [own, others] = ['en', 'en'], hint }) => {
    const passage = {
      clipId: newId<'clip'>() as ClipId,
      quote,
      pageText: `${quote} ${FAR}\n${page}\n${FAR}`,
      verdict: 'verbatim' as const,
      language: others,
    };
    const hints = checkClaim(asClaim(claim), [passage], { language: own, between: false });
    expect(hints.map(({ words, found }) => [words, found])).toEqual([hint]);
  });
});
