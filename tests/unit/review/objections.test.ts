import { expect, test } from 'vitest';
import type { QuotedClaim } from '@/utils/claim/quoted-claim';
import type { ReviewDecision } from '@/utils/model/review-records';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { objectionsByStatement } from '@/utils/review/objections';
import { C1, C2, CITE, id, S3, sampleReport, T1, time } from '../model/sample-report';
import { by, reviewOf } from './review-fixture';
import { readReviews, recordReview, reviewed } from './reviewed-report';

const TWO = id<'statement'>(25);

/** One claim with a statement of its own, and two claims in one statement. */
function threeClaims() {
  const doc = sampleReport();
  const words = ['Seals left', 'Terns stayed'];
  createStatement(doc, { id: TWO, text: `${words.join('. ')}.`, position: { sectionId: S3 } });
  insertCitation(doc, {
    ...{ id: id<'citation'>(52), statementId: TWO, clipId: C1, label: '' },
    offset: 'Seals left. Terns stayed'.length,
  });
  insertCitation(doc, {
    ...{ id: id<'citation'>(51), statementId: TWO, clipId: C2, label: '' },
    offset: 'Seals left'.length,
  });
  return doc;
}

type Doc = ReturnType<typeof threeClaims>;

function decide(doc: Doc, at: number, reviewer: string, decision: ReviewDecision): void {
  const item = reviewed(doc).claims[at]?.item;
  if (item === undefined) throw new Error('no claim');
  recordReview(doc, reviewOf(item, { ...by(reviewer), decision, reviewedAt: time(5) }));
}

const written = ({ words, rest }: QuotedClaim) => (rest === '' ? words : `${words} … ${rest}`);

const shown = (doc: Doc) =>
  [...objectionsByStatement(reviewed(doc).tree, readReviews(doc))].map(([statement, list]) => [
    statement,
    ...list.map(({ review, quoted, wordsChanged }) => {
      const since = wordsChanged ? ' (changed)' : '';
      return `${review.reviewer} ${review.decision} ${quoted === null ? '-' : written(quoted)}${since}`;
    }),
  ]);

test('objections are at their statements, in the order of the text, with the claim’s words', () => {
  const doc = threeClaims();
  decide(doc, 2, 'Ines', 'unsupported');
  decide(doc, 1, 'Omar', 'unclear');
  decide(doc, 0, 'Ines', 'partly');
  expect(shown(doc)).toEqual([
    [T1, 'Ines partly -'],
    [TWO, 'Omar unclear Seals left', 'Ines unsupported Terns stayed'],
  ]);
});

test('an objection to words that were edited since says so, and only this one', () => {
  const doc = threeClaims();
  decide(doc, 2, 'Ines', 'unsupported');
  decide(doc, 1, 'Omar', 'unclear');
  decide(doc, 0, 'Ines', 'partly');
  const { text } = reviewed(doc).tree.content.statements.find((each) => each.id === TWO) ?? {};
  if (text === undefined) throw new Error('no statement');
  editStatement(doc, { id: TWO, text: text.replace('Terns stayed', 'Terns left') });
  expect(shown(doc)).toEqual([
    [T1, 'Ines partly -'],
    [TWO, 'Omar unclear Seals left', 'Ines unsupported Terns left (changed)'],
  ]);
});

test('a claim in the middle of its sentence is shown with the rest of it', () => {
  const doc = threeClaims();
  const { text = '' } = reviewed(doc).tree.content.statements.find(({ id }) => id === TWO) ?? {};
  editStatement(doc, { id: TWO, text: text.replace('. Terns', ' but terns') });
  decide(doc, 1, 'Omar', 'unclear');
  expect(shown(doc)).toEqual([[TWO, 'Omar unclear Seals left … but terns stayed.']]);
});

test('a quoted block is shown at the statement that names its source', () => {
  const doc = threeClaims();
  const position = { sectionId: S3 };
  const quote = id<'statement'>(26);
  const source = id<'statement'>(27);
  createStatement(doc, { id: quote, kind: 'quote', text: '> Gulls came.', position });
  createStatement(doc, { id: source, text: '— Ann Lee', position });
  insertCitation(doc, {
    ...{ id: id<'citation'>(53), statementId: source, clipId: C1, label: '' },
    offset: '— Ann Lee'.length,
  });
  decide(doc, 3, 'Ines', 'unsupported');
  expect(shown(doc)).toEqual([[source, 'Ines unsupported Gulls came.\n— Ann Lee']]);
});

test('a claim that is supported is no objection', () => {
  const doc = threeClaims();
  decide(doc, 0, 'Ines', 'supported');
  expect(shown(doc)).toEqual([]);
});

test('an objection stays at its statement when the citation is removed', () => {
  const doc = threeClaims();
  decide(doc, 0, 'Ines', 'partly');
  removeCitation(doc, { id: CITE });
  expect(shown(doc)).toEqual([[T1, 'Ines partly -']]);
});

test('a statement in the bin has none', () => {
  const doc = threeClaims();
  decide(doc, 0, 'Ines', 'partly');
  binStatement(doc, { id: T1, at: time(9) });
  expect(shown(doc)).toEqual([]);
});
