import { anyOf } from './scan-text';

/** What a number counts: a dimension, and the size of the unit in it. */
export interface Unit {
  /**
   * `%`, `points`, `point`, `share`, `times`, `nth`, `money:EUR`, `time`, `month`, or a physical dimension.
   */
  readonly dimension: string;
  readonly factor: number;
  /** What is added after multiplying: only degrees Fahrenheit need it. */
  readonly offset?: number;
}

export const NTH: Unit = { dimension: 'nth', factor: 1 };
export const SHARE: Unit = { dimension: 'share', factor: 1 };
/** Of "doubled" and "half as many", which compare and do not count how often. */
export const MULTIPLE: Unit = { dimension: 'times', factor: 1 };

type Row = readonly [dimension: string, factor: number, names: string];

const ROWS: readonly Row[] = [
  ['time', 0.001, 'ms|millisecond|milliseconds|milliseconde|millisecondes'],
  ['time', 1, 's|sec|second|seconds|seconde|secondes'],
  ['time', 60, 'min|mn|minute|minutes'],
  ['time', 3600, 'h|hr|hrs|hour|hours|heure|heures'],
  ['time', 86_400, 'j|day|days|jour|jours|journée|journées'],
  ['time', 604_800, 'week|weeks|semaine|semaines'],
  ['month', 1, 'month|months|mois'],
  ['month', 3, 'trimestre|trimestres|quarters'],
  ['month', 12, 'year|years|yr|yrs|an|ans|année|années'],
  ['month', 120, 'decade|decades|décennie|décennies'],
  ['month', 1200, 'century|centuries|siècle|siècles'],
  ['month', 12_000, 'millennium|millennia|millénaire|millénaires'],
  ['bytes', 1, 'byte|bytes|octet|octets'],
  ['bytes', 1e3, 'kb|ko|kilobyte|kilobytes|kilooctet|kilooctets|kilo-octet|kilo-octets'],
  ['bytes', 1e6, 'mb|mo|megabyte|megabytes|mégaoctet|mégaoctets|méga-octet|méga-octets'],
  ['bytes', 1e9, 'gb|go|gigabyte|gigabytes|gigaoctet|gigaoctets|giga-octet|giga-octets'],
  ['bytes', 1e12, 'tb|to|terabyte|terabytes|téraoctet|téraoctets|téra-octet|téra-octets'],
  ['length', 0.001, 'mm|millimètre|millimètres|millimetres|millimeters'],
  ['length', 0.01, 'cm|centimètre|centimètres|centimetres|centimeters'],
  ['length', 1, 'm|mètre|mètres|metre|metres|meter|meters'],
  ['length', 1000, 'km|kilomètre|kilomètres|kilometre|kilometres|kilometer|kilometers'],
  ['length', 1609.344, 'mile|miles'],
  ['length', 0.9144, 'yard|yards'],
  ['length', 0.3048, 'ft|foot|feet|pied|pieds'],
  ['length', 0.0254, 'inch|inches|pouce|pouces'],
  [
    'speed',
    1,
    "km/h|kph|kilomètres à l'heure|kilomètres-heure|kilometres per hour|kilometers per hour",
  ],
  ['speed', 1.609344, 'mph|miles per hour|miles an hour'],
  ['speed', 3.6, 'm/s|mètres par seconde|metres per second|meters per second'],
  ['mass', 0.001, 'g|gramme|grammes|gram|grams'],
  ['mass', 1, 'kg|kilo|kilos|kilogramme|kilogrammes|kilogram|kilograms'],
  ['mass', 1000, 't|tonne|tonnes|ton|tons|metric ton|metric tons|tonnes métriques'],
  ['mass', 1e6, 'kt|kilotonne|kilotonnes'],
  ['mass', 1e9, 'mt|mégatonne|mégatonnes|megatonne|megatonnes'],
  ['mass', 0.453592, 'lb|lbs|pound|pounds|livre|livres'],
  ['mass', 0.0283495, 'oz|ounce|ounces|once|onces'],
  ['power', 1, 'w|watt|watts'],
  ['power', 1e3, 'kw|kilowatt|kilowatts'],
  ['power', 1e6, 'mw|megawatt|megawatts|mégawatt|mégawatts'],
  ['power', 1e9, 'gw|gigawatt|gigawatts'],
  ['power', 1e12, 'tw|terawatt|terawatts|térawatt|térawatts'],
  ['energy', 1e3, 'kwh|kilowattheures|kilowatt-hours'],
  ['energy', 1e6, 'mwh|mégawattheures|megawatt-hours'],
  ['energy', 1e9, 'gwh|gigawattheures|gigawatt-hours'],
  ['energy', 1e12, 'twh|térawattheures|terawatt-hours'],
  [
    'temperature',
    1,
    '°c|°|degré|degrés|degree|degrees|degrés celsius|degrees celsius|degrees centigrade',
  ],
  ['volume', 1, 'l|litre|litres|liter|liters'],
  ['volume', 3.785412, 'gallon|gallons'],
  ['volume', 100, 'hl|hectolitre|hectolitres'],
  [
    'volume',
    1000,
    'm3|m³|mètre cube|mètres cubes|cubic metre|cubic metres|cubic meter|cubic meters',
  ],
  [
    'area',
    1,
    'm2|m²|mètre carré|mètres carrés|square metre|square metres|square meter|square meters',
  ],
  ['area', 0.09290304, 'sq ft|square foot|square feet|pieds carrés'],
  ['area', 4046.856, 'acre|acres'],
  ['area', 2_589_988, 'square mile|square miles|sq mi'],
  ['area', 1e4, 'ha|hectare|hectares'],
  ['area', 1e6, 'km2|km²|kilomètre carré|kilomètres carrés|square kilometres|square kilometers'],
  ['voltage', 1, 'v|volt|volts'],
  ['frequency', 1, 'hz|hertz'],
  ['frequency', 1e3, 'khz|kilohertz'],
  ['frequency', 1e6, 'mhz|megahertz|mégahertz'],
  ['frequency', 1e9, 'ghz|gigahertz'],
  ['bits per second', 1e3, 'kbit/s|kbps'],
  ['bits per second', 1e6, 'mbit/s|mbps'],
  ['bits per second', 1e9, 'gbit/s|gbps'],
  ['times', 1, 'x|×|fois|times|fold'],
  ['%', 1, '%|percent|per cent|pour cent|pct'],
  [
    'points',
    1,
    'percentage point|percentage points|point de pourcentage|points de pourcentage|pp|ppt',
  ],
  // May also be the points of a game.
  ['point', 1, 'point|points|pts'],
  [
    'money:USD',
    1,
    '$|us$|usd|dollar|dollars|dollar américain|dollars américains|us dollar|us dollars|u.s. dollar|u.s. dollars',
  ],
  ['money:USD', 0.01, 'cents'],
  ['money:EUR', 1, '€|eur|euro|euros'],
  ['money:EUR', 0.01, 'centime|centimes'],
  ['money:GBP', 1, '£|gbp|pound sterling|pounds sterling|livre sterling|livres sterling'],
  ['money:GBP', 0.01, 'pence'],
  ['money:JPY', 1, '¥|jpy|yen|yens'],
  ['money:CNY', 1, 'cny|rmb|yuan|yuans'],
  ['money:SEK', 1, 'sek|nok|dkk|krona|kronor|krone|kroner|couronne|couronnes'],
  ['money:RUB', 1, 'rub|ruble|rubles|rouble|roubles'],
  ['money:BRL', 1, 'brl|reais'],
  ['money:MXN', 1, 'mxn|peso|pesos'],
  ['money:KRW', 1, '₩|krw|wons'],
  ['money:TRY', 1, '₺|lira|liras|livre turque|livres turques'],
  ['money:PLN', 1, 'pln|zł|zloty|zlotys'],
  ['money:ZAR', 1, 'zar|rand|rands'],
  ['money:ILS', 1, '₪|shekel|shekels'],
  ['money:AED', 1, 'dirham|dirhams'],
  ['money:DZD', 1, 'dinar|dinars'],
  ['money:THB', 1, 'baht|bahts'],
  ['money:CHF', 1, 'chf|franc suisse|francs suisses|swiss franc|swiss francs'],
  ['money:CAD', 1, 'c$|ca$|cad|dollar canadien|dollars canadiens|canadian dollars'],
  ['money:AUD', 1, 'a$|au$|aud|dollars australiens|australian dollars'],
  ['money:INR', 1, '₹|inr|rupee|rupees|roupie|roupies'],
];

const FAHRENHEIT: Unit = { dimension: 'temperature', factor: 5 / 9, offset: -160 / 9 };
const FAHRENHEIT_NAMES = '°f|degrés fahrenheit|degrees fahrenheit'.split('|');

export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...ROWS.flatMap(([dimension, factor, names]) =>
    names.split('|').map((name) => [name, { dimension, factor }] as const),
  ),
  ...FAHRENHEIT_NAMES.map((name) => [name, FAHRENHEIT] as const),
]);

/** The second meaning of a name: a sum or a weight in pounds, degrees of either scale. */
export const SECOND_UNITS: ReadonlyMap<string, Unit> = new Map([
  ...['pound', 'pounds', 'livre', 'livres'].map(
    (name) => [name, { dimension: 'money:GBP', factor: 1 }] as const,
  ),
  // The ton of the United States.
  ...['ton', 'tons'].map((name) => [name, { dimension: 'mass', factor: 907.185 }] as const),
  ...['°', 'degré', 'degrés', 'degree', 'degrees'].map((name) => [name, FAHRENHEIT] as const),
]);

/** In lower case: "2.5 mW" differs from "2.5 MW", but reports rarely mention milliwatts. */
const MAGNITUDE_ROWS: readonly (readonly [number, string])[] = [
  [12, 'dozen|dozens|douzaines'],
  [1e3, 'k|thousand|mille|milliers'],
  [1e6, 'million|millions|mn|mln|mio'],
  [1e9, 'billion|milliard|milliards|md|mds|mrd|mrds|bn|bln'],
  [1e9, 'billions'],
  [1e12, 'trillion|trillions|tn|trn|trln'],
];
export const MAGNITUDES: ReadonlyMap<string, number> = new Map(
  MAGNITUDE_ROWS.flatMap(([value, names]) =>
    names.split('|').map((name) => [name, value] as const),
  ),
);
/** Written together with the number or a currency: `3m`, `M€`, `405B`. */
export const SHORT_MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
  ['g', 1e9],
  ['t', 1e12],
  ['md', 1e9],
  ['mds', 1e9],
  ['mrd', 1e9],
  ['bn', 1e9],
  ['mn', 1e6],
  ['tn', 1e12],
]);

const SIGNS = /^[^\p{L}\p{N}]+$/u;
const names = [...UNITS.keys()];
export const UNIT_SIGNS = anyOf(names.filter((name) => SIGNS.test(name)));
/** The units in letters by their first letter, the longest first. */
const UNIT_WORDS: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  names.filter((name) => !SIGNS.test(name)).sort((a, b) => b.length - a.length),
  (name) => name.charAt(0),
);
const LONGEST_UNIT = Math.max(...names.map(({ length }) => length));

/** Returns the longest unit in letters at an offset of a text in lower case. */
export function unitWordAt(lower: string, at: number): string | null {
  // A letter after the unit may have two UTF-16 units.
  const ahead = lower.slice(at, at + LONGEST_UNIT + 2).replaceAll('\n', ' ');
  const fits = (name: string): boolean =>
    ahead.startsWith(name) && !/^(?:[\p{L}\p{N}]|'\p{L})/u.test(ahead.slice(name.length));
  return UNIT_WORDS.get(ahead.charAt(0))?.find(fits) ?? null;
}
export const CURRENCY_MARKS = anyOf(
  names.filter(
    (name) =>
      UNITS.get(name)?.dimension.startsWith('money') === true &&
      /[^\p{L} ]$|^\p{L}{3}$/u.test(name) &&
      !['yen'].includes(name),
  ),
);
export const MAGNITUDE_WORDS = anyOf(MAGNITUDES.keys());
