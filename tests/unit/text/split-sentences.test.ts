import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from '@/utils/text/split-sentences';

const CASES: readonly { name: string; language: string; sentences: readonly string[] }[] = [
  { name: 'two plain sentences', language: 'en', sentences: ['The river rose.', 'It fell again.'] },
  {
    name: 'a French abbreviation in two words',
    language: 'fr',
    sentences: ['Certaines villes, p. ex. Lorzac, ont cédé.', 'Les autres non.'],
  },
  {
    name: 'a title before a name',
    language: 'fr',
    sentences: ['Selon M. Aubrac, tout va bien.', 'Mme Quill en doute.'],
  },
  { name: 'a doctor', language: 'en', sentences: ['Dr. Quill agrees.', 'So does Mrs. Vane.'] },
  {
    name: 'a firm inside a sentence',
    language: 'en',
    sentences: ['Kestrel Inc. Holdings grew.', 'Rivals shrank.'],
  },
  {
    name: 'a firm at the end of a sentence',
    language: 'en',
    sentences: ['It was bought by Kestrel Inc.', 'The price is unknown.'],
  },
  {
    name: 'decimal points',
    language: 'en',
    sentences: ['Version 2.5 scored 50.7 points.', 'Fine.'],
  },
  { name: 'initials', language: 'en', sentences: ['J. R. Vane wrote it.', 'He left.'] },
  {
    name: 'a country in letters',
    language: 'en',
    sentences: ['The U.S. Senate voted.', 'It passed.'],
  },
  {
    name: 'a numbered article',
    language: 'fr',
    sentences: ['Voir art. 12 du code et p. 4 du guide.', 'Tout y est.'],
  },
  {
    name: '"no" as an answer and as a number',
    language: 'en',
    sentences: ['The answer was no.', 'Room no. 12 stayed shut.'],
  },
  {
    name: 'sentences inside a quotation',
    language: 'fr',
    sentences: ['Il dit : « Il pleut. Il neige aussi. »', 'Puis il sort.'],
  },
  {
    name: 'a straight quotation mark that opens a sentence',
    language: 'en',
    sentences: ['Leeds plants trees.', '"Shade is free," said Femi Adeyo.', '"It is."', 'He left.'],
  },
  {
    name: 'a straight quotation mark that closes a sentence',
    language: 'en',
    sentences: ['She said: "Shade is free. It costs nothing."', 'He left.'],
  },
  {
    name: 'a quotation that goes on after its mark',
    language: 'fr',
    sentences: ['« Qui vient ? » demande-t-elle.', 'Personne.'],
  },
  {
    name: 'a quotation that nobody closed',
    language: 'en',
    sentences: ['He said “wait.', 'Then he said “go” and left.', 'They went.'],
  },
  {
    name: 'German dates and ordinal numbers',
    language: 'de',
    sentences: [
      'Am 4. März und bis zum 12. Mai 2025 galt das.',
      'Der 2. Platz ging nach Wien, im 19. Jahrhundert wie heute.',
      'Es waren 12.',
      'Danach kamen drei.',
    ],
  },
  {
    name: 'German dates and quarters in a text whose language is not known',
    language: 'en',
    sentences: [
      'Sie haben beschlossen, die ab 1. Januar 2026 gilt.',
      'Im 2. Quartal sank es, im gesamten 1. Halbjahr nicht, bis 1. Mai 2025.',
      'They counted 12.',
      'April was dry.',
      'Mai counted 3.',
      'Julia left.',
    ],
  },
  {
    name: 'German abbreviations',
    language: 'de',
    sentences: ['Er kostet 12 Mio. Euro bzw. Franken, vgl. Abs. 2 im Gesetz.', 'Das ist viel.'],
  },
  {
    name: 'sentences inside a German quotation',
    language: 'de',
    sentences: ['Sie sagt: „Es regnet. Es schneit auch.“ im Radio.', 'Dann geht sie.'],
  },
  {
    name: 'inches',
    language: 'en',
    sentences: ['The pipe is 15" wide.', 'It said "no".'],
  },
  {
    name: 'a number in front',
    language: 'en',
    sentences: ['1. Rivers rise in spring.', 'Lakes too.'],
  },
  {
    name: 'an ellipsis in the middle',
    language: 'fr',
    sentences: ['Le débit… reste faible.', 'On attend.'],
  },
  { name: 'a full stop and a bracket', language: 'en', sentences: ['(It rained.)', 'It stopped.'] },
  { name: 'a language that does not exist', language: '%%', sentences: ['One is here.', 'Two.'] },
];

test.each(CASES)('cuts $name', ({ sentences, language }) => {
  const line = sentences.join(' ');
  expect(splitSentences(line, language).map(({ start, end }) => line.slice(start, end))).toEqual(
    sentences,
  );
});

test('leaves no word outside of a sentence', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'Rue',
          'eau',
          'M.',
          '«',
          '»',
          '“',
          '”',
          '"',
          '3',
          '.',
          '!',
          '?',
          '…',
          '(',
          ')',
          ' ',
        ),
      ),
      fc.constantFrom('fr', 'en'),
      (pieces, language) => {
        const line = pieces.join(' ');
        const sentences = splitSentences(line, language);
        let at = 0;
        for (const { start, end } of sentences) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(line.slice(at, start).trim()).toBe('');
          at = end;
        }
        expect(line.slice(at).trim()).toBe('');
      },
    ),
  );
});
