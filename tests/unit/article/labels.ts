/**
 * The references of the sample articles in the order of their text, read by a person: the words
 * directly before each, and the page that it leads to; null for a work or a note without an address.
 * `own` links lead to the page's own site.
 */
export interface ReferenceLabel {
  readonly words: string;
  readonly to: string | null;
  readonly own?: true;
}

const BULLETIN = 'http://hydrology.example/bulletin-april-2026';
const STATUS = 'http://rivers.example/reservoir-status';
const SURVEY = 'http://mountains.example/snow-survey';
const TABLE = 'http://gauges.example/weekly-table';
const LEVELS = 'http://lacs.example/niveaux-printemps-2026';
const DOI = 'https://doi.org/10.5555';

export const LABELS: Readonly<Record<string, readonly ReferenceLabel[]>> = {
  'en.riverpedia.example/hollow-lake': [
    { words: '61 per cent', to: STATUS },
    { words: 'in very different shape.', to: BULLETIN },
    { words: 'fed by three rivers', to: null },
    { words: 'drained by one.', to: null },
    { words: 'and drained by one.', to: TABLE },
    { words: 'above its ten-year mean.', to: BULLETIN },
    { words: 'since the gauge was moved".', to: BULLETIN },
    { words: 'the readings as received.', to: TABLE },
    { words: 'as received.', to: null },
    { words: 'held the melt back,', to: SURVEY },
    { words: 'the scale froze" at one station.', to: SURVEY },
    { words: 'Storage rose early in May,', to: STATUS },
    { words: 'for small basins before.', to: DOI },
  ],
  'en.riverpedia.example/mill-race': [
    { words: 'below the old bridge.', to: TABLE },
    { words: 'stuck in week 14.', to: TABLE },
    { words: 'A history of the mill', to: null },
    { words: 'so the lake had little chance".', to: BULLETIN },
    { words: 'the depth of the spade.', to: SURVEY },
  ],
  'fr.riverpedia.example/lac-du-nord': [
    { words: 'un lac de montagne', to: SURVEY },
    { words: 'depuis la fin de février', to: LEVELS },
    { words: 'ce que personne n’attendait', to: null },
    { words: 'aussi lente et aussi longue', to: LEVELS },
    { words: '« sur un sol déjà gorgé d’eau »', to: LEVELS },
    { words: 'déjà gorgé d’eau »,', to: BULLETIN },
    { words: 'L’ouvrage de référence', to: null },
  ],
  'fr.riverpedia.example/etang-des-aulnes': [
    { words: 'à sec depuis l’été', to: LEVELS },
    { words: 'était de 1 240 m³/s', to: LEVELS },
    { words: 'La jauge du moulin s’est bloquée', to: TABLE },
  ],
  'tribune.example/lakes-in-spring': [
    { words: '44 centimetres above its mean', to: BULLETIN },
    { words: 'warns the monthly bulletin', to: `${BULLETIN}#method` },
    { words: 'rose to 61 per cent', to: STATUS },
    { words: 'the scale froze', to: SURVEY },
    { words: 'Our own diary of the snow', to: 'http://tribune.example/2026/snow-diary', own: true },
    { words: 'the gauge sent nothing', to: TABLE },
  ],
  'gazette.example/crue-lente': [
    { words: '44 centimètres depuis la fin de février', to: LEVELS },
    { words: 'la responsable de l’observatoire', to: LEVELS },
    { words: 'selon le service des rivières', to: STATUS },
    { words: 'comme le montrent les relevés de montagne', to: SURVEY },
    { words: 'un mois sec', to: BULLETIN },
  ],
  'answers.example/northern-lake': [
    { words: 'ten-year mean on 30 April.', to: BULLETIN },
    { words: 'the usual amount in April.', to: BULLETIN },
    { words: 'melted almost three weeks late.', to: SURVEY },
    { words: 'almost three weeks late.', to: BULLETIN },
    { words: 'Releases began on 6 May', to: STATUS },
  ],
  'essays.example/on-gauges': [
    { words: 'somebody will read it.', to: STATUS },
    { words: 'the gauge sent nothing.”', to: TABLE },
    { words: 'their past is moved with them.', to: BULLETIN },
    { words: 'read one for forty years', to: null },
  ],
};
