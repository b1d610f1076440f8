import type { ChangedFact } from '@/utils/model/evidence';

/** One change that a reader must see, from the quote's words to the page's; '' where nothing stands. */
export interface FactChange {
  readonly fact: ChangedFact;
  readonly from: string;
  readonly to: string;
}

/** The most important first: what turns a sentence round, then what measures, then what names. */
const IMPORTANCE: readonly ChangedFact[] = [
  'negation',
  'struck',
  'figure',
  'sign',
  'unit',
  'currency',
  'date',
  'name',
  'comparative',
  'direction',
  'accent',
  'word',
];

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/u));
}

const NEGATIONS = words(
  `not no never none nor neither nobody nothing nowhere cannot without hardly barely unless except
   ne pas jamais aucun aucune non sans ni rien personne nul nulle guère sauf nullement`,
);
export const NUMBER_WORDS = words(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
   sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
   hundreds thousand thousands million millions billion billions trillion trillions half third
   quarter double twice triple dozen first second
   zéro un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze
   seize vingt trente quarante cinquante soixante cent cents mille millier milliers milliard
   milliards moitié tiers quart demi demie double triple douzaine premier première deuxième`,
);
const MONTHS_AND_DAYS = words(
  `january february march april may june july august september october november december monday
   tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
   janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi
   mercredi jeudi vendredi samedi dimanche hier demain`,
);
export const UNITS = words(
  `% ‰ ° percent percentage points point km m cm mm nm µm μm kg g mg µg t l ml cl hl ha s ms min h
   hr hrs hz khz mhz ghz w kw mw gw tw kwh mwh gwh twh j kj mj v kv a ma pa hpa kpa bar mbar k b kb
   mb gb tb pb bit bits byte bytes kbit mbit gbit °c °f km/h m/s mph ppm ppb pp bp bps pt pts metre metres meter
   meters mètre mètres kilometre kilometres kilometer kilometers kilomètre kilomètres mile miles foot
   feet inch inches pound pounds ounce ounces gram grams gramme grammes kilogram kilograms kilo kilos
   tonne tonnes ton tons kt mt gt litre litres liter liters gallon gallons second seconds minute minutes hour
   hours day days week weeks month months year years seconde secondes heure heures jour jours semaine
   semaines mois an ans année années watt watts kilowatt kilowatts megawatt megawatts mégawatt
   mégawatts gigawatt gigawatts degree degrees degré degrés celsius fahrenheit hectare hectares acre
   acres ² ³ ′ ″`,
);
export const CURRENCIES = words(
  `€ $ £ ¥ ₹ ₽ ₩ ₿ euro euros dollar dollars yen yens yuan yuans franc francs livre livres rupee
   rupees rouble roubles ruble rubles cent cents centime centimes eur usd gbp jpy cny chf cad aud inr`,
);
const COMPARATIVES = words(
  `more less most least fewer fewest greater greatest larger largest smaller smallest higher highest
   lower lowest better best worse worst older younger faster slower longer shorter earlier later
   minimum maximum almost nearly about around approximately exactly over under above below only every
   all some many few each any at up exceed exceeds same equal
   plus moins mieux meilleur meilleure pire majeur mineur supérieur supérieure inférieur inférieure
   presque environ exactement seulement tous toutes chaque quelques certains certaines < > ≤ ≥ ≈ ~`,
);
const DIRECTION_STEMS =
  /^(?:up|down|ris|rose|fall|fell|increas|decreas|grow|grew|shr[iau]nk|declin|climb|drop|gain|los[ts]|loss|surg|plung|improv|worsen|north|south|east|west|left|right|before|after|inward|outward|import|export|accept|reject|support|oppos|haus|baiss|augment|diminu|croi|croî|décroi|progress|recul|chut|mont[eéa]|descend|gagn|perd|nord|sud|est$|ouest|gauche|droite|avant|après|amélior|aggrav|import|accept|rejet|refus)/u;

function bare(token: string): string {
  return token.replace(/^(?:[ldsjmtcn]|qu)['’]/iu, '').toLowerCase();
}

function isNegation(token: string): boolean {
  return /n['’]t$/iu.test(token) || /^n['’]/iu.test(token) || NEGATIONS.has(bare(token));
}

const YEAR = /^(?:1[89]|20)\d\d$/u;

/** What kind of fact a token states on its own; null for an ordinary word or mark. */
function factOf(token: string): ChangedFact | null {
  const word = bare(token);
  if (isNegation(token)) return 'negation';
  if (YEAR.test(token) || /^\d{1,4}[/.:-]\d{1,2}[/.:-]\d{1,4}$/u.test(token)) return 'date';
  if (/\p{N}/u.test(token)) return 'figure';
  if (MONTHS_AND_DAYS.has(word) && (word !== 'may' || token === 'May')) return 'date';
  if (CURRENCIES.has(word)) return 'currency';
  if (/^[+\-−±]$/u.test(token)) return 'sign';
  if (NUMBER_WORDS.has(word)) return 'figure';
  if (UNITS.has(word)) return 'unit';
  if (COMPARATIVES.has(word)) return 'comparative';
  if (DIRECTION_STEMS.test(word)) return 'direction';
  if (/^\p{Lu}/u.test(token)) return 'name';
  return null;
}

function withoutMarks(token: string): string {
  return token.normalize('NFD').replace(/\p{M}/gu, '');
}

function withoutSign(token: string): string {
  return token.replace(/^[+\-−–±]/u, '');
}

/** What changed between two tokens that stand in each other's place. */
function factOfPair(from: string, to: string): ChangedFact {
  const numbers = /\p{N}/u.test(from) && /\p{N}/u.test(to);
  if (numbers && withoutSign(from) === withoutSign(to)) return 'sign';
  if (isNegation(from) !== isNegation(to)) return 'negation';
  if (!numbers && from !== to && withoutMarks(from) === withoutMarks(to)) return 'accent';
  if (bare(from) === bare(to)) {
    return UNITS.has(bare(from)) && bare(from) !== 'us' ? 'unit' : 'name';
  }
  const a = factOf(from);
  const b = factOf(to);
  if (a === b) return a ?? 'word';
  // A year against a figure is a figure; otherwise the weightier of the two names the change.
  if (a === 'date' && b === 'figure') return 'figure';
  if (a === 'figure' && b === 'date') return 'figure';
  const facts = IMPORTANCE.filter((fact) => fact === a || fact === b);
  return facts[0] ?? 'word';
}

function isMark(token: string): boolean {
  return !/[\p{L}\p{N}]/u.test(token) && factOf(token) === null;
}

/**
 * Names the changes in one stretch where two wordings part: tokens that state
 * the same kind of fact are paired, the rest by their order.
 */
export function changesBetween(removed: readonly string[], added: readonly string[]): FactChange[] {
  const from = removed.filter((token) => !isMark(token));
  const to = added.filter((token) => !isMark(token));
  if (from.length === 0 && to.length === 0) {
    const marks = { from: removed.join('').trim(), to: added.join('').trim() };
    return marks.from === marks.to ? [] : [{ fact: 'word', ...marks }];
  }
  const changes: FactChange[] = [];
  const left: string[] = [];
  for (const token of from) {
    const fact = factOf(token);
    const partner = fact === null ? -1 : to.findIndex((other) => factOf(other) === fact);
    const other = partner < 0 ? undefined : to.splice(partner, 1)[0];
    if (other === undefined) left.push(token);
    else changes.push({ fact: factOfPair(token, other), from: token, to: other });
  }
  while (left.length > 0 || to.length > 0) {
    const a = left.shift() ?? '';
    const b = to.shift() ?? '';
    const fact = a === '' ? factOf(b) : b === '' ? factOf(a) : factOfPair(a, b);
    changes.push({ fact: fact ?? 'word', from: a, to: b });
  }
  return changes;
}

/** The most important first; equal ones in the order of the text. */
export function byImportance(changes: readonly FactChange[]): FactChange[] {
  return [...changes].sort((a, b) => IMPORTANCE.indexOf(a.fact) - IMPORTANCE.indexOf(b.fact));
}
