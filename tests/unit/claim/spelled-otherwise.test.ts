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
    name: 'two initials stand for a name of two words',
    rows: [
      ['en', 'The fair is held in Port Elver', 'The fair is held in the PE Bay area.', []],
      [
        'en',
        'The fair is held in Port Elver',
        'The fair is held in the PA Bay area.',
        ['Port Elver'],
      ],
      ['en', 'They wrote to Anna Vinter', 'They wrote to AMV, the engineer.', []],
      ['en', 'They wrote to Anna Vinter', 'They wrote to AMB, the engineer.', ['Anna Vinter']],
      ['en', 'They wrote to Ian Nordal', 'They wrote in May.', ['Ian Nordal']],
    ],
  },
  {
    name: 'a person and where she works need not stand together',
    rows: [
      ['en', 'They asked Anna Berg of Lakewood', 'At Lakewood, Ms. Berg was asked.', []],
      [
        'en',
        'They asked Anna Berg of Lakewood',
        'At Fieldwood, Ms. Berg was asked.',
        ['Anna Berg of Lakewood'],
      ],
    ],
  },
  {
    name: 'a name with an ending is found without it',
    rows: [
      ['en', 'It has been in Kestrel since May', 'Since May, Kestrel.js has it.', []],
      ['en', 'It has been in Kestrel since May', 'Since May, Heron.js has it.', ['Kestrel']],
    ],
  },
  {
    name: 'the first word of a known name may be in lower case',
    rows: [
      ['fr>en', 'La société est au pays de Galles', 'The company is in Wales.', []],
      [
        'fr>en',
        'La société est au pays de Galles',
        'The company is in Scotland.',
        ['pays de Galles'],
      ],
      ['fr', 'La garde des Sceaux a refusé', 'La ministre de la justice a refusé.', []],
      [
        'fr',
        'La garde des Sceaux a refusé',
        'La ministre des transports a refusé.',
        ['garde des Sceaux'],
      ],
    ],
  },
  {
    name: 'other words for a holiday, a region, an institution and its people',
    rows: [
      ['fr>en', 'Le musée ferme à Noël', 'The museum closes at Christmas.', []],
      ['fr>en', 'Le musée ferme à Noël', 'The museum closes at Easter.', ['Noël']],
      ['en', 'The maps show Eastern European towns', 'Maps of towns of the Eastern bloc', []],
      [
        'en',
        'The maps show Eastern European towns',
        'Maps of towns of Western Europe',
        ['Eastern European'],
      ],
      ['en>fr', 'The Constitutional Council agreed', 'Les Sages ont donné leur accord.', []],
      ['en', 'It annoys New Yorkers', 'In New York, it annoys people.', []],
    ],
  },
  {
    name: 'places, peoples and institutions in the other language',
    rows: [
      ['fr>en', 'Le ferry va à Douvres', 'The ferry goes to Dover.', []],
      ['fr>en', 'Le ferry va à Douvres', 'The ferry goes to Hull.', ['Douvres']],
      ['fr>en', 'Il a longé la mer Noire', 'He walked along the Black Sea.', []],
      ['fr>en', 'Il a longé la mer Noire', 'He walked along the Red Sea.', ['mer Noire']],
      [
        'en>fr',
        'The crew is aboard the ISS',
        'Ils vivent dans la Station spatiale internationale.',
        [],
      ],
      ['fr>en', 'Le parti Démocrate refuse', 'The Republicans refuse.', ['parti Démocrate']],
    ],
  },
  {
    name: 'a country for its capital, and a place for its people',
    rows: [
      ['en', 'The German government refuses', 'Berlin refuses.', []],
      ['en', 'The German government refuses', 'Rome refuses.', ['German']],
      ['fr', 'Les Orvellais sont contre', 'À Orvelle, on est contre.', []],
      ['fr', 'Les Orvellais sont contre', 'À Kestrin, on est contre.', ['Orvellais']],
      ['en', 'It annoys Port Elverers', 'In Port Elver, it annoys people.', []],
      ['en', 'It annoys Port Elverers', 'In Port Aldous, it annoys people.', ['Port Elverers']],
    ],
  },
  {
    name: 'words of a name that are shortened or left out',
    rows: [
      ['en', 'They climbed Mount Elver', 'They climbed Mt. Elver.', []],
      ['en', 'They climbed Mount Elver', 'They climbed Mt. Aldous.', ['Mount Elver']],
      ['en', 'Boats cross the Elver River', 'Boats cross the Elver.', []],
      ['en', 'Boats cross the Elver River', 'Boats cross the Aldous.', ['Elver River']],
      ['fr', 'La Ville de Lorzac a payé', 'Lorzac a payé.', []],
      ['en', 'He fought in the Second World War', 'He fought in World War II.', []],
      [
        'en',
        'He fought in the Second World War',
        'He fought in World War I.',
        ['Second World War'],
      ],
    ],
  },
  {
    name: 'a French institution in lower case',
    rows: [
      ['en>fr', 'The Ministry of Health paid', 'Le ministère de la santé a payé.', []],
      [
        'en>fr',
        'The Ministry of Health paid',
        'Le ministère de l’agriculture a payé.',
        ['Ministry of Health'],
      ],
    ],
  },
  {
    name: 'a name and what belongs to it are one hint',
    rows: [
      [
        'en',
        'They quote the figures of Norway’s Havforsk',
        'They quote the figures of Denmark.',
        ['Norway’s Havforsk'],
      ],
      ['en', 'They quote the figures of Norway’s Havforsk', 'They quote Norway.', ['Havforsk']],
    ],
  },
])('$name', ({ rows }) => {
  test.each(rows.map((row) => ({ name: `${row[1]} ← ${row[2]}`, row })))('$name', ({ row }) => {
    expect(hintsOf(row)).toEqual(row[3]);
  });
});
