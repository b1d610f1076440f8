import { expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

function hintsOf(claim: string, page: string, language: string, isPinned: boolean): string[] {
  const passage = {
    clipId: newId<'clip'>(),
    quote: isPinned ? page : null,
    pageText: isPinned ? null : page,
    verdict: isPinned ? ('verbatim' as const) : null,
    language,
  };
  return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
}

test.each([
  ['North Korea', 'Korea', 'en'],
  ['South Sudan', 'Sudan', 'en'],
  ['New York', 'York', 'en'],
  ['West Virginia', 'Virginia', 'en'],
  ['Northern Ireland', 'Ireland', 'en'],
  ['Papua New Guinea', 'Guinea', 'en'],
  ['New South Wales', 'Wales', 'en'],
  ['Saint Helena', 'Helena', 'en'],
  ['Corée du Nord', 'Corée', 'fr'],
  ['Afrique du Sud', 'Afrique', 'fr'],
  ['Grande-Bretagne', 'Bretagne', 'fr'],
])('"%s" is another place than "%s"', (place, other, language) => {
  const toldOf = (name: string): string =>
    language === 'fr' ? `Un envoyé vient de ${name}.` : `The envoy is from ${name}.`;
  for (const isPinned of [true, false])
    expect(hintsOf(toldOf(place), toldOf(other), language, isPinned)).toEqual([place]);
});

test('a page that repeats the name of one place is not about the other', () => {
  const page = 'Korea has many hills. Korea has an envoy. Korea is green. The envoy left Korea.';
  expect(hintsOf('North Korea has many hills', page, 'en', false)).toEqual(['North Korea']);
});

test.each([
  ['St Helena has an envoy', 'Saint Helena has an envoy.'],
  ['New York has an envoy', 'NY has an envoy.'],
  ['North Korea has an envoy', 'The North Korean government has an envoy.'],
  ['The New York Times has an envoy', 'The Times has an envoy.'],
  ['Ruth Delacroix has an envoy', 'Delacroix has an envoy.'],
  ['Kanye West has an envoy', 'West has an envoy.'],
])('the same name in another form has no hint: %s', (claim, page) => {
  for (const isPinned of [true, false]) expect(hintsOf(claim, page, 'en', isPinned)).toEqual([]);
});
