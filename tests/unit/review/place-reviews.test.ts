import { describe, expect, test } from 'vitest';
import type { Review } from '@/utils/model/project-reviews';
import type { ReportDocument } from '@/utils/model/report-document';
import { UNSIGNED } from '@/utils/model/review-records';
import { editStatement, insertCitation, removeCitation } from '@/utils/model/statement-operations';
import { objectionsByStatement } from '@/utils/review/objections';
import { C2, C3, CITE, id, sampleReport, T1, time } from '../model/sample-report';
import { answered, by, reviewOf } from './review-fixture';
import { readReviews, recordReview, reviewed } from './reviewed-report';

const OTHER = id<'citation'>(42);
const ANSWER = answered('fixed', { decision: 'unsupported', note: 'Cite the budget.' }, 'Done.');

function textOf(doc: ReportDocument): string {
  const found = reviewed(doc).tree.content.statements.find((each) => each.id === T1);
  return found?.text ?? '';
}

function decide(doc: ReportDocument, of: Partial<Review>, at = 0): void {
  const item = reviewed(doc).claims[at]?.item;
  if (item === undefined) throw new Error('no claim');
  recordReview(doc, reviewOf(item, { reviewedAt: time(5), counter: 5, ...of }));
}

/** A report with one claim, whose objection is answered. */
function objected(of: Partial<Review> = ANSWER): ReportDocument {
  const doc = sampleReport();
  decide(doc, of);
  return doc;
}

/** A report whose statement has a second claim, with a citation of its own. */
function withSecondClaim(): ReportDocument {
  const doc = sampleReport();
  const text = textOf(doc);
  editStatement(doc, { id: T1, text: `${text} Seals left.` });
  insertCitation(doc, {
    ...{ id: OTHER, statementId: T1, clipId: C3, label: '' },
    offset: `${text} Seals left`.length,
  });
  return doc;
}

/** Cites another clip before or after the citation of the claim. */
function cite(doc: ReportDocument, place: 'before' | 'after' = 'before'): void {
  const text = textOf(doc);
  const offset = place === 'before' ? text.indexOf('[[cite:') : text.length - 1;
  insertCitation(doc, { id: OTHER, statementId: T1, clipId: C2, label: '', offset });
}

function stateOf(doc: ReportDocument, at = 0) {
  const review = reviewed(doc).claims[at]?.review;
  const answer = review?.review?.answers[0];
  return [
    review?.state,
    review?.changed,
    review?.review?.decision,
    review?.review?.note,
    answer?.note,
  ];
}

const open = (doc: ReportDocument) =>
  [...objectionsByStatement(reviewed(doc).tree, readReviews(doc)).values()].flatMap((list) =>
    list.map(({ review }) => `${review.reviewer} ${review.decision}`),
  );

describe('a decision about a claim whose citations changed', () => {
  const ANSWERED = ['answered', ['cited'], 'unsupported', 'Cite the budget.', 'Done.'];

  test.each(['before', 'after'] as const)(
    'stays when a citation is added %s the other one',
    (place) => {
      const doc = objected();
      cite(doc, place);
      expect(stateOf(doc)).toEqual(ANSWERED);
    },
  );

  test('stays with the same words when they get another citation', () => {
    const doc = objected();
    cite(doc);
    removeCitation(doc, { id: CITE });
    expect(stateOf(doc)).toEqual(ANSWERED);
  });

  test('stays with the only claim of its statement, even if words and citation are new', () => {
    const doc = objected({ decision: 'partly', note: 'Which year?' });
    cite(doc);
    removeCitation(doc, { id: CITE });
    editStatement(doc, { id: T1, text: `In 2026, ${textOf(doc)}` });
    expect(stateOf(doc)).toEqual(['stale', ['claim', 'cited'], 'partly', 'Which year?', undefined]);
  });

  test('does not count as a decision any more, even if it supports the claim', () => {
    const doc = objected({ decision: 'supported' });
    cite(doc);
    expect(stateOf(doc).slice(0, 3)).toEqual(['stale', ['cited'], 'supported']);
  });

  test('ends when its author decides again, and only then', () => {
    const doc = objected();
    cite(doc);
    expect(open(doc)).toEqual(['Ines unsupported']);
    decide(doc, { ...by('Omar'), counter: 8 });
    expect(open(doc)).toEqual(['Ines unsupported']);
    decide(doc, { id: 'again', counter: 8, reviewedAt: time(2) });
    expect(open(doc)).toEqual([]);
    expect(stateOf(doc).slice(0, 3)).toEqual(['decided', [], 'supported']);
    expect(reviewed(doc).claims[0]?.review.all).toHaveLength(2);
  });

  test('is not ended by an earlier decision, or by an unsigned one', () => {
    const doc = objected();
    cite(doc);
    decide(doc, { counter: 4, reviewedAt: time(8) });
    expect(open(doc)).toEqual(['Ines unsupported']);
    const older = objected({ decision: 'partly', author: UNSIGNED, standing: 'unsigned' });
    cite(older);
    decide(older, { author: UNSIGNED, standing: 'unsigned', counter: 8 });
    expect(open(older)).toEqual(['Ines partly']);
  });

  test('is not ended by a later decision about words that were another claim then', () => {
    const doc = withSecondClaim();
    decide(doc, { decision: 'unsupported' }, 0);
    decide(doc, { counter: 8 }, 1);
    editStatement(doc, { id: T1, text: textOf(doc).replace(' Seals left', '') });
    expect(reviewed(doc).claims).toHaveLength(1);
    expect(stateOf(doc)[0]).toBe('stale');
    expect(open(doc)).toEqual(['Ines unsupported']);
  });

  /** A report whose second claim loses its citation. `of`: the decision about the first claim. */
  function lastClaimLost(of: Partial<Review>): ReportDocument {
    const doc = withSecondClaim();
    decide(doc, of, 0);
    decide(doc, { decision: 'partly' }, 1);
    removeCitation(doc, { id: OTHER });
    return doc;
  }

  test('does not go to another claim that was already decided', () => {
    const doc = lastClaimLost({});
    expect(stateOf(doc).slice(0, 3)).toEqual(['decided', [], 'supported']);
    expect(reviewed(doc).claims[0]?.review.all).toHaveLength(1);
    expect(open(doc)).toEqual(['Ines partly']);
  });

  test('goes to that claim if only an unknown person decided it', () => {
    const unknown = { ...by('Eve'), standing: 'unverified', name: null } as const;
    const doc = lastClaimLost({ ...unknown, reviewedAt: time(1) });
    expect(reviewed(doc).claims[0]?.review.all.map(({ reviewer }) => reviewer)).toEqual([
      'Eve',
      'Ines',
    ]);
    expect(stateOf(doc)[0]).toBe('unverified');
  });
});

test('an answer stays when its reviewer decides again about the claim with another citation', () => {
  const doc = objected();
  const [before] = readReviews(doc);
  cite(doc);
  decide(doc, { id: 'again', decision: 'unsupported', counter: 6, reviewedAt: time(9) });
  const all = reviewed(doc).claims[0]?.review.all ?? [];
  expect(all.map(({ id: own, earlier }) => [own, earlier])).toEqual([['again', [before]]]);
});

test('an objection stays when its reviewer decides again about the claim with another citation', () => {
  const doc = objected({ decision: 'unsupported', note: 'Cite the budget.' });
  const [before] = readReviews(doc);
  cite(doc);
  decide(doc, { id: 'again', counter: 6, reviewedAt: time(9) });
  const all = reviewed(doc).claims[0]?.review.all ?? [];
  expect(all.map(({ id: own, earlier }) => [own, earlier])).toEqual([['again', [before]]]);
});
