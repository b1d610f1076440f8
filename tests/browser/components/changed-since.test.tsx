import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ChangedSinceList } from '../../../components/desk/overview/ChangedSinceList';
import type { DeskClaim } from '../../../components/review/use-desk-claims';
import { focusAfterDrawing } from '../../../components/ui/focus';
import { claimReview } from '../../../utils/review/review-state';
import { answered, claimOf, reviewOf } from '../../unit/review/review-fixture';
import { drawn, show } from './stage';

afterEach(() => page.viewport(414, 896));

const SINCE = '2026-05-02T09:41:00.000Z';
const NOTHING = { since: SINCE, changed: [], nearby: [], said: [], added: [], removed: [] };

test('what changed is at the top of a low window after it was asked for', async () => {
  await page.viewport(960, 420);
  show(
    <>
      <div style={{ height: '400px' }} />
      <ChangedSinceList changes={NOTHING} signOff={null} onShow={() => undefined} />
      <div style={{ height: '2000px' }} />
    </>,
  );
  await drawn();
  focusAfterDrawing(['changed-since']);
  const title = document.querySelector('#changed-since')!;
  await expect.poll(() => document.activeElement).toBe(title);
  await expect.poll(() => title.getBoundingClientRect().top).toBeLessThan(40);
});

test('without a sign-off, says only that no claim changed since its own decision', async () => {
  show(<ChangedSinceList changes={NOTHING} signOff={null} onShow={() => undefined} />);
  await expect
    .poll(() => document.querySelector('#changed-since')?.parentElement?.textContent)
    .toBe('Changed since the reviewNo claim has changed since its decision.');
});

test('without a sign-off, the list is headed “Since the decisions:”', async () => {
  const gone = { claimKey: 'a', words: 'It rose by 44 cm', review: null };
  show(
    <ChangedSinceList
      changes={{ ...NOTHING, removed: [gone] }}
      signOff={null}
      onShow={() => undefined}
    />,
  );
  const told = () => document.querySelector('#changed-since')?.nextElementSibling?.textContent;
  await expect.poll(told).toBe('Since the decisions:');
});

test('a decision that still counts is listed if the text around its passage changed', async () => {
  const item = claimOf({ text: 'It rose by 44 cm', passages: [{ verdict: 'verbatim' }] });
  const review = reviewOf(item, { decision: 'supported' });
  const claim = { item, review: claimReview(item, [review]), hints: [], triage: 'weak' };
  const changes = { ...NOTHING, nearby: [{ claim: claim as unknown as DeskClaim, review }] };
  show(<ChangedSinceList changes={changes} signOff={null} onShow={() => undefined} />);
  const told = () => document.querySelector('#changed-since')?.parentElement?.textContent;
  await expect.poll(told).toContain('For 1 claim, the text around a passage changed');
  expect(told()).toContain('the decision still counts: Supported.');
  expect(told()).not.toContain('No claim has changed');
});

test('a claim that was decided or answered after the sign-off is named', async () => {
  const item = claimOf({ text: 'It rose by 44 cm', passages: [{ verdict: 'verbatim' }] });
  const review = reviewOf(item, answered('disputed', { decision: 'partly' }));
  const claim = { item, review: claimReview(item, [review]), hints: [], triage: 'weak' };
  const later = [
    { kind: 'decided', review } as const,
    ...review.answers.map((answer) => ({ kind: 'answered', answer }) as const),
  ];
  const changes = { ...NOTHING, said: [{ claim: claim as unknown as DeskClaim, later }] };
  show(<ChangedSinceList changes={changes} signOff={null} onShow={() => undefined} />);
  const told = () => document.querySelector('#changed-since')?.parentElement?.textContent;
  await expect.poll(told).toContain('1 claim was decided or answered after the sign-off');
  expect(told()).toContain('Claim 1 · It rose by 44 cm');
  expect(told()).toContain('Decided: Partly. Answered: Disputed.');
  expect(told()).not.toContain('No claim has changed');
});
