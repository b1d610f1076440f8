import type { ChangedFact } from '@/utils/model/evidence';

/** What is said, what the page says, and the kind of change: none of these may pass. */
export const ALTERED: readonly (readonly [
  name: string,
  quote: string,
  page: string,
  fact: ChangedFact,
])[] = [
  // Figures
  [
    'a figure',
    'The river rose by 61 centimetres overnight',
    'The river rose by 68 centimetres overnight',
    'figure',
  ],
  [
    'one digit of a long figure',
    'some 1,204,566 voters were on the rolls',
    'some 1,204,565 voters were on the rolls',
    'figure',
  ],
  [
    'a digit more',
    'sales grew by 5 percent over the year',
    'sales grew by 15 percent over the year',
    'figure',
  ],
  [
    'a decimal more',
    'the index closed at 1.5 on Friday evening',
    'the index closed at 1.55 on Friday evening',
    'figure',
  ],
  [
    'a decimal mark',
    'the index closed at 1.5 on Friday evening',
    'the index closed at 15 on Friday evening',
    'figure',
  ],
  [
    'a decimal comma for a point',
    'a mean of 1,500 grams in each of the samples',
    'a mean of 1.500 grams in each of the samples',
    'figure',
  ],
  [
    'a magnitude',
    'the bridge cost 40 million euros to repair',
    'the bridge cost 40 billion euros to repair',
    'figure',
  ],
  [
    'a figure in words',
    'two of the seven gates were left open',
    'three of the seven gates were left open',
    'figure',
  ],
  [
    'a fraction',
    'nearly ½ of the harvest was under water',
    'nearly ¾ of the harvest was under water',
    'figure',
  ],
  [
    'an exponent',
    'an area of 10² hectares was under water',
    'an area of 102 hectares was under water',
    'figure',
  ],
  [
    'a score',
    'the vote ended 51–49 in favour of the dam',
    'the vote ended 54–46 in favour of the dam',
    'figure',
  ],
  [
    'a French figure',
    'Le fleuve a monté de 61 cm dans la nuit',
    'Le fleuve a monté de 68 cm dans la nuit',
    'figure',
  ],
  [
    'a French magnitude',
    'le pont a coûté 40 millions d’euros à la ville',
    'le pont a coûté 40 milliards d’euros à la ville',
    'figure',
  ],
  [
    'a French figure with groups',
    'on a compté 10 500 sinistrés dans la vallée',
    'on a compté 10 600 sinistrés dans la vallée',
    'figure',
  ],
  // Negations
  [
    'a dropped not',
    'The old dam is safe in a hundred-year flood',
    'The old dam is not safe in a hundred-year flood',
    'negation',
  ],
  [
    'an added not',
    'The old dam is not safe in a hundred-year flood',
    'The old dam is safe in a hundred-year flood',
    'negation',
  ],
  [
    'not able for notable',
    'The wardens were notable to close the gates',
    'The wardens were not able to close the gates',
    'negation',
  ],
  [
    'a contraction',
    'The wardens could close the gates in time',
    'The wardens couldn’t close the gates in time',
    'negation',
  ],
  [
    'no for the',
    'There was no warning before the water came',
    'There was a warning before the water came',
    'negation',
  ],
  [
    'without for with',
    'They crossed the bridge with permission that day',
    'They crossed the bridge without permission that day',
    'negation',
  ],
  [
    'a French ne … pas',
    'Le barrage est sûr en cas de crue centennale',
    'Le barrage n’est pas sûr en cas de crue centennale',
    'negation',
  ],
  [
    'jamais',
    'La vanne a été fermée pendant la nuit du 3 mars',
    'La vanne n’a jamais été fermée pendant la nuit du 3 mars',
    'negation',
  ],
  [
    'sans for avec',
    'Ils ont traversé le pont avec autorisation',
    'Ils ont traversé le pont sans autorisation',
    'negation',
  ],
  // Names
  [
    'a name',
    'said Martin Dupont, who keeps the upper lock',
    'said Martin Durand, who keeps the upper lock',
    'name',
  ],
  [
    'a place',
    'the water reached Lyon in the early morning',
    'the water reached Mâcon in the early morning',
    'name',
  ],
  [
    'US for us',
    'They told US about the flood a day too late',
    'They told us about the flood a day too late',
    'name',
  ],
  [
    'a French name',
    'a déclaré Claire Morel, maire de la commune',
    'a déclaré Claire Moreau, maire de la commune',
    'name',
  ],
  // Accents
  [
    'an accent in French',
    'un pêcheur du village a été secouru',
    'un pécheur du village a été secouru',
    'accent',
  ],
  [
    'a past participle',
    'le barrage protège les habitants de la vallée',
    'le barrage protégé les habitants de la vallée',
    'accent',
  ],
  [
    'a dropped accent',
    'la cote de crue a été dépassée à midi',
    'la côte de crue a été dépassée à midi',
    'accent',
  ],
  [
    'an accent in English',
    'he will resume the work at the lock on Monday',
    'he will résumé the work at the lock on Monday',
    'accent',
  ],
  // Units and currencies
  [
    'mW for MW',
    'the turbine gives 5 mW to the village grid',
    'the turbine gives 5 MW to the village grid',
    'unit',
  ],
  [
    'a unit in words',
    'the water ran for 12 kilometres downstream',
    'the water ran for 12 miles downstream',
    'unit',
  ],
  [
    'percent for points',
    'the tax went up by 3 percent over the year',
    'the tax went up by 3 points over the year',
    'unit',
  ],
  [
    'minutes for seconds',
    'the siren was heard 10′ after the first wave',
    'the siren was heard 10″ after the first wave',
    'unit',
  ],
  [
    'a French unit',
    'la vieille conduite perd 20 litres par heure, selon les gardiens du barrage',
    'la vieille conduite perd 20 mètres cubes par heure, selon les gardiens du barrage',
    'unit',
  ],
  [
    'a currency sign',
    'the bridge cost €40 to cross by lorry that year',
    'the bridge cost £40 to cross by lorry that year',
    'currency',
  ],
  [
    'a currency in words',
    'repairs were put at 300 euros for each house',
    'repairs were put at 300 dollars for each house',
    'currency',
  ],
  // Signs
  [
    'a minus sign',
    'it fell to −5 degrees at the upper lock',
    'it fell to 5 degrees at the upper lock',
    'sign',
  ],
  [
    'plus for minus',
    'a balance of +3 points against last year',
    'a balance of −3 points against last year',
    'sign',
  ],
  [
    'a French sign',
    'il a fait -5 degrés à l’écluse cette nuit',
    'il a fait 5 degrés à l’écluse cette nuit',
    'sign',
  ],
  // Dates
  [
    'a year',
    'The lock has been closed since March 2024',
    'The lock has been closed since March 2025',
    'date',
  ],
  [
    'a month',
    'The lock has been closed since March 2024',
    'The lock has been closed since April 2024',
    'date',
  ],
  [
    'a weekday',
    'the gates were opened again on Tuesday morning',
    'the gates were opened again on Thursday morning',
    'date',
  ],
  [
    'a French month',
    'L’écluse est fermée depuis le 3 juin au soir',
    'L’écluse est fermée depuis le 3 juillet au soir',
    'date',
  ],
  // Comparatives and directions
  [
    'more for less',
    'there was more water than in any year before',
    'there was less water than in any year before',
    'comparative',
  ],
  [
    'a bound',
    'no house stood ≥ 5 metres above the river bank',
    'no house stood ≤ 5 metres above the river bank',
    'comparative',
  ],
  [
    'a French comparative',
    'il y a eu plus d’eau que l’année précédente',
    'il y a eu moins d’eau que l’année précédente',
    'comparative',
  ],
  [
    'rose for fell',
    'water prices rose in all of the towns downstream',
    'water prices fell in all of the towns downstream',
    'direction',
  ],
  [
    'a French direction',
    'la hausse du niveau inquiète les riverains',
    'la baisse du niveau inquiète les riverains',
    'direction',
  ],
  [
    'a compass point',
    'the flood plain north of the old stone bridge',
    'the flood plain south of the old stone bridge',
    'direction',
  ],
  // Words
  [
    'a changed word',
    'the wardens praised the plan for the new dam',
    'the wardens opposed the plan for the new dam',
    'direction',
  ],
  [
    'a hedge dropped',
    'the dam caused the flood in the lower valley',
    'the dam allegedly caused the flood in the lower valley',
    'word',
  ],
  [
    'a word added',
    'the dam was the only cause of the valley flood',
    'the dam was the cause of the valley flood',
    'comparative',
  ],
  [
    'words in another order',
    'in the spring of that year the town sued the company over the broken dam in the hills',
    'in the spring of that year the company sued the town over the broken dam in the hills',
    'word',
  ],
  [
    'a dropped hyphen',
    'they re-signed the contract for the lower lock',
    'they resigned the contract for the lower lock',
    'word',
  ],
  [
    'a question for a statement',
    'the old dam is safe in a hundred-year flood?',
    'the old dam is safe in a hundred-year flood.',
    'word',
  ],
];

/** Quotes that differ from their page in typography alone: all of these pass. */
export const TYPOGRAPHIC: readonly (readonly [name: string, quote: string, page: string])[] = [
  [
    'quotation marks',
    'the "old dam" is safe, said the warden',
    'the “old dam” is safe, said the warden',
  ],
  [
    'guillemets',
    'le "vieux barrage" est sûr, dit-elle',
    'le «\u00A0vieux barrage\u00A0» est sûr, dit-elle',
  ],
  ['an apostrophe', "the dam's gates weren't closed", 'the dam’s gates weren’t closed'],
  ['a French apostrophe', "l'eau n'est pas montée", 'l’eau n’est pas montée'],
  ['an en dash for a hyphen', 'the vote ended 51-49 in favour', 'the vote ended 51–49 in favour'],
  ['an em dash for a spaced dash', 'the dam - the old one - held', 'the dam—the old one—held'],
  ['a no-break hyphen', 'a well-known dam in the hills', 'a well‑known dam in the hills'],
  ['a typed minus sign', 'it fell to -5 degrees at the lock', 'it fell to −5 degrees at the lock'],
  ['an ellipsis', 'and then... nothing was left', 'and then… nothing was left'],
  ['a ligature', 'the first office on the river', 'the ﬁrst oﬃce on the river'],
  ['œ', 'le coeur de la ville est sauf', 'le cœur de la ville est sauf'],
  ['soft hyphens', 'the government of the valley', 'the gov\u00ADern\u00ADment of the valley'],
  ['a zero-width space', 'the government of the valley', 'the govern\u200Bment of the valley'],
  ['no-break spaces', 'on a compté 10 500 sinistrés', 'on a compté 10\u202F500 sinistrés'],
  ['a French space before a colon', 'un mot: crue', 'un mot\u00A0: crue'],
  ['a space before a percent sign', 'a rise of 5 % in May', 'a rise of 5% in May'],
  ['a sentence made to start in a sentence', 'the old dam is safe', 'The old dam is safe'],
  ['a quote made to start a sentence', 'The old dam is safe', 'they say the old dam is safe'],
  ['the case of a later sentence', 'It held. the town slept.', 'It held. The town slept.'],
  ['a French capital', 'à midi, tout allait bien', 'À midi, tout allait bien'],
];

/** Letter for letter, white space aside. */
export const VERBATIM: readonly (readonly [name: string, quote: string, page: string])[] = [
  ['the same words', 'The river rose by 61 centimetres', 'The river rose by 61 centimetres'],
  ['a block break', 'It held. Nobody slept.', 'It held.\nNobody slept.'],
  ['white space', 'It  held.\n\nNobody slept.', 'It held. Nobody slept.'],
  ['white space at the ends', '  It held. ', 'It held. Nobody slept.'],
  ['a decomposed accent', 'l’été', 'l’e\u0301te\u0301'],
  ['a short quote with its percent sign', '5 %', 'a rise of 5 % in May'],
  ['Chinese in a sentence', '大坝是安全的', '他们说大坝是安全的。'],
  ['Arabic', 'كان السد آمنا', 'قالوا كان السد آمنا في الليل'],
  ['emoji', 'all safe 👍🏽 now', 'they are all safe 👍🏽 now'],
];
