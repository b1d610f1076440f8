/**
 * Number words of English and French that are added or multiplied, like "vingt-cinq" and "two
 * hundred".
 */
export const NUMBER_VALUES: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'zero zéro'],
      [1, 'one un une'],
      [2, 'two deux'],
      [3, 'three trois'],
      [4, 'four quatre'],
      [5, 'five cinq'],
      [6, 'six'],
      [7, 'seven sept'],
      [8, 'eight huit'],
      [9, 'nine neuf'],
      [10, 'ten dix'],
      [11, 'eleven onze'],
      [12, 'twelve douze'],
      [13, 'thirteen treize'],
      [14, 'fourteen quatorze'],
      [15, 'fifteen quinze'],
      [16, 'sixteen seize'],
      [17, 'seventeen'],
      [18, 'eighteen'],
      [19, 'nineteen'],
      [20, 'twenty vingt vingts'],
      [30, 'thirty trente'],
      [40, 'forty quarante'],
      [50, 'fifty cinquante'],
      [60, 'sixty soixante'],
      [70, 'seventy septante'],
      [80, 'eighty huitante'],
      [90, 'ninety nonante'],
      [100, 'hundred cent cents'],
      [1000, 'thousand mille'],
    ] as const
  ).flatMap(([value, names]) => names.split(' ').map((name) => [name, value] as const)),
);

/** Nouns for approximate numbers, like "une dizaine". */
export const ROUND_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['dizaine', 10],
  ['douzaine', 12],
  ['dozen', 12],
  ['quinzaine', 15],
  ['vingtaine', 20],
  ['trentaine', 30],
  ['quarantaine', 40],
  ['cinquantaine', 50],
  ['soixantaine', 60],
  ['centaine', 100],
  ['millier', 1000],
]);

/** Words that say how many times as much something becomes or is, by that number. */
export const MULTIPLE_WORDS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1 / 2, 'half halve halved halving'],
      [2, 'twice double doubled doubling doubler doublé doublée doublés doublées'],
      [3, 'thrice triple tripled tripling tripler triplé triplée triplés triplées'],
      [3, 'treble trebled trebling'],
      [4, 'quadruple quadrupled quadrupling quadrupler'],
      [4, 'quadruplé quadruplée quadruplés quadruplées'],
    ] as const
  ).flatMap(([value, names]) => names.split(' ').map((name) => [name, value] as const)),
);

/** Words that imply a number, like "both" for two. */
export const IMPLIED_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['once', 1],
  ['both', 2],
  ['pair', 2],
  ['trio', 3],
  ...[...MULTIPLE_WORDS].filter(([, value]) => value > 1),
]);

export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, 'first premier première premiers premières'],
      [2, 'second seconde deuxième'],
      [3, 'third troisième'],
      [4, 'fourth quatrième'],
      [5, 'fifth cinquième'],
      [6, 'sixth sixième'],
      [7, 'seventh septième'],
      [8, 'eighth huitième'],
      [9, 'ninth neuvième'],
      [10, 'tenth dixième'],
      [11, 'eleventh onzième'],
      [12, 'twelfth douzième'],
    ] as const
  ).flatMap(([value, names]) => names.split(' ').map((name) => [name, value] as const)),
);

/**
 * Returns the number that the words give together, and how many words it takes; for "two three"
 * only the first. Returns null if the first word is not a number.
 */
export function readNumberWords(
  words: readonly string[],
): { readonly value: number; readonly used: number } | null {
  let total = 0;
  let current = 0;
  let last = 0;
  let used = 0;
  for (const word of words) {
    if ((word === 'et' || word === 'and') && used > 0) {
      const next = NUMBER_VALUES.get(words[used + 1] ?? '');
      const joins = word === 'et' ? last >= 20 && last < 100 : last >= 100;
      if (next === undefined || next >= 100 || !joins) break;
      used += 1;
      continue;
    }
    const value = NUMBER_VALUES.get(word);
    if (value === undefined) break;
    const isFrenchEighty = value === 20 && last === 4;
    if (value === 1000) {
      total += Math.max(1, current) * 1000;
      current = 0;
    } else if (value === 100) {
      if (used > 0 && current > 12) break;
      current = Math.max(1, current) * 100;
    } else if (isFrenchEighty) current += 76;
    else if (used === 0 || adds(last, value)) current += value;
    else break;
    last = isFrenchEighty ? 80 : value;
    used += 1;
  }
  return used === 0 ? null : { value: total + current, used };
}

function adds(last: number, value: number): boolean {
  if (last >= 100) return value < 100;
  if (last === 60 || last === 80) return value < 20;
  return (last >= 20 && value < 10) || (last === 10 && value >= 7 && value < 10);
}
