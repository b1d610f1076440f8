import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64url, encodeBase64url } from '@/utils/model/base64url';
import { projectReviews } from '@/utils/model/project-reviews';
import {
  answerSlot,
  decisionSlot,
  fingerprintOf,
  type ReviewBody,
  type ReviewRecord,
  reviewRecordId,
  SIGN_OFF_PARTS,
  SIGN_OFF_SLOT,
  type SignOffBody,
  type SignOffParts,
  signedBytes,
  unsignedRecord,
} from '@/utils/model/review-records';
import { decisionOf } from '../storage/sample-reviews';
import { id, REPORT, time } from './sample-report';

const SIGN_OFF: SignOffBody = {
  ...{ kind: 'sign-off', contentHash: 'abc', reviewer: 'Ines', signedAt: time(9) },
  counts: { claims: 2, supported: 1, partly: 0, unsupported: 0, unclear: 0, waiting: 1 },
  exceptions: [{ claimKey: 'two', words: 'Seals “keep” away' }],
};
const ANSWER: ReviewBody = {
  ...{ kind: 'answer', decision: 'a'.repeat(64), claimKey: 'one' },
  ...{ answer: 'fixed', answeredAt: time(9) },
};
const WITHDRAWAL: ReviewBody = { kind: 'withdrawal', slot: SIGN_OFF_SLOT, withdrawnAt: time(9) };

describe('base64url', () => {
  test('decodes all bytes that it encodes, and accepts only one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64url(text)).toEqual(bytes);
      }),
    );
    for (const text of ['AB', 'A', 'AA==', 'A A', 'AA\n', '+/8A', 'é']) {
      expect(decodeBase64url(text), text).toBeNull();
    }
  });
});

describe('the signed bytes', () => {
  test('are the same as in version 1, because existing signatures depend on them', () => {
    const record = { reportId: REPORT, act: id<'act'>(9), author: 'key', counter: 7 };
    const spelled = (body: ReviewBody) =>
      new TextDecoder().decode(signedBytes({ ...record, body }));
    expect(spelled(decisionOf())).toBe(
      `["pincite review record",1,"decision","${REPORT}",["${id(21)}/${id(41)}","Ines",["${id(41)}"],["a","b","c"],"unsupported","The page says 68.","${time(4)}",false],"${id(9)}","key",7]`,
    );
    expect(spelled(ANSWER)).toBe(
      `["pincite review record",1,"answer","${REPORT}",["${'a'.repeat(64)}","one","fixed","${time(9)}"],"${id(9)}","key",7]`,
    );
    // A note is at the end as well.
    expect(spelled({ ...ANSWER, note: 'Look again.' })).toBe(
      `["pincite review record",1,"answer","${REPORT}",["${'a'.repeat(64)}","one","fixed","${time(9)}","Look again."],"${id(9)}","key",7]`,
    );
    // The name and the note are separate fields.
    expect(spelled({ ...ANSWER, reviewer: 'Marc' })).toBe(
      `["pincite review record",1,"answer","${REPORT}",["${'a'.repeat(64)}","one","fixed","${time(9)}",null,"Marc"],"${id(9)}","key",7]`,
    );
    expect(spelled(SIGN_OFF)).toBe(
      `["pincite review record",1,"sign-off","${REPORT}",["abc","Ines","${time(9)}",[2,1,0,0,0,1],[["two","Seals “keep” away"]]],"${id(9)}","key",7]`,
    );
    const parts = Object.fromEntries(SIGN_OFF_PARTS.map((part) => [part, part])) as SignOffParts;
    // The parts follow at the end, so what a version without them signed is unchanged.
    expect(spelled({ ...SIGN_OFF, parts })).toBe(
      `["pincite review record",1,"sign-off","${REPORT}",["abc","Ines","${time(9)}",[2,1,0,0,0,1],[["two","Seals “keep” away"]],${JSON.stringify(SIGN_OFF_PARTS)}],"${id(9)}","key",7]`,
    );
    expect(spelled(WITHDRAWAL)).toBe(
      `["pincite review record",1,"withdrawal","${REPORT}",["sign-off","${time(9)}"],"${id(9)}","key",7]`,
    );
  });

  test('do not depend on the order of the fields of an object', () => {
    const body = decisionOf();
    const turned = Object.fromEntries(Object.entries(body).reverse()) as typeof body;
    expect(reviewRecordId({ reportId: REPORT, body: turned })).toBe(
      reviewRecordId({ reportId: REPORT, body }),
    );
  });

  test('differ for another report, kind, author, counter or act', () => {
    const record = { reportId: REPORT, act: id<'act'>(9), author: 'key', counter: 7, body: ANSWER };
    const others = [
      { ...record, reportId: id<'report'>(2) },
      { ...record, act: id<'act'>(8) },
      { ...record, author: 'other' },
      { ...record, counter: 8 },
      { ...record, body: WITHDRAWAL },
    ].map((each) => signedBytes(each).join());
    expect(new Set([...others, signedBytes(record).join()]).size).toBe(6);
  });
});

test('a fingerprint is five groups of four characters, and an invalid key has none', () => {
  const key = encodeBase64url(Uint8Array.from({ length: 65 }, (_, at) => at));
  // SHA-256 of the bytes 0 to 64, its first 100 bits in Crockford's base 32.
  expect(fingerprintOf(key)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4} ){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(fingerprintOf('')).toBe('');
  expect(fingerprintOf('?')).toBe('');
});

/** Records of one author with the given counters. */
function recordsOf(author: string, ...made: readonly (readonly [number, ReviewBody])[]) {
  return made.map(([counter, body]): ReviewRecord => {
    const recordId = reviewRecordId({ reportId: REPORT, body });
    const act = id<'act'>(counter);
    return { id: recordId, reportId: REPORT, act, body, author, counter, signature: 's' };
  });
}

const KNOWN = { own: 'me', people: new Map([['ines', 'Ines Faure']]) };
const show = (records: readonly ReviewRecord[]) =>
  projectReviews(records, KNOWN).reviews.map(
    ({ author, decision, doubt }) => `${author} ${decision}${doubt === null ? '' : ` ${doubt}`}`,
  );

describe('the shown reviews', () => {
  const [hers] = recordsOf('ines', [1, decisionOf()]);
  if (hers === undefined) throw new Error('no record');

  test('the record with the highest counter of an author is current in each slot', () => {
    const slot = decisionSlot(decisionOf().claimKey);
    expect(
      show([
        ...recordsOf('ines', [2, decisionOf({ decision: 'partly' })], [1, decisionOf()]),
        ...recordsOf(
          'tom',
          [1, decisionOf({ decision: 'unclear' })],
          [2, { kind: 'withdrawal', slot, withdrawnAt: time(9) }],
        ),
      ]),
    ).toEqual(['ines partly']);
  });

  test('show all answers, with known keys first and without withdrawn answers', () => {
    const answer = (of: 'fixed' | 'disputed'): ReviewBody => ({
      ...{ kind: 'answer', decision: hers.id, claimKey: 'c' },
      ...{ answer: of, answeredAt: time(9) },
    });
    const back: ReviewBody = {
      ...{ kind: 'withdrawal', slot: answerSlot(hers.id), withdrawnAt: time(9) },
    };
    const records = [
      hers,
      ...recordsOf('stranger', [1, answer('fixed')]),
      ...recordsOf('me', [1, answer('disputed')]),
      ...recordsOf('tom', [1, answer('fixed')], [2, back]),
    ];
    const [review] = projectReviews(records, KNOWN).reviews;
    expect(review?.answers.map((each) => [each.standing, each.answer])).toEqual([
      ['own', 'disputed'],
      ['unverified', 'fixed'],
    ]);
  });

  test('a decision keeps the answered ones that it replaced, with their answers', () => {
    const answerTo = (decision: string): ReviewBody => ({
      ...{ kind: 'answer', decision, claimKey: 'c', answer: 'disputed' },
      ...{ note: 'It does.', answeredAt: time(9) },
    });
    const first = decisionOf();
    const second = decisionOf({ reviewedAt: time(10) });
    const answer = recordsOf('me', [1, answerTo(hers.id)]);
    const given = (...bodies: ReviewBody[]) =>
      projectReviews(
        [...answer, ...recordsOf('ines', ...bodies.map((body, at) => [at + 1, body] as const))],
        KNOWN,
      ).reviews.map(({ answers, earlier, ...review }) => [
        ...[review.decision, answers.length],
        earlier.map((each) => [each.decision, each.answers[0]?.note, each.answers[0]?.answeredAt]),
      ]);
    const kept = ['unsupported', 'It does.', time(9)];
    expect(given(first)).toEqual([['unsupported', 1, []]]);
    expect(given(first, second)).toEqual([['unsupported', 0, [kept]]]);
    expect(given(first, second, { ...second, decision: 'supported' })).toEqual([
      ['supported', 0, [kept]],
    ]);
    // An undo brings the answer itself back.
    expect(given(first, second, first)).toEqual([['unsupported', 1, []]]);
    expect(given(first, second, first, second)).toEqual([['unsupported', 0, [kept]]]);
  });

  test('a decision that an undo brought back says when it was first recorded', () => {
    const first = decisionOf();
    const second = decisionOf({ reviewedAt: time(10) });
    const counters = (...bodies: ReviewBody[]) =>
      projectReviews(
        recordsOf('ines', ...bodies.map((body, at) => [at + 1, body] as const)),
        KNOWN,
      ).reviews.map(({ counter, firstCounter }) => [counter, firstCounter]);
    expect(counters(first, second)).toEqual([[2, undefined]]);
    expect(counters(first, second, first)).toEqual([[3, 1]]);
  });

  describe('a decision keeps an unanswered one that it replaced', () => {
    const first = decisionOf();
    const words = { ...first.hashes, claim: 'A' };
    const page = { ...first.hashes, passage: 'C' };
    const next = (of: Parameters<typeof decisionOf>[0]) =>
      decisionOf({ decision: 'supported', note: '', reviewedAt: time(10), ...of });
    const back: ReviewBody = {
      ...{ kind: 'withdrawal', slot: decisionSlot(first.claimKey), withdrawnAt: time(8) },
    };
    test.each<[string, readonly ReviewBody[], readonly string[]]>([
      ['after its words changed', [first, next({ hashes: words })], ['unsupported']],
      ['after its page changed', [first, next({ hashes: page })], ['unsupported']],
      [
        'with its note, if that was changed later',
        [
          first,
          decisionOf({ note: 'No.' }),
          next({ hashes: words }),
          next({ hashes: words, note: 'Now.' }),
        ],
        ['unsupported No.'],
      ],
      ['but not on the same words', [first, next({})], []],
      [
        'but not with the same note for a page that was read since',
        [first, next({ hashes: page, note: first.note })],
        [],
      ],
      [
        'but not if it only supported the claim',
        [next({}), next({ hashes: words, reviewedAt: time(11) })],
        [],
      ],
      ['but not if it was undone', [first, back, next({ hashes: words })], []],
      ['but not one that an undo took back', [first, next({ hashes: words }), first], []],
      [
        'also if the new one was undone and repeated',
        [first, next({ hashes: words }), first, next({ hashes: words })],
        ['unsupported'],
      ],
    ])('%s', (_name, bodies, kept) => {
      const records = recordsOf('ines', ...bodies.map((body, at) => [at + 1, body] as const));
      const [review] = projectReviews(records, KNOWN).reviews;
      expect(
        review?.earlier.map(({ decision, note }) =>
          note === first.note ? decision : `${decision} ${note}`,
        ),
      ).toEqual(kept);
    });
  });

  test('records of others before a missing record are in doubt, own records are not', () => {
    const made = [
      [1, decisionOf({ claimKey: 'a' })],
      [3, decisionOf({ claimKey: 'b' })],
    ] as const;
    expect(show(recordsOf('ines', ...made))).toEqual([
      'ines unsupported missing',
      'ines unsupported',
    ]);
    expect(show(recordsOf('me', ...made))).toEqual(['me unsupported', 'me unsupported']);
  });

  test('of two records with one counter in one slot, the objection is shown, in doubt', () => {
    const [supported, partly] = [
      decisionOf({ decision: 'supported' }),
      decisionOf({ decision: 'partly' }),
    ];
    expect(show(recordsOf('ines', [1, supported], [1, partly]))).toEqual(['ines partly conflict']);
    expect(show(recordsOf('ines', [1, supported], [1, partly], [2, supported]))).toEqual([
      'ines supported',
    ]);
  });

  test('all unsigned records are shown, because their order is unknown', () => {
    const unsigned = [decisionOf(), decisionOf({ decision: 'supported' })].map((body) =>
      unsignedRecord(REPORT, body),
    );
    expect(show([...unsigned, hers])).toHaveLength(3);
  });

  test('do not depend on the order or the repetition of the records', () => {
    const bodies = [
      ...(['supported', 'partly', 'unsupported'] as const).flatMap((decision) =>
        ['a', 'b'].map((claimKey): ReviewBody => decisionOf({ decision, claimKey })),
      ),
      { kind: 'withdrawal', slot: decisionSlot('a'), withdrawnAt: time(9) } as const,
      SIGN_OFF,
      WITHDRAWAL,
    ];
    const record = fc
      .tuple(
        fc.constantFrom('me', 'ines', 'stranger'),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...bodies),
      )
      .map(([author, counter, body]) => recordsOf(author, [counter, body])[0] as ReviewRecord);
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 12 }),
        fc.infiniteStream(fc.nat(99)),
        (made, keys) => {
          const unique = [
            ...new Map(
              made.map((each) => [`${each.author}${each.counter}${each.id}`, each]),
            ).values(),
          ];
          const shuffled = unique
            .map((each) => ({ each, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          expect(projectReviews(shuffled, KNOWN)).toEqual(projectReviews(unique, KNOWN));
        },
      ),
    );
  });
});
