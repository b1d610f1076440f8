import type { ReviewSample } from '@/scripts/tour/make-review';

/** A report with every verdict, in several languages, for the pictures of the panel. */
export const PICTURE_SAMPLE: ReviewSample = {
  title: 'Lake levels, spring 2026',
  pages: [
    {
      title: 'Monthly bulletin, April 2026',
      url: 'http://hydrology.example/bulletin-april-2026',
      authors: ['Ilse Marwood', 'Teun Abarca'],
      published: '2026-05-02',
      text: `The two basins went into spring in very different shape.

[0] It is the highest reading since the gauge was moved.

[3], and most of it fell in the last ten days. [4]

[5] A dry May would take about a third of it away.`,
    },
    {
      title: 'Reservoir status page',
      url: 'http://rivers.example/reservoir-status',
      authors: [],
      published: '2026-05-01',
      text: `Inflow was above normal on every river. [1]

The spillway gates were tested on 4 May and closed again the same day. No water was lost.

[6] The station runs at night only.`,
    },
    {
      title:
        'Snow survey, third visit, with the stations above the tree line and their history since 1931',
      url: 'http://mountains.example/snow-survey',
      authors: [],
      published: '2026-04-24',
      text: `Six stations were visited between 20 and 23 April. [2]

[11]`,
    },
    {
      title: 'Water rights, members’ area',
      url: 'http://members.water-authority-of-the-upper-valley.example/rights/2026',
      authors: [],
      published: '2026',
      text: '[7]',
    },
    {
      title: 'Register of private dams',
      url: 'http://dams.example/register',
      authors: [],
      published: '2025',
      text: '[8]',
    },
    {
      title: 'Gauge at the outlet, live',
      url: 'http://livemap.example/',
      authors: [],
      published: '2026-05-04',
      text: '[9] [10]',
    },
    {
      title: 'منسوب البحيرة في نيسان',
      url: 'http://buhaira.example/mansoub',
      authors: [],
      published: '2026-05-01',
      text: '[12]',
    },
    {
      title: 'Niveaux du printemps 2026',
      url: 'http://lacs.example/niveaux-printemps-2026',
      authors: [],
      published: '2026-05-03',
      text: '[13]',
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
      evidence: { reason: 'words-changed' },
    },
    {
      page: 2,
      quote: 'Late snow held the melt back by almost three weeks.',
      verdict: 'missing',
      now: '',
      evidence: { reason: 'nothing-close' },
      reader: 'render',
      flags: ['read-by-rendering'],
    },
    { page: 0, quote: 'Rain in April was 140 % of the usual amount', verdict: 'typographic' },
    {
      page: 0,
      quote: 'Two gauges were moved in March, which makes older series hard to compare.',
      verdict: 'moved',
      flags: ['dead-link', 'changed-nearby'],
    },
    {
      page: 0,
      quote: 'Forecasters expect the surplus to last into July.',
      verdict: 'located',
      wordless: 'located',
      evidence: {
        reason: 'no-wording',
        located: {
          length: 49,
          blocks: 1,
          apart: null,
          weakest: { term: 'Forecasters expect the surplus', letters: 27, places: 1 },
        },
      },
    },
    {
      page: 1,
      quote: 'Releases began on the 6th and will go on while inflow exceeds demand.',
      verdict: 'unpinned',
      wordless: 'unpinned',
      evidence: { reason: 'no-passage-named' },
    },
    {
      page: 3,
      quote: 'Each holder may draw 12 litres a second between May and September.',
      verdict: 'blocked',
      now: '',
      httpStatus: 403,
      evidence: { reason: 'status-blocked', detail: 'HTTP 403' },
    },
    {
      page: 4,
      quote: 'The register lists 61 private dams above the lake.',
      verdict: 'gone',
      now: '',
      httpStatus: 404,
      evidence: {
        reason: 'status-gone',
        detail: 'HTTP 404',
        steps: [
          {
            reader: 'fetch',
            verdict: 'gone',
            reason: 'status-gone',
            detail: null,
            httpStatus: 404,
            url: 'http://dams.example/register',
          },
          {
            reader: 'memento',
            verdict: 'verbatim',
            reason: null,
            detail: null,
            httpStatus: 200,
            url: 'http://archive.example/web/20251104120000/http://dams.example/register',
            mementoDatetime: '2025-11-04T12:00:00.000Z',
          },
        ],
      },
    },
    {
      page: 5,
      quote: 'The outlet gauge agrees to within a centimetre.',
      verdict: 'unreachable',
      now: '',
      evidence: { reason: 'network-error', detail: 'livemap.example' },
    },
    {
      page: 5,
      quote: 'Readings are shown as they come in, unchecked.',
      verdict: 'unchecked',
      now: '',
      evidence: { reason: 'not-found-not-rendered' },
    },
    {
      page: 2,
      quote:
        'Snow lay 183 cm deep at the Col station, 176 cm as a mean of ten probes, on a base of old ice that had not been seen since the winter of 1999; the stake leaned and was set upright again, and the two lowest stations were bare for the first time in April since the survey began, which the observers put down to the warm wind of the second week and not to a lack of snow in winter.',
      verdict: null,
    },
    {
      page: 6,
      quote: 'ارتفع منسوب البحيرة 44 سنتيمترا فوق متوسط السنوات العشر الماضية.',
      verdict: 'verbatim',
    },
    {
      page: 7,
      quote: '« Personne n’avait prévu une crue aussi lente et aussi longue »',
      verdict: 'verbatim',
      flags: ['redirected'],
    },
  ],
  sections: [
    {
      title: 'Measured levels',
      statements: [
        'The northern basin stood **44 centimetres** above its ten-year mean at the end of April [0]. By early May the reservoirs were 61\u00a0% full, twice last year’s level [1].',
      ],
    },
    {
      title: 'Causes',
      statements: [
        'Late snow held the melt back by almost three weeks [2], and rain in April was 140\u00a0% of the usual amount [3].',
        { kind: 'item', text: 'Forecasters expect the surplus to last into July [5].' },
        'Releases began on 6 May and go on while inflow exceeds demand [6].',
      ],
    },
    {
      title: 'What could not be read, and why it is cited all the same in this month’s report',
      statements: [],
    },
    { title: 'Outlook', statements: [] },
  ],
};
