import { describe, expect, test } from 'vitest';
import { binClip, moveClip, restoreClip } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import {
  createReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { emptyBin } from '@/utils/model/report-operations';
import {
  arrangeReport,
  binnedClips,
  type ContentItem,
  clipsToDestroy,
  countedClips,
  type ReportTree,
  type SectionNode,
} from '@/utils/model/report-tree';
import {
  binSection,
  createSection,
  moveSection,
  restoreSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  createStatement,
  insertCitation,
  moveStatement,
  removeCitation,
  restoreStatement,
} from '@/utils/model/statement-operations';
import {
  C1,
  C2,
  C3,
  CITE,
  clip,
  id,
  REPORT,
  S1,
  S2,
  S3,
  sampleReport,
  T1,
  T2,
  time,
} from './sample-report';

const CLIPS: Clip[] = [clip(C1), clip(C2, S1), clip(C3)];

function tree(doc: ReportDocument, clips = CLIPS): ReportTree {
  return arrangeReport(readReport(doc, REPORT), clips);
}

/** Returns sections as nested lists of titles and ids, which are easy to read in an expectation. */
function outline(nodes: readonly SectionNode[]): unknown[] {
  return nodes.map(({ section, content, children }) => [
    section.title,
    content.map(({ id: itemId }) => itemId),
    outline(children),
  ]);
}

const ids = (items: readonly ContentItem[]) => items.map(({ id: itemId }) => itemId);

describe('arrangeReport', () => {
  test('puts statements and clips of a section into one list, unplaced clips last', () => {
    const shown = tree(sampleReport());
    expect(outline(shown.sections)).toEqual([
      ['Costs', [T1, C1, C2], [['Turbines', [], []]]],
      ['Wildlife', [T2], []],
    ]);
    expect(ids(shown.inbox)).toEqual([C3]);
    expect(shown.sections.map(({ depth }) => depth)).toEqual([1, 1]);
    expect(shown.sections[0]?.children[0]?.depth).toBe(2);
  });

  test('lists for every clip the citations that name it', () => {
    const doc = sampleReport();
    expect(tree(doc).clips.get(C1)?.citedBy).toEqual([CITE]);
    expect(tree(doc).clips.get(C2)?.citedBy).toEqual([]);
    binStatement(doc, { id: T1, at: time(9) });
    expect(tree(doc).clips.get(C1)?.citedBy).toEqual([]);
    restoreStatement(doc, { id: T1 });
    binSection(doc, { id: S1, at: time(9) });
    expect(tree(doc).clips.get(C1)?.citedBy).toEqual([]);
  });

  test('leaves out a token whose citation is gone, and a citation whose token is', () => {
    const doc = sampleReport();
    const item = tree(doc).sections[0]?.content[0];
    expect(item?.kind === 'statement' ? item.citations.map(({ label }) => label) : null).toEqual([
      'Harbour Board',
    ]);
    removeCitation(doc, { id: CITE });
    const after = tree(doc).sections[0]?.content[0];
    expect(after?.kind === 'statement' ? after.segments : null).toEqual([
      { type: 'text', text: 'The array cost 61 million euros.' },
    ]);
  });

  test.each<[string, string, string, string]>([
    ['words of the sentence', 'linked-words', '[the Board](https://board.example/)', 'the Board'],
    ['a mark', 'linked-words', '[1](https://board.example/)', ''],
    ['a source in parentheses', 'inline', '([the Board](https://board.example/))', ''],
  ])('keeps the words that a removed citation is a link on: %s', (_name, style, raw, kept) => {
    const doc = sampleReport();
    const label = raw.replace(/^\(?\[(.*)\]\(.*$/u, '$1');
    const named = { id: id<'citation'>(42), statementId: T2, clipId: C1, label, style, raw };
    const text = (): string => readReport(doc, REPORT).statements.find((s) => s.id === T2)!.text;
    const before = text();
    insertCitation(doc, { ...named, offset: 0 });
    removeCitation(doc, { id: named.id });
    expect(text()).toBe(`${kept}${before}`);
    expect(readReport(doc, REPORT).citations.map((each) => each.id)).toEqual([CITE]);
  });

  test('ignores clips of other reports, unless they are placed here', () => {
    const doc = sampleReport();
    const foreign: Clip = { ...clip(id(90)), filedUnder: { reportId: id(2), sectionId: null } };
    expect(tree(doc, [foreign]).clips.size).toBe(0);
    moveClip(doc, { clipId: foreign.id, position: { sectionId: S3 } });
    expect(outline(tree(doc, [foreign]).sections)[1]).toEqual(['Wildlife', [T2, foreign.id], []]);
  });

  test('shows items of a missing section in the inbox', () => {
    const doc = sampleReport();
    createStatement(doc, { id: id(77), text: 'Lost.', position: { sectionId: id(999) } });
    expect(ids(tree(doc, [clip(C3, id(998))]).inbox)).toEqual([id(77), C3]);
  });

  test('keeps statements before the first heading apart from the inbox', () => {
    const doc = sampleReport();
    createStatement(doc, { id: id(78), text: 'Summary.', position: { sectionId: null } });
    expect(ids(tree(doc).opening)).toEqual([id(78)]);
  });
});

describe('moving', () => {
  test('puts a statement between clips that were never moved', () => {
    const doc = sampleReport();
    const clips = [clip(C1), clip(C2, S1), clip(C3, S1)];
    const before = tree(doc, clips).sections[0];
    moveStatement(doc, {
      id: T2,
      position: { sectionId: S1, before: C3, content: before?.content ?? [] },
    });
    expect(ids(tree(doc, clips).sections[0]?.content ?? [])).toEqual([T1, C1, C2, T2, C3]);
  });

  test('puts a clip before a statement', () => {
    const doc = sampleReport();
    const content = tree(doc).sections[0]?.content ?? [];
    moveClip(doc, { clipId: C2, position: { sectionId: S1, before: T1, content } });
    expect(ids(tree(doc).sections[0]?.content ?? [])).toEqual([C2, T1, C1]);
  });

  test('moves the headings below with it, level by level', () => {
    const doc = sampleReport();
    expect(moveSection(doc, { id: S1, parentId: S3, at: time(5) })).toBe(true);
    const { sections } = readReport(doc, REPORT);
    expect(Object.fromEntries(sections.map(({ title, level }) => [title, level]))).toEqual({
      Wildlife: 2,
      Costs: 3,
      Turbines: 4,
    });
    expect(outline(tree(doc).sections)).toEqual([
      ['Wildlife', [T2], [['Costs', [T1, C1, C2], [['Turbines', [], []]]]]],
    ]);
  });

  test.each([
    ['into itself', S1, S1],
    ['into a section inside it', S1, S2],
    ['into a section that is not there', S1, id<'section'>(404)],
    ['when it is not there itself', id<'section'>(404), S1],
  ])('refuses to move a section %s', (_name, what, parentId) => {
    const doc = sampleReport();
    const before = readReport(doc, REPORT);
    expect(moveSection(doc, { id: what, parentId, at: time(5) })).toBe(false);
    expect(readReport(doc, REPORT)).toEqual(before);
  });

  test('reorders sections', () => {
    const doc = sampleReport();
    moveSection(doc, { id: S3, parentId: null, before: S1, at: time(5) });
    expect(tree(doc).sections.map(({ section }) => section.title)).toEqual(['Wildlife', 'Costs']);
  });
});

describe('cycles and depth', () => {
  function chain(links: [child: number, parent: number | null, minute: number][]): ReportDocument {
    const doc = createReportDocument({ title: '', language: 'en', at: time(0) });
    const sections = doc.getMap('sections');
    for (const [child, parent, minute] of links) {
      const place = {
        parentId: parent === null ? null : id(parent),
        rank: 'a0',
        movedAt: time(minute),
      };
      sections.set(`${id(child)}/place`, place);
      sections.set(`${id(child)}/title`, `s${child}`);
    }
    return doc;
  }

  test.each<[string, [number, number | null, number][], unknown[]]>([
    [
      'of two is cut at the latest move',
      [
        [1, 2, 5],
        [2, 1, 6],
      ],
      [['s2', [], [['s1', [], []]]]],
    ],
    [
      'of three is cut at the latest move, with a branch kept on it',
      [
        [1, 2, 9],
        [2, 3, 4],
        [3, 1, 5],
        [4, 3, 1],
      ],
      [
        [
          's1',
          [],
          [
            [
              's3',
              [],
              [
                ['s2', [], []],
                ['s4', [], []],
              ],
            ],
          ],
        ],
      ],
    ],
    ['of one is cut', [[1, 1, 5]], [['s1', [], []]]],
    [
      'moved at the same time is cut at the later id',
      [
        [1, 2, 5],
        [2, 1, 5],
      ],
      [['s2', [], [['s1', [], []]]]],
    ],
    ['an orphan stands at the top', [[1, 99, 5]], [['s1', [], []]]],
  ])('a cycle %s', (_name, links, expected) => {
    expect(outline(tree(chain(links), []).sections)).toEqual(expected);
  });

  test('a chain of ten thousand sections is shown whole', () => {
    const links = Array.from({ length: 10_000 }, (_, i): [number, number | null, number] => [
      i + 100,
      i === 0 ? null : i + 99,
      1,
    ]);
    let count = 0;
    const waiting = [...tree(chain(links), []).sections];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      count += 1;
      waiting.push(...node.children);
    }
    expect(count).toBe(10_000);
  });
});

describe('the bin', () => {
  test('deletes and restores a section with everything in it', () => {
    const doc = sampleReport();
    const before = outline(tree(doc).sections);
    binSection(doc, { id: S1, at: time(7) });
    const binned = tree(doc);
    expect(outline(binned.sections)).toEqual([['Wildlife', [T2], []]]);
    expect(binned.bin).toMatchObject([{ kind: 'section', contains: 3, binnedAt: time(7) }]);
    expect(binnedClips(binned).map(({ id }) => id)).toEqual([C1, C2]);
    restoreSection(doc, { id: S1, at: time(8) });
    expect(outline(tree(doc).sections)).toEqual(before);
  });

  test('lists the latest first', () => {
    const doc = sampleReport();
    binStatement(doc, { id: T2, at: time(5) });
    binClip(doc, { clipId: C3, at: time(6) });
    expect(tree(doc).bin.map(({ kind }) => kind)).toEqual(['clip', 'statement']);
  });

  test('gives back into the nearest section that is not in it', () => {
    const doc = sampleReport();
    moveStatement(doc, { id: T2, position: { sectionId: S2 } });
    moveClip(doc, { clipId: C3, position: { sectionId: S2 } });
    binStatement(doc, { id: T2, at: time(5) });
    binClip(doc, { clipId: C3, at: time(5) });
    binSection(doc, { id: S2, at: time(6) });
    restoreStatement(doc, { id: T2 });
    restoreClip(doc, { clipId: C3, filedUnder: clip(C3).filedUnder });
    expect(ids(tree(doc).sections[0]?.content ?? [])).toEqual([T1, C1, T2, C3, C2]);
  });

  test('gives a clip that was never moved back into the inbox when its section is in it', () => {
    const doc = sampleReport();
    binClip(doc, { clipId: C2, at: time(5) });
    binSection(doc, { id: S1, at: time(6) });
    restoreClip(doc, { clipId: C2, filedUnder: clip(C2, S1).filedUnder });
    expect(ids(tree(doc).inbox)).toContain(C2);
  });

  test('is empty once emptied, and nothing of its words is left in the document', () => {
    const doc = sampleReport();
    binSection(doc, { id: S1, at: time(7) });
    const doomed = clipsToDestroy(tree(doc));
    emptyBin(doc, { tree: tree(doc), at: time(8) });
    const left = tree(
      doc,
      CLIPS.filter(({ id: clipId }) => !doomed.includes(clipId)),
    );
    expect(left.bin).toEqual([]);
    expect(outline(left.sections)).toEqual([['Wildlife', [T2], []]]);
    expect(JSON.stringify(readReport(doc, REPORT))).not.toContain('61 million');
    expect(JSON.stringify(readReport(doc, REPORT))).not.toContain('Check the year');
    // Clips whose evidence still exists stay in the bin, although their section is gone.
    expect(binnedClips(tree(doc)).map((item) => item.id)).toEqual(doomed);
  });

  test('keeps a clip that a sentence outside of it still cites, with its note', () => {
    const doc = sampleReport();
    const cited = [...tree(doc).clips.values()].filter(({ citedBy }) => citedBy.length > 0);
    expect(cited).not.toEqual([]);
    for (const { id: clipId } of cited) binClip(doc, { clipId, at: time(7) });
    const noted = tree(doc).content.placements;
    expect(clipsToDestroy(tree(doc))).toEqual([]);
    expect(cited.every(({ id: clipId }) => countedClips(tree(doc)).has(clipId))).toBe(true);
    emptyBin(doc, { tree: tree(doc), at: time(8) });
    expect(tree(doc).content.placements).toEqual(noted);
    expect(binnedClips(tree(doc)).map((item) => item.id)).toEqual(cited.map((item) => item.id));
  });
});

test('a section has its chosen position among sections with equal rank', () => {
  const doc = createReportDocument({ title: '', language: 'en', at: time(0) });
  for (const n of [1, 2, 3]) {
    doc.getMap('sections').set(`${id(n)}/place`, { parentId: null, rank: 'a1', movedAt: null });
    doc.getMap('sections').set(`${id(n)}/title`, `s${n}`);
  }
  createSection(doc, { id: id(9), parentId: null, title: 'new', before: id(2), at: time(1) });
  expect(tree(doc).sections.map(({ section }) => section.title)).toEqual(['s1', 'new', 's2', 's3']);
});
