import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

const hintsOf = (claim: string, pageText: string, language = 'en'): string[] =>
  checkClaim(
    asClaim(claim),
    [{ clipId: newId<'clip'>(), quote: null, pageText, verdict: null, language }],
    { language },
  ).map(({ words }) => words);

describe('a profession that opens a sentence is no part of the name behind it', () => {
  test.each([
    [
      'Statistician Amit Sorensen said that rents rose',
      'Rents rose, said Dr Amit Sorensen, who counts them.',
    ],
    [
      'Unionist Ruth Delacroix welcomed the growth',
      'Ruth Delacroix, chair of the Port Workers, welcomed the growth.',
    ],
    [
      'Rents rose. Economist Anna Maria Berg said so',
      'The one who said so is Anna Maria Berg. Rents rose.',
    ],
    ['Economist Anna Berg said so', 'Lund, Anna Berg and others said so.'],
  ])('%s', (claim, page) => {
    expect(hintsOf(claim, page)).toEqual([]);
  });

  test('in French', () => {
    const page = 'Il faut agir, a averti Sylvain Roche, qui étudie le climat dans les villes.';
    expect(hintsOf('Climatologue Sylvain Roche a averti les villes', page, 'fr')).toEqual([]);
  });

  test.each([
    ['Economist Ruth Delacroix said so', 'Anna Delacroix said so.', 'Economist Ruth Delacroix'],
    ['Economist Anna Berg said so', 'Mary Anna Berg said so.', 'Economist Anna Berg'],
    [
      'Economist Intelligence Unit said so',
      'The Intelligence Unit said so.',
      'Economist Intelligence Unit',
    ],
    ['Ruth Anna Berg said so', 'Anna Berg said so.', 'Ruth Anna Berg'],
    ['It was Economist Anna Berg who said so', 'Anna Berg said so.', 'Economist Anna Berg'],
    ['Ruth Delacroix said so', 'Anna Delacroix said so.', 'Ruth Delacroix'],
  ])('another name is flagged: %s, on "%s"', (claim, page, words) => {
    expect(hintsOf(claim, page)).toEqual([words]);
  });
});
