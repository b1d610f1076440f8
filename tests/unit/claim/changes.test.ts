import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

const head = 'Type\n2020\n2021\n2022\n2023\n2024\n';
const row = 'Heat pump\n402\n486\n612\n793\n1,007';

function hintsFor(claim: string, quote: string, language = 'en'): string[] {
  const passage = {
    clipId: newId<'clip'>(),
    quote,
    pageText: `Dwellings by heating, in thousands\n${head}${row}\nGas boiler\n1,204\n1,198\n1,150\n1,091\n1,003`,
    verdict: null,
    language,
  };
  return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
}

describe('what two numbers of a passage differ by', () => {
  test.each([
    ['In 2024 heat pumps were in 214,000 dwellings', row, ['214,000']],
    ['In 2022 heat pumps were in 126,000 dwellings', row, ['126,000']],
    ['In 2023 heat pumps were in 181,000 dwellings', row, ['181,000']],
    ['Dealers sold 214 heat pumps that year', row, ['214']],
    ['Heat pumps rose to 214,000', row, ['214,000']],
    ['Heat pumps rose, and dealers sold 214 of them', row, ['214']],
    ['Heat pumps were in more than 212,000 dwellings', row, ['212,000']],
    ['Heat pumps were in 605,000 dwellings', row, ['605,000']],
    ['The fleet had 170 ships', 'It had 410 ships in 2020 and 580 ships in 2023.', ['170']],
  ])('does not count as the number itself: %s', (claim, quote, words) => {
    for (const each of [quote, quote.replaceAll('\n', '\t')]) {
      expect(hintsFor(claim, each)).toEqual(words);
    }
  });

  test.each([
    ['en', 'Heat pumps rose by 214,000 to 1,007,000', 'Heat pump 612,000 793,000 1,007,000'],
    ['en', 'In 2024 heat pumps rose by 214,000', row],
    ['en', 'Heat pumps rose by almost 215,000', row],
    ['en', 'Heat pumps gained 214,000 dwellings', row],
    ['en', 'In 2024 there were 214,000 more than the year before', row],
    ['en', 'In 2024 there were 214,000 more heat pumps', row],
    ['en', 'In 2024 there were 214,000 dwellings more than in 2023', row],
    ['en', 'In 2023 there were 214,000 fewer heat pumps than in 2024', row],
    ['en', 'Heat pumps were up 214,000', row],
    ['en', 'The gap between 2023 and 2024 was 214,000', row],
    ['en', 'The difference is 214,000', row],
    ['en', 'An increase of 214,000', row],
    ['en', 'A further 214,000 heat pumps came in 2024', row],
    ['en', 'Another 170 ships came', 'It had 410 ships in 2020 and 580 ships in 2023.'],
    ['fr', 'Leur nombre a augmenté de 170 navires', 'Il y avait 410 navires, puis 580 navires.'],
    ['fr', 'Il y a 170 navires de plus', 'Il y avait 410 navires, puis 580 navires.'],
    ['fr', 'Il y avait 170 navires de moins', 'Il y avait 410 navires, puis 580 navires.'],
    ['fr', 'L’écart est de 170 navires', 'Il y avait 410 navires, puis 580 navires.'],
  ])('counts as the amount of a change, %s: %s', (language, claim, quote) => {
    expect(hintsFor(claim, quote, language)).toEqual([]);
  });
});
