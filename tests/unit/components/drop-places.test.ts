import { describe, expect, test } from 'vitest';
import { createArrangeChanges } from '@/components/organise/arrange-changes';
import type { DropPlace } from '@/components/organise/drop-place';
import { scrollStep } from '@/components/organise/edge-scroll';
import {
  type Hit,
  itemPlaceAt,
  itemPlaces,
  type Shown,
  sectionPlaceAt,
  sectionPlaces,
  shiftedPlace,
} from '@/components/organise/list-places';
import { liveItems } from '@/components/state/clip-views';
import { encodeReport } from '@/utils/model/report-document';
import { createReportReplica } from '@/utils/model/report-replica';
import { arrangeReport, type ReportTree, type SectionNode } from '@/utils/model/report-tree';
import {
  C1,
  C2,
  C3,
  clip,
  id,
  REPORT,
  S1,
  S2,
  S3,
  sampleReport,
  T1,
  T2,
} from '../model/sample-report';

/*
 * Costs (S1): T1 C1; Turbines (S2) in it: nothing; Wildlife (S3): T2 C3; inbox: C2 C4.
 */
const C4 = id<'clip'>(34);
const CLIPS = [clip(C1), clip(C2), clip(C3, S3), clip(C4)];

function openReport() {
  const replica = createReportReplica({
    reportId: REPORT,
    updates: encodeReport(sampleReport()),
    send: async () => true,
    wait: async () => undefined,
  });
  return { replica, tree: () => arrangeReport(replica.content(), CLIPS) };
}

const tree = openReport().tree();
const items = (...ids: string[]) => liveItems(tree).filter(({ id: own }) => ids.includes(own));
const ALL: Shown = { isOpen: () => true, shows: () => true };

/** `S1<C1`: before C1 in S1; `S1.`: at its end. */
const NAMES: Readonly<Record<string, string>> = {
  [S1]: 'S1',
  [S2]: 'S2',
  [S3]: 'S3',
  [T1]: 'T1',
  [T2]: 'T2',
  [C1]: 'C1',
  [C2]: 'C2',
  [C3]: 'C3',
  [C4]: 'C4',
};
const nameOf = (own: string) => NAMES[own] ?? own;
function words(place: DropPlace | null | undefined): string {
  if (place == null) return 'none';
  const where = place.kind === 'items' ? place.list : (place.parentId ?? 'top');
  return nameOf(where) + (place.before === null ? '.' : `<${nameOf(place.before)}`);
}

describe('where the keyboard can put', () => {
  test.each<[string, string[], Shown, string, string]>([
    ['a clip', [C1], ALL, 'S1<T1 S1. S2. S3<T2 S3<C3 S3. inbox<C2 inbox<C4 inbox.', 'S1.'],
    ['a statement', [T2], ALL, 'opening. S1<T1 S1<C1 S1. S2. S3<C3 S3.', 'S3<C3'],
    ['both kinds', [T1, C2], ALL, 'S1<C1 S1. S2. S3<T2 S3<C3 S3.', 'S1<C1'],
    ['two in a row', [C2, C4], ALL, 'S1<T1 S1<C1 S1. S2. S3<T2 S3<C3 S3. inbox.', 'inbox.'],
    [
      'a clip, with sections folded',
      [C2],
      { isOpen: (list) => list === 'inbox', shows: () => true },
      'S1. S3. inbox<C4 inbox.',
      'inbox<C4',
    ],
    [
      'a clip, in a search',
      [C2],
      { isOpen: () => true, shows: (own) => own === C2 || own === C3 },
      'S1. S2. S3<C3 S3. inbox.',
      'inbox.',
    ],
  ])('%s', (_name, ids, shown, expected, now) => {
    const { places, at } = itemPlaces(tree, items(...ids), shown);
    expect(places.map(words).join(' ')).toBe(expected);
    expect(words(places[at])).toBe(now);
  });

  test.each<[string, typeof S1, string, string]>([
    ['a section at the top', S1, 'top<S3 S3. top.', 'top<S3'],
    ['the last section', S3, 'top<S1 S1<S2 S2. S1. top.', 'top.'],
    ['a section in another', S2, 'top<S1 S1. top<S3 S3. top.', 'S1.'],
  ])('%s, and never into itself', (_name, section, expected, now) => {
    const { places, at } = sectionPlaces(tree, section, () => true);
    expect(places.map(words).join(' ')).toBe(expected);
    expect(words(places[at])).toBe(now);
  });
});

describe('where several go together', () => {
  const found: Shown = { isOpen: () => true, shows: (own) => own !== C4 };
  test.each<[string, string[], -1 | 1, Shown, string]>([
    ['up past the one above', [C3], -1, ALL, 'S3<T2'],
    ['no further than the top', [C2], -1, ALL, 'none'],
    ['down past the one below', [T1], 1, ALL, 'S1.'],
    ['no further than the end', [C2, C4], 1, ALL, 'none'],
    ['up to the first, from other lists', [C2, C3], -1, ALL, 'S3<T2'],
    ['down to the last, from other lists', [C3, C2], 1, ALL, 'inbox.'],
    ['together at the top, from other lists', [T1, C2], -1, ALL, 'S1<C1'],
    ['not to where one of them cannot lie', [T2, C4], 1, ALL, 'none'],
    ['past what is shown', [C2], 1, found, 'none'],
  ])('%s', (_name, ids, step, shown, expected) => {
    expect(words(shiftedPlace(tree, items(...ids), step, shown))).toBe(expected);
  });
});

describe('where the pointer lets go', () => {
  const over = (kind: Hit['kind'], own: string, depth: number): Hit => ({ kind, id: own, depth });
  test.each<[string, string[], Hit, string]>([
    ['the upper half of a card', [C2], over('item', C3, 0.2), 'S3<C3'],
    ['the lower half of a card', [C2], over('item', T2, 0.8), 'S3<C3'],
    ['the lower half of the last', [C2], over('item', C3, 0.8), 'S3.'],
    ['the lower half of the one above it', [C1], over('item', T1, 0.8), 'S1.'],
    ['an open heading', [C2], over('section', S3, 0.5), 'S3<T2'],
    ['the heading of the inbox', [C1], over('section', 'inbox', 0.5), 'inbox<C2'],
    ['the inbox, with a statement', [T1], over('section', 'inbox', 0.5), 'none'],
    ['a card of the inbox, with a statement', [T1, C1], over('item', C2, 0.5), 'none'],
  ])('an item on %s', (_name, ids, hit, expected) => {
    const target = liveItems(tree).find(({ id: own }) => own === hit.id) ?? null;
    expect(words(itemPlaceAt(tree, items(...ids), hit, target, ALL))).toBe(expected);
  });

  test('an item dropped on a folded heading moves to the end of the section', () => {
    const shown: Shown = { isOpen: () => false, shows: () => true };
    expect(words(itemPlaceAt(tree, items(C2), over('section', S3, 0.5), null, shown))).toBe('S3.');
  });

  test.each<[string, typeof S1, Hit, string]>([
    ['the top of a heading', S3, over('section', S1, 0.1), 'top<S1'],
    ['the bottom of a heading', S3, over('section', S2, 0.9), 'S1.'],
    ['the middle of a heading', S3, over('section', S2, 0.5), 'S2.'],
    ['its own heading', S1, over('section', S1, 0.5), 'none'],
    ['a heading in it', S1, over('section', S2, 0.5), 'none'],
    ['the inbox', S1, over('section', 'inbox', 0.5), 'none'],
  ])('a section on %s', (_name, section, hit, expected) => {
    expect(words(sectionPlaceAt(tree, section, hit))).toBe(expected);
  });
});

describe('the effect of a drop', () => {
  const outline = ({ opening, sections, inbox }: ReportTree): string => {
    const list = (all: readonly { readonly id: string }[]) =>
      all.map(({ id: own }) => nameOf(own)).join(' ');
    const node = ({ section, content, children }: SectionNode): string =>
      `${nameOf(section.id)}(${[list(content), ...children.map(node)].filter((each) => each !== '').join(' ')})`;
    return [list(opening), ...sections.map(node), list(inbox)]
      .filter((each) => each !== '')
      .join(' ');
  };

  test('starts from a known order', () => {
    expect(outline(tree)).toBe('S1(T1 C1 S2()) S3(T2 C3) C2 C4');
  });

  test('several items move to the drop position in order, and one undo reverts all', () => {
    const report = openReport();
    const arrange = createArrangeChanges(report.replica, report.tree());
    const moved = liveItems(report.tree()).filter(({ id: own }) =>
      [C1, C2, C4].some((each) => each === own),
    );
    arrange.moveItems(moved, S3, C3);
    expect(outline(report.tree())).toBe('S1(T1 S2()) S3(T2 C1 C2 C4 C3)');
    report.replica.undo();
    expect(outline(report.tree())).toBe('S1(T1 C1 S2()) S3(T2 C3) C2 C4');
    report.replica.redo();
    expect(outline(report.tree())).toBe('S1(T1 S2()) S3(T2 C1 C2 C4 C3)');
  });

  test('a whole selection moves out of its sections, each kind to its own place', () => {
    const report = openReport();
    const arrange = createArrangeChanges(report.replica, report.tree());
    const moved = liveItems(report.tree()).filter(({ id: own }) =>
      [T2, C3].some((each) => each === own),
    );
    arrange.moveToSection(moved, null);
    expect(outline(report.tree())).toBe('T2 S1(T1 C1 S2()) S3() C2 C4 C3');
  });

  test('a section moves before another', () => {
    const report = openReport();
    createArrangeChanges(report.replica, report.tree()).placeSection(S3, {
      kind: 'section',
      parentId: S1,
      before: S2,
    });
    expect(outline(report.tree())).toBe('S1(T1 C1 S3(T2 C3) S2()) C2 C4');
  });

  test('a selection moves to the bin in one step, and one undo returns it to its place', () => {
    const report = openReport();
    const arrange = createArrangeChanges(report.replica, report.tree());
    const gone = liveItems(report.tree()).filter(({ id: own }) =>
      [T1, C3, C2].some((each) => each === own),
    );
    arrange.binItems(gone);
    expect(outline(report.tree())).toBe('S1(C1 S2()) S3(T2) C4');
    report.replica.undo();
    expect(outline(report.tree())).toBe('S1(T1 C1 S2()) S3(T2 C3) C2 C4');
    expect(report.replica.canUndo()).toBe(false);
  });
});

test.each([
  ['in the middle of the page', 400, 0],
  ['just inside the reach of the header', 155, -0.25],
  ['on the header', 60, -14],
  ['on the footer', 800, 14],
])('the page moves by itself %s', (_name, y, expected) => {
  expect(scrollStep(y, 100, 700)).toBeCloseTo(expected, 5);
});
