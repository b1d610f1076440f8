import { describe, expect, test } from 'vitest';
import type { Check } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { ReportDocument } from '@/utils/model/report-document';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { changedSince } from '@/utils/review/changed-since';
import { claimReview } from '@/utils/review/review-state';
import { C2, C3, id, S3, sampleReport, T1, T2, time } from '../model/sample-report';
import { answered, by, claimOf, type MadePassage, reviewOf, signOffOf } from './review-fixture';
import { recordReview, recordSignOff, reviewed } from './reviewed-report';

/** Two claims, about the cost of the array and about the seals. The first has a decision. */
function underReview(): ReportDocument {
  const doc = sampleReport();
  insertCitation(doc, {
    ...{ id: id<'citation'>(42), statementId: T2, clipId: C2, label: '' },
    offset: 'Seals keep away'.length,
  });
  const [first] = reviewed(doc).claims;
  if (first === undefined) throw new Error('no claim');
  recordReview(doc, reviewOf(first.item, { decision: 'partly', reviewedAt: time(10) }));
  return doc;
}

function signed(): ReportDocument {
  const doc = underReview();
  const second = reviewed(doc).claims[1];
  if (second === undefined) throw new Error('no claim');
  const exceptions = [{ claimKey: second.item.claim.key, words: 'Seals keep away' }];
  recordSignOff(doc, signOffOf({ signedAt: time(20), exceptions }));
  return doc;
}

function since(doc: ReportDocument) {
  const { claims, reviews, signOff, tree } = reviewed(doc);
  const found = changedSince(claims, reviews, signOff, tree);
  return {
    since: found.since,
    changed: found.changed.map(({ claim, edits, review }) => [
      claim.item.claim.text,
      edits,
      review.decision,
    ]),
    added: found.added.map(({ item }) => item.claim.text),
    removed: found.removed.map(({ words, review }) => [words, review?.decision ?? null]),
  };
}

function addClaim(doc: ReportDocument, made: { statement: number | null; text: string }): void {
  const statementId = made.statement === null ? newId<'statement'>() : id<'statement'>(23);
  const citationId = made.statement === null ? newId<'citation'>() : id<'citation'>(43);
  createStatement(doc, { id: statementId, text: `${made.text}.`, position: { sectionId: S3 } });
  insertCitation(doc, {
    ...{ id: citationId, statementId, clipId: C3, label: '' },
    offset: made.text.length,
  });
}

const NOTHING = { changed: [], added: [], removed: [] };

describe('changes since a review', () => {
  test('is empty without a review', () => {
    expect(since(sampleReport())).toEqual({ since: null, ...NOTHING });
  });

  test('is nothing where nothing did, and a claim not decided yet is not new', () => {
    expect(since(underReview())).toEqual({ since: time(10), ...NOTHING });
    expect(since(signed())).toEqual({ since: time(20), ...NOTHING });
  });

  test('a claim of other words', () => {
    const doc = signed();
    const { claims } = reviewed(doc);
    const text = reviewed(doc).tree.content.statements.find(({ id: each }) => each === T1)?.text;
    editStatement(doc, { id: T1, text: (text ?? '').replace('61', '68') });
    expect(claims).toHaveLength(2);
    expect(since(doc)).toEqual({
      ...NOTHING,
      since: time(20),
      changed: [['The array cost 68 million euros', ['claim'], 'partly']],
    });
  });

  test('a claim with another citation beside the one that was decided about', () => {
    const doc = underReview();
    const text = reviewed(doc).tree.content.statements.find(({ id: each }) => each === T1)?.text;
    insertCitation(doc, {
      ...{ id: id<'citation'>(44), statementId: T1, clipId: C2, label: '' },
      offset: (text ?? '').length - 1,
    });
    expect(since(doc)).toEqual({
      ...NOTHING,
      since: time(10),
      changed: [['The array cost 61 million euros', ['cited'], 'partly']],
    });
  });

  test('a claim whose statement went into the bin, by its words', () => {
    const doc = underReview();
    binStatement(doc, { id: T1, at: time(30) });
    expect(since(doc).removed).toEqual([['The array cost 61 million euros', 'partly']]);
  });

  test('a claim whose citation was removed, and an exception', () => {
    const doc = signed();
    removeCitation(doc, { id: id<'citation'>(41) });
    binStatement(doc, { id: T2, at: time(30) });
    expect(since(doc)).toEqual({
      since: time(20),
      ...NOTHING,
      removed: [
        [null, 'partly'],
        ['Seals keep away', null],
      ],
    });
  });

  test('before a sign-off, a claim made after the first decision', () => {
    const doc = underReview();
    addClaim(doc, { statement: 23, text: 'An old claim' });
    addClaim(doc, { statement: null, text: 'A new claim' });
    expect(since(doc).added).toEqual(['A new claim']);
  });

  test('after a sign-off, every claim that it does not account for', () => {
    const doc = signed();
    addClaim(doc, { statement: 23, text: 'A claim from another copy' });
    expect(since(doc).added).toEqual(['A claim from another copy']);
  });
});

describe('what was said after a sign-off', () => {
  const [BEFORE, SIGNED, AFTER] = [time(5), time(20), time(30)];

  function said(of: Partial<Review>, signedAt: string | null = SIGNED) {
    const item = claimOf();
    const decided = reviewOf(item, of);
    const claim = { item, review: claimReview(item, [decided]) };
    const signOff = signedAt === null ? null : signOffOf({ signedAt, counter: 3 });
    const { tree } = reviewed(sampleReport());
    const found = changedSince([claim], [decided], signOff, tree);
    return found.said.map(({ later }) => later.map(({ kind }) => kind));
  }

  test('a claim that was decided again is listed, although its decision counts', () => {
    expect(said({ reviewedAt: AFTER, counter: 4 })).toEqual([['decided']]);
    expect(said({ ...by('Jon'), reviewedAt: AFTER, counter: 1 })).toEqual([['decided']]);
  });

  test('a decision that got another note keeps its time, and is listed', () => {
    expect(said({ reviewedAt: BEFORE, counter: 4, note: 'Page 3' })).toEqual([['noted']]);
  });

  test('an answer is listed with its claim', () => {
    const decision = { reviewedAt: BEFORE, decision: 'partly' } as const;
    expect(said(answered('disputed', decision))).toEqual([['answered']]);
  });

  test('*See what changed* lists no decision that the sign-off covers, and nothing without a sign-off', () => {
    expect(said({ reviewedAt: BEFORE, counter: 2 })).toEqual([]);
    expect(said({ ...by('Jon'), reviewedAt: BEFORE, counter: 9 })).toEqual([]);
    expect(said({ reviewedAt: AFTER, counter: 4 }, null)).toEqual([]);
  });

  test('a decision that an undo brought back is not listed', () => {
    expect(said({ reviewedAt: BEFORE, counter: 5, firstCounter: 2 })).toEqual([]);
  });
});

describe('text that changed around a passage', () => {
  // The checks of the fixture are from 09:41.
  const [BEFORE, AFTER] = ['2026-05-02T09:00:00.000Z', '2026-05-02T10:00:00.000Z'];
  const NEARBY = { verdict: 'verbatim', flags: ['changed-nearby'] } as const;

  /** The claims with such a passage, for a decision at this time. */
  function nearby(
    reviewedAt: string,
    made: MadePassage = NEARBY,
    seen: Partial<Check> = {},
    signedAt?: string,
  ) {
    const item = claimOf({ passages: [made] });
    const check = item.passages[0]?.evidence?.check;
    if (!check) throw new Error('no check');
    const decided = reviewOf(claimOf({ passages: [{ verdict: 'verbatim' }] }), { reviewedAt });
    const claim = { item, review: claimReview(item, [decided]) };
    const earlier = Object.keys(seen).length === 0 ? [] : [{ ...check, ...seen }];
    const before = new Map(earlier.map((each) => [each.clipId, each]));
    const signed = signedAt === undefined ? null : signOffOf({ signedAt });
    const found = changedSince([claim], [decided], signed, reviewed(sampleReport()).tree, before);
    return [found.changed.length, found.nearby.map(({ review }) => review.reviewedAt)];
  }

  test('is listed, although the decision still counts, if a check found it since', () => {
    expect(nearby(BEFORE)).toEqual([0, [BEFORE]]);
    expect(nearby(BEFORE, { ...NEARBY, verdict: 'moved' })).toEqual([0, [BEFORE]]);
  });

  test.each<[string, string, MadePassage?, Partial<Check>?]>([
    ['was known at the decision', AFTER],
    ['is not around it', BEFORE, { verdict: 'verbatim' }],
    ['was around an earlier quote', BEFORE, { ...NEARBY, pinnedSince: true }],
    [
      'was found by the check before, too',
      BEFORE,
      NEARBY,
      { checkedAt: '2026-05-01T09:00:00.000Z' },
    ],
  ])('is not listed if it %s', (_name, reviewedAt, made, seen) => {
    expect(nearby(reviewedAt, made, seen)).toEqual([0, []]);
  });

  test('is listed if the check before the decision did not find it', () => {
    const seen = { flags: [], checkedAt: '2026-05-01T09:00:00.000Z' };
    expect(nearby(BEFORE, NEARBY, seen)).toEqual([0, [BEFORE]]);
  });

  test('is not listed if it was known at the sign-off after the decision', () => {
    expect(nearby(BEFORE, NEARBY, {}, AFTER)).toEqual([0, []]);
    expect(nearby(BEFORE, NEARBY, {}, BEFORE)).toEqual([0, [BEFORE]]);
  });

  test('is listed as a changed claim alone if the claim changed, too', () => {
    expect(nearby(BEFORE, { ...NEARBY, quote: 'It fell.' })).toEqual([1, []]);
  });
});
