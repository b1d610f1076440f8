import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERDICTS } from '@/utils/model/evidence';
import { scanSearch } from '@/utils/storage/scan-search';
import { type LibraryQuery, MAX_HITS } from '@/utils/storage/search-answer';
import { isChunk, makeChunk, type SearchEntry } from '@/utils/storage/search-chunk';
import { foldSearched } from '@/utils/text/fold-for-search';
import { readSearchTerms } from '@/utils/text/search-terms';
import { id } from '../model/sample-report';
import { EVERY_CLIP } from './every-clip';

const REPORTS = [id<'report'>(1), id<'report'>(2), id<'report'>(3)];
const SECTIONS = [id<'section'>(11), id<'section'>(12)];
const text = fc
  .array(fc.constantFrom('lake', 'level', 'lakes', 'été', 'the', '海', '“x”'), { maxLength: 5 })
  .map((each) => foldSearched(each.join(' ')));

const entry: fc.Arbitrary<SearchEntry> = fc.record({
  id: fc.nat(5_000).map((n) => id<'clip'>(n)),
  capturedAt: fc.nat(50),
  text,
  source: fc.record({ text, site: fc.constantFrom('a.example', 'b.example', '') }),
  verdict: fc.constantFrom(null, ...VERDICTS),
  passage: fc.nat(3),
  placements: fc.array(
    fc.record({
      reportId: fc.constantFrom(...REPORTS),
      binned: fc.boolean(),
      sectionId: fc.constantFrom(null, ...SECTIONS),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  tags: fc.uniqueArray(fc.constantFrom('water', 'Été', ''), { maxLength: 2 }),
  kept: fc.constantFrom(null, id<'twins'>(51), id<'twins'>(52)),
});
const entries = fc
  .uniqueArray(entry, { selector: (each) => each.id, maxLength: 30 })
  .map((list) => list.sort((a, b) => (a.id < b.id ? -1 : 1)));

const query: fc.Arbitrary<LibraryQuery> = fc.record({
  words: fc.constantFrom(
    '',
    'lake',
    'level lake',
    '"lake level"',
    '"ke lev"',
    '"the lake level"',
    'ete',
    'the',
    'b.example',
    '海',
  ),
  reportId: fc.constantFrom(null, ...REPORTS),
  site: fc.constantFrom(null, 'a.example', 'elsewhere.example'),
  from: fc.constantFrom(null, 10),
  until: fc.constantFrom(null, 40),
  verdict: fc.constantFrom(null, 'none' as const, 'verbatim' as const),
  tag: fc.constantFrom(null, 'water'),
  order: fc.constantFrom('best', 'newest', 'oldest', 'site'),
  counted: fc.constant(true),
});

const PARTS = { reports: new Set(REPORTS.slice(0, 2)), binnedSections: new Set([SECTIONS[0]!]) };
const plain = (n: number, changes: Partial<SearchEntry> = {}): SearchEntry => ({
  id: id<'clip'>(n),
  capturedAt: n,
  text: `quote ${n}`,
  source: { text: 'page', site: 'a.example' },
  verdict: null,
  passage: 0,
  placements: [{ reportId: REPORTS[0]!, binned: false, sectionId: null }],
  tags: [],
  kept: null,
  ...changes,
});

describe('a chunk', () => {
  test('holds what was put into it, and equal parts as one object', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const chunk = makeChunk('', 7, list);
        expect(chunk).toEqual({ first: '', revision: 7, entries: list });
        expect(isChunk(structuredClone(chunk))).toBe(true);
        const distinct = (values: readonly unknown[]) => new Set(values).size;
        for (const part of ['source', 'placements', 'tags'] as const) {
          const parts = chunk.entries.map((each) => each[part]);
          expect(distinct(parts)).toBe(distinct(parts.map((each) => JSON.stringify(each))));
        }
      }),
    );
  });

  test.each([
    'id',
    'capturedAt',
    'text',
    'source',
    'verdict',
    'passage',
    'placements',
    'tags',
    'kept',
  ])('is not read where an entry has lost its %s', (field) => {
    const chunk = structuredClone(makeChunk('', 1, [plain(1), plain(2)]));
    expect(isChunk(chunk)).toBe(true);
    Reflect.deleteProperty(chunk.entries[1]!, field);
    expect(isChunk(chunk)).toBe(false);
  });
});

function isLive(place: SearchEntry['placements'][number]): boolean {
  if (place.binned || !PARTS.reports.has(place.reportId)) return false;
  return place.sectionId === null || !PARTS.binnedSections.has(place.sectionId);
}

function passes(each: SearchEntry, asked: LibraryQuery, except: string): boolean {
  const { terms } = readSearchTerms(asked.words);
  const live = each.placements.filter(isLive);
  return (
    live.length > 0 &&
    terms.every((term) => each.text.includes(term) || each.source.text.includes(term)) &&
    (asked.from === null || each.capturedAt >= asked.from) &&
    (asked.until === null || each.capturedAt < asked.until) &&
    (except === 'report' ||
      asked.reportId === null ||
      live.some(({ reportId }) => reportId === asked.reportId)) &&
    (except === 'site' || asked.site === null || each.source.site === asked.site) &&
    (except === 'verdict' ||
      asked.verdict === null ||
      (each.verdict ?? 'none') === asked.verdict) &&
    (except === 'tag' || asked.tag === null || each.tags.includes(asked.tag))
  );
}

function countBy<T>(list: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

describe('a search', () => {
  test('finds and counts what the filters of a list find and count', () => {
    fc.assert(
      fc.property(entries, query, (list, asked) => {
        const answer = scanSearch(list, asked, PARTS);
        const expected = list.filter((each) => passes(each, asked, ''));
        expect(answer.total).toBe(expected.length);
        expect(new Set(answer.hits.map(({ clipId }) => clipId))).toEqual(
          new Set(expected.map((each) => each.id)),
        );
        const of = (except: string) => list.filter((each) => passes(each, asked, except));
        expect(answer.counts?.reports).toEqual(
          countBy(
            of('report').flatMap(({ placements }) =>
              placements.filter(isLive).map((p) => p.reportId),
            ),
          ),
        );
        expect(answer.counts?.sites).toEqual(countBy(of('site').map(({ source }) => source.site)));
        expect(answer.counts?.verdicts).toEqual(
          countBy(of('verdict').map(({ verdict }) => verdict ?? 'none')),
        );
        expect(answer.counts?.tags).toEqual(countBy(of('tag').flatMap(({ tags }) => tags)));
      }),
    );
  });

  const found = (list: readonly SearchEntry[], asked: Partial<LibraryQuery>) =>
    scanSearch(list, { ...EVERY_CLIP, ...asked }, PARTS).hits.map(({ clipId }) => clipId);

  test('the words one after the other come first, then the latest', () => {
    const list = [
      plain(1, { text: 'the lake level fell' }),
      plain(2, { text: 'the level of the lake' }),
      plain(3, { text: 'a lake level' }),
      plain(4, { text: 'nothing', source: { text: 'lake level', site: 'a.example' } }),
      plain(5, { text: 'the lake' }),
    ];
    expect(found(list, { words: 'Lake Level' })).toEqual([3, 1, 4, 2].map((n) => id(n)));
  });

  test.each([
    ['newest', [3, 2, 1]],
    ['oldest', [1, 2, 3]],
    ['site', [2, 3, 1]],
  ] as const)('in the order %s', (order, expected) => {
    const site = (name: string) => ({ source: { text: '', site: name } });
    const list = [plain(1, site('z.example')), plain(2, site('a.example')), plain(3, site('b'))];
    expect(found(list, { order })).toEqual(expected.map((n) => id(n)));
  });

  test('of very many the best are shown, and all are counted', () => {
    const list = Array.from({ length: 5_000 }, (_, n) =>
      plain(n + 1, { text: n % 10 === 0 ? 'the lake' : 'the river by a lake' }),
    );
    const answer = scanSearch(list, { ...EVERY_CLIP, words: 'the lake' }, PARTS);
    expect(answer.total).toBe(5_000);
    expect(answer.hits).toHaveLength(MAX_HITS);
    expect(answer.hits.map(({ clipId }) => clipId)).toEqual(
      list
        .filter((_, n) => n % 10 === 0)
        .slice(-MAX_HITS)
        .reverse()
        .map((each) => each.id),
    );
  });

  test('a clip of two reports is one clip, and is shown in the one asked for', () => {
    const placements = REPORTS.slice(0, 2).map((reportId) => ({
      reportId,
      binned: false,
      sectionId: null,
    }));
    const [hit, ...more] = scanSearch(
      [plain(1, { placements })],
      { ...EVERY_CLIP, reportId: REPORTS[1]! },
      PARTS,
    ).hits;
    expect(more).toEqual([]);
    expect(hit).toEqual({
      clipId: id(1),
      reportId: REPORTS[1],
      reportIds: REPORTS.slice(0, 2),
    });
  });

  /** Short words of few letters: some are in many clips and some in one, apart and in a row. */
  const short = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'b', '海'), minLength: 1, maxLength: 3 }), {
      maxLength: 7,
    })
    .map((each) => each.join(' '));
  const typed = fc
    .array(
      fc.oneof(
        short,
        short.map((each) => `"${each}"`),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((each) => each.join(' '));

  test('finds the clips that hold every term, those with the terms in a row first', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(short, short), { maxLength: 12 }), typed, (texts, asked) => {
        const list = texts.map(([own, source], n) =>
          plain(n + 1, { text: own, source: { text: source, site: 'a.example' } }),
        );
        const { terms, phrase } = readSearchTerms(asked);
        const holding = list.filter((each) =>
          terms.every((term) => each.text.includes(term) || each.source.text.includes(term)),
        );
        const isRow = (each: SearchEntry) => phrase !== '' && each.text.includes(phrase);
        const expected = [
          ...holding.filter(isRow).reverse(),
          ...holding.filter((each) => !isRow(each)).reverse(),
        ];
        expect(found(list, { words: asked })).toEqual(expected.map((each) => each.id));
      }),
      { numRuns: 500 },
    );
  });

  const long = Array.from({ length: 40 }, (_, n) => `w${n}.`).join(' ');
  test.each<[string, string, string, string, boolean, boolean]>([
    ['all in the quote, in a row', 'the level of it', '', 'level of', true, true],
    ['all in the quote, apart', 'of the level', '', 'level of', true, false],
    ['in a row over parts of words', 'the levels office', '', 'els off', true, true],
    ['one in the quote, one in the page', 'the level', 'of lakes', 'level of', true, false],
    ['in a row in the page alone', 'nothing', 'level of lakes', 'level of', true, false],
    ['one of them nowhere', 'the level of', 'page', 'level nowhere', false, false],
    ['one in quotation marks, one apart', 'it of the level', '', '"the level" it', true, false],
    ['a part of a word', 'the reservoir', '', 'servo', true, true],
    ['a word in a longer one', 'lakeside', '', 'lake', true, true],
    ['in a row, the first and last in part', 'the level of it', '', '"vel of i"', true, true],
    ['in a row, one between them in part', 'the levels of it', '', '"the level of"', false, false],
    ['in a row, over the end of the quote', 'of the', 'lake', '"of the lake"', false, false],
    ['very many words', long, '', long, true, true],
    ['very many words, one missing', long, '', `nowhere ${long}`, false, false],
    ['very many words in a row', `x ${long} y`, '', `"${long}" y`, true, true],
  ])('%s', (_name, own, source, asked, isFound, isFirst) => {
    const other = plain(9, {
      text: 'other',
      source: { text: asked.replaceAll('"', ''), site: '' },
    });
    const list = [plain(1, { text: own, source: { text: source, site: '' } }), other];
    const ids = found(list, { words: asked });
    expect(ids.includes(id(1))).toBe(isFound);
    expect(ids[0] === id(1)).toBe(isFirst);
  });
});
