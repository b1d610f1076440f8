import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { languageOfPassage, unreadLanguage } from '@/utils/claim/guess-language';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

const german =
  'Die Wasserwerke haben im vergangenen Jahr weniger Wasser verkauft als zuvor. Der Verbrauch ist mit dem Regen gesunken, und die Werke sind nicht überrascht.';

const passage = (quote: string, page: string, language: string | null) => ({
  clipId: newId<'clip'>(),
  quote,
  pageText: `${page} ${quote} ${page}`,
  verdict: null,
  language,
});

describe('a passage that is too short to show its language has that of its page', () => {
  test.each([
    ['They sold 7.4% less than in 2022', '1,9 Milliarden Kubikmeter, 7,4 Prozent weniger als 2022'],
    ['It took 6.5 years, 12.5% less than before', '6,5 Jahre, 12,5 Prozent kürzer'],
    ['It applies from 1 January 2026', 'gilt ab 1. Januar 2026'],
    ['From 7 July it costs 18.40 euros', 'ab 7. Juli 18,40 Euro'],
  ])('%s | %s', (claim, quote) => {
    for (const tag of [null, 'en', 'de']) {
      const cited = [passage(quote, german, tag)];
      expect(checkClaim(asClaim(claim), cited, { language: 'en' })).toEqual([]);
      expect(unreadLanguage(claim, 'en', cited)).toBe('de');
    }
  });

  test('but a wrong figure is still pointed out', () => {
    const cited = [passage('7,4 Prozent weniger', german, null)];
    const hints = checkClaim(asClaim('They sold 7.9% less'), cited, { language: 'en' });
    expect(hints.map(({ words }) => words)).toEqual(['7.9']);
  });

  test.each([
    ['an English quotation on a German page', 'the cost of it was 40 million', german, null, 'en'],
    ['a name with a Portuguese word', 'mindestens OS X 10.10', german, null, 'de'],
    ['a page in doubt', '40 million euros', 'Foyer. Contact. 2024.', 'en', 'en'],
    ['a page in doubt that names nothing', '40 million euros', 'Foyer. Contact.', null, null],
  ])('%s', (_name, quote, page, tag, language) => {
    expect(languageOfPassage(passage(quote, page, tag))).toBe(language);
  });
});
