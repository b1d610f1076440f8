import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { isBetween, type Passage } from '@/utils/claim/claim';
import { speakersIn } from '@/utils/claim/speakers';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

/** The language of both, the claim, the passage, and each hint: its kind and its words. */
type Row = readonly [
  language: string,
  claim: string,
  quote: string,
  hints: readonly (readonly [kind: string, words: string])[],
];

function asks(rows: readonly Row[]): void {
  test.each(rows.map((row) => ({ name: `${row[1]} ← ${row[2]}`, row })))('$name', ({ row }) => {
    const [language, claim, quote, hints] = row;
    const passage: Passage = {
      clipId: newId<'clip'>() as ClipId,
      quote,
      pageText: null,
      verdict: 'verbatim',
      language,
    };
    const found = checkClaim(asClaim(claim), [passage], { language }).filter(isBetween);
    expect(found.map(({ kind, words }) => [kind, words])).toEqual(hints);
  });
}

describe('a reason is compared with that of the sentence about the same thing', () => {
  asks([
    [
      'en',
      'The sluice is shut at night, and the ferry runs late because the crews change shifts at noon.',
      'The sluice is shut at night because thieves come near. The ferry runs late because its boiler needs an hour to warm up. Crews sleep on board.',
      [['cause', 'because the crews change shifts at noon']],
    ],
    [
      'en',
      'The sluice is shut at night, and the ferry runs late because the boiler needs time to warm up.',
      'The sluice is shut at night because thieves come near. The ferry runs late because its boiler needs an hour to warm up. Crews sleep on board.',
      [],
    ],
    [
      'en',
      'Millers blocked the canal in protest at a toll.',
      'Millers blocked the canal after the weir was sold.',
      [['cause', 'in protest at a toll']],
    ],
    [
      'en',
      'Millers blocked the canal in protest at the sale of the weir.',
      'Millers blocked the canal after the weir was sold.',
      [],
    ],
    [
      'fr',
      'Les meuniers ont fermé le canal afin de gagner du temps.',
      'Les meuniers ont fermé le canal en raison des crues.',
      [['cause', 'afin de gagner du temps']],
    ],
  ]);
});

describe('the opposition is a party, and opposes nothing by its name', () => {
  asks([
    [
      'en',
      'Opposition and part of the town: the mayor must go.',
      'Much of the town wants the mayor to go. Smaller crowds rallied in support of the mayor.',
      [],
    ],
    [
      'en',
      'In parliament, opposition to the mayor has the most members.',
      'In parliament, support for the mayor has the most members.',
      [['direction', 'opposition']],
    ],
  ]);
});

describe('what a percentage is of does not change places with another figure', () => {
  asks([
    [
      'en',
      'Dredging: over 1,200 lock-reaches a year, around 8 percent of the 15,000 in the network; takes a million-plus tons of sacks.',
      'Still, the office is continually dredging the more than 5,000 miles of canals and 15,000 lock reaches. Each year, it uses more than one million tons of sacks to dredge more than 1,200 lock-reaches of canal.',
      [],
    ],
  ]);
});

describe('a law that will do something is compared as one that does it', () => {
  asks([
    [
      'fr',
      'Les contrôles seront renforcés sur le canal, prévoit la loi.',
      'Les contrôles seront allégés sur le canal.',
      [['direction', 'renforcés']],
    ],
  ]);
});

describe('more verbs tell who speaks', () => {
  test.each([
    'Ann Tolley holds the trust responsible.',
    'Ann Tolley called it a gamble.',
    'The sale was unfair, Ann Tolley pointed out.',
    'Ann Tolley soutient que le barrage fuit.',
    'Ann Tolley tient le syndicat pour responsable.',
  ])('%s', (text) => {
    expect(speakersIn(text, text.toLowerCase()).map(({ name }) => name)).toEqual(['Ann Tolley']);
  });
});

describe('a person speaks, and no body or day beside the name', () => {
  test.each([
    'Ann Tolley of the trust Orvel said it was a gamble.',
    'Ann Tolley, spokeswoman for the port of Orvel, said it was a gamble.',
    'The head of Orvel, Ann Tolley, said it was a gamble.',
    'As Ann Tolley told Orvel, it was a gamble.',
    'On Monday for the first time Ann Tolley said it was a gamble.',
    'It was a gamble, said Ann Tolley of the trust Orvel.',
    'Selon Ann Tolley, directrice d’Orvel, le barrage fuit.',
    'Un habitant de Port Orvel à qui Ann Tolley a dit que le barrage fuit.',
  ])('%s', (text) => {
    expect(speakersIn(text, text.toLowerCase()).map(({ name }) => name)).toEqual(['Ann Tolley']);
  });
});
