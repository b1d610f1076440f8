import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Hint } from '@/utils/claim/claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

function hintsOf(
  claim: string,
  quote: string,
  more: { language?: string; pageLanguage?: string; pageText?: string } = {},
): readonly Hint[] {
  const { language = 'en', pageLanguage = language, pageText = null } = more;
  const passage = {
    clipId: newId<'clip'>(),
    quote,
    pageText,
    verdict: 'verbatim' as const,
    language: pageLanguage,
  };
  return checkClaim(asClaim(claim), [passage], { language, between: false });
}

describe('a figure behind a place that counts what follows is no part of its name', () => {
  test.each([
    ['en', 'In France 438 deputies voted for the bill', 'France', '438'],
    ['en', 'In Italy 63 people were killed', 'Italy', '63'],
    ['en', 'In Italy 63 were killed', 'Italy', '63'],
    ['en', 'In Berlin 3,000 households have no water', 'Berlin', '3,000'],
    ['en', 'The storm cost Lorzac 3,140 jobs', 'Lorzac', '3,140'],
    ['en', 'In northern Italy 63 people were killed', 'Italy', '63'],
    ['en', 'In the United Kingdom 63 lakes are dry', 'United Kingdom', '63'],
    ['en', 'In the UK 63 lakes are dry', 'UK', '63'],
    ['en', 'In New Lorzac 63 lakes are dry', 'Lorzac', '63'],
    ['en', 'The storm killed in Italy 63 young people', 'Italy', '63'],
    ['en', 'It rained, and in Lorzac 63 lakes flooded', 'Lorzac', '63'],
    ['en', 'In Italy 63 Germans were killed', 'Italy', '63'],
    ['en', 'At Lorzac 63 workers went home', 'Lorzac', '63'],
    ['fr', 'À Lyon 63 personnes ont été blessées', 'Lyon', '63'],
    ['fr', 'En Italie 63 personnes sont mortes', 'Italie', '63'],
    ['fr', 'Aux Pays-Bas 63 digues ont cédé', 'Pays-Bas', '63'],
    ['fr', 'L’usine a supprimé à Lorzac 63 postes', 'Lorzac', '63'],
    ['fr', 'La loi a obtenu en France 438 voix', 'France', '438'],
  ])('%s: %s', (language, claim, place, figure) => {
    const told = { language, pageLanguage: language === 'fr' ? 'en' : 'fr' };
    const words = hintsOf(claim, 'Moravia 99, 77.', told).map((hint) => hint.words);
    expect(words).toContain(figure);
    expect(words.filter((each) => each.includes(place) && /\d/.test(each))).toEqual([]);
  });
});

describe('a figure stays in the name that it identifies', () => {
  test.each([
    ['en', 'The flaw in Chrome 115 lets attackers read the disk', 'Chrome 115'],
    ['en', 'The flaw in Chrome 115 was fixed', 'Chrome 115'],
    ['en', 'In Windows 11 users see no menu', 'Windows 11'],
    ['en', 'In Boeing 737 cabins the air is dry', 'Boeing 737'],
    ['en', 'The airline has Boeing 737 jets', 'Boeing 737'],
    ['en', 'On Airbus A320 planes the doors are narrow', 'Airbus A320'],
    ['en', 'Under Article 5 members help each other', 'Article 5'],
    ['en', 'In Section 12 tenants have rights', 'Section 12'],
    ['en', 'It was said at COP 28 by many', 'COP 28'],
    ['en', 'At COP 28 delegates left early', 'COP 28'],
    ['en', 'On Channel 4 viewers saw the film', 'Channel 4'],
    ['en', 'In iPhone 15 models the port is new', 'iPhone 15'],
    ['en', 'In Formula 1 drivers are weighed', 'Formula 1'],
    ['en', 'In Experiment 2 participants were tired', 'Experiment 2'],
    ['en', 'The film was shown on France 5', 'France 5'],
    ['en', 'They work in Lorzac 12', 'Lorzac 12'],
    ['fr', 'Le film est passé sur France 5 hier', 'France 5'],
    ['fr', 'France 5 diffuse le film', 'France 5'],
    ['fr', 'Au chapitre de la Formule 1 pilotes et voitures changent', 'Formule 1'],
    ['fr', 'Le passage à Windows 11 reste lent', 'Windows 11'],
  ])('%s: %s', (language, claim, name) => {
    const told = { language, pageLanguage: language === 'fr' ? 'en' : 'fr' };
    const words = hintsOf(claim, 'Moravia IBM 99, 77.', told).map((hint) => hint.words);
    expect(words).toContain(name);
  });
});

describe('a name is on the page only if all of it stands there together', () => {
  const far = ' The jury reads every letter with care and asks for more. '.repeat(10);
  const page = (more: string, quote: string) => `${quote}${far}${more}${far}`;

  test.each([
    ['Boeing 737', 'A new Airbus 320 and a Boeing 747. In all, 737 seats.'],
    ['Werner Heisenberg', 'A talk about Heisenberg.'],
    ['Lorzac Water Trust', 'The water of Lorzac.'.concat(far, 'The Trust.')],
    ['Gemini 2.5 Pro', 'Gemini writes.'.concat(far, 'A Pro has 2.5 of them.')],
  ])('says nothing of the page for parts of %s', (name, text) => {
    const quote = 'Many flew with the Airbus of IBM.';
    const [hint] = hintsOf(`Many flew with ${name}`, quote, { pageText: page(text, quote) });
    expect(hint).toMatchObject({ words: name, found: 'nowhere' });
  });

  test.each([
    ['Boeing 737', 'A new Boeing-737 is here.'],
    ['Werner Heisenberg', 'A talk with Werner K. Heisenberg.'],
    ['Lorzac Water Trust', 'The Water Trust of Lorzac.'],
    ['Gemini 2.5 Pro', 'Then came Gemini Pro 2.5 and more.'],
    ['PlayStation 5', 'It runs on a PS5.'],
  ])('says that %s is on the page, however it is written', (name, text) => {
    const quote = 'Many flew with the Airbus of IBM.';
    const [hint] = hintsOf(`Many flew with ${name}`, quote, { pageText: page(text, quote) });
    expect(hint).toMatchObject({ words: name, found: 'page-only' });
  });

  test('finds a name whose words the other language puts in another order', () => {
    const quote = 'Beaucoup ont volé avec IBM.';
    const pageText = page('Le ministère de la santé le dit.', quote);
    const told = { language: 'en', pageLanguage: 'fr', pageText };
    const [hint] = hintsOf('Many flew with the Ministry of Health', quote, told);
    expect(hint).toMatchObject({ words: 'Ministry of Health', found: 'page-only' });
  });
});

test('the cited vote of a French page gives no hint for the country and its deputies', () => {
  const quote = 'La loi a été adoptée par 438 voix contre 86 et 42 abstentions.';
  const replay = `France 5 en replay.${' Le temps reste beau partout. '.repeat(20)}`;
  const told = { pageLanguage: 'fr', pageText: replay + quote };
  expect(hintsOf('In France 438 deputies voted for the bill', quote, told)).toEqual([]);
});
