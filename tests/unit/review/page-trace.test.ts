import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { ReviewBodySchema } from '@/utils/model/review-records';
import type { ClaimItem } from '@/utils/review/claim-item';
import { pageWords } from '@/utils/review/page-trace';
import { restOnPages } from '@/utils/review/review-state';
import { changesSince, claimHashes } from '@/utils/review/stale';
import { cpuTime } from '../cpu-time';
import { claimOf, reviewOf } from './review-fixture';

const ARTICLE = `The ferry was full. It carried 412,600 passengers in 2025, the council says.
The manager said: “We expected nothing. On Fridays we now turn people away.”
Engines account for little of the noise. Announcements by loudspeaker add no more than 2 decibels.
A resident has sued over the noise at night.`;
const AROUND = `\nThe weather on Monday. 2 comments. Related: The mayor opens a school. Updated 30 November 2026.`;
const PAGE = ARTICLE + AROUND;

/** A claim that cites a whole page with this text; null for a page that was not read. */
function citing(text: string, pageText: string | null, count = 1): ClaimItem {
  const item = claimOf({
    text,
    passages: Array.from({ length: count }, () => ({ quote: null, verdict: 'unpinned' as const })),
  });
  const { claim } = item;
  const passages = item.passages.flatMap(({ evidence }) =>
    evidence === null
      ? []
      : [{ clipId: evidence.clip.id, quote: null, pageText, verdict: null, language: 'en' }],
  );
  const words = pageText === null ? null : pageWords(claim.text, pageText);
  const pages = passages.flatMap(({ clipId }) =>
    words === null ? [] : [[clipId, words] as const],
  );
  // Many passages are for the length of a record, which hints do not change.
  const hints = count > 1 ? [] : checkClaim(claim, passages, { language: 'en' });
  return { ...item, reading: { hints, pages: new Map(pages) } };
}

/** The same for a citation whose link has no passage either. */
function wholePage(text: string, pageText: string | null): ClaimItem {
  const item = citing(text, pageText);
  const passages = item.passages.map(({ citationId, evidence }) => {
    if (evidence?.pin == null) throw new Error('no pin');
    return { citationId, evidence: { ...evidence, pin: { ...evidence.pin, directive: null } } };
  });
  return { ...item, passages };
}

describe('a claim that cites a whole page', () => {
  const FIGURE = 'The ferry carried 412,600 passengers in 2025';
  const QUOTED = 'The manager said: “We expected nothing. On Fridays we now turn people away.”';
  const BOUND = 'Announcements by loudspeaker add no more than 2 decibels.';
  const SUED = 'A resident of the quay has sued because of the noise';

  test.each([
    ['a figure', FIGURE, '412,600', '409,100'],
    ['the end of a quotation', QUOTED, 'On Fridays we now turn people away.', ''],
    ['a few words', BOUND, 'no more than 2', 'as much as 9'],
    ['the only word of it', SUED, 'A resident has sued over', 'Nobody complained about'],
  ])('changed where its page lost %s', (_name, claim, from, to) => {
    const review = reviewOf(citing(claim, PAGE));
    expect(changesSince(review, citing(claim, PAGE))).toEqual([]);
    expect(changesSince(review, citing(claim, PAGE.replace(from, to)))).toEqual(['page']);
  });

  test.each([FIGURE, QUOTED, BOUND, SUED])(
    'is as it was where only the rest of the page changed: %s',
    (claim) => {
      const review = reviewOf(citing(claim, PAGE));
      const other = `${ARTICLE}\nSnow in the hills. 14 comments. Related: A bridge is closed. Updated 1 December 2026.`;
      expect(changesSince(review, citing(claim, other))).toEqual([]);
      expect(changesSince(review, citing(claim, `A new first line.\n${PAGE}`))).toEqual([]);
    },
  );

  test.each(['unsupported', 'partly', 'unclear'] as const)(
    'changed if the page now has the missing figure and the decision was %s',
    (decision) => {
      const wrong = PAGE.replace('412,600', '409,100');
      const review = reviewOf(citing(FIGURE, wrong), { decision });
      expect(changesSince(review, citing(FIGURE, wrong))).toEqual([]);
      expect(changesSince(review, citing(FIGURE, `${wrong} More.`))).toEqual([]);
      expect(changesSince(review, citing(FIGURE, PAGE))).toEqual(['page']);
      const agreed = reviewOf(citing(FIGURE, wrong), { decision: 'supported' });
      expect(changesSince(agreed, citing(FIGURE, PAGE))).toEqual([]);
    },
  );

  test('is read for the first time where a page that was not read then lacks its figure', () => {
    const review = reviewOf(citing(FIGURE, null));
    expect(changesSince(review, citing(FIGURE, PAGE))).toEqual([]);
    expect(changesSince(review, citing(FIGURE, PAGE.replace('412,600', '409,100')))).toEqual([
      'first_read',
    ]);
  });

  test('is read for the first time for who could not tell without it', () => {
    const review = reviewOf(citing(FIGURE, null), { decision: 'unclear' });
    expect(changesSince(review, citing(FIGURE, null))).toEqual([]);
    expect(changesSince(review, citing(FIGURE, PAGE))).toEqual(['first_read']);
    const again = reviewOf(citing(FIGURE, PAGE), { decision: 'unclear' });
    expect(changesSince(again, citing(FIGURE, PAGE))).toEqual([]);
  });

  test('is read for the first time also if it was decided before its hints were known', () => {
    const { reading: _reading, ...early } = citing(FIGURE, null);
    const review = reviewOf(early);
    expect(changesSince(review, citing(FIGURE, PAGE))).toEqual([]);
    expect(changesSince(review, citing(FIGURE, PAGE.replace('412,600', '409,100')))).toEqual([
      'first_read',
    ]);
  });

  test.each([null, PAGE])('names a passage now, which says nothing of its page', (read) => {
    const review = reviewOf(wholePage(FIGURE, read));
    expect(changesSince(review, wholePage(FIGURE, read))).toEqual([]);
    for (const verdict of [null, 'verbatim', 'altered', 'missing', 'blocked'] as const) {
      const pinned = claimOf({
        text: FIGURE,
        passages: [{ quote: 'It carried 412,600', verdict }],
      });
      expect(changesSince(review, pinned)).toEqual(['pinned']);
    }
  });

  test('is as it was for a decision of an older version, and where no text was compared', () => {
    const now = citing(FIGURE, PAGE.replace('412,600', '409,100'));
    const review = reviewOf(citing(FIGURE, PAGE));
    const older = { ...review, hashes: { ...review.hashes, passage: '?' } };
    expect(changesSince(older, now)).toEqual([]);
    const { reading: _reading, ...uncompared } = now;
    expect(changesSince(review, uncompared)).toEqual([]);
  });

  test('changed where the page was read, and cannot be read now', () => {
    const review = reviewOf(citing(FIGURE, PAGE));
    const now = claimOf({ text: FIGURE, passages: [{ quote: null, verdict: 'unreachable' }] });
    expect(changesSince(review, now)).toEqual(['unread']);
  });

  test('in a script without spaces is compared, too', () => {
    const claim = '渡船去年运送了四十一万名乘客';
    const review = reviewOf(citing(claim, `${claim}。`));
    expect(changesSince(review, citing(claim, `首页。${claim}。`))).toEqual([]);
    expect(changesSince(review, citing(claim, '渡船今年没有乘客。'))).toEqual(['page']);
  });

  test('keeps a record within its limits, and any other text counts if it cites too many pages', () => {
    const long = Array.from({ length: 2_500 }, (_, at) => `word${at.toString()}`).join(' ');
    const many = citing(long, PAGE + long, 200);
    const hashes = claimHashes(many);
    expect(hashes.passage.length).toBeLessThanOrEqual(40_000);
    const { reviewer, decision, note, reviewedAt, together, ...review } = reviewOf(many);
    const body = { kind: 'decision', claimKey: review.claimKey, reviewer, hashes } as const;
    const citationIds = [...review.citationIds];
    const whole = { ...body, citationIds, decision, note, reviewedAt, together };
    expect(ReviewBodySchema.safeParse(whole).success).toBe(true);
    expect(changesSince(reviewOf(many), citing(long, PAGE + long, 200))).toEqual([]);
    expect(changesSince(reviewOf(many), citing(long, `${PAGE}${long} more`, 200))).toEqual([
      'page',
    ]);
  });
});

test('only a claim whose decision has a trace of its page must be compared with the page again', () => {
  const cited = citing('The ferry carried 412,600 passengers in 2025', PAGE);
  const review = reviewOf(cited);
  const older = { ...review, hashes: { ...review.hashes, passage: '?' } };
  const quoted = claimOf({ passages: [{ verdict: 'verbatim' }] });
  expect(restOnPages([cited], [review])).toEqual([cited]);
  expect(restOnPages([cited], [older])).toEqual([]);
  expect(restOnPages([cited], [])).toEqual([]);
  expect(restOnPages([quoted], [reviewOf(quoted)])).toEqual([]);
  // A reviewer who could not tell without the page can decide when it was read.
  expect(restOnPages([cited], [{ ...older, decision: 'unclear' }])).toEqual([cited]);
});

test('a claim and a page that repeat one word take no longer than others', () => {
  const repeated = (count: number) => 'river '.repeat(count);
  const varied = (count: number) =>
    Array.from({ length: count }, (_, at) => `river${at.toString(36)}`).join(' ');
  const timeOf = (make: (count: number) => string, attempt: number) => {
    const from = cpuTime();
    pageWords(make(2_000), `${attempt.toString()} ${make(20_000)}`);
    return cpuTime() - from;
  };
  // Another process can make a run look slower, so one good try is enough.
  const tries = [1, 2, 3].map((attempt) => timeOf(repeated, attempt) / timeOf(varied, attempt));
  expect(Math.min(...tries)).toBeLessThan(5);
});
