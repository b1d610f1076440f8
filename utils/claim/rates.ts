import type { TextRange } from '@/utils/text/text-model';
import { quick } from './scan-text';

/** A period that a figure is given for. */
export interface Period extends TextRange {
  readonly name: string;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['hour', 'hour|hours|heure|heures|hourly|horaire'],
  ['day', 'day|days|jour|jours|daily|quotidien|quotidienne|quotidiennement|journalier|journée'],
  ['week', 'week|weeks|semaine|semaines|weekly|hebdomadaire'],
  ['month', 'month|months|mois|monthly|mensuel|mensuelle|mensuels|mensuelles'],
  ['quarter', 'quarter|trimestre|quarterly|trimestriel|trimestrielle'],
  [
    'year',
    'year|years|an|année|ans|annual|annually|annualized|annualised|yearly|annualisé|annualisée|annuel|annuelle|annuels|annuellement',
  ],
  ['minute', 'minute|minutes'],
  ['second', 'second|seconde'],
  ['kilo', 'kilo|kg|kilogram|kilogramme'],
  ['pound', 'pound|lb|livre'],
  ['tonne', 'tonne|ton'],
  ['litre', 'litre|liter'],
  ['gallon', 'gallon'],
  ['person', 'person|head|personne|habitant|inhabitant'],
  ['household', 'household|foyer|ménage'],
];
const PERIOD = new Map(
  NAMES.flatMap(([name, words]) => words.split('|').map((word) => [word, name])),
);
const ADVERBS =
  'hourly|daily|weekly|monthly|quarterly|annual|annually|annualized|annualised|yearly|horaire|quotidien|quotidienne|quotidiennement|journalier|hebdomadaire|mensuel|mensuelle|mensuels|mensuelles|trimestriel|trimestrielle|annualisé|annualisée|annuel|annuelle|annuels|annuellement';
const NOUNS =
  'hour|day|week|month|quarter|year|minute|second|heure|jour|semaine|mois|trimestre|an|année|seconde|kilo|kg|kilogram|kilogramme|pound|lb|livre|tonne|ton|litre|liter|gallon|person|head|personne|habitant|inhabitant|household|foyer|ménage';
const RATE = quick(
  new RegExp(
    `(?<!\\p{L})(?:(?:per|-a|a|an|le|la|each|every|any given|(?:in|on) an? (?:typical|normal|average|given|single|usual)|par|chaque|l'|tous les|toutes les|à l')[ -]?(?<noun>${NOUNS})|(?<adverb>${ADVERBS}))(?!\\p{L})(?! (?:earlier|later|before|after|ago|old|plus tôt|plus tard|auparavant|avant|après|dernier|dernière|prochain))`,
    'gu',
  ),
);

/** Finds what the figures of a text are given for: "a month", "par an". `lower` is in lower case. */
export function periodsIn(lower: string): Period[] {
  const found: Period[] = [];
  for (const match of lower.matchAll(RATE)) {
    const { noun, adverb } = match.groups ?? {};
    const name = PERIOD.get(noun ?? adverb ?? '');
    if (name === undefined) continue;
    // "Twice a year" is a rate, "in a year" and "half a year" are durations.
    const before = lower.slice(Math.max(0, match.index - 10), match.index);
    if (
      /^a/u.test(match[0]) &&
      /(?:in|within|for|half|once|over|than|about|such|of) $/u.test(before)
    )
      continue;
    if (/^l[ae'] ?/u.test(match[0]) && !/\d|%|€|fois|euros? $/u.test(before)) continue;
    found.push({ name, start: match.index, end: match.index + match[0].length });
  }
  return found;
}
