import { expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { type ClipId, newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

const PAGES: Readonly<Record<string, string>> = {
  fr: `Dans la ville, les quinze premiers mètres cubes sont gratuits depuis avril 2021. Les fuites
    ont reculé : 409 en 2024, contre 301 en 2023. La consommation est en hausse de 4 %.`,
  en: `In the city, the first fifteen cubic metres have been free since April 2021. There were
    fewer leaks: 409 in 2024, down from 301 in 2023. Consumption is up by 4 per cent.`,
  de: `In der Stadt sind die ersten fünfzehn Kubikmeter seit April 2021 kostenlos. Es gab weniger
    Lecks: 409 im Jahr 2024, nach 301 im Jahr 2023. Der Verbrauch stieg um 4 Prozent.`,
  es: `En la ciudad, los primeros quince metros cúbicos son gratuitos desde abril de 2021. Hubo
    menos fugas: 409 en 2024, frente a 301 en 2023. El consumo sube un 4 %.`,
  it: `Nella città i primi quindici metri cubi sono gratuiti da aprile 2021. Le perdite sono
    calate: 409 nel 2024, contro 301 nel 2023. Il consumo è in aumento del 4 %.`,
  nl: `In de stad zijn de eerste vijftien kubieke meter gratis sinds april 2021. Er waren minder
    lekken: 409 in 2024, tegen 301 in 2023. Het verbruik steeg met 4 procent.`,
  pl: `W mieście pierwsze piętnaście metrów jest bezpłatne od 2021 r. To nie jest dużo, ale do
    tego doszło a i tak co roku ubywa wody. Zużycie wzrosło o 4 procent.`,
  uk: `У місті перші п’ятнадцять кубічних метрів безкоштовні з квітня 2021 року.`,
  ja: `市では最初の15立方メートルが2021年4月から無料である。水道料金は4%上がった。`,
  zh: `从2021年4月起，该市最初的15立方米用水免费。`,
};

function kindOf(quoted: string, page: string, tag: string | null, report: string) {
  const passage = {
    clipId: newId<'clip'>() as ClipId,
    quote: null,
    pageText: PAGES[page] ?? '',
    verdict: null,
    language: tag,
  };
  const claim = report === 'fr' ? `Selon la ville : « ${quoted} »` : `The city says: “${quoted}”`;
  const hints = checkClaim(asClaim(claim), [passage], { language: report });
  return hints.find(({ words }) => words === quoted)?.kind ?? null;
}

test.each([
  ['fr', 'en', '412 en 2024, contre 298 en 2023'],
  ['fr', 'en', 'gratuits depuis mars 2023'],
  ['fr', 'en', 'en baisse de 9 %'],
  ['fr', 'en', 'a baissé de 9 % de mars à mai'],
  ['fr', 'en', 'les vingt premiers mètres cubes sont gratuits'],
  ['en', 'fr', 'free since March 2023'],
  ['en', 'fr', 'down by 9 per cent'],
  ['en', 'fr', 'I do come from an old son of war'],
  ['de', 'en', 'kostenlos seit März 2023'],
  ['de', 'en', '412 in 2024, nach 298 in 2023'],
  ['de', 'fr', 'was die Stadt will'],
  ['es', 'en', 'gratuitos desde marzo de 2023'],
  ['es', 'fr', 'les sube un 9 % a dos'],
  ['it', 'en', 'gratuiti da marzo 2023'],
  ['nl', 'en', 'gratis sinds maart 2023'],
  ['nl', 'en', 'of we had minder water'],
  ['pl', 'en', 'a to nie jest to, co do tego'],
  ['uk', 'en', 'перші двадцять метрів безкоштовні'],
  ['ja', 'en', '水道料金値上'],
  ['zh', 'en', '最初的20立方米'],
  ['zh', 'en', 'iPhone 15 Pro Max'],
  ['fr', 'en', '298 m³, NASA'],
  ['fr', 'en', 'House of Cards'],
])(
  'an altered quotation in the language of a page in %s (report in %s) is not found: %s',
  (page, report, quoted) => {
    expect(kindOf(quoted, page, page, report)).toBe('quotation');
    expect(kindOf(quoted, page, null, report)).toBe('quotation');
  },
);

test('a page whose tag names another language than its text may have a quotation in both', () => {
  expect(kindOf('les vingt premiers mètres cubes sont gratuits', 'fr', 'en', 'en')).toBe(
    'quotation',
  );
});

test.each([
  ['fr', 'en', 'the first twenty cubic metres are free'],
  ['fr', 'en', 'a crisis under our feet'],
  ['en', 'fr', 'les vingt premiers mètres cubes sont gratuits'],
  ['de', 'en', 'there were fewer leaks than before'],
  ['es', 'fr', 'la ville a moins de fuites dans ses réseaux'],
  ['nl', 'en', 'free since March 2023, which is new'],
  ['pl', 'en', 'the first twenty metres are free for all'],
  ['fr', 'en', 'nicht mehr als die ersten zwanzig Kubikmeter'],
  ['zh', 'en', 'third launch centre'],
  ['fr', 'en', 'перші двадцять метрів'],
  ['ja', 'fr', 'prix en hausse'],
])(
  'a quotation that shows another language than the page in %s (report in %s) is translated: %s',
  (page, report, quoted) => {
    expect(kindOf(quoted, page, page, report)).toBe('quotation-translated');
  },
);
