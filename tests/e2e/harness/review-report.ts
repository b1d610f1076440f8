/*
 * A report with thirty claims in three sections, each with one citation of a sample page. Most name
 * a passage. One page is gone, and one citation names only a page.
 */

const BULLETIN = 'http://hydrology.example/bulletin-april-2026';
const STATUS = 'http://rivers.example/reservoir-status';
const SURVEY = 'http://mountains.example/snow-survey';
const TABLE = 'http://gauges.example/weekly-table';
const GONE = 'http://hydrology.example/bulletin-march-2026';

/** The text of a claim, the page that it cites, and the passage. Null for the whole page. */
const LINES: readonly (readonly [string, string, string | null])[] = [
  [
    'The northern gauge read 44 centimetres above its mean.',
    BULLETIN,
    '44 centimetres above the mean',
  ],
  [
    'No reading since the move was higher.',
    BULLETIN,
    'the highest reading since the gauge was moved',
  ],
  ['The rise lasted twelve weeks.', BULLETIN, 'eleven weeks of rise without a break'],
  ['The outlet says the same.', BULLETIN, 'The gauge at the outlet agrees'],
  ['The south kept to its mean.', BULLETIN, 'The southern basin stayed within'],
  ['The lower weir was open throughout.', BULLETIN, 'weir, which stood open all month'],
  ['April rain reached 140 % of the usual.', BULLETIN, 'Rain in April was 140'],
  ['Most rain came late in the month.', BULLETIN, 'fell in the last ten days'],
  ['Private dams are left out.', BULLETIN, 'Private dams are not counted'],
  ['March had looked calmer.', GONE, 'The two basins'],
  ['Storage reached 61 per cent.', STATUS, 'Storage rose to 61 per cent of capacity'],
  ['Rivers brought more than usual.', STATUS, 'Inflow was above normal on every river'],
  ['Releases began on the 6th.', STATUS, 'Releases began on the 6th'],
  ['Testing the gates cost no water.', STATUS, 'The spillway gates were tested on 4 May'],
  ['Pumps run at night.', STATUS, 'The pumping station runs at night only'],
  ['They moved 3.2 million cubic metres.', STATUS, 'It moved 3.2 million cubic metres in April'],
  ['Exactly 1,904 fish were counted.', STATUS, 'the count stood at exactly 1,904'],
  ['Silt has taken its share.', STATUS, 'Silt has taken about four'],
  ['The page has the details.', STATUS, null],
  ['Six stations were visited.', SURVEY, 'Six stations were visited between 20 and 23 April'],
  ['Snow lay 183 cm deep at Col.', SURVEY, 'Depth 183 cm at the stake'],
  ['Snow was late by three weeks.', SURVEY, 'Late snow held the melt back'],
  ['The stake had to be set upright.', SURVEY, 'The stake leaned and was set upright again'],
  ['A crust lay on top.', SURVEY, 'Depth 121 cm; a crust of 4 cm on top'],
  ['The scale froze.', SURVEY, 'Water content not measured: the scale froze'],
  ['Larch had patches of snow.', SURVEY, 'Depth 38 cm, patchy'],
  ['The rest will melt later and faster.', SURVEY, 'later and faster'],
  ['Ice left the stilling well.', TABLE, 'ice gone from the stilling well'],
  ['A brass bolt is the datum.', TABLE, 'The brass bolt in the harbour wall'],
  ['Empty cells mean silence.', TABLE, 'Where a cell is empty, the gauge sent nothing'],
];

export const REVIEW_TITLE = 'Lakes and snow, spring 2026';
export const REVIEW_CLAIMS = LINES.length;
export const REVIEW_ORIGINS = [
  'http://hydrology.example/*',
  'http://rivers.example/*',
  'http://mountains.example/*',
  'http://gauges.example/*',
];

/** Returns the report in the form in which a person would send it. */
export function reviewReport(): string {
  const sentences = LINES.map(([words, url, passage]) => {
    const link = passage === null ? url : `${url}#:~:text=${encodeTerm(passage)}`;
    return `${words.slice(0, -1)} ([${new URL(url).hostname}](${link})).`;
  });
  return [
    `# ${REVIEW_TITLE}`,
    `## The basins\n\n${sentences.slice(0, 10).join(' ')}`,
    `## The reservoirs\n\n${sentences.slice(10, 19).join(' ')}`,
    `## The snow\n\n${sentences
      .slice(19)
      .map((sentence) => `- ${sentence}`)
      .join('\n')}`,
    'Nobody knows yet what May will bring.\n',
  ].join('\n\n');
}

function encodeTerm(term: string): string {
  return encodeURIComponent(term).replace(/-/g, '%2D');
}
