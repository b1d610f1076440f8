import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { PageFacts } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

interface Case {
  readonly name: string;
  readonly claim: string;
  /** The text of the page before and after the passage. */
  readonly before: string;
  readonly passage: string;
  readonly after?: string;
  readonly languages?: readonly [claim: string, page: string];
  readonly facts?: Partial<PageFacts>;
  /** The day of the report. */
  readonly date?: string;
  readonly hints: readonly string[];
}

const NO_FACTS: PageFacts = { title: '', siteName: null, authors: [], publishedAt: null };

function hintsOf(each: Case): string[] {
  const { claim, before, passage, after = '', languages = ['en', 'en'], facts, date } = each;
  const [language, pageLanguage] = languages;
  const cited = {
    clipId: newId<'clip'>() as ClipId,
    quote: passage,
    pageText: `${before}\n${passage}\n${after}`,
    verdict: 'verbatim',
    language: pageLanguage,
    facts: { ...NO_FACTS, ...facts },
  } as const;
  const options = { language, ...(date === undefined ? {} : { date }) };
  return checkClaim(asClaim(claim), [cited], options).map(({ words }) => words);
}

/** Text about something else, so that what stands before it is not near. */
const ELSEWHERE = 'The water rose a little during the night and fell again at noon. '.repeat(12);

const lock = `Marta Hollen has kept the lock for years. Hollen was born there. ${ELSEWHERE}Hollen has a boat.${ELSEWHERE}`;

describe('a name that the page has and the passage leaves out', () => {
  const cases: readonly Case[] = [
    {
      name: 'is not pointed out if the page repeats the surname',
      claim: 'Marta Hollen opens the gates at dawn.',
      before: lock,
      passage: 'The keeper opens the gates at dawn.',
      hints: [],
    },
    {
      name: 'is pointed out if the passage names somebody else',
      claim: 'Marta Hollen opens the gates at dawn.',
      before: lock,
      passage: 'As a rule, Pieter Aldous opens the gates at dawn.',
      hints: ['Marta Hollen'],
    },
    {
      name: 'is not pointed out if the sentence just before names it',
      claim: 'The old pumps were blamed by Denholm.',
      before: `${ELSEWHERE}The report was read out by Denholm on Monday.`,
      passage: 'The old pumps were to blame.',
      hints: [],
    },
    {
      name: 'is pointed out if the page names it only far away, and the passage names another',
      claim: 'The old pumps were blamed by Denholm.',
      before: `${ELSEWHERE}The report was read out by Denholm on Monday.${ELSEWHERE}`,
      passage: 'The old pumps were to blame, as Varley said.',
      hints: ['Denholm'],
    },
    {
      name: 'is pointed out if the page names it only far away, and the passage names nobody',
      claim: 'The old pumps were blamed by Denholm.',
      before: `${ELSEWHERE}The report was read out by Denholm on Monday.${ELSEWHERE}`,
      passage: 'The old pumps were to blame.',
      hints: ['Denholm'],
    },
    {
      name: 'is pointed out if a few far sentences name it, and the passage says “she”',
      claim: 'The old pumps were blamed by Denholm.',
      before: `${ELSEWHERE}Denholm came. Denholm read. Denholm left. ${ELSEWHERE.repeat(3)}`,
      passage: 'She blamed the old pumps.',
      hints: ['Denholm'],
    },
    {
      name: 'is pointed out if only the sentence after the passage names it',
      claim: 'The mill by the river was sold to Tessaly.',
      before: ELSEWHERE,
      passage: 'The mill was sold.',
      after: 'The buyer is Tessaly.',
      hints: ['Tessaly'],
    },
    {
      name: 'is not pointed out if the rest of the passage’s own sentence names it',
      claim: 'The mill by the river was sold to Tessaly.',
      before: `${ELSEWHERE}The mill was sold to Tessaly. It is old. ${ELSEWHERE}`,
      passage: 'The mill was sold',
      hints: [],
    },
    {
      name: 'is not pointed out if the sentence before a passage in other quotation marks names it',
      claim: 'The old pumps were blamed by Denholm.',
      before: `${ELSEWHERE}The report was read out by Denholm. It’s “the old pumps”.`,
      passage: 'It\'s "the old pumps".',
      hints: [],
    },
    {
      name: 'is not pointed out if the writer of the page says “I”',
      claim: 'Ines Varga left the Lower Canal Trust in spring.',
      before: `The notes of Ines Varga. ${ELSEWHERE}Varga, editor.${ELSEWHERE}`,
      passage: 'This spring I left the Lower Canal Trust and my seat in its council.',
      hints: [],
    },
    {
      name: 'is pointed out if somebody who is quoted says “I”',
      claim: 'Ines Varga was surprised by the price.',
      before: `The notes of Ines Varga. ${ELSEWHERE}Varga, editor.${ELSEWHERE}`,
      passage: '“I was surprised by the price,” said Tom Ashgrove at the market.',
      hints: ['Ines Varga'],
    },
    {
      name: 'is not pointed out if the title of the page has it',
      claim: 'Heronmill 2.6 draws twice as many tiles.',
      before: `Heronmill 2.6: what is new ${ELSEWHERE}`,
      passage: 'Twice as many tiles are drawn.',
      hints: [],
    },
    {
      name: 'is not pointed out for the country of a page that names other things',
      claim: 'La Norvège a 300 écluses.',
      languages: ['fr', 'en'],
      before: `Norway in spring. Norway has lakes. ${ELSEWHERE}Norway has boats.${ELSEWHERE}${ELSEWHERE}`,
      passage: 'Haldor, of the Canal Party, said that the country has 300 locks.',
      hints: [],
    },
    {
      name: 'is pointed out if the passage names another country',
      claim: 'La Norvège a 300 écluses.',
      languages: ['fr', 'en'],
      before: `Norway in spring. Norway has lakes. ${ELSEWHERE}Norway has boats.${ELSEWHERE}${ELSEWHERE}`,
      passage: 'Haldor, of the Canal Party, said that Sweden has 300 locks.',
      hints: ['Norvège'],
    },
    {
      name: 'is pointed out if the passage names another country before a count',
      claim: 'In Norway 300 locks are shut.',
      before: `Norway in spring. Norway has lakes. ${ELSEWHERE}Norway has boats.${ELSEWHERE}${ELSEWHERE}`,
      passage: 'Experts say that in Sweden 300 locks are shut.',
      hints: ['Norway'],
    },
    {
      name: 'is pointed out in the place of another name, even for the subject of the page',
      claim: 'The Hollen brothers invaded Aldmoor in 1911.',
      before: 'Aldmoor is a valley. '.repeat(40),
      passage: 'The Hollen brothers invaded Kestmoor in 1911.',
      hints: ['Aldmoor'],
    },
    {
      name: 'is not pointed out for the version that the whole page is about',
      claim: 'Version 4.7 will be out in the week of 3 June.',
      before: `Plans for 4.7. So far 4.7 has three parts. ${ELSEWHERE}4.7 is big.${ELSEWHERE}`,
      passage: 'If all goes well, it will be out in the week of 3 June.',
      hints: [],
    },
    {
      name: 'is pointed out for another version',
      claim: 'Version 4.9 will be out in the week of 3 June.',
      before: `Plans for 4.7. So far 4.7 has three parts. ${ELSEWHERE}4.7 is big.${ELSEWHERE}`,
      passage: 'If all goes well, it will be out in the week of 3 June.',
      hints: ['4.9'],
    },
    {
      name: 'is not pointed out for the site and the author of the page',
      claim: 'According to Nils Arvo of Canal Weekly, the old pumps were to blame.',
      before: ELSEWHERE,
      passage: 'The old pumps were to blame, and Denholm knew it.',
      facts: { siteName: 'Canal Weekly', authors: ['Nils Arvo'] },
      hints: [],
    },
    {
      name: 'is pointed out if the site’s name stands where the passage has another one',
      claim: 'The old pumps were sold by Denholm in spring.',
      before: ELSEWHERE,
      passage: 'The old pumps were sold by Kestrin in spring.',
      facts: { siteName: 'Denholm' },
      hints: ['Denholm'],
    },
    {
      name: 'is not pointed out for a word whose kind the passage’s other names are not',
      claim: 'The Lutheran pastor Ines Varga speaks with both sides.',
      before: `${ELSEWHERE}A Lutheran pastor tries to help.`,
      passage: 'The pastor, Ines Varga, speaks with both sides, somebody told Havnepost.',
      hints: [],
    },
    {
      name: 'is pointed out if the passage names another person, even near the name',
      claim: 'Tom Ashgrove wants to hear the council.',
      before: `${ELSEWHERE}Tom Ashgrove was there.`,
      passage: 'Ines Varga, a keeper, asked that the council be heard.',
      hints: ['Tom Ashgrove'],
    },
    {
      name: 'is not pointed out if the passage shortens a product and its number',
      claim: 'The WaterMeter 5 Max costs 90 euros.',
      before: `The WaterMeter 5 Max is new. ${ELSEWHERE}`,
      passage: 'The WM5 Max costs 90 euros.',
      hints: [],
    },
  ];
  test.each(cases)('$name', (each) => {
    expect(hintsOf(each)).toEqual(each.hints);
  });
});

describe('a date that the page has and the passage leaves out', () => {
  const cases: readonly Case[] = [
    {
      name: 'is not pointed out if the passage gives no date',
      claim: 'The lock was shut in May 2019.',
      before: `Published on 14 May 2019. ${ELSEWHERE}`,
      passage: 'The lock was shut on Tuesday.',
      hints: [],
    },
    {
      name: 'is pointed out if only a sentence far away gives it',
      claim: 'The lock was shut on 14 May 2019.',
      before: `${ELSEWHERE}The fair was on 14 May 2019. ${ELSEWHERE}`,
      passage: 'The lock was shut.',
      hints: ['14 May 2019'],
    },
    {
      name: 'is pointed out if only the sentence after the passage gives it',
      claim: 'Le lac a gelé en 1956.',
      languages: ['fr', 'fr'],
      before: ELSEWHERE,
      passage: 'Le lac a gelé cet hiver-là.',
      after: 'En 1956, la rivière a débordé.',
      hints: ['1956'],
    },
    {
      name: 'is not pointed out if the lines below the title give it, and nothing is recorded',
      claim: 'Tom Ashgrove wrote on 14 May 2019 that the lock was shut.',
      before: `Home News Archive\nThe lock\nBy Tom Ashgrove, 14 May 2019\n${ELSEWHERE}`,
      passage: 'The lock was shut.',
      hints: [],
    },
    {
      name: 'is pointed out if the beginning of the page gives it, and other things are recorded',
      claim: 'The lock was shut on 14 May 2019.',
      before: `The fair was on 14 May 2019. ${ELSEWHERE}`,
      passage: 'The lock was shut.',
      facts: { title: 'The lock' },
      hints: ['14 May 2019'],
    },
    {
      name: 'is not pointed out if the sentence before gives it',
      claim: 'The lock was shut on 14 May 2019.',
      before: `${ELSEWHERE}The council met on 14 May 2019.`,
      passage: 'The lock was shut.',
      hints: [],
    },
    {
      name: 'is not pointed out if the sentence before gives the day, and the record the year',
      claim: 'The lock was shut on 14 May 2019.',
      before: `The fair was on 14 May 2019. ${ELSEWHERE}The council met on 14 May.`,
      passage: 'The lock was shut.',
      facts: { title: 'The canal in 2019' },
      hints: [],
    },
    {
      name: 'is not pointed out if a line with the year alone is before the passage',
      claim: 'In 2019 the lock was shut.',
      before: `${ELSEWHERE}\n2019`,
      passage: 'The lock was shut.',
      hints: [],
    },
    {
      name: 'is not pointed out if the passage begins inside of its sentence',
      claim: 'In 2019 the lock was shut.',
      before: `${ELSEWHERE}In 2019, after long talks,`,
      passage: 'the lock was shut.',
      hints: [],
    },
    {
      name: 'is pointed out if the passage gives another one',
      claim: 'The lock was shut in May 2019.',
      before: `Published on 14 May 2019. ${ELSEWHERE}`,
      passage: 'The lock was shut in May 2017.',
      hints: ['May 2019'],
    },
    {
      name: 'is pointed out if the page does not have it either',
      claim: 'The lock was shut in May 2019.',
      before: `Published on 14 May 2018. ${ELSEWHERE}`,
      passage: 'The lock was shut on Tuesday.',
      hints: ['May 2019'],
    },
    {
      name: 'is not pointed out for the day on which the source was published',
      claim: 'En juin 2021, la rivière était polluée.',
      languages: ['fr', 'en'],
      before: ELSEWHERE,
      passage: 'The river is polluted.',
      facts: { publishedAt: '2021-06-09T08:00:00Z' },
      hints: [],
    },
    {
      name: 'is not pointed out for the year before, if the passage says “last year”',
      claim: 'In 2020 the river was polluted.',
      before: ELSEWHERE,
      passage: 'Last year the river was polluted.',
      facts: { publishedAt: '2021-06-09' },
      hints: [],
    },
    {
      name: 'is pointed out for another year than the one that “three years ago” is',
      claim: 'La rivière était polluée en 2017.',
      languages: ['fr', 'fr'],
      before: ELSEWHERE,
      passage: 'Il y a trois ans, la rivière était polluée.',
      facts: { publishedAt: '2021' },
      hints: ['2017'],
    },
    {
      name: 'is not pointed out for the month of the report',
      claim: 'In March 2026 the ferry still runs.',
      before: ELSEWHERE,
      passage: 'The ferry runs from dawn to dusk.',
      date: '2026-03-03T09:00:00.000Z',
      hints: [],
    },
  ];
  test.each(cases)('$name', (each) => {
    expect(hintsOf(each)).toEqual(each.hints);
  });
});
