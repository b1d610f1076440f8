import { sinceAnswer } from '@/utils/review/review-state';
import type { ReviewWords } from '@/utils/review/review-words';

/** Words for tests: the message and its values. */
export const PLAIN_WORDS: ReviewWords = {
  language: 'en',
  title: (report) => `Review of ${report}`,
  written: (at) => `Written ${at}`,
  reviewer: ({ reviewer, earlier, claims, first, last }) =>
    `${[reviewer, ...earlier].join(' < ')}: ${claims.toString()} from ${first} to ${last}`,
  nobody: 'Nobody decided',
  byDecision: 'By decision',
  byVerdict: 'By verdict',
  decision: (decision) => decision,
  verdict: (verdict) => verdict,
  fact: ({ fact, count }) => `${count.toString()} ${fact}`,
  reason: (reason) => reason,
  signOff: 'Sign-off',
  notSigned: 'Not signed',
  signed: ({ state, signOff: { reviewer, signedAt }, counts: { claims } }) =>
    `${state}: ${reviewer}, ${signedAt}, ${claims.toString()}`,
  person: ({ reviewer, standing }) =>
    standing === 'own' || standing === 'known' ? reviewer : `${reviewer} (${standing})`,
  exceptions: (count) => `Exceptions: ${count.toString()}`,
  excepted: 'excepted',
  hash: (hex) => `Hash ${hex}`,
  objections: 'Objections',
  noObjections: 'No objections',
  othersObject: (count) => `Others object: ${count.toString()}`,
  waiting: 'Waiting',
  uncited: 'Uncited quotes',
  opening: 'Opening',
  label: (name, value) => `${name}: ${value}`,
  claim: (number) => `Claim ${number.toString()}`,
  inArticle: 'In the article',
  noWords: 'no words',
  passage: (number) => `Passage ${number.toString()}`,
  noPassage: 'not here',
  note: 'Note',
  together: 'together',
  moment: (at) => at,
  answer: ({ answer }) => `Answered ${answer}`,
  earlier: (decision) => `Earlier ${decision}`,
  again: (review) => sinceAnswer(review),
  changed: (change) => `Changed ${change}`,
  hint: ({ words }) => `Look at ${words}`,
  foreign: (verdict) => `Others found ${verdict}`,
  means: 'A verdict is no judgement of the claim',
};
