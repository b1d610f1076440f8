/** The sample pages and texts of the tour. */
export const FIRST_PAGE = 'http://hydrology.example/bulletin-april-2026';
export const SECOND_PAGE = 'http://mountains.example/snow-survey';

export const LEVEL = '44 centimetres above the mean of the past ten years';
export const OUTLOOK = 'Forecasters expect the surplus to last into July.';
/** The publisher removes this sentence later. */
export const SNOW = 'Late snow held the melt back by almost three weeks.';

export const REPORT_TITLE = 'Lakes in the spring of 2026';
export const LEVELS_SECTION = 'Levels';
export const SNOW_SECTION = 'Snow';
export const STATEMENT = 'The northern lake stands far above its mean, and will for some time';

/** A page and words that are not in the report yet, for the pictures, by language. */
export const PICTURED = {
  en: {
    url: 'http://rivers.example/reservoir-status',
    words: 'Inflow was above normal on every river.',
  },
  fr: {
    url: 'http://lacs.example/niveaux-printemps-2026',
    words: '« Personne n’avait prévu une crue aussi lente et aussi longue »',
  },
} as const;
export type PicturedLanguage = keyof typeof PICTURED;
