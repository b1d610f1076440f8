import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

/** The languages of claim and passage, the claim, the passage, and the words that are pointed out. */
type Row = readonly [languages: string, claim: string, quote: string, hints: readonly string[]];

function hintsOf([languages, claim, quote]: Row): string[] {
  const [language = '', pageLanguage = language] = languages.split('>');
  const passage = {
    clipId: newId<'clip'>() as ClipId,
    quote,
    pageText: null,
    verdict: 'verbatim',
    language: pageLanguage,
  } as const;
  return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
}

describe.each<{ name: string; rows: readonly Row[] }>([
  {
    name: 'a share is not the rest of it',
    rows: [
      ['en', 'Two thirds of the guild want it', 'A third of the guild want it.', ['Two thirds']],
      ['en', 'A third of the guild want it', 'Two thirds of the guild want it.', ['A third']],
      ['en', 'A quarter of them are Danes', 'Three quarters of them are Danes.', ['A quarter']],
      ['en', 'Three quarters are Danes', 'A quarter of them are Danes.', ['Three quarters']],
      ['fr', 'Deux tiers en veulent', 'Un tiers des membres en veulent.', ['Deux tiers']],
      ['fr', 'Un quart des puits est à sec', 'Trois quarts des puits sont à sec.', ['Un quart']],
      ['en', 'Two thirds of the guild want it', '2/3 of the guild want it.', []],
      ['en', 'Two thirds of the guild want it', '67% of the guild want it.', []],
      ['en', 'Two thirds of the guild want it', 'Two out of three members want it.', []],
      ['fr', 'Deux tiers de la guilde en veulent', '66,7 % de la guilde en veulent.', []],
      ['en>fr', 'A quarter of the wells are dry', 'Un quart des puits est à sec.', []],
      ['en', 'All but a quarter of the wells are dry', 'Of the wells, 75% are dry.', []],
      ['en', 'Everyone except one in ten likes it', 'It is liked by 90%.', []],
      ['fr', 'Tous sauf un puits sur dix sont à sec', '90 % des puits sont à sec.', []],
    ],
  },
  {
    name: 'a multiple is not another one',
    rows: [
      ['en', 'It carried half as many cars', 'It carried twice as many cars.', ['half']],
      ['en', 'It carried twice as many cars', 'It carried half as many cars.', ['twice']],
      ['en', 'Snow gave half as much as rain', 'Snow gave twice as much as rain.', ['half']],
      ['en', 'Snow gave twice as much as rain', 'Snow gave half as much as rain.', ['twice']],
      ['en', 'The leaks doubled', 'The leaks tripled.', ['doubled']],
      ['en', 'The leaks will triple', 'The leaks will double.', ['triple']],
      ['en', 'The leaks doubled', 'The leaks rose by 40%.', ['doubled']],
      ['fr', 'Les fuites ont doublé', 'Les fuites ont triplé.', ['doublé']],
      [
        'fr',
        'Le prix a été divisé par deux',
        'Le prix a été divisé par trois.',
        ['divisé par deux'],
      ],
      ['en', 'The leaks doubled', 'The leaks rose by 100%.', []],
      ['en', 'The leaks doubled', 'The leaks rose from 20 to 41.', []],
      ['en', 'The leaks more than doubled', 'The leaks rose by 150%.', []],
      ['en', 'The leaks almost doubled', 'The leaks rose by 92%.', []],
      ['en', 'The leaks halved', 'The leaks fell by 48%.', []],
      ['en', 'It carried twice as many cars', 'It carried double the number of cars.', []],
      ['en', 'It carried half as many cars', 'It carried 50% fewer cars.', []],
      ['en>fr', 'It carried twice as many cars', 'Il a porté deux fois plus de voitures.', []],
      ['fr>en', 'Le prix a été divisé par deux', 'The price halved.', []],
      ['en', 'The hall doubled as a school', 'The hall was a school for three years.', []],
      ['en', 'They met twice', 'They met in May and in June, for 40% of the day.', []],
    ],
  },
])('$name', ({ rows }) => {
  test.each(rows)('%s: %s | %s', (...row) => {
    expect(hintsOf(row)).toEqual(row[3]);
  });
});
