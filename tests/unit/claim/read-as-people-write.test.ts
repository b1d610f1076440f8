import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Passage } from '@/utils/claim/claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

/** The languages of claim and passage, the claim, the passage, and the words that are pointed out. */
type Row = readonly [languages: string, claim: string, quote: string, hints: readonly string[]];

function hintsOf([languages, claim, quote]: Row): string[] {
  const [language = '', pageLanguage = language] = languages.split('>');
  const passage: Passage = {
    clipId: newId<'clip'>() as ClipId,
    quote,
    pageText: null,
    verdict: 'verbatim',
    language: pageLanguage,
  };
  return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
}

function agree(rows: readonly Row[]): void {
  test.each(rows.map((row) => ({ name: `${row[1]} ← ${row[2]}`, row })))('$name', ({ row }) => {
    expect(hintsOf(row)).toEqual(row[3]);
  });
}

describe('a rounded figure agrees with the exact one', () => {
  agree([
    ['fr', 'Le budget atteint 4 milliards d’euros', 'Un budget de 3,96 milliards d’euros', []],
    [
      'fr',
      'Le budget atteint 5 milliards d’euros',
      'Un budget de 3,96 milliards d’euros',
      ['5 milliards d’euros'],
    ],
    ['en', 'The city lost 12,000 homes', 'In all, 11,840 homes were lost.', []],
    ['en', 'The city lost 13,000 homes', 'In all, 11,840 homes were lost.', ['13,000']],
    ['en', 'A third of it, 12%, is new', 'A third of it is new: 12.4% of all.', []],
    ['en', 'Some 14% is new', 'The new part is 12.4% of all.', ['14%']],
    ['fr>en', 'La flotte compte environ 40 bateaux', 'The fleet has 38 boats.', []],
    ['fr>en', 'La flotte compte environ 40 bateaux', 'The fleet has 29 boats.', ['40']],
    ['en', 'The canal is 38 km long', 'The canal is about 40 km long.', ['38 km']],
    ['en', 'Nearly half of the wells are dry', 'Of the wells, 47% are dry.', []],
    ['en', 'Nearly half of the wells are dry', 'Of the wells, 27% are dry.', ['half']],
    ['fr', 'Un tiers des puits sont à sec', '33,4 % des puits sont à sec.', []],
    ['fr', 'Le taux frôle les 50 %', 'Le taux est de 49,2 %.', []],
    ['fr', 'Une centaine de puits sont à sec', 'On compte 97 puits à sec.', []],
  ]);
});

describe('a bound is checked as a bound', () => {
  agree([
    ['fr', 'Le coût dépasse 4 milliards d’euros', 'Le coût est de 4,3 milliards d’euros.', []],
    [
      'fr',
      'Le coût dépasse 4 milliards d’euros',
      'Le coût est de 3,7 milliards d’euros.',
      ['4 milliards d’euros'],
    ],
    ['en', 'More than 300 volunteers came', 'There were 342 volunteers.', []],
    ['en', 'More than 300 volunteers came', 'There were 287 volunteers.', ['300']],
    ['en', 'Fewer than 300 volunteers came', 'There were 287 volunteers.', []],
    ['en', 'Fewer than 300 volunteers came', 'There were 342 volunteers.', ['300']],
    ['fr', 'Pas moins de 300 bénévoles sont venus', 'Il y avait 342 bénévoles.', []],
    ['fr', 'Plus de la moitié des puits sont à sec', '54 % des puits sont à sec.', []],
    ['fr', 'Plus de la moitié des puits sont à sec', '46 % des puits sont à sec.', ['moitié']],
    ['en', 'It employs 300 people or more', 'It has 310 people.', []],
  ]);
});

describe('a figure that the author computed from those of the passage', () => {
  agree([
    [
      'fr',
      'La part du vélo atteint 11 %, deux fois plus qu’en 2017',
      'La part modale du vélo est passée de 5,5 % en 2017 à 11 % aujourd’hui.',
      [],
    ],
    [
      'fr',
      'Il y a trois fois plus de puits à sec qu’en 2017',
      'Depuis 2017, le nombre de puits à sec est passé de 14 à 42.',
      [],
    ],
    [
      'fr',
      'Il y a trois fois plus de puits à sec qu’en 2017',
      'Depuis 2017, le nombre de puits à sec est passé de 14 à 31.',
      ['trois fois'],
    ],
    [
      'fr',
      'La région paiera la moitié du projet, soit 3,1 millions d’euros',
      'Le projet, d’un coût de 6,2 millions d’euros, est financé à 50 % par la région.',
      [],
    ],
    [
      'fr',
      'La région paiera la moitié du projet, soit 3,4 millions d’euros',
      'Le projet, d’un coût de 6,2 millions d’euros, est financé à 50 % par la région.',
      ['3,4 millions d’euros'],
    ],
    [
      'en',
      'A loaf costs $3.20, 45 cents more than a year ago',
      'The price of a loaf has risen to $3.20 from $2.75.',
      [],
    ],
    [
      'en',
      'A loaf costs $3.20, 55 cents more than a year ago',
      'The price of a loaf has risen to $3.20 from $2.75.',
      ['55 cents'],
    ],
  ]);
});

describe('words before a figure that are no minus sign', () => {
  agree([
    ['fr', 'Le bilan est d’au moins 19 blessés', 'On compte 19 blessés.', []],
    ['fr', 'Le bilan est d’au moins 19 blessés', 'At least 19 people were hurt.', []],
    ['fr', 'La marge est de plus ou moins 3 %', 'La marge d’erreur est de 3 %.', []],
    ['fr', 'Le lot compte du moins 8 pièces', 'Le lot a 8 pièces.', []],
    ['fr', 'Il a fait moins 12 °C', 'Il a fait 12 °C.', ['12 °C']],
  ]);
});

describe('units that are left out, or written as papers write them', () => {
  agree([
    ['fr', 'Le chômage est à 7,5 % contre 7,2', 'Le taux était de 7,2 %, il est de 7,5 %.', []],
    [
      'fr',
      'Le chômage est à 7,5 % contre 7,9',
      'Le taux était de 7,2 %, il est de 7,5 %.',
      ['7,9'],
    ],
    [
      'en',
      'Sales were $3.2 billion, against 2.9 a year earlier',
      'Sales rose from $2.9 billion to $3.2 billion in a year.',
      [],
    ],
    [
      'fr',
      'Le chantier a coûté 38,4 millions d’euros, alors que le contrat en prévoyait 36,2',
      'Prévu à 36,2 millions d’euros, le chantier en a coûté 38,4 millions.',
      [],
    ],
    [
      'fr',
      'Le chantier a coûté 38,4 millions d’euros, alors que le contrat en prévoyait 36,2',
      'Prévu à 32,6 millions d’euros, le chantier en a coûté 38,4 millions.',
      ['36,2'],
    ],
    [
      'en',
      'The site cost $38.4 million, where the contract had named 36.2, and opened late',
      'The contract named $36.2 million; the cost was $38.4 million. It opened late.',
      [],
    ],
    [
      'en',
      'The site cost $38.4 million. The drill reached 36.2.',
      'The contract named $36.2 million; the cost was $38.4 million.',
      ['36.2'],
    ],
    [
      'fr',
      'Le contrat prévoyait 36,2, le chantier a coûté 38,4 millions d’euros',
      'Prévu à 36,2 millions d’euros, le chantier en a coûté 38,4 millions.',
      [],
    ],
    [
      'en',
      'Turnout was 61 %, although the ministry had hoped for 70',
      'Only 61 % voted; the ministry had hoped for 70 %.',
      [],
    ],
    [
      'fr',
      'Les ventes sont passées de 2,9 à 3,2 milliards d’euros',
      'De 2,9 milliards d’euros, elles passent à 3,2 milliards d’euros.',
      [],
    ],
    ['fr', 'Le chantier coûte 4,5 MdE', 'Le chantier coûte 4,5 milliards d’euros.', []],
    ['fr', 'Le chantier coûte 45 ME', 'Le chantier coûte 45 millions d’euros.', []],
    ['fr>en', 'Le chantier coûte 4,5 Mds€', 'The work costs €4.5bn.', []],
    ['en', 'The work costs €4.5bn', 'The work costs 4,500 million euros.', []],
    ['en', 'The fund holds $1.3tn', 'The fund holds 1.3 trillion dollars.', []],
    ['fr>en', 'Le fonds gère 1 300 milliards de dollars', 'The fund holds $1.3tn.', []],
    ['en', 'The captain, 34, went home', 'The 34-year-old captain went home.', []],
    ['fr>en', 'Le capitaine, âgé de 34 ans, est rentré', 'The captain, 34, went home.', []],
    ['fr>en', 'Le capitaine, âgé de 43 ans, est rentré', 'The captain, 34, went home.', ['43 ans']],
    ['en', 'It weighs 44 pounds', 'It weighs 20 kg.', []],
    ['en', 'It weighs 54 pounds', 'It weighs 20 kg.', ['54 pounds']],
    ['en', 'The fine was 44 pounds', 'The fine was £44.', []],
    ['fr>en', 'Le parc couvre 400 hectares', 'The park covers 1,000 acres.', []],
    ['fr>en', 'Le parc couvre 600 hectares', 'The park covers 1,000 acres.', ['600 hectares']],
    ['fr>en', 'Il a fait 38 °C', 'It was 100 degrees Fahrenheit.', []],
    ['fr>en', 'Il a fait 48 °C', 'It was 100°F.', ['48 °C']],
    ['fr>en', 'La cuve contient 38 litres', 'The tank holds 10 gallons.', []],
    ['fr>en', 'À 160 km de là', 'It is 100 miles away.', []],
    ['fr>en', 'Le vent souffle à 100 km/h', 'Winds of 62 mph were measured.', []],
    ['en', 'One in five wells is dry', 'Of the wells, 20% are dry.', []],
    ['en', 'One in four wells is dry', 'Of the wells, 20% are dry.', ['four']],
    [
      'en',
      'A quarter of the wells are dry',
      'Of the 200 wells, 50 are dry; that is 50 of the 200.',
      [],
    ],
    ['en', '25% of the wells are dry', 'Some 50 of the 200 wells are dry.', []],
    ['en', '35% of the wells are dry', 'Some 50 of the 200 wells are dry.', ['35%']],
    ['fr', 'La part gagne 3 points', 'La part passe de 40 % à 43 %.', []],
    ['fr', 'Sept puits sur dix sont à sec', '70 % des puits sont à sec.', []],
    ['en', 'A sixth of the wells are dry', 'Of the wells, 17% are dry.', []],
  ]);
});

describe('names across languages', () => {
  agree([
    ['fr>en', 'Le Kirghizistan et le Lesotho ont signé', 'Kyrgyzstan and Lesotho have signed.', []],
    ['fr>en', 'Elle vient du Cameroun', 'The Cameroonian woman came by train.', []],
    ['en>fr', 'The Peruvian firm sold it', 'La société péruvienne l’a vendu.', []],
    ['en>fr', 'It was sold in Peru', 'Il a été vendu en Bolivie.', ['Peru']],
    ['fr', 'Elle vient de Côte d’Ivoire', 'Cette Ivoirienne est arrivée.', []],
    ['en', 'They asked the World Bridge Office', 'They asked the WBO.', []],
    ['en', 'They asked the WBO', 'They asked the World Bridge Office.', []],
    [
      'en',
      'They asked the WBO',
      'They saw what boats of other towns do, with big open windows.',
      ['WBO'],
    ],
    ['en', 'They asked the NRT', 'Nobody really thinks so. No rain today, they said.', ['NRT']],
  ]);
});

describe('quotations between single marks', () => {
  agree([
    ['en', 'He called it ‘a quiet river’ then', 'He said it was a quiet river.', []],
    ['en', 'He called it ‘a loud river’ then', 'He said it was a quiet river.', ['a loud river']],
    ['en', "He called it 'a loud river' then", 'He said it was a quiet river.', ['a loud river']],
    ['en', 'The rivers’ banks and the boats’ owners', 'Banks and owners.', []],
    ['fr', 'L’eau d’aujourd’hui, l’air d’hier', 'L’eau et l’air.', []],
  ]);
});

describe('partial dates', () => {
  agree([
    ['en', 'It opened in mid-1959', 'It opened in June 1959.', []],
    ['en', 'It opened in mid-1959', 'It opened in December 1959.', ['mid-1959']],
    ['en', 'It opened in March 2025', 'It opened last March.', []],
    ['en', 'It opened in May 2025', 'It opened last March.', ['May 2025']],
    ['fr', 'Il a ouvert en mars 2025', 'Il a ouvert en mars dernier.', []],
    ['fr', 'Il a ouvert mi-1959', 'Il a ouvert en juin 1959.', []],
    ['fr', 'Il a ouvert au milieu des années 1950', 'Il a ouvert en 1955.', []],
  ]);
});

describe('languages that the hints do not read', () => {
  agree([
    [
      'de',
      'Der Umsatz des Verlags stieg im März auf 3,5 Millionen Euro',
      'Der Erlös lag im Frühling bei 3,5 Mio. Euro.',
      [],
    ],
    [
      'de',
      'Der Umsatz stieg auf 4,5 Millionen Euro',
      'Der Erlös lag bei 3,5 Mio. Euro.',
      ['4,5 Millionen'],
    ],
    ['de', 'Er sagte „das Wasser steigt“', 'Er sagte: das Wasser fällt.', ['das Wasser steigt']],
    [
      'es',
      'El puente se abrió el 12 de marzo de 2024 en Sevilla',
      'Se abrió el 12/3/2024, dijo el alcalde.',
      [],
    ],
    ['es', 'El puente se abrió en 2014', 'Se abrió el 12/3/2024, dijo el alcalde.', ['2014']],
    [
      'it',
      'La diga fu chiusa il 3 maggio con 1.200 operai',
      'La chiusura impiegò 1200 operai.',
      [],
    ],
    ['pt', 'A barragem tem 61 por cento da água', 'A albufeira está a 61%.', []],
    ['nl', 'Het meer staat op 61 procent, zegt de Waterraad', 'De stand is 61%.', []],
    ['ja', 'ダムの貯水率は2024年3月に61%だった', '貯水率は61%(2024年)', []],
    ['ja', 'ダムの貯水率は71%だった', '貯水率は61%', ['71']],
    ['zh', '该公司的收入为3.5亿元', '收入达到3.5亿元。', []],
    [
      'en>de',
      'Sales of the Lorzac works rose to 3.5 million euros in March',
      'Der Umsatz stieg auf 3,5 Millionen Euro.',
      [],
    ],
    [
      'en>de',
      'Sales rose to 4.5 million euros in March',
      'Der Umsatz stieg auf 3,5 Millionen Euro.',
      ['4.5 million'],
    ],
    ['fr>ja', 'Le taux de remplissage du barrage de Lorzac est de 61 %', '貯水率は61%だった。', []],
  ]);
});

describe('centuries, decades and days of the week are dates', () => {
  agree([
    [
      'fr>en',
      'L’aqueduc date du XIIIe siècle',
      'The aqueduct was built in the 12th century.',
      ['XIIIe siècle'],
    ],
    ['en>fr', 'The aqueduct is of the twelfth century', 'Un aqueduc du XIIe siècle', []],
    ['fr', 'Le moulin date du XIXe siècle', 'Le moulin fut bâti en 1842.', []],
    ['fr', 'Le moulin date du XVIIIe siècle', 'Le moulin fut bâti en 1842.', ['XVIIIe siècle']],
    ['en', 'The mill is of the 18th century', 'The mill is of the 1800s.', ['18th century']],
    ['en', 'The canal was dug in the late 1980s', 'The canal was dug in 1987.', []],
    ['en', 'The canal was dug in the late 1970s', 'The canal was dug in 1972.', ['late 1970s']],
    ['en', 'The lake dried up in mid-1898', 'In the summer of 1898 the lake dried up.', []],
    [
      'en',
      'The lake dried up in late 1898',
      'In the summer of 1898 the lake dried up.',
      ['late 1898'],
    ],
    ['fr>en', 'Le lac a gelé mardi', 'The lake froze on Tuesday.', []],
    ['fr>en', 'Le lac a gelé jeudi', 'The lake froze on Tuesday.', ['jeudi']],
    ['en', 'On Thursday the lake froze', 'The lake froze on 5 May.', []],
  ]);
});

describe('an amount may be put together from others', () => {
  agree([
    ['en', 'The ferry carried 93 people', 'It had 84 passengers and nine sailors.', []],
    ['en', 'The ferry carried 95 people', 'It had 84 passengers and nine sailors.', ['95']],
    [
      'fr',
      'Le village a perdu 135 habitants',
      'Le village a 3 482 habitants, contre 3 617 en 2015.',
      [],
    ],
    [
      'fr',
      'Le village a perdu 153 habitants',
      'Le village a 3 482 habitants, contre 3 617 en 2015.',
      ['153'],
    ],
    ['en', 'The dam gets £1.6m', 'Two thirds of the loan of £2.4m are for the dam.', []],
    ['en', 'The dam gets £1.9m', 'Two thirds of the loan of £2.4m are for the dam.', ['£1.9m']],
    ['fr', 'On compte une quinzaine de puits', 'Il y a 14 puits.', []],
    ['fr', 'On compte une quinzaine de puits', 'Il y a 19 puits.', ['une quinzaine']],
    ['en', 'It supplies half a million people', 'It supplies 480,000 people.', []],
    ['en', 'It supplies half a million people', 'It supplies 280,000 people.', ['half a million']],
    ['en', 'It took two and a half years', 'It took 30 months.', []],
    ['en', 'It took two and a half years', 'It took 18 months.', ['two and a half years']],
    ['en', 'It lasted six and a half minutes', 'It lasted 6 ½ minutes.', []],
    [
      'fr',
      'La digue coûte 310 millions de couronnes',
      'La digue coûte 310 millions de dollars.',
      ['310 millions de couronnes'],
    ],
  ]);
});

describe('a title is no part of a name', () => {
  agree([
    ['en', 'CEO Anna Holm resigned', 'Its chief executive, Anna Holm, resigned.', []],
    ['en', 'CEO Anna Berg resigned', 'Its chief executive, Anna Holm, resigned.', ['Anna Berg']],
  ]);
});

describe('on a cited page, a figure counts near what the claim is about', () => {
  const PAGE = [
    'The reservoir of Lake Tarn holds 61 million cubic metres of water.',
    'Its dam was raised after the drought.',
    'Visitors come for the paths along the shore.',
    'A ticket for the boat costs 14 dollars, and the museum is closed in winter.',
    'The museum shows old pumps.',
  ].join('\n');
  const hintsOnPage = (claim: string, language: string): string[] => {
    const passage: Passage = {
      clipId: newId<'clip'>() as ClipId,
      quote: null,
      pageText: PAGE,
      verdict: 'verbatim',
      language: 'en',
    };
    return checkClaim(asClaim(claim), [passage], { language }).map(({ words }) => words);
  };

  test('a figure of another part of the page is reported', () => {
    expect(hintsOnPage('A ticket for the boat costs 61 dollars', 'en')).toEqual(['61 dollars']);
    expect(hintsOnPage('The reservoir of the lake holds 14 million cubic metres', 'en')).toEqual([
      '14 million cubic metres',
    ]);
  });

  test('a figure of the same part is not', () => {
    expect(hintsOnPage('A ticket for the boat costs 14 dollars', 'en')).toEqual([]);
    expect(hintsOnPage('The reservoir of the lake holds 61 million cubic metres', 'en')).toEqual(
      [],
    );
  });

  test('in another language, the whole page counts', () => {
    expect(hintsOnPage('Un billet pour le bateau coûte 14 dollars', 'fr')).toEqual([]);
  });
});

describe('more ways in which people put figures', () => {
  agree([
    ['en', 'The ship is more than a hundred years old', 'It is a 106-year-old ship.', []],
    [
      'en',
      'The ship is more than a hundred years old',
      'It is a 96-year-old ship.',
      ['hundred years'],
    ],
    ['fr', 'Il y a plus de fuites qu’un mois normal', 'Il y a 750 fuites, au lieu de 500.', []],
    [
      'fr>en',
      'Le port a investi plus d’un milliard de dollars en cinq ans et en prévoit 1,4 de plus',
      'The port invested more than $1 billion in five years, and budgeted an additional $1.4 billion.',
      [],
    ],
    [
      'fr>en',
      'Le port a investi plus d’un milliard de dollars en cinq ans et en prévoit 1,7 de plus',
      'The port invested more than $1 billion in five years, and budgeted an additional $1.4 billion.',
      ['1,7'],
    ],
    ['fr>en', 'Les 25-54 ans', 'Sailors between the ages of 25 and 54.', []],
    ['fr>en', 'Les 25-64 ans', 'Sailors between the ages of 25 and 54.', ['64 ans']],
    ['fr>en', 'Les moins de 18 ans ne paient pas', 'Sailors under 18 do not pay.', []],
    ['fr>en', 'Les moins de 16 ans ne paient pas', 'Sailors under 18 do not pay.', ['16 ans']],
    ['fr>en', 'Les 65 ans et plus ne paient pas', 'Sailors aged 65 or older do not pay.', []],
    ['en', 'The canal took 18 years', 'The canal took 18 boats.', ['18 years']],
    ['en', 'Two locals drowned', 'The flood killed 19 people, including 17 visitors.', []],
    ['en', 'Three locals drowned', 'The flood killed 19 people, including 17 visitors.', ['Three']],
    ['fr>en', 'Le port a fermé pendant deux ans', 'The port was closed from 2011 to 2013.', []],
    [
      'fr>en',
      'Le port a fermé pendant trois ans',
      'The port was closed from 2011 to 2013.',
      ['trois ans'],
    ],
    [
      'en',
      'It is spent over ten years',
      'So much in the past five years, and in the next five years.',
      [],
    ],
    [
      'en',
      'Leaks rose by half',
      'A typical month has 500 leaks; in January there were 750 leaks.',
      [],
    ],
    ['en', 'Sales reached 75 last year', 'The port sold 75 boats.', []],
  ]);
});

describe('a name that is joined to another word', () => {
  agree([
    ['en', 'The shop sells MSC-labelled fish', 'It sells fish with the MSC label.', []],
    ['en', 'The shop sells MSC-labelled fish', 'It sells fish with the ASC label.', ['MSC']],
  ]);
});

describe('more spellings of names', () => {
  agree([
    ['fr>en', 'La Corée du Sud a voté', 'Seoul is calm; South Korean lawmakers voted.', []],
    ['fr>en', 'En Corée du Nord, rien', 'South Korean lawmakers voted.', ['Corée du Nord']],
    ['en', 'The UN Security Council met', 'He told the U.N. Security Council so.', []],
    ['en', 'The actor fell ill in L.A.', 'The actor fell ill in Los Angeles.', []],
    ['en', 'The actor fell ill in L.A.', 'The actor fell ill in Santa Fe.', ['L.A.']],
    ['fr>en', 'La chute d’Alep', 'Eastern Aleppo has fallen.', []],
    ['fr>en', 'Le ministère de l’Intérieur', 'The secretary of the interior.', []],
    ['en>fr', 'The Council of State may be asked', 'On peut saisir le Conseil d’État.', []],
    [
      'en>fr',
      'The Court of Auditors may be asked',
      'On peut saisir le Conseil d’État.',
      ['Court of Auditors'],
    ],
    ['en', 'The Egyptian Muslim Brothers', 'Egypt’s Islamist Muslim Brotherhood', []],
    ['en', 'The Turkish Muslim Brothers', 'Egypt’s Islamist Muslim Brotherhood', ['Turkish']],
    ['fr>en', 'Des hommes de l’État islamique (EI)', 'Men of the Islamic State.', []],
    ['fr>en', 'Washington et Khartoum se parlent', 'American-Sudanese relations are better.', []],
  ]);

  test('a page may name its subject in another language', () => {
    const passage: Passage = {
      clipId: newId<'clip'>() as ClipId,
      quote: 'It plunged the democracy into chaos.',
      pageText:
        'South Korea is tense. It plunged the democracy into chaos. South Korea waits. South Korea votes.',
      verdict: 'verbatim',
      language: 'en',
    };
    expect(checkClaim(asClaim('Le chaos en Corée du Sud'), [passage], { language: 'fr' })).toEqual(
      [],
    );
  });
});

describe('a size or a currency in words is a unit', () => {
  agree([
    ['en', 'The map takes up 640 kilobytes', 'The map is 640 KB.', []],
    ['en', 'The map takes up 640 kilobytes', 'The map is only 640 bytes.', ['640 kilobytes']],
    ['fr>en', 'Le plan pèse 640 octets', 'The map is only 640 bytes.', []],
    ['en', 'The sensor samples at 2.4 gigahertz', 'It samples at 2.4GHz.', []],
    ['en', 'The sensor samples at 2.4 gigahertz', 'It samples at 2.4MHz.', ['2.4 gigahertz']],
    ['en', 'The pump costs 300 U.S. dollars', 'The pump costs $300.', []],
    ['en', 'The pump costs 300 U.S. dollars', 'The pump costs €300.', ['300 U.S. dollars']],
    ['en', 'In six years’ time the lake will be full', 'It will take six years to fill.', []],
    ['en', 'In six years’ time the lake will be full', 'It takes six months.', ['six years']],
  ]);
});

describe('one period of time without a number lasts as long as it says', () => {
  agree([
    ['fr>en', 'Le niveau doublera en dix ans', 'It will double over the next decade.', []],
    [
      'fr>en',
      'Le niveau doublera en vingt ans',
      'It will double over the next decade.',
      ['vingt ans'],
    ],
    ['en>fr', 'The dam was closed for one month', 'Le barrage a fermé le dernier mois.', []],
    ['en', 'A hundred years later it was dry', 'Within another century it was dry.', []],
    ['fr', 'Il reste fermé pendant un an', 'Il est resté fermé le dernier mois.', ['un an']],
  ]);
});

describe('tens of thousands are up to ten times as many', () => {
  agree([
    ['en', 'Tens of thousands of trees died', 'In all, 43,500 trees died.', []],
    ['en', 'Tens of thousands of trees died', 'In all, 4,350 trees died.', ['Tens of thousands']],
    ['fr>en', 'Des centaines de milliers d’arbres', 'Hundreds of thousands of trees', []],
    [
      'fr>en',
      'Des dizaines de milliers d’arbres',
      'Hundreds of thousands of trees',
      ['dizaines de milliers'],
    ],
    [
      'en',
      'It received hundreds of billions of dollars',
      'It received hundreds of millions of dollars.',
      ['hundreds of billions of dollars'],
    ],
  ]);
});

describe('five times as much is 400 % more', () => {
  agree([
    ['en', 'Sales grew to five times what they were', 'Sales are up 400%.', []],
    ['en', 'Sales grew to four times what they were', 'Sales are up 400%.', ['four times']],
    ['fr>en', 'La hausse est de 200 %', 'Output tripled.', []],
    ['fr>en', 'La hausse est de 300 %', 'Output tripled.', ['300 %']],
  ]);
});

describe('figures that a page writes in an unusual way', () => {
  agree([
    ['en', 'Output rose by 35 per cent', 'a 35&percnt; increase in output', []],
    ['en', 'Output rose by 35 per cent', 'a 53&percnt; increase in output', ['35 per cent']],
    ['fr>en', 'L’article a plus de 12 000 lecteurs', 'Rain on the way12,345 readers', []],
    ['fr>en', 'L’article a plus de 13 000 lecteurs', 'Rain on the way12,345 readers', ['13 000']],
    ['en', 'The model has 2,150 parts', 'Model A2,150 is new.', ['2,150']],
    ['en', 'About 1/4 of a field is left fallow', 'A quarter of a field is left fallow.', []],
    ['en', 'About 1/4 of a field is left fallow', 'A third of a field is left fallow.', ['1/4']],
    ['en', 'The gate opens at seven in the evening', 'It opens at 19:00.', []],
    ['en', 'The gate opens at seven in the evening', 'It opens at 07:00.', ['seven']],
    ['fr>en', 'L’écluse ferme à 8 heures du soir', 'The lock closes at 8 p.m.', []],
    ['fr>en', 'L’écluse ferme à 9 heures du soir', 'The lock closes at 8 p.m.', ['9 heures']],
    ['en', 'It is louder than the second', 'It is louder than the Heron 2.', []],
    ['en', 'It is louder than the second', 'It is louder than the Heron 4.', ['second']],
  ]);
});

describe('two durations are only added if the text has them together', () => {
  agree([
    ['en', 'The work took nine years', 'It took four years, and five years more.', []],
    [
      'en',
      'The records are kept for nine years',
      'Records are kept for five years. Those of children are kept for four years.',
      ['nine years'],
    ],
  ]);
});

describe('more ways to say an amount', () => {
  agree([
    ['en', 'The fleet grew by 25%', 'The fleet grew from 20 to 25 ships.', []],
    ['en', 'The fleet grew by 35%', 'The fleet grew from 20 to 25 ships.', ['35%']],
    ['en', 'The fleet grew by 25%', 'It has 20 tugs and 25 barges.', ['25%']],
    ['fr>en', 'Le prix monte de 25 %', 'The price went from €1,200 to €1,500.', []],
    ['en', 'Two dozen wells are dry', 'Twenty-four wells are dry.', []],
    ['en', 'Three dozen wells are dry', 'Twenty-four wells are dry.', ['Three dozen']],
    ['fr>en', 'Un million et demi d’euros', 'It cost €1,500,000.', []],
    [
      'fr>en',
      'Deux millions et demi d’euros',
      'It cost €1,500,000.',
      ['Deux millions et demi d’euros'],
    ],
    ['en', 'Four times as many wells are dry', 'The number of dry wells quadrupled.', []],
    [
      'en',
      'Three times as many wells are dry',
      'The number of dry wells quadrupled.',
      ['Three times'],
    ],
    ['fr>en', 'Pendant trois trimestres', 'For three consecutive quarters', []],
    ['fr>en', 'En vingt-cinq ans, tout a changé', 'All changed in the last quarter-century.', []],
    [
      'fr>en',
      'En trente ans, tout a changé',
      'All changed in the last quarter-century.',
      ['trente ans'],
    ],
    ['fr>en', 'Le débit est de 100 Mbit/s', 'The speed is 100 Mbps.', []],
    ['fr>en', 'Le débit est de 100 Mbit/s', 'The speed is 100 Gbps.', ['100 Mbit/s']],
  ]);
});

describe('a currency sign before a number belongs to that number', () => {
  agree([
    ['en', 'The mill turned down $1', 'The mill turned down a $3 offer.', ['$1']],
    ['en', 'The mill turned down $3', 'The mill turned down a $3 offer.', []],
    ['en', 'It paid with two notes of $20', 'It paid with two $20 notes.', []],
  ]);
});
