import { expect, test } from 'vitest';
import type { ClaimToCheck } from '@/components/review/check-claims';
import { checkClaims, type HintPort, type KnownHints } from '@/components/review/check-claims';
import type { ClipView } from '@/components/state/clip-view';
import { failure } from '@/utils/model/failure';
import type { SnapshotId } from '@/utils/model/ids';
import { err, ok } from '@/utils/model/result';
import type { ClaimItem } from '@/utils/review/claim-item';
import { claims, hint, id, type MadeClaim } from '../review/review-fixture';

/** Claims whose pages were read. The snapshot of page 1 has the number 1. */
function read(...made: readonly MadeClaim[]): readonly ClaimItem<ClipView>[] {
  return claims(...made).map((item) => ({
    ...item,
    passages: item.passages.map(({ citationId, evidence }) => ({
      citationId,
      evidence:
        evidence === null
          ? null
          : ({
              ...evidence,
              clip: {
                ...evidence.clip,
                snapshotId: id<'snapshot'>(Number(evidence.clip.sourceId.slice(-12))),
              },
            } as ClipView),
    })),
  }));
}

interface Asked {
  readonly claims: readonly ClaimToCheck[];
  readonly texts: ReadonlyMap<SnapshotId, string | null>;
}

/** A port that answers each claim with one hint about its own words. */
function quickPort() {
  const asked: Asked[] = [];
  const begun: string[] = [];
  const port: HintPort = {
    begin: ({ language }, statements) =>
      begun.push(`${language} ${statements.map(({ plain }) => plain).join('|')}`),
    check: async (some, texts) => {
      asked.push({ claims: some, texts });
      return ok(
        some.map(({ claim }) => ({
          hints: [{ ...hint(), words: claim.text }],
          pages: new Map(),
        })),
      );
    },
  };
  return { port, asked, begun };
}

const OPTIONS = { language: 'en', between: true };

const run = (
  items: readonly ClaimItem<ClipView>[],
  port: HintPort,
  known: KnownHints = new Map(),
  signal = new AbortController().signal,
  onProgress: (hints: KnownHints) => void = () => undefined,
) =>
  checkClaims({ items, options: OPTIONS, statements: [{ plain: 'All of it.' }] }, known, {
    port,
    pageText: async ({ snapshotId }) => ok(`text of ${Number(snapshotId.slice(-12)).toString()}`),
    onProgress,
    signal,
  });

const wordsOf = (known: KnownHints) =>
  [...known].map(([key, { hints }]) => `${key}: ${hints.map(({ words }) => words).join()}`).sort();

test('claims of one page are asked about together, with its text, and each gets its own hints', async () => {
  const items = read(
    { text: 'one', passages: [{ page: 1 }] },
    { text: 'two', passages: [{ page: 2 }] },
    { text: 'three', passages: [{ page: 1 }, { page: 3 }] },
  );
  const { port, asked, begun } = quickPort();
  const known = await run(items, port);
  expect(begun).toEqual(['en All of it.']);
  expect(asked.map(({ claims: some }) => some.map(({ claim }) => claim.text))).toEqual([
    ['one', 'three'],
    ['two'],
  ]);
  expect(asked.map(({ texts }) => [...texts.values()])).toEqual([
    ['text of 1', 'text of 3'],
    ['text of 2'],
  ]);
  expect(known?.ok && wordsOf(known.value)).toEqual([
    'claim-1: one',
    'claim-2: two',
    'claim-3: three',
  ]);
});

test.each([
  ['altered', 'It cost 2.35 million.'],
  ['verbatim', null],
] as const)(
  'what the page has in the place of a quote goes with an %s one',
  async (verdict, now) => {
    const [item] = read({ text: 'one' });
    const passages = (item?.passages ?? []).map(({ citationId, evidence }) => ({
      citationId,
      evidence: {
        ...evidence,
        check: {
          pinId: evidence?.pin?.id,
          verdict,
          evidence: { passage: { text: 'It cost 2.35 million.' } },
        },
      } as ClipView,
    }));
    const { port, asked } = quickPort();
    if (item !== undefined) await run([{ ...item, passages }], port);
    expect(asked[0]?.claims[0]?.passages[0]).toMatchObject({ verdict, now });
  },
);

test('what a page says of itself goes with its passages', async () => {
  const facts = { title: 'The lock', siteName: 'Canal Weekly', authors: ['Nils Arvo'] };
  const [item] = read({ text: 'one' });
  const passages = (item?.passages ?? []).map(({ citationId, evidence }) => ({
    citationId,
    evidence: { ...evidence, source: { ...facts, publishedAt: '2024-05-09' } } as ClipView,
  }));
  const { port, asked } = quickPort();
  if (item !== undefined) await run([{ ...item, passages }], port);
  expect(asked[0]?.claims[0]?.passages[0]?.facts).toEqual({ ...facts, publishedAt: '2024-05-09' });
});

test('the claims of one page are checked in parts, with progress after each', async () => {
  const items = read(
    ...Array.from({ length: 60 }, (_, at) => ({ text: `claim ${at.toString()}` })),
  );
  const { port, asked } = quickPort();
  const told: number[] = [];
  await run(items, port, new Map(), undefined, (known) => told.push(known.size));
  expect(asked.map(({ claims: some }) => some.length)).toEqual([24, 24, 12]);
  expect(told).toEqual([0, 24, 48, 60]);
});

test('hints of unchanged text are not requested again; those of a changed text and a changed verdict are', async () => {
  const before = read({ text: 'one' }, { text: 'two' }, { text: 'three' });
  const first = await run(before, quickPort().port);
  if (first === null || !first.ok) throw new Error('not checked');
  const after = read(
    { text: 'one' },
    { text: 'two, edited' },
    { text: 'three', passages: [{ verdict: 'missing' }] },
  );
  const { port, asked } = quickPort();
  const known = await run(after, port, first.value);
  expect(asked.flatMap(({ claims: some }) => some.map(({ claim }) => claim.text))).toEqual([
    'two, edited',
    'three',
  ]);
  expect(known?.ok && known.value.get('claim-1')).toBe(first.value.get('claim-1'));
  const again = quickPort();
  await run(after, again.port, known?.ok ? known.value : new Map());
  expect(again.asked).toEqual([]);
  expect(again.begun).toEqual([]);
});

test('a citation that is only located is compared with the passage that it leads to', async () => {
  const items = read({
    text: 'one',
    passages: [{ quote: null, verdict: 'located', passage: 'what stands there' }],
  });
  const { port, asked } = quickPort();
  await run(items, port);
  expect(asked[0]?.claims[0]?.passages[0]?.quote).toBe('what stands there');
});

test('a page that only another person has read is compared with that reading', async () => {
  const theirs = (made: MadeClaim, clipped: SnapshotId | null) =>
    claims(made).map((item) => ({
      ...item,
      passages: item.passages.map(({ citationId, evidence }) => {
        const check = { ...evidence?.foreign?.check, snapshotId: id<'snapshot'>(7) };
        const clip = { ...evidence?.clip, snapshotId: clipped };
        return { citationId, evidence: { ...evidence, clip, foreign: { check } } as ClipView };
      }),
    }));
  const made: MadeClaim = {
    text: 'one',
    passages: [{ quote: null, foreign: 'located', passage: 'what stands there' }],
  };
  const textsFor = async (items: readonly ClaimItem<ClipView>[]) => {
    const { port, asked } = quickPort();
    await run(items, port);
    return asked;
  };
  const [asked] = await textsFor(theirs(made, null));
  expect(asked?.claims[0]?.passages[0]).toMatchObject({
    quote: 'what stands there',
    snapshotId: id<'snapshot'>(7),
    verdict: null,
  });
  // What this library has read itself comes first.
  const [clipped] = await textsFor(theirs(made, id<'snapshot'>(3)));
  expect(clipped?.claims[0]?.passages[0]?.snapshotId).toBe(id<'snapshot'>(3));
  const read = { ...made, passages: [{ quote: null, verdict: 'blocked', foreign: 'located' }] };
  const [own] = await textsFor(theirs(read as MadeClaim, null));
  expect(own?.claims[0]?.passages[0]?.snapshotId).toBeNull();
});

test('a failure of the checker is reported', async () => {
  const port: HintPort = {
    begin: () => undefined,
    check: async () => err(failure('unexpected', 'gone')),
  };
  expect(await run(read({ text: 'one' }), port)).toEqual(err(failure('unexpected', 'gone')));
});

test('after a stop it returns nothing and reports no more progress', async () => {
  const stopper = new AbortController();
  const items = read(
    { text: 'one', passages: [{ page: 1 }] },
    { text: 'two', passages: [{ page: 2 }] },
  );
  const told: number[] = [];
  const port: HintPort = {
    begin: () => undefined,
    check: async (some) => {
      stopper.abort();
      return ok(some.map(() => ({ hints: [], pages: new Map() })));
    },
  };
  const known = await run(items, port, new Map(), stopper.signal, (each) => told.push(each.size));
  expect(known).toBeNull();
  expect(told).toEqual([0]);
});
