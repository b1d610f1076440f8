import type { ReviewSample } from './make-review';

/** The report for the pictures of the review desk: about lakes, with verdicts of every kind. */
export const DESK_SAMPLE: ReviewSample = {
  title: 'Lake levels, spring 2026',
  pages: [
    {
      title: 'Monthly bulletin, April 2026',
      url: 'http://hydrology.example/bulletin-april-2026',
      authors: ['Ilse Marwood', 'Teun Abarca'],
      published: '2026-05-02',
      text: `The two basins went into spring in very different shape. The northern one filled fast and kept filling; the southern one hardly moved.

[0] It is the highest reading since the gauge was moved, and it came after eleven weeks of rise without a break.

[3] Its inflow passed through the lower weir, which stood open all month, so the lake had little chance to store the melt.

[7], and most of it fell in the last ten days. When the melt did start, it met soil that was already wet.

[4] [5], but their owners are not obliged to report, and most don’t.

[8] [12]; a wet one would bring the lake within a hand’s breadth of the flood mark.

Levels are means of hourly readings, taken at noon and midnight. [2]`,
    },
    {
      title: 'Reservoir status page',
      url: 'http://rivers.example/reservoir-status',
      authors: [],
      published: '2026-05-01',
      text: `Inflow was above normal on every river. [1] [13]

The spillway gates were tested on 4 May and closed again the same day. No water was lost.

The pumping station runs at night only. [10], [11].`,
    },
    {
      title: 'Snow survey, third visit',
      url: 'http://mountains.example/snow-survey',
      authors: [],
      published: '2026-04-24',
      text: `Six stations were visited between 20 and 23 April. The list follows the order of the visits.

[9], 176 cm as a mean of ten probes. [6] The stake leaned and was set upright again.`,
    },
    {
      title: 'Register of private dams',
      url: 'http://dams.example/register',
      authors: [],
      published: '2025',
      text: '[14]',
    },
  ],
  cited: [
    {
      page: 0,
      quote:
        'On 30 April the level at the northern gauge was 44 centimetres above the mean of the past ten years.',
      verdict: 'verbatim',
    },
    {
      page: 1,
      quote: 'Storage rose to 61 per cent of capacity in the first week of May.',
      verdict: 'altered',
      now: 'Storage rose to 68 per cent of capacity in the first week of May.',
      difference: [
        { op: 'same', text: 'Storage rose to ' },
        { op: 'removed', text: '61' },
        { op: 'added', text: '68' },
        { op: 'same', text: ' per cent of capacity in the first week of May.' },
      ],
      changes: [{ fact: 'figure', from: '61', to: '68' }],
    },
    {
      page: 0,
      quote: 'Two gauges were moved in March, which makes older series hard to compare.',
      verdict: 'verbatim',
    },
    {
      page: 0,
      quote: 'The southern basin stayed within 5 cm of its mean.',
      verdict: 'verbatim',
    },
    { page: 0, quote: 'Private dams are not counted.', verdict: 'verbatim' },
    {
      page: 0,
      quote: 'They hold perhaps a tenth of the water in the northern basin',
      verdict: 'verbatim',
    },
    {
      page: 2,
      quote: 'Late snow held the melt back by almost three weeks.',
      verdict: 'missing',
      now: '',
    },
    { page: 0, quote: 'Rain in April was 140 % of the usual amount', verdict: 'typographic' },
    { page: 0, quote: 'Forecasters expect the surplus to last into July.', verdict: 'verbatim' },
    {
      page: 2,
      quote: 'Col station, 2,140 m: depth 183 cm at the stake',
      verdict: 'verbatim',
    },
    { page: 1, quote: 'It moved 3.2 million cubic metres in April', verdict: 'verbatim' },
    {
      page: 1,
      quote: 'a quarter less than planned, because one of its four pumps is being rebuilt',
      verdict: 'verbatim',
    },
    { page: 0, quote: 'A dry May would take about a third of it away', verdict: 'verbatim' },
    {
      page: 1,
      quote: 'Releases began on the 6th and will go on while inflow exceeds demand.',
      verdict: 'verbatim',
    },
    {
      page: 3,
      quote: 'The register lists 61 private dams above the lake.',
      verdict: 'gone',
      now: '',
      httpStatus: 404,
    },
  ],
  sections: [
    {
      title: 'Measured levels',
      statements: [
        'The northern basin stood **44 centimetres** above its ten-year mean at the end of April [0]. By early May the reservoirs were 61\u00a0% full, twice last year’s level [1]. Two gauges were moved in March [2], which makes older series hard to compare.',
        'The southern basin stayed within 5 cm of its mean [3]. Private dams are not counted [4], though they hold perhaps a tenth of the water [5].',
      ],
    },
    {
      title: 'Causes',
      statements: [
        'Late snow held the melt back by almost three weeks [6], and rain in April was 140\u00a0% of the usual amount [7]. Forecasters expect the surplus to last into July [8].',
        { kind: 'item', text: 'Snow lay 183 cm deep at the Col station [9].' },
        {
          kind: 'item',
          text: 'The pumps moved 3.2 million cubic metres in April [10], a third less than planned [11].',
        },
        'Nobody in the valley had seen the two causes coincide.',
      ],
    },
    {
      title: 'Outlook',
      statements: [
        'A dry May would take about a third of the surplus away [12]. Releases began on 6 May and will go on while inflow exceeds demand [13].',
        'The register lists 61 private dams above the lake [14]. What they release is their owners’ affair.',
      ],
    },
  ],
};
