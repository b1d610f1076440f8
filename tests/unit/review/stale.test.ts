import { describe, expect, test } from 'vitest';
import { madeSource } from '@/scripts/made-evidence';
import type { CheckReason } from '@/utils/model/evidence';
import type { ClaimItem } from '@/utils/review/claim-item';
import { shortHash } from '@/utils/review/hash-values';
import { type Change, changesSince } from '@/utils/review/stale';
import { claimOf, id, type MadeClaim, reviewOf } from './review-fixture';

const ROSE = 'The level rose by 44 centimetres.';

interface Case {
  readonly name: string;
  readonly before: MadeClaim;
  readonly now: MadeClaim;
  readonly changed: readonly Change[];
}

const one = (passage: NonNullable<MadeClaim['passages']>[number], text?: string): MadeClaim => ({
  passages: [passage],
  ...(text === undefined ? {} : { text }),
});

const CASES: readonly Case[] = [
  {
    name: 'nothing while all is as it was',
    before: one({ verdict: 'verbatim' }),
    now: one({ verdict: 'verbatim' }),
    changed: [],
  },
  {
    name: 'the claim where a word of it changed',
    before: one({}, 'The level rose by 44 cm'),
    now: one({}, 'The level rose by 45 cm'),
    changed: ['claim'],
  },
  {
    name: 'nothing where only the spacing of the claim changed',
    before: one({}, 'The level  rose'),
    now: one({}, ' The level rose\n'),
    changed: [],
  },
  {
    name: 'the quote where its wording was taken from the page',
    before: one({ quote: ROSE }),
    now: one({ quote: 'The level rose by 45 centimetres.' }),
    changed: ['quote'],
  },
  {
    name: 'nothing where the same words got another link',
    before: one({ quote: ROSE, start: 'The level' }),
    now: one({ quote: ROSE, start: 'level rose' }),
    changed: [],
  },
  {
    name: 'the quote where a link without a wording leads elsewhere',
    before: one({ quote: null, start: 'The level' }),
    now: one({ quote: null, start: 'Another place' }),
    changed: ['quote'],
  },
  {
    name: 'the page where it altered what passed before',
    before: one({ verdict: 'verbatim' }),
    now: one({ verdict: 'altered', passage: 'The level rose by 45 centimetres.' }),
    changed: ['page'],
  },
  {
    name: 'the page where what was altered is altered again',
    before: one({ verdict: 'altered', passage: 'The level rose by 45 centimetres.' }),
    now: one({ verdict: 'altered', passage: 'The level rose by 46 centimetres.' }),
    changed: ['page'],
  },
  {
    name: 'the page where the words are missing now',
    before: one({ verdict: 'verbatim' }),
    now: one({ verdict: 'missing' }),
    changed: ['page'],
  },
  {
    name: 'the page where an altered passage says again what was quoted',
    before: one({ verdict: 'altered', passage: 'The level rose by 45 centimetres.' }),
    now: one({ verdict: 'verbatim' }),
    changed: ['page'],
  },
  {
    name: 'nothing where a passage only moved, or differs in typography',
    before: one({ verdict: 'verbatim' }),
    now: one({ verdict: 'moved' }),
    changed: [],
  },
  {
    name: 'nothing where the page could not be read this time',
    before: one({ verdict: 'altered', passage: 'The level rose by 45 centimetres.' }),
    now: one({ verdict: 'blocked' }),
    changed: [],
  },
  {
    name: 'nothing where a page read for the first time says what was quoted',
    before: one({}),
    now: one({ verdict: 'verbatim' }),
    changed: [],
  },
  {
    name: 'the first check where a passage that was not checked before is gone',
    before: one({}),
    now: one({ verdict: 'gone' }),
    changed: ['first_checked'],
  },
  {
    name: 'the first check where a page that could not be read before says something else',
    before: one({ verdict: 'unreachable' }),
    now: one({ verdict: 'altered', passage: 'The level fell.' }),
    changed: ['first_checked'],
  },
  {
    name: 'the page where one of two changed',
    before: { passages: [{ verdict: 'verbatim' }, { verdict: 'verbatim' }] },
    now: { passages: [{ verdict: 'verbatim' }, { verdict: 'missing' }] },
    changed: ['page'],
  },
  {
    name: 'a page that is gone where one of two is',
    before: { passages: [{ verdict: 'verbatim' }, { verdict: 'verbatim' }] },
    now: { passages: [{ verdict: 'verbatim' }, { verdict: 'gone' }] },
    changed: ['gone'],
  },
  {
    name: 'all three where all three did',
    before: {
      passages: [{ verdict: 'verbatim' }, { verdict: 'verbatim' }],
      text: 'The level rose',
    },
    now: {
      passages: [{ quote: 'It fell.', verdict: 'verbatim' }, { verdict: 'missing' }],
      text: 'The level fell',
    },
    changed: ['claim', 'quote', 'page'],
  },
  {
    name: 'the quote alone where an altered quote took the words of its page',
    before: one({ verdict: 'altered', passage: 'The level rose by 45 centimetres.' }),
    now: one({ quote: 'The level rose by 45 centimetres.', verdict: 'verbatim' }),
    changed: ['quote'],
  },
  {
    name: 'the quote alone where the page does not have the new words',
    before: one({ verdict: 'verbatim' }),
    now: one({ quote: 'It fell.', verdict: 'missing' }),
    changed: ['quote'],
  },
  {
    name: 'the quote alone where other words are cited and cannot be checked',
    before: one({ verdict: 'verbatim' }),
    now: one({ quote: 'It fell.', verdict: 'blocked' }),
    changed: ['quote'],
  },
];

const LOCATED = { quote: null, verdict: 'located', passage: 'It is low.' } as const;
const WORSE: readonly Case[] = [
  {
    name: 'the check where a page that had the quote cannot be read now',
    before: one({ verdict: 'verbatim' }),
    now: one({ verdict: 'blocked' }),
    changed: ['unread'],
  },
  {
    name: 'the check where a located passage has no result now',
    before: one(LOCATED),
    now: one({ ...LOCATED, verdict: 'unchecked', passage: null }),
    changed: ['unread'],
  },
  {
    name: 'the page where a located passage is not on it now',
    before: one(LOCATED),
    now: one({ ...LOCATED, verdict: 'unpinned', passage: null }),
    changed: ['page'],
  },
  {
    name: 'nothing where a page without the quote cannot be read now',
    before: one({ verdict: 'missing' }),
    now: one({ verdict: 'unreachable' }),
    changed: [],
  },
];

/** Returns the claim with this reason in the checks of its passages. */
function withReason(item: ClaimItem, reason: CheckReason): ClaimItem {
  const passages = item.passages.map((passage) => {
    const check = passage.evidence?.check;
    if (!check) throw new Error('no check');
    const evidence = { ...check.evidence, reason };
    return { ...passage, evidence: { ...passage.evidence, check: { ...check, evidence } } };
  });
  return { ...item, passages } as ClaimItem;
}

describe('changes since a review', () => {
  test.each(WORSE)('$name', ({ before, now, changed }) => {
    expect(changesSince(reviewOf(claimOf(before)), claimOf(now))).toEqual(changed);
  });

  test.each(['cancelled', 'not-run', 'no-permission'] as const)(
    'is nothing where the page was not asked for: %s',
    (reason) => {
      const review = reviewOf(claimOf(one({ verdict: 'verbatim' })));
      const now = withReason(claimOf(one({ verdict: 'unchecked' })), reason);
      expect(changesSince(review, now)).toEqual([]);
    },
  );

  test.each([
    'not-found-not-rendered',
    'pdf-pages-unread',
    'render-hidden',
    'render-closed',
    'render-timed-out',
    'render-failed',
  ] as const)('are a lost passage where the page was read without it: %s', (reason) => {
    const review = reviewOf(claimOf(one({ verdict: 'verbatim' })));
    expect(
      changesSince(review, withReason(claimOf(one({ verdict: 'unchecked' })), reason)),
    ).toEqual(['lost']);
  });

  test('are no lost passage where the page did not have it at the decision', () => {
    const review = reviewOf(claimOf(one({ verdict: 'missing' })));
    const now = withReason(claimOf(one({ verdict: 'unchecked' })), 'not-found-not-rendered');
    expect(changesSince(review, now)).toEqual([]);
  });

  test.each(CASES)('$name', ({ before, now, changed }) => {
    expect(changesSince(reviewOf(claimOf(before)), claimOf(now))).toEqual(changed);
  });

  test.each([
    ['that was not read', one({}), one({ verdict: 'verbatim' }), ['first_checked']],
    [
      'that was blocked',
      one({ verdict: 'blocked' }),
      one({ verdict: 'altered' }),
      ['first_checked'],
    ],
    ['that was blocked and still is', one({ verdict: 'blocked' }), one({ verdict: 'blocked' }), []],
    ['that was read', one({ verdict: 'verbatim' }), one({ verdict: 'verbatim' }), []],
  ] as const)('of who could not tell about a page %s', (_name, before, now, changed) => {
    const review = reviewOf(claimOf(before), { decision: 'unclear' });
    expect(changesSince(review, claimOf(now))).toEqual(changed);
  });

  describe('of a passage that was pinned from the text of its page just before the decision', () => {
    const pinnedClaim = (made: MadeClaim) => {
      const item = claimOf(made);
      const passages = item.passages.map(({ citationId, evidence }) => {
        if (evidence?.pin == null) throw new Error('no pin');
        return { citationId, evidence: { ...evidence, pin: { ...evidence.pin, by: 'reviewer' } } };
      });
      return { ...item, passages } as ClaimItem;
    };
    const review = reviewOf(pinnedClaim(one({})));

    test.each([
      ['nothing before a check', one({}), []],
      ['nothing where a check finds it', one({ verdict: 'verbatim' }), []],
      ['the page where it is altered later', one({ verdict: 'altered' }), ['page']],
      ['a page that is gone', one({ verdict: 'gone' }), ['gone']],
      ['the check where the page cannot be read now', one({ verdict: 'unreachable' }), ['unread']],
    ] as const)('are %s', (_name, now, changed) => {
      expect(changesSince(review, pinnedClaim(now))).toEqual(changed);
    });
  });

  describe('of a page that only another person has read', () => {
    const theirs = one({ quote: null, foreign: 'located', passage: ROSE });
    const decided = reviewOf(claimOf(theirs));

    test.each([
      ['while this library has not read it', theirs, []],
      ['for whoever read the same', one({ quote: null, verdict: 'located', passage: ROSE }), []],
      [
        'no longer for whoever read other words',
        one({ quote: null, verdict: 'located', passage: 'The level fell.' }),
        ['page'],
      ],
    ] as const)('is valid %s', (_name, now, changed) => {
      expect(changesSince(decided, claimOf(now))).toEqual(changed);
    });

    test('is as it was when another person’s reading comes later', () => {
      for (const decision of ['supported', 'unclear'] as const) {
        const early = reviewOf(claimOf(one({ quote: null })), { decision });
        expect(changesSince(early, claimOf(theirs))).toEqual([]);
      }
      const own = reviewOf(claimOf(one({ verdict: 'verbatim' })));
      expect(changesSince(own, claimOf(one({ foreign: 'altered', passage: ROSE })))).toEqual([]);
    });
  });

  /** Puts the passages of a claim on the page of this address. */
  const from = (url: string | null, made: MadeClaim = {}) => {
    const item = claimOf(made);
    const source =
      url === null
        ? null
        : madeSource({
            id: id<'source'>(1),
            url,
            title: 'Tides',
            accessedAt: '2026-05-02T09:41:00.000Z',
          });
    const passages = item.passages.map(({ citationId, evidence }) => ({
      citationId,
      evidence: evidence === null ? null : { ...evidence, source },
    }));
    return { ...item, passages };
  };

  test('is the quote where the same words are cited from another page', () => {
    const review = reviewOf(from('https://journal.example/tides'));
    expect(changesSince(review, from('https://journal.example/tides'))).toEqual([]);
    expect(changesSince(review, from('https://blog.example/tides'))).toEqual(['quote']);
  });

  test('is the quote where a citation that was judged is gone', () => {
    const two = claimOf({ passages: [{}, {}] });
    const review = reviewOf(two);
    const [first] = two.claim.citationIds;
    const one = {
      ...two,
      claim: { ...two.claim, citationIds: two.claim.citationIds.filter((each) => each === first) },
      passages: two.passages.slice(0, 1),
    };
    expect(changesSince(review, two)).toEqual([]);
    expect(changesSince(review, one)).toEqual(['quote']);
  });

  test('is nothing for a decision of an older version, which does not say the page', () => {
    const now = from('https://blog.example/tides');
    const review = reviewOf(now);
    const older = { ...review, hashes: { ...review.hashes, quote: shortHash(ROSE) } };
    expect(changesSince(older, now)).toEqual([]);
    expect(
      changesSince(older, from('https://blog.example/tides', one({ quote: 'It fell.' }))),
    ).toEqual(['quote']);
  });

  test('is the quote where the review was of other citations', () => {
    const review = { ...reviewOf(claimOf()), citationIds: [] };
    expect(changesSince(review, claimOf())).toContain('quote');
  });
});
