import { expect, test } from 'vitest';
import {
  type ReviewFormat,
  type ReviewText,
  useReviewText,
} from '../../../components/review-report/use-review-text';
import { readReport } from '../../../utils/model/report-document';
import { arrangeReport } from '../../../utils/model/report-tree';
import { reportNumbers } from '../../../utils/review/report-numbers';
import { reviewReport } from '../../../utils/review/review-report';
import { REPORT, sampleReport } from '../../unit/model/sample-report';
import { PLAIN_WORDS } from '../../unit/review/plain-review-words';
import { show } from './stage';

test('a review that is asked for is written, also if another format is chosen meanwhile', async () => {
  const report = reviewReport({
    tree: arrangeReport(readReport(sampleReport(), REPORT), []),
    claims: [],
    steps: [],
    views: new Map(),
    signOffs: [],
    numbers: reportNumbers(new Map()),
    writtenAt: '2026-05-04T08:00:00.000Z',
  });
  const texts: ReviewText[] = [];
  function Sheet({ format }: { format: ReviewFormat }) {
    texts.push(useReviewText(report, PLAIN_WORDS, format));
    return null;
  }
  show(<Sheet format="markdown" />);
  const asked = texts.at(-1)!.result();
  show(<Sheet format="csv" />);
  expect(await texts.at(-1)!.result()).toContain(',');
  expect(await asked).toMatch(/^# /u);
  expect(texts.at(-1)?.written?.format).toBe('csv');
});
