/**
 * The words and signs of figures. They are apart from `fact-words.ts` because the clipper and the
 * highlighter need only these.
 */

/**
 * Returns the set of the words in a list that white space separates. `day+` means the words `day`
 * and `days`.
 */
export function wordSet(list: string): Set<string> {
  return new Set(list.replace(/(\S{2,9})\+/g, '$1 $1s').split(/\s+/));
}

export const NUMBER_WORDS = wordSet(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred+ thousand+ million+ billion+ trillion+ half third+ quarter+ double twice triple dozen first second zéro un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent+ mille millier+ milliard+ moitié tiers quart+ demi demie double triple douzaine premier première deuxième halves fifth+ tenth+ cinquième+ dixième+',
);
export const UNITS = wordSet(
  '% ‰ ° percent percentage points point+ km m cm mm nm µm μm kg g mg µg t l ml cl hl ha s ms min h hr+ hz khz mhz ghz w kw mw gw tw kwh mwh gwh twh j kj mj v kv a ma pa hpa kpa bar mbar k b kb mb gb tb pb bit+ byte+ kbit mbit gbit °c °f km/h m/s mph ppm ppb pp bp+ pt+ metre+ meter+ mètre+ kilometre+ kilometer+ kilomètre+ mile+ foot feet inch inches pound+ ounce+ gram+ gramme+ kilogram+ kilo+ tonne+ ton+ kt mt gt litre+ liter+ gallon+ second+ minute+ hour+ day+ week+ month+ year+ seconde+ heure+ jour+ semaine+ mois an+ année+ watt+ kilowatt+ megawatt+ mégawatt+ gigawatt+ degree+ degré+ celsius fahrenheit hectare+ acre+ ² ³ ′ ″',
);
export const CURRENCIES = wordSet(
  '€ $ £ ¥ ₹ ₽ ₩ ₿ euro+ dollar+ yen+ yuan+ franc+ livre+ rupee+ rouble+ ruble+ cent+ centime+ eur usd gbp jpy cny chf cad aud inr',
);
