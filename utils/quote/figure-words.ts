/**
 * The words and signs of figures. They are apart from `fact-words.ts` because the clipper and the
 * highlighter need only these.
 */

/** Returns the set of the words in a list that white space separates. */
export function wordSet(list: string): Set<string> {
  return new Set(list.split(/\s+/u));
}

export const NUMBER_WORDS = wordSet(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
   sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
   hundreds thousand thousands million millions billion billions trillion trillions half third
   quarter double twice triple dozen first second
   zéro un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze
   seize vingt trente quarante cinquante soixante cent cents mille millier milliers milliard
   milliards moitié tiers quart demi demie double triple douzaine premier première deuxième
   halves thirds quarters fifth fifths tenth tenths quarts cinquième cinquièmes dixième dixièmes`,
);
export const UNITS = wordSet(
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
export const CURRENCIES = wordSet(
  `€ $ £ ¥ ₹ ₽ ₩ ₿ euro euros dollar dollars yen yens yuan yuans franc francs livre livres rupee
   rupees rouble roubles ruble rubles cent cents centime centimes eur usd gbp jpy cny chf cad aud inr`,
);
