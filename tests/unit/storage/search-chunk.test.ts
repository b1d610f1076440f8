import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERDICTS } from '@/utils/model/evidence';
import { scanSearch } from '@/utils/storage/scan-search';
import { type LibraryQuery, MAX_HITS } from '@/utils/storage/search-answer';
import {
  decodeChunk,
  encodeChunk,
  idAt,
  positionOf,
  type SearchEntry,
} from '@/utils/storage/search-chunk';
import { foldForSearch } from '@/utils/text/fold-for-search';
import { readSearchTerms } from '@/utils/text/search-terms';
import { id } from '../model/sample-report';
import { EVERY_CLIP } from './every-clip';

const REPORTS = [id<'report'>(1), id<'report'>(2), id<'report'>(3)];
const SECTIONS = [id<'section'>(11), id<'section'>(12)];
const words = fc
  .array(fc.constantFrom('lake', 'level', 'lakes', 'été', 'the', '海', '“x”'), { maxLength: 5 })
  .map((each) => foldForSearch(each.join(' ')));

const entry: fc.Arbitrary<SearchEntry> = fc.record({
  id: fc.nat(5_000).map((n) => id<'clip'>(n)),
  capturedAt: fc.nat(50),
  words,
  source: fc.record({ words, site: fc.constantFrom('a.example', 'b.example', '') }),
  verdict: fc.constantFrom(null, ...VERDICTS),
  passage: fc.nat(3),
  places: fc.array(
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
const chunkOf = (list: readonly SearchEntry[]) => ({
  chunk: encodeChunk('', 1, list),
  without: new Set<number>(),
});

describe('a chunk', () => {
  test('returns its entries, and finds each by its id', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const chunk = encodeChunk('', 7, list);
        expect(decodeChunk(chunk)).toEqual(list);
        list.forEach((each, at) => {
          expect(idAt(chunk, at)).toBe(each.id);
          expect(positionOf(chunk, each.id)).toBe(at);
        });
        expect(positionOf(chunk, id(9_999))).toBe(-1);
      }),
    );
  });
});

/** The same rule without any optimisation. */
function isLive(place: SearchEntry['places'][number]): boolean {
  if (place.binned || !PARTS.reports.has(place.reportId)) return false;
  return place.sectionId === null || !PARTS.binnedSections.has(place.sectionId);
}

function passes(each: SearchEntry, asked: LibraryQuery, except: string): boolean {
  const { terms } = readSearchTerms(asked.words);
  const live = each.places.filter(isLive);
  return (
    live.length > 0 &&
    terms.every((term) => each.words.includes(term) || each.source.words.includes(term)) &&
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
  test('gives the same matches and counts as a scan of all clips, for any number of chunks', () => {
    fc.assert(
      fc.property(entries, query, fc.nat(30), (list, asked, cut) => {
        const chunks = [list.slice(0, cut), list.slice(cut)].map(chunkOf);
        const answer = scanSearch(chunks, asked, PARTS);
        const expected = list.filter((each) => passes(each, asked, ''));
        expect(answer.total).toBe(expected.length);
        expect(new Set(answer.hits.map(({ clipId }) => clipId))).toEqual(
          new Set(expected.map((each) => each.id)),
        );
        const of = (except: string) => list.filter((each) => passes(each, asked, except));
        expect(answer.counts?.reports).toEqual(
          countBy(
            of('report').flatMap(({ places }) => places.filter(isLive).map((p) => p.reportId)),
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

  const plain = (n: number, changes: Partial<SearchEntry> = {}): SearchEntry => ({
    id: id<'clip'>(n),
    capturedAt: n,
    words: `quote ${n}`,
    source: { words: 'page', site: 'a.example' },
    verdict: null,
    passage: 0,
    places: [{ reportId: REPORTS[0]!, binned: false, sectionId: null }],
    tags: [],
    kept: null,
    ...changes,
  });
  const found = (list: readonly SearchEntry[], asked: Partial<LibraryQuery>) =>
    scanSearch([chunkOf(list)], { ...EVERY_CLIP, ...asked }, PARTS).hits.map(
      ({ clipId }) => clipId,
    );

  test('the words one after the other come first, then the latest', () => {
    const list = [
      plain(1, { words: 'the lake level fell' }),
      plain(2, { words: 'the level of the lake' }),
      plain(3, { words: 'a lake level' }),
      plain(4, { words: 'nothing', source: { words: 'lake level', site: 'a.example' } }),
      plain(5, { words: 'the lake' }),
    ];
    expect(found(list, { words: 'Lake Level' })).toEqual([3, 1, 4, 2].map((n) => id(n)));
  });

  test.each([
    ['newest', [3, 2, 1]],
    ['oldest', [1, 2, 3]],
    ['site', [2, 3, 1]],
  ] as const)('in the order %s', (order, expected) => {
    const site = (name: string) => ({ source: { words: '', site: name } });
    const list = [plain(1, site('z.example')), plain(2, site('a.example')), plain(3, site('b'))];
    expect(found(list, { order })).toEqual(expected.map((n) => id(n)));
  });

  test('of very many the best are shown, and all are counted', () => {
    const list = Array.from({ length: 5_000 }, (_, n) =>
      plain(n + 1, { words: n % 10 === 0 ? 'the lake' : 'the river by a lake' }),
    );
    const cut = [list.slice(0, 2_500), list.slice(2_500)].map(chunkOf);
    const answer = scanSearch(cut, { ...EVERY_CLIP, words: 'the lake' }, PARTS);
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

  test('a clip of two reports is one clip, and shows in the requested one', () => {
    const places = REPORTS.slice(0, 2).map((reportId) => ({
      reportId,
      binned: false,
      sectionId: null,
    }));
    const [hit, ...more] = scanSearch(
      [chunkOf([plain(1, { places })])],
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

  test('skips the outdated entries of a chunk', () => {
    const chunks = [{ chunk: encodeChunk('', 1, [plain(1), plain(2)]), without: new Set([0]) }];
    expect(scanSearch(chunks, EVERY_CLIP, PARTS).hits.map(({ clipId }) => clipId)).toEqual([id(2)]);
  });
});
