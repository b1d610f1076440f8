import { SMALL_WORDS, scriptOf } from '@/utils/text/weigh-language';
import type { Passage } from './claim';
import { baseLanguage, languageOf } from './guess-language';

/**
 * More words of each language. Another language may have them too, because a quotation's words
 * count only if the page's language does not have them: "a" shows English on a German page, and
 * nothing on a French one.
 */
const MORE_WORDS: Readonly<Record<string, string>> = {
  fr: `ai as ont on or an es si y dos met te me su non i e j m t ou aucun aucune aussi autre autres
    avant après bien car ceux chaque chez comme contre depuis dont encore entre faire fait
    fois ici jamais jusqu là lui mes moins notamment nôtre parce peu peut peuvent pendant
    personne quand quelque rien sans selon sera seront soit sous tous tout toute toutes très
    trop vers vos votre étaient était avait avaient deux trois`,
  en: `i no do me my am come die war hat met per van son plus s t d al us about after
    again against all also any because been before between both could did does down during
    each even every few how if into just many may most much must nobody nothing now only other
    over same she should since so some such than then there these those through too under
    until up very what when where while why without yet your two three`,
  de: `in an was du per her will da wo a so man alle aber beim bis damit dann dass denn deren dessen
    diese dieser dieses doch durch gegen gegenüber hatte hatten hier ich ihr ihre ihrer immer
    ins ja jede jeder jetzt kann kein keine können machen mehr muss müssen neue nichts noch
    nur oder ohne sehr sein seine seit soll sollen sondern trotz unter uns unsere vom vor
    während wegen weil wenn werden wie wieder wir wurden zum zur zwei zwischen über drei`,
  es: `a o e nos dos van te le les os sur par me mi tu ante antes aunque aún cada casi contra cual
    cuando cuatro después donde durante ella ellos entre eran esa ese eso esta estaban estado
    este esto estos están fueron hace hacer hasta hay hoy mientras mismo mucho muchos muy
    menos nada ni nosotros nunca otra otro otros poco porque puede pueden quien según ser si
    siempre sin sobre solo sólo también tan tanto tiene tienen toda todas todo todos tras tres
    ya`,
  it: `a da o ne se no su de d l ad agli ai alle allo anche ancora avere ben chi ci cioè col contro
    cosa così cui dagli dai dalle degli dell dello dopo dove due durante ed ella entro erano
    essere fino fra già hai ho invece io lei loro lui mai meno mentre mio molto negli nei nell
    nelle nello noi nostra nostro ogni oltre ora perché poi prima può quale quando quanto
    quella quello questa questo qui quindi sarà senza sia sopra sotto stata stato sua sue suo
    sul sulla tra tre tutta tutti tutto uno verso`,
  pt: `te en me la lo on à às ainda além antes ante aos apenas até cada contra dois depois desde deve
    durante ela eles entre essa esse esta estas este estão estava eu foram há isso isto já lhe
    mesmo meu muito muitos nem nenhum nossa nosso num numa nunca onde ou outra outro outros
    pela pelas pelo pelos pode podem porque pouco quando quase quem sem sempre ser seus só sob
    sobre suas também ter toda todas todo todos três tudo vai você`,
  nl: `of we had den der des per na al achter alle alleen altijd andere anders beide binnen boven
    daar dan deze dit doen door dus echter elk enkele geen gaan haar heb hebt heel hem hen
    hier hoe hun ieder iets ik ja je jullie kan kon kunnen maar meer men mijn minder moet
    moeten nee niemand niets nog nooit nu omdat onder ons onze over reeds sinds tegen tijdens
    toch toen tussen twee u vaak veel vanaf volgens waar want wat weer wel welke werden wie
    wij wil worden zal zeer zij zo zonder zou zouden drie`,
};

const WORDS_OF: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  SMALL_WORDS.map(([language, small]) => [
    language,
    new Set([...small, ...(MORE_WORDS[language] ?? '').split(/\s+/u)]),
  ]),
);

/**
 * This number of words shows that a quotation is in another language. A single one may belong to a
 * name, as in "House of Cards", or to a language without a list. On saved pages, two words are wrong
 * for one in a thousand quotations in the page's own language, and show 30 % of the translated ones
 * with three words, 80 % of those with seven and 90 % of those with ten.
 */
const TELLING = 2;
/** How much of a page is searched for the words of a language without a list, in UTF-16 units. */
const SHOWN = 20_000;

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/**
 * Returns whether quoted words show by themselves that they are in another language than the
 * passages that might contain them. If they show no language, like "412 in 2024", they may be an
 * altered quotation in the page's own language.
 */
export function isTranslated(quoted: string, passages: readonly Passage[]): boolean {
  const texts = passages.flatMap(({ pageText, quote }) => [pageText, quote].filter(isText));
  const script = scriptOf(quoted);
  if (!texts.some((text) => scriptOf(text) === script)) {
    // Names and brands stay in Latin letters on a page in another writing system.
    const lowerCase = quoted.match(/(?<![\p{L}\p{N}])\p{Ll}/gu) ?? [];
    return script !== null || lowerCase.length >= TELLING;
  }
  const known = new Set(passages.flatMap(languagesOf));
  if (script !== null || known.size === 0) return false;
  const ofPage = new Set([...known].flatMap((language) => [...(WORDS_OF.get(language) ?? [])]));
  if ([...known].some((language) => !WORDS_OF.has(language))) {
    for (const word of texts.flatMap((text) => wordsIn(text.slice(0, SHOWN)))) ofPage.add(word);
  }
  const lists = [...WORDS_OF.values()];
  const words = [...new Set(wordsIn(quoted))].filter((word) =>
    lists.some((list) => list.has(word)),
  );
  // A word of both languages shows neither.
  return lists.some((list) => {
    const foreign = words.filter((word) => list.has(word) && !ofPage.has(word)).length;
    const own = words.filter((word) => ofPage.has(word) && !list.has(word)).length;
    return foreign >= TELLING && foreign > own;
  });
}

const isText = (text: string | null): text is string => text !== null;

/** Returns the language that a page names, and those that its text and its passage show. */
function languagesOf({ pageText, quote, language }: Passage): string[] {
  const named = language === null || language === '' ? [] : [baseLanguage(language)];
  const shown = [pageText, quote].filter(isText).map((text) => languageOf(text, language));
  return [...named, ...shown.filter(isText)];
}
