import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { type Hint, isBetween, type Passage } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { cpuTime } from '../cpu-time';
import { asClaim } from './labelled';

/** The languages, the claim, the passage, and each hint: its kind, its words, what the passage says. */
type Row = readonly [
  languages: string,
  claim: string,
  quote: string,
  hints: readonly (readonly [kind: string, words: string, against: string])[],
];

function between(
  [languages, claim, quote]: readonly string[],
  options: { readonly between?: boolean } = {},
): Hint[] {
  const [language = '', pageLanguage = language] = (languages ?? '').split('>');
  const passage: Passage = {
    clipId: newId<'clip'>() as ClipId,
    quote: quote ?? '',
    pageText: null,
    verdict: 'verbatim',
    language: pageLanguage,
  };
  const hints = checkClaim(asClaim(claim ?? ''), [passage], { language, ...options });
  return hints.filter(isBetween);
}

function asks(rows: readonly Row[]): void {
  test.each(rows.map((row) => ({ name: `${row[1]} ← ${row[2]}`, row })))('$name', ({ row }) => {
    const [languages, claim, quote, hints] = row;
    const found = between([languages, claim, quote]);
    expect(found.map(({ kind, words, against }) => [kind, words, against])).toEqual(hints);
  });
}

describe('one rises and the other falls', () => {
  asks([
    [
      'fr',
      'Le niveau du lac progresse',
      'Le niveau du lac recule.',
      [['direction', 'progresse', 'recule']],
    ],
    ['fr', 'Le niveau du lac recule', 'Le niveau du lac recule encore.', []],
    [
      'en',
      'Sales of boats fell by 12%',
      'Sales of boats rose by 12%.',
      [['direction', 'fell', 'rose']],
    ],
    [
      'fr>en',
      'Les ventes baissent de 12 %',
      'Sales of boats rose by 12%.',
      [['direction', 'baissent', 'rose']],
    ],
    [
      'en',
      'The council rejected the plan',
      'The council approved the plan.',
      [['direction', 'rejected', 'approved']],
    ],
    ['en', 'The council did not reject the plan', 'The council approved the plan.', []],
    ['en', 'Output rose in May and fell in June', 'Output fell in June.', []],
  ]);
});

describe('a sentence that says both is read clause by clause', () => {
  const both =
    'Unions rejected the offer on 12 March 2024, and the company accepted it on 14 March 2024.';
  const exports = 'Exports to Poland grew in early 2020, those to Spain fell in December 2020.';
  asks([
    [
      'en',
      'Unions accepted the offer on 12 March 2024',
      both,
      [['direction', 'accepted', 'rejected']],
    ],
    ['en', 'Unions rejected the offer on 12 March 2024', both, []],
    ['en', 'The company accepted the offer on 14 March 2024', both, []],
    [
      'fr',
      'Les syndicats ont accepté l’offre',
      'Les syndicats ont rejeté l’offre, et la direction a accepté leur contre-projet.',
      [['direction', 'accepté', 'rejeté']],
    ],
    ['en', 'Unions accepted the offer', 'Unions rejected the offer in May, then accepted it.', []],
    ['en', 'Unions accepted the offer', 'Unions rejected the offer and later accepted it.', []],
    [
      'en',
      'Unions accepted the offer',
      'Unions rejected the offer in May, but they accepted it in June.',
      [],
    ],
    ['en', 'Exports to Spain grew in early 2020', exports, [['direction', 'grew', 'fell']]],
    ['en', 'Exports to Poland grew in early 2020', exports, []],
    ['en', 'Exports to Spain fell in December 2020', exports, []],
    [
      'en',
      'Sales in Spain grew',
      'Sales in Poland grew, but sales in Spain fell.',
      [['direction', 'grew', 'fell']],
    ],
    ['en', 'Sales in Spain grew', 'Sales in Poland and Spain grew, those in Italy fell.', []],
    ['en', 'Sales in Spain grew', 'Sales in Spain grew, but fell in Poland.', []],
    [
      'en',
      'Profits of Kestrel rose',
      'At the Tessaly mill of the group, profits rose, and Kestrel cut its costs.',
      [],
    ],
  ]);
});

describe('one denies', () => {
  asks([
    [
      'en',
      'The dam did not leak',
      'The dam leaked for a week.',
      [['negation', 'not leak', 'leaked']],
    ],
    ['en', 'The dam leaked', 'The dam did not leak.', [['negation', 'leaked', 'not leak']]],
    [
      'fr',
      'La mairie n’a pas répondu',
      'La mairie a répondu.',
      [['negation', 'n’a pas', 'répondu']],
    ],
    ['fr', 'La mairie n’a pas répondu', 'La mairie n’a jamais répondu.', []],
    ['en', 'The dam did not leak', 'The dam was without any leak.', []],
    [
      'en',
      'There is evidence of lead',
      'There is no evidence of lead.',
      [['negation', 'is evidence', 'no evidence of lead']],
    ],
  ]);
});

describe('bounds, points and periods', () => {
  asks([
    [
      'en',
      'At least 300 boats sank',
      'Up to 300 boats sank.',
      [['bound', 'At least 300', 'Up to 300']],
    ],
    [
      'fr>en',
      'Au moins 300 bateaux ont coulé',
      'Up to 300 boats sank.',
      [['bound', 'Au moins 300', 'Up to 300']],
    ],
    ['en', 'At least 300 boats sank', 'More than 300 boats sank.', []],
    [
      'en',
      'The share rose by 3%',
      'The share rose by 3 percentage points.',
      [['points', '3%', '3 percentage points']],
    ],
    ['fr', 'La part gagne 3 points', 'La part gagne 3 %.', [['points', '3 points', '3 %']]],
    [
      'fr>en',
      'Le lac perd 500 litres par an',
      'The lake loses 500 litres a month.',
      [['rate', 'par an', 'a month']],
    ],
    ['en', 'The lake loses 500 litres a month', 'It loses 500 litres each month.', []],
  ]);
});

describe('a figure belongs to something else', () => {
  asks([
    [
      'en',
      'The share fell from 40% to 43%',
      'The share went from 43% to 40%.',
      [['other-figure', '40% to 43%', 'share went from 43% to 40%.']],
    ],
    [
      'en',
      'It killed 17 people, including 19 tourists',
      'It killed 19 people, including 17 tourists.',
      [['other-figure', '17 people, including 19', 'people, including 17 tourists.']],
    ],
    [
      'fr',
      '10 élus de Lorzac et 35 élus de Vautrin ont dit non',
      '35 de Lorzac et 10 de Vautrin ont dit non.',
      [['other-figure', '10 élus de Lorzac et 35', '35 de Lorzac et 10 de Vautrin ont dit non.']],
    ],
    ['en', 'The share fell from 43% to 40%', 'The share, 43% a year earlier, is now 40%.', []],
  ]);
});

describe('somebody else, and another reason', () => {
  asks([
    [
      'en',
      'Vautrin said the dam was safe',
      'Vautrin left early. Lorzac said the dam was safe.',
      [['speaker', 'Vautrin', 'Lorzac']],
    ],
    ['en', 'Lorzac said the dam was safe', 'Vautrin left early. Lorzac said the dam was safe.', []],
    [
      'en',
      'Tessaly bought Kestrel',
      'Kestrel bought Tessaly in spring.',
      [['speaker', 'Tessaly', 'Kestrel bought Tessaly']],
    ],
    ['en', 'Tessaly bought Kestrel', 'Kestrel was bought by Tessaly in spring.', []],
    [
      'en',
      'The lake rose because of the rain',
      'The lake rose despite the rain.',
      [['cause', 'because of the rain', 'despite the rain']],
    ],
    ['fr', 'Le lac monte à cause des pluies', 'Le lac monte à cause des pluies de mai.', []],
  ]);
});

test('hints between the words can be switched off', () => {
  const row = ['en', 'Sales of boats fell by 12%', 'Sales of boats rose by 12%.'];
  expect(between(row)).toHaveLength(1);
  expect(between(row, { between: false })).toEqual([]);
});

test('a passage that says it as the claim outweighs another one', () => {
  const passages = ['The lake rises.', 'The lake falls.'].map(
    (quote): Passage => ({
      clipId: newId<'clip'>() as ClipId,
      quote,
      pageText: null,
      verdict: 'verbatim',
      language: 'en',
    }),
  );
  const hints = checkClaim(asClaim('The lake falls'), passages, { language: 'en' });
  expect(hints.filter(isBetween)).toEqual([]);
});

test('a long claim of figures, names and denials is compared in a short time', () => {
  for (const piece of [
    'Lorzac said 3 ',
    'not 4% ',
    'from 3 to 4 ',
    'rose 5 a day ',
    'because of ',
  ]) {
    const claim = piece.repeat(1200 / piece.length);
    const page = `${piece.repeat(20)}. `.repeat(400);
    const started = cpuTime();
    between(['en', claim, page]);
    expect(cpuTime() - started, piece).toBeLessThan(2000);
  }
});

describe('more words have an opposite', () => {
  asks([
    [
      'fr',
      'Le tribunal de Nérac a validé l’arrêté',
      'Le tribunal de Nérac a annulé l’arrêté.',
      [['direction', 'validé', 'annulé']],
    ],
    [
      'en',
      'The water board made a profit of £4m',
      'The water board made a loss of £4m.',
      [['direction', 'profit', 'loss']],
    ],
    [
      'en',
      'Lee voted for the dam',
      'Lee voted against the dam.',
      [['direction', 'for', 'against']],
    ],
    ['en', 'Lee argued for the dam', 'Lee argued against a smaller dam.', []],
    [
      'fr',
      'Les relevés sont conservés',
      'Les relevés seront effacés.',
      [['direction', 'conservés', 'effacés']],
    ],
    [
      'fr',
      'La commune quittera le syndicat des eaux',
      'La commune rejoindra en mai le syndicat des eaux.',
      [['direction', 'quittera', 'rejoindra']],
    ],
  ]);
});

describe('a denial may have a word between it and what it denies', () => {
  asks([
    [
      'en',
      'The spring supplies the town',
      'The spring does not currently supply the town.',
      [['negation', 'supplies', 'not currently supply the town']],
    ],
    [
      'en',
      'Algae are a threat to the lake',
      'Algae pose no serious threat to the lake.',
      [['negation', 'are a threat', 'no serious threat to the lake']],
    ],
    [
      'en',
      'The mayor said that fees would rise',
      'The mayor denied that fees would rise.',
      [['negation', 'would rise', 'denied that fees would rise']],
    ],
  ]);
});

describe('a name beside another is no speaker', () => {
  asks([
    [
      'en',
      'Ann Lee of the Council on Lake Trade says the Tarn is not safe',
      '“The Tarn is not safe,” said Ann B. Lee, who studies it for the Council on Lake Trade.',
      [],
    ],
    [
      'en',
      'Ann Lee said Tarn Water was not safe',
      '“It is not safe,” Ann Lee said of the Tarn Water.',
      [],
    ],
  ]);
});

describe('a denial with a limit says the opposite limit', () => {
  asks([
    [
      'en',
      'The locks will not open before Saturday',
      'The locks will open on Saturday at the earliest.',
      [],
    ],
    [
      'en>fr',
      'Samples may not be kept beyond 5 years',
      'Les échantillons sont gardés jusqu’à 5 ans.',
      [],
    ],
    [
      'en',
      'The locks will not open on Saturday',
      'The locks will open on Saturday.',
      [['negation', 'not open on Saturday', 'open']],
    ],
  ]);
});

describe('a denial counts for what it stands before', () => {
  asks([
    [
      'en',
      'The ferry may leave in fog',
      'The ferry is fast. In storms the ferry does not leave, and no ferry may leave in fog.',
      [['negation', 'may leave', 'not leave']],
    ],
    [
      'en',
      'The permit cannot be renewed',
      'If the owner fails to pay, the permit can be renewed later.',
      [['negation', 'cannot be renewed', 'renewed']],
    ],
    [
      'en',
      'The old locks are not really safe',
      'Everybody thinks the old locks are safe, but they are not.',
      [],
    ],
    ['en', 'Boats may not be sold here', 'Sales of boats are still prohibited here.', []],
    ['en', 'The lake is still full', 'The river did not change. Neither has the lake.', []],
    [
      'fr',
      'Une mesure de contrôle reste prévue',
      'Aucune mesure de contrôle ne reste prévue.',
      [['negation', 'reste', 'Aucune mesure de contrôle ne']],
    ],
    [
      'fr>en',
      'Le musée ouvre un nouveau quai',
      'The museum is not opening a new quay.',
      [['negation', 'ouvre', 'not opening a new quay']],
    ],
  ]);
});

describe('a word with a syllable that denies it', () => {
  asks([
    [
      'en',
      'The pump was effective',
      'The pump was ineffective.',
      [['negation', 'effective', 'ineffective']],
    ],
    [
      'en',
      'The island is inhabited',
      'It is an uninhabited island.',
      [['negation', 'inhabited', 'uninhabited']],
    ],
    ['en', 'The pump was effective', 'The pump was effective, the valve ineffective.', []],
    ['en', 'The formation of the reef took years', 'Information on the reef took years.', []],
    ['fr', 'Une pompe jusque-là inefficace', 'La pompe, efficace, ne l’était pas alors.', []],
  ]);
});

describe('words of two languages for the same', () => {
  asks([
    [
      'fr>en',
      'Le tribunal a levé la menace sur le prix',
      'The court has not lifted the threat to the price.',
      [['negation', 'a levé', 'not lifted the threat to the price']],
    ],
    ['fr>en', 'Le tribunal n’a pas levé la menace', 'The court has not lifted the threat.', []],
    [
      'fr>en',
      'Orvel a racheté Tarn Marine',
      'Tarn Marine bought Orvel in May.',
      [['speaker', 'Orvel', 'Tarn Marine bought Orvel']],
    ],
  ]);
});

describe('who does something to whom', () => {
  asks([
    [
      'en',
      'Orvel was bought by Tarn Marine',
      'In May Orvel bought Tarn Marine.',
      [['speaker', 'Orvel', 'Orvel bought Tarn']],
    ],
    ['en', 'Orvel was bought by Tarn Marine', 'In May Tarn Marine bought Orvel.', []],
    ['en', 'Orvel bought Tarn Marine', 'Tarn Marine was bought by Orvel.', []],
    [
      'en',
      'Tarn’s pilots protested against longer shifts',
      'Most pilots protested against longer shifts in Orvel. Tarn is a port.',
      [],
    ],
  ]);
});

describe('comparisons, limits and periods', () => {
  asks([
    [
      'fr>en',
      'Le prix est plus élevé au port qu’en ville',
      'The price at the port is lower than in town.',
      [['direction', 'élevé', 'lower']],
    ],
    [
      'fr>en',
      'Le port a payé la grue plus cher que les 4 millions demandés',
      'The port got the crane for less than its original 4 million asking price.',
      [['bound', 'plus cher que les 4 millions', 'less than its original 4 million']],
    ],
    [
      'fr>en',
      'Les prises doivent atteindre au moins 29 tonnes',
      'The catch is capped at 29 tons.',
      [['bound', 'au moins 29 tonnes', '29 tons']],
    ],
    ['en', 'Crab costs at least $28 a pound', 'Crab costs $28 a pound, and often more.', []],
    [
      'en',
      'Trade grew at a quarterly rate of 4.2%',
      'Trade grew at an annualized rate of 4.2%.',
      [['rate', 'quarterly', 'annualized']],
    ],
    [
      'en',
      'The port mends 75 buoys a day',
      'The port mended 75 buoys in January.',
      [['rate', 'a day', '75 buoys in January']],
    ],
    ['en', 'The port mends 75 buoys a month', 'The port mended 75 buoys in January.', []],
    [
      'fr',
      'Le port a mendé 75 bouées, soit 3 par jour',
      'Le port a mendé 75 bouées en janvier.',
      [],
    ],
    [
      'en',
      'The council has 300 of the 192 seats',
      'The council has 192 of the 300 seats.',
      [['other-figure', '300 of the 192', 'has 192 of the 300 seats.']],
    ],
    [
      'en',
      'Repairs will cost $900 million next year and $390 million within a decade',
      'Within a decade, repairs will reach $900 million. Their cost is $390 million next year.',
      [
        [
          'other-figure',
          '$900 million next year and $390 million',
          'repairs will reach $900 million.',
        ],
      ],
    ],
  ]);
});

describe('a reason that the passage does not name', () => {
  asks([
    [
      'en',
      'The pier closed because of a strike',
      'The pier closed in May. Ice had torn its planks away.',
      [['cause', 'because of a strike', 'The pier closed in May.']],
    ],
    [
      'en',
      'The pier closed because of the ice',
      'The pier closed in May. Ice had torn its planks away.',
      [],
    ],
  ]);
});

test('a turn that another sentence of the passage shares is not asked about', () => {
  const quote = 'Rising rates made loans dear. The tax cuts of May made the deficit grow faster.';
  expect(between(['fr>en', 'Les baisses d’impôts ont creusé le déficit', quote])).toEqual([]);
  expect(
    between([
      'fr>en',
      'Les baisses de taux ont gêné les prêts',
      'Rising rates made loans dear.',
    ]).map(({ kind }) => kind),
  ).toEqual(['direction']);
});

describe('more of what two sentences can differ in', () => {
  asks([
    [
      'en',
      'The opinion is binding',
      'The opinion is not binding, but the council can ask for more time.',
      [['negation', 'is binding', 'not binding']],
    ],
    ['en', 'The river fell slowly', 'The river did not fall fast, but slowly.', []],
    [
      'en',
      'Sewers are more affected by the cold than other pipes',
      'The sewers are less affected by the cold than other pipes.',
      [['direction', 'more affected', 'less affected']],
    ],
    ['en', 'Sewers are more affected by the cold', 'Sewers are affected by the cold.', []],
    [
      'en',
      'There are at least 600 breaks a year',
      'There are between 400 and 600 breaks a year.',
      [['bound', 'at least 600', '600']],
    ],
    ['en', 'There are up to 600 breaks a year', 'There are between 400 and 600 breaks a year.', []],
    ['en', 'There are at least 600 breaks', 'There were 400 and 600 breaks in two years.', []],
    ['en', 'The port ranks near the top for employment', 'Its unemployment is the highest.', []],
  ]);
});

describe('names that do nothing and turn nothing', () => {
  asks([
    [
      'en',
      'Dropmore has room for ten boats',
      'Dropmore has room for ten boats, and for growth.',
      [],
    ],
    [
      'en',
      'The Danish actor Ann Lee fell ill at sea',
      'Her son Orr said that Ann Lee fell ill at sea. She was born in Danish waters.',
      [],
    ],
    [
      'en',
      'River Party leader Lee was sad',
      'Lee Jae, leader of the large River Party, was sad.',
      [],
    ],
    [
      'en',
      'Tarn’s leader bought Orvel',
      'Orvel’s purchase of Tarn was news. In May Tarn’s leader bought Orvel.',
      [],
    ],
    [
      'en',
      'Voters elected a secular president last autumn',
      'Last autumn, Danes elected a secular president. In 2011, voters were content.',
      [],
    ],
    ['fr>en', 'Personne n’a revendiqué l’attaque', 'No group claimed the attack.', []],
  ]);
});

describe('opposites and reasons across the two languages', () => {
  asks([
    [
      'fr>en',
      'Les soldats ont perdu la ville et le port, abandonnés en mai',
      'Soldiers seized the town and the port in May.',
      [['direction', 'abandonnés', 'seized']],
    ],
    [
      'en',
      'The bridge is safe for lorries',
      'The bridge is dangerous for lorries.',
      [['direction', 'safe', 'dangerous']],
    ],
    [
      'en',
      'It is the fastest ferry',
      'It is the slowest ferry.',
      [['direction', 'fastest', 'slowest']],
    ],
    [
      'fr>en',
      'Le quai a fermé à cause d’une grève',
      'The quay closed because of ice.',
      [['cause', 'à cause d’une grève', 'because of ice']],
    ],
    ['fr>en', 'Le quai a fermé à cause du froid', 'The quay closed because of the cold.', []],
  ]);
});

describe('two words have an opposite together', () => {
  asks([
    [
      'en',
      'The toll was adopted on Monday',
      'The toll was voted down on Monday.',
      [['direction', 'adopted', 'voted']],
    ],
    ['en', 'The toll was rejected on Monday', 'The toll was voted down on Monday.', []],
    [
      'fr>en',
      'La mairie a accepté les 3 millions de dollars de Kestrel',
      'The town hall turned down a $3 million offer from Kestrel.',
      [['direction', 'accepté', 'turned']],
    ],
    [
      'en',
      'Both ports want to stress their quarrel',
      'Both ports want to play down their quarrel.',
      [['direction', 'stress', 'play']],
    ],
    ['en', 'The toll was settled on', 'The miller went on and settled the toll.', []],
  ]);
});

describe('a denial in somebody’s own words belongs to them', () => {
  asks([
    [
      'en',
      'Oskar Lund refused to condemn the toll',
      'The miller, Oskar Lund, condemned the toll, saying in a letter that it “will not break our spirit”.',
      [['negation', 'refused to condemn the toll', 'condemned']],
    ],
    [
      'en',
      'Oskar Lund did not praise the toll',
      'The miller, Oskar Lund, did not like the toll or praise it.',
      [],
    ],
  ]);
});

describe('who is excluded from something does not do it', () => {
  asks([
    [
      'en>fr',
      'The CDE already supervises these files',
      'Ces fichiers sont exclus du périmètre du CDE.',
      [['negation', 'CDE already supervises these files', 'exclus du périmètre du CDE']],
    ],
    [
      'fr',
      'Ces fichiers sont exclus du périmètre du CDE',
      'Ces fichiers sont exclus du périmètre du CDE.',
      [],
    ],
    [
      'fr>en',
      'La page s’ouvre sans serveur DNS',
      'The page must be asked for by DNS before the reader opens it.',
      [['negation', 'sans serveur DNS', 'DNS']],
    ],
    [
      'fr>en',
      'Le port peut aussi servir sans perdre son bassin',
      'The port can serve as well without losing its basin.',
      [],
    ],
    [
      'fr>en',
      'Le conseil avait été prévenu de la crue',
      'The council was not notified of the flood.',
      [['negation', 'avait été prévenu', 'not notified of the flood']],
    ],
  ]);
});

describe('a passage that has a word twice may deny it once', () => {
  asks([
    [
      'en',
      'A broken lock left the mill without water for hours',
      'Water rose in the canal, and a broken lock left the mill without water for hours.',
      [],
    ],
    [
      'en',
      'A broken lock left the mill without water for hours',
      'Water rose in the canal, and a broken lock left water in the mill for hours.',
      [['negation', 'without water for hours', 'Water']],
    ],
    [
      'en',
      'Fares have increased on the ferry',
      'The company had four ferries in May, and fares increased by as much as four times on the ferry.',
      [],
    ],
  ]);
});

describe('"just" and "only" are whole words', () => {
  asks([
    [
      'en',
      'There are two tolls, and neither justifies a new lock',
      'Neither of the two tolls justifies a new lock.',
      [],
    ],
    [
      'en',
      'The flood did not justify a new lock',
      'The flood justified a new lock.',
      [['negation', 'not justify a new lock', 'justified']],
    ],
    [
      'en',
      'The flood did not just break a lock, it broke two',
      'The flood broke a lock, and then the next one.',
      [],
    ],
  ]);
});

test('a name is quoted from its own sentence', () => {
  const passage =
    'Le contrôle des écluses sera confié à une autorité nouvelle, la Commission du trafic (CDT), composée de six juges. Elle remplacera l’actuelle Commission des écluses (CDE).';
  const found = between(['en>fr', 'The CDE is replaced by the CDT.', passage]);
  expect(found.map(({ against }) => against)).not.toContain('');
});

describe('a later value is told by its words', () => {
  asks([
    [
      'fr>en',
      'Un mois plus tôt, 19 % des bateliers payaient, contre 13 % désormais.',
      'A survey showed that 13 % of the skippers pay, down from 19 % a month earlier.',
      [],
    ],
    [
      'fr>en',
      'La part passe à 19 %, contre 13 % un mois plus tôt.',
      'A survey showed that 13 % of the skippers pay, down from 19 % a month earlier.',
      [['other-figure', '19 %, contre 13 %', 'pay, down from 19 % a month earlier.']],
    ],
    [
      'en',
      'In five years the city wants 500 charging points, up from 120 today',
      'The city has 120 charging points and plans to have 500 in five years.',
      [],
    ],
  ]);
});

describe('a passage that also has the word that agrees, in either language, contradicts nothing', () => {
  asks([
    [
      'en>fr',
      'The lake is 82 per cent full in summer',
      'Le lac est à 82 % en été et à 54 % en hiver.',
      [],
    ],
    [
      'en>fr',
      'The lake is full in summer',
      'Le lac est plein en hiver.',
      [['direction', 'summer', 'hiver']],
    ],
    [
      'en>fr',
      'The lake is full in winter',
      'Le lac est plein en été.',
      [['direction', 'winter', 'été']],
    ],
    ['fr', 'Le lac a été rempli en hiver', 'Le lac a été rempli en hiver.', []],
    ['en>fr', 'The lake was filled in winter', 'Le lac a été rempli cette année.', []],
    [
      'fr>en',
      'Le lac est plein l’été',
      'The lake is full in winter.',
      [['direction', 'été', 'winter']],
    ],
    ['fr>en', 'Le lac est plein l’été', 'The lake is full in winter and in summer.', []],
    [
      'en>fr',
      'The wind comes from the east',
      'Le vent vient de l’ouest le matin, et de l’est à midi.',
      [],
    ],
    [
      'en>fr',
      'The wind comes from the east',
      'Le vent vient de l’ouest.',
      [['direction', 'east', 'ouest']],
    ],
    ['en>fr', 'The wind comes from the west', 'Le vent est froid.', []],
    ['en>fr', 'The tank is full', 'Le réservoir est rempli ; le tonneau est vide.', []],
    [
      'en>fr',
      'The mill will keep the old wheel',
      'Le moulin va garder sa roue et supprimer le reste.',
      [],
    ],
    [
      'en>fr',
      'The mill will keep the old wheel',
      'Le moulin va supprimer la roue.',
      [['direction', 'keep', 'supprimer']],
    ],
    ['en>fr', 'The lake has benefits for the town', 'La ville voit le lac la nuit.', []],
    [
      'en',
      'The number of boats will rise',
      'The number of boats did not rise; it fell.',
      [['direction', 'rise', 'fell']],
    ],
  ]);
});

describe('words behind “by” or “par” that name nobody who acts', () => {
  // Each claim has a subject that the passage names too, so that a doer would be asked about.
  asks([
    [
      'en>fr',
      'The plan costs 5.4 million euros a year',
      "Le plan prévoit 5,4 millions d'euros par an jusqu'en 2029.",
      [],
    ],
    ...[
      'par an',
      'par jour',
      'par mois',
      'par tête',
      'par habitant',
      'par mètre',
      'par exemple',
      'par rapport aux recettes',
      'par ailleurs',
      'par contre',
      'par la suite',
      'par voie d’appel',
      'par courriel',
      'par centaines',
      'par le biais du journal',
    ].map((words): Row => {
      const passage = `La commune dispose d’un registre. Les fiches du registre sont financées ${words} et relues.`;
      return ['fr', 'La commune a financé les fiches du registre', passage, []];
    }),
    ...[
      'by 2030',
      'by far',
      'by train',
      'by law',
      'by 5 %',
      'by phone',
      'by treaty',
      'by half',
      'by two thirds',
      'by Monday',
      'by March',
      'by late spring',
      'by next year',
      'by mid-May',
      'by the end of the year',
      'by a quarter',
      'by hundreds',
      'by three million euros',
      'by an additional $6 million',
      'by e-mail',
      'by word of mouth',
    ].map((words): Row => {
      const passage = `The city has a register. The sheets of the register were funded ${words} and read again.`;
      return ['en', 'The city funded the sheets of the register', passage, []];
    }),
    ['en', 'Tessaly bought Kestrel', 'Tessaly bought by phone, in May, Kestrel.', []],
    [
      'en',
      'Tom Ashgrove took the sheets of the register to Leeds',
      'Tom Ashgrove has the register. The sheets of the register were taken by train to Leeds.',
      [],
    ],
  ]);
});

describe('words behind “by” or “par” that name who acts', () => {
  asks([
    ...[
      'par un syndicat',
      'par la région',
      'par des mécènes',
      'par plusieurs mécènes',
      'par d’anciens élèves',
      'par Orvel',
    ].map((words): Row => {
      const passage = `La commune dispose d’un registre. Les fiches du registre sont financées ${words} et relues.`;
      const hint = ['speaker', 'commune', `financées ${words}`] as const;
      return ['fr', 'La commune a financé les fiches du registre', passage, [hint]];
    }),
    ...[
      'by a dairy company',
      'by donors',
      'by police',
      'by train drivers',
      'by Orvel',
      'by two hundred donors',
      'by a third party',
    ].map((words): Row => {
      const passage = `The city has a register. The sheets of the register were funded ${words} and read again.`;
      const hint = ['speaker', 'city', `funded ${words}`] as const;
      return ['en', 'The city funded the sheets of the register', passage, [hint]];
    }),
  ]);
});

describe('a speaker is named with a body', () => {
  const passage =
    'Domus lets 900 flats. The flats stayed empty because they forgot the keys, said Pieter van Dalen of the housing company Domus.';
  const french =
    'Orvel loue 900 logements. Les logements sont restés vides, a déclaré Luc Perrin de la société Orvel.';
  asks([
    ...[
      'As Pieter van Dalen of the housing company Domus told the Courier, the flats stayed empty',
      'Pieter van Dalen of the housing company Domus said they forgot the keys',
      'Pieter van Dalen, head of Domus, said they forgot the keys',
      'Pieter van Dalen from Domus said they forgot the keys',
      'The head of Domus, Pieter van Dalen, said they forgot the keys',
      'According to Pieter van Dalen of the housing company Domus, the flats stayed empty',
    ].map((claim): Row => ['en', claim, passage, []]),
    [
      'en',
      'Pieter van Dalen, head of Domus, said they forgot the keys',
      'Pieter van Dalen came late. Domus said they forgot the keys.',
      [],
    ],
    [
      'fr',
      'Luc Perrin de la société Orvel affirme que les logements sont restés vides',
      french,
      [],
    ],
    [
      'fr',
      'Luc Perrin, directeur d’Orvel, affirme que les logements sont restés vides',
      french,
      [],
    ],
    [
      'en',
      'As Anna van Houten of the housing company Domus told the Courier, the flats stayed empty',
      `Anna van Houten left early. ${passage}`,
      [['speaker', 'Anna van Houten', 'Pieter van Dalen']],
    ],
    [
      'fr',
      'Anne Roussel de la société Orvel affirme que les logements sont restés vides',
      `Anne Roussel est partie tôt. ${french}`,
      [['speaker', 'Anne Roussel', 'Luc Perrin']],
    ],
    [
      'en',
      'Pieter van Dalen said they forgot the keys',
      'Pieter van Dalen came late. They forgot the keys, the head of Domus, Pieter van Dalen, said.',
      [],
    ],
    [
      'en',
      'The head of Domus, Anna van Houten, said they forgot the keys',
      `Anna van Houten left early. ${passage}`,
      [['speaker', 'Anna van Houten', 'Pieter van Dalen']],
    ],
    [
      'en',
      'Ann Lee, a critic of Domus, said they forgot the keys',
      'Ann Lee came late. Domus said they forgot the keys.',
      [['speaker', 'Ann Lee', 'Domus']],
    ],
    [
      'en',
      'Domus said they forgot the keys',
      'Domus came late. Ann Lee of the Courier said they forgot the keys.',
      [['speaker', 'Domus', 'Ann Lee']],
    ],
  ]);
});
