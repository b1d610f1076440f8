import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { measureGrowth, pumped } from '../growth';
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
    name: 'two counts are those of the passage, also if other counts have the same share',
    rows: [
      ['en>fr', '35 of the 189 clerks signed', '35 clercs (sur 198) ont signé.', ['189']],
      ['fr', '35 clercs sur 189 ont signé', 'Signatures des clercs : 35 (sur 198).', ['189']],
      ['en', '36 of the 198 clerks signed', 'Clerks who signed: 35 (of 198).', ['36']],
      ['en', '37 of the 200 wells are dry', '35 of the 200 wells are dry.', ['37']],
      ['en', '35 of the 350 wells are dry', 'Of the wells, 10% are dry.', ['35', '350']],
      ['en', '35 of the 198 clerks signed', 'Clerks who signed: 35 (of 198).', []],
      ['en', '18% of the clerks signed', 'Clerks who signed: 35 (of 198).', []],
      ['en', 'About one in five clerks signed', 'Clerks who signed: 35 (of 198).', []],
      ['en', '36 of the 240 wells are dry', 'Of the 240 wells, 15% are dry.', []],
      ['en', 'One in 35 wells is dry', 'Of the wells, 2.9% are dry.', []],
      ['en', '3 in 20 wells are dry', 'Of the wells, 15% are dry.', []],
      ['en', '45 out of 100 wells are dry', 'Of the wells, 45% are dry.', []],
      ['en', '23 in every 1,000 wells are dry', 'Of the wells, 2.3% are dry.', []],
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
  {
    name: 'a multiple said the other way round is the same one',
    rows: [
      ['en', 'Snow carried twice as much as rain', 'Rain carried half as much as snow.', []],
      ['en', 'Rain carried half as much as snow', 'Snow carried twice as much as rain.', []],
      ['en', 'Rain carried half as much as snow', 'Snow carried two times as much as rain.', []],
      ['en', 'Solar made twice as much as wind', 'Wind generated half as much as solar.', []],
      ['en', 'Snow carried twice as much as rain', 'Rain carried 50% less than snow.', []],
      ['en', 'Snow carried twice the volume of rain', 'Rain carried half the volume of snow.', []],
      ['en', 'Snow gave double the amount of rain', 'Rain gave half the amount that snow did.', []],
      [
        'en',
        'Lund sold twice as many cars in 2020 as Vik',
        'Vik sold half as many cars as Lund in 2020.',
        [],
      ],
      [
        'fr',
        'La neige a porté deux fois plus que la pluie',
        'La pluie a porté deux fois moins que la neige.',
        [],
      ],
      ['en', 'Snow carried twice as much as rain', 'Snow carried half as much as rain.', ['twice']],
      [
        'en',
        'Snow carried three times as much as rain',
        'Rain carried half as much as snow.',
        ['three times'],
      ],
      [
        'en',
        'The north of Lund has twice as many wells as Vik',
        'Vik has half as many wells as Lund.',
        ['twice'],
      ],
      ['en', 'Snow carried twice as much as hail', 'Rain carried half as much as snow.', ['twice']],
    ],
  },
  {
    name: 'the rest of a share with the opposite is the same share',
    rows: [
      ['en', 'Two thirds want it', 'Only one third oppose it.', []],
      ['en', 'Two thirds of the guild want it', 'A third of the guild oppose it.', []],
      ['en', 'Two thirds of the guild want it', '33% of the guild oppose it.', []],
      ['en', 'Two out of three want it', 'One third oppose it.', []],
      ['en', 'Two thirds want it', 'Only a third oppose it.', []],
      ['en', 'Two thirds want it', 'Only a third want it.', ['Two thirds']],
      ['en', 'Two thirds of voters backed it', 'One third of voters rejected it.', []],
      ['en', 'Two thirds of the lambs lived', 'One third of the lambs did not live.', []],
      ['en', 'Two thirds of the voters agree', 'A third of the voters disagree.', []],
      ['en', '80% of homes have a stove', '20% of homes have no stove.', []],
      ['en', '80% of homes have a stove', 'One in five homes lacks a stove.', []],
      ['en', '80% of homes have a stove', '80% of homes have no stove.', ['have a stove']],
      ['fr', 'Les deux tiers veulent le pont', 'Seul un tiers s’oppose au pont.', []],
      ['fr', 'Les deux tiers veulent le pont', 'Seul un tiers veut le pont.', ['deux tiers']],
      ['en', 'A third of the guild oppose it', 'Two thirds of the guild want it.', []],
      ['en', 'Three quarters of the lambs survived', 'A quarter of the lambs died.', []],
      ['en', 'Three quarters voted for it', 'A quarter of them voted against.', []],
      ['en', 'Three quarters of the guild voted', 'A quarter of the guild did not vote.', []],
      ['fr', 'Deux tiers en veulent', 'Un tiers des membres s’y opposent.', []],
      ['fr', 'Trois quarts des agneaux ont survécu', 'Un quart des agneaux sont décédés.', []],
      ['en', 'Two thirds want it', 'Only one third want it.', ['Two thirds']],
      [
        'en',
        'Three quarters of the guild want it',
        'A third of the guild oppose it.',
        ['Three quarters', 'want'],
      ],
      ['en', 'Two thirds of the guild want it', 'Two thirds of the guild oppose it.', ['want']],
      [
        'en',
        'Three quarters of the guild voted',
        'A quarter of the guild voted.',
        ['Three quarters'],
      ],
      [
        'en',
        'Three quarters of the lambs died',
        'A quarter of the lambs died, and none survived.',
        ['Three quarters'],
      ],
    ],
  },
  {
    name: 'a share or a multiple stays with its clause',
    rows: [
      ['en', 'Costs doubled in 2023', 'Costs halved in 2023 and doubled in 2024.', ['doubled']],
      ['en', 'Costs halved in 2024', 'Costs halved in 2023 and doubled in 2024.', ['halved']],
      [
        'en',
        'Costs doubled in 2023',
        'In 2023 costs halved, and in 2024 they doubled.',
        ['doubled'],
      ],
      [
        'en',
        'Costs doubled in 2023',
        'Costs halved in 2023 and doubled a year later.',
        ['doubled'],
      ],
      [
        'en',
        'Ridership halved in 2022',
        'Ridership doubled in 2022 and halved in 2023.',
        ['halved'],
      ],
      ['en', 'Fuel fell by a third', 'Fuel fell by a fifth; wages fell by a third.', ['a third']],
      [
        'en',
        'Fuel fell by a third',
        'Fuel fell by a fifth while wages fell by a third.',
        ['a third'],
      ],
      ['en', 'Wages tripled', 'Wages doubled and rents tripled.', ['tripled']],
      [
        'en',
        'A third of the mills shut in 2021',
        'A third of the mills shut in 2020 and half of them in 2021.',
        ['A third'],
      ],
      [
        'fr',
        'Les coûts ont doublé en 2023',
        'Les coûts ont été divisés par deux en 2023 et ont doublé en 2024.',
        ['doublé'],
      ],
      [
        'fr',
        'Les salaires ont triplé',
        'Les salaires ont doublé tandis que les loyers ont triplé.',
        ['triplé'],
      ],
      ['en', 'Costs halved in 2023', 'Costs halved in 2023 and doubled in 2024.', []],
      ['en', 'Costs doubled in 2024', 'Costs halved in 2023 and doubled in 2024.', []],
      ['en', 'In 2023 rents doubled', 'In 2023 wages halved and rents doubled.', []],
      ['en', 'Costs doubled in 2023', 'Costs halved and, in 2023, doubled.', []],
      ['en', 'Costs have halved since 2022', 'Costs doubled in 2022 and halved in 2023.', []],
      [
        'en',
        'Costs halved in 2024',
        'Costs doubled in 2022 and between 2023 and 2024 costs halved.',
        [],
      ],
      ['en', 'Costs doubled in 2023', 'Costs rose from 20 to 41 in 2023 and doubled in 2024.', []],
      ['en', 'Fuel fell by a fifth', 'Fuel fell by a fifth; wages fell by a third.', []],
      ['en', 'Wages fell by a third', 'Fuel fell by a fifth; wages fell by a third.', []],
      [
        'en',
        'Fuel fell by a third',
        'Fuel fell by a fifth in spring and by a third in autumn.',
        [],
      ],
      [
        'en',
        'Fuel fell by a third',
        'Fuel fell by a fifth and then sharply dropped by a third.',
        [],
      ],
      [
        'en',
        'The price of bread fell by a third',
        'The price of fuel fell by a fifth; that of bread by a third.',
        [],
      ],
      [
        'fr',
        'Les coûts ont doublé en 2024',
        'Les coûts ont été divisés par deux en 2023 et ont doublé en 2024.',
        [],
      ],
    ],
  },
])('$name', ({ rows }) => {
  test.each(rows)('%s: %s | %s', (...row) => {
    expect(hintsOf(row)).toEqual(row[3]);
  });
});

test('a multiple is compared in linear time, however long the sentence of the passage is', () => {
  const check = (quote: string) =>
    checkClaim(
      asClaim('Snow carried twice as much as rain'),
      [
        {
          clipId: newId<'clip'>() as ClipId,
          quote,
          pageText: null,
          verdict: 'verbatim',
          language: 'en',
        },
      ],
      { language: 'en' },
    );
  const growth = measureGrowth(check, pumped('half as much as snow in rain '), 8_000);
  expect(growth).toMatchObject({ isLinear: true });
});
