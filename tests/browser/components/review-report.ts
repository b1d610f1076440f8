import { makeReview, type ReviewSample } from '../../../scripts/tour/make-review';
import type { ReportId } from '../../../utils/model/ids';
import { encodeRecords, type ImportedRecords } from '../../../utils/storage/encode-import';
import type { Library } from '../../../utils/storage/library';

/** One claim failed, one passage was altered, one claim says what its passage doesn't, three are clean. */
export const LAKES: ReviewSample = {
  title: 'Lakes and snow',
  pages: [
    {
      title: 'Monthly bulletin, April 2026',
      url: 'https://hydrology.example/bulletin',
      authors: ['A. Gauge'],
      published: '2026-05-01',
      text: 'Monthly bulletin.\n[0]\n[1]\n[2]\n[3]\nReleases began on the 6th.',
    },
    {
      title: 'Snow survey',
      url: 'https://mountains.example/survey',
      authors: [],
      published: '2026-04-24',
      text: 'Snow survey, third visit.\n[4]\n[5]\nThe scale froze.',
    },
  ],
  cited: [
    {
      page: 0,
      quote: 'The northern gauge read 44 centimetres above its mean.',
      verdict: 'verbatim',
    },
    { page: 0, quote: 'It was eleven weeks of rise without a break.', verdict: 'verbatim' },
    { page: 0, quote: 'The gauge at the outlet agrees.', verdict: 'verbatim' },
    { page: 0, quote: 'The southern basin stayed close to its mean.', verdict: 'verbatim' },
    {
      page: 1,
      quote: 'Depth 183 cm at the stake.',
      verdict: 'altered',
      now: 'Depth 138 cm at the stake.',
      difference: [
        { op: 'same', text: 'Depth ' },
        { op: 'removed', text: '183' },
        { op: 'added', text: '138' },
        { op: 'same', text: ' cm at the stake.' },
      ],
      changes: [{ fact: 'figure', from: '183', to: '138' }],
    },
    { page: 1, quote: 'Late snow held the melt back.', verdict: 'missing', now: '' },
  ],
  sections: [
    {
      title: 'Levels',
      statements: [
        'The northern gauge read 44 centimetres above its mean [0]. The rise lasted twelve weeks [1]. Nobody had expected that.',
        'The outlet agrees [2], and the south kept to its mean [3].',
      ],
    },
    {
      title: 'Snow',
      statements: [
        'Snow lay 183 cm deep [4]. **The melt came late** [5].',
        'The year had begun dry. Nobody knows what May will bring.',
      ],
    },
  ],
};

export const CLAIMS = {
  level: 'The northern gauge read 44 centimetres above its mean',
  rise: 'The rise lasted twelve weeks',
  outlet: 'The outlet agrees',
  south: 'and the south kept to its mean',
  depth: 'Snow lay 183 cm deep',
  melt: 'The melt came late',
} as const;

/** Stores the small report of lakes. */
export async function storeReviewReport(library: Library, reportId: ReportId): Promise<void> {
  await storeReport(library, await makeReview(LAKES, reportId));
}

/** Stores a report and its evidence as a restore does. */
export async function storeReport(library: Library, made: ImportedRecords): Promise<void> {
  const begun = await library.beginRestore('import');
  if (!begun.ok) throw new Error(begun.error.code);
  const { restoreId } = begun.value;
  let index = 0;
  for await (const piece of encodeRecords(made, '2026-05-09T14:02:00.000Z')) {
    const stored = await library.restoreChunk(restoreId, index, piece);
    if (!stored.ok) throw new Error(stored.error.code);
    index += 1;
  }
  const done = await library.commitRestore(restoreId, 'everything');
  if (!done.ok) throw new Error(done.error.code);
}
