import { expect, test } from 'vitest';
import { taskFor, ticksFor } from '@/components/export/export-choices';
import { exportFacts } from '@/components/export/export-facts';
import type { ClipView } from '@/components/state/clip-view';
import { madeSource } from '@/scripts/made-evidence';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import type { Check, Verdict } from '@/utils/model/evidence';
import { type ClipId, newId, type SectionId, type StatementId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import { arrangeReport } from '@/utils/model/report-tree';
import {
  availableOptions,
  DEFAULT_EXPORT_OPTIONS,
  type ExportFormat,
  type ExportOptions,
  stylesFor,
} from '@/utils/report/export-options';
import { C1, C2, C3, clip, S1, S3, sampleReport, T1, time } from '../model/sample-report';
import { importedReport, readReport } from '../report/read-back';
import { answered, by, evidence, reviewOf } from '../review/review-fixture';
import { reviewed } from '../review/reviewed-report';

const { tree, claims } = reviewed(sampleReport());
const url = 'https://gazette.example/level';
const PAGE = madeSource({ id: newId<'source'>(), url, title: 'The level', accessedAt: time(1) });

/** The report with results of the last check: C1 is cited in the section of T1, C2 nowhere. */
function factsOf({
  verdicts = {},
  reviews = [],
  titles = {},
  sectionId = null,
  format = 'markdown',
  readAgain = [],
}: {
  readonly verdicts?: Readonly<Record<ClipId, Verdict>>;
  readonly reviews?: readonly Review[];
  /** The titles that the pages of clips had when they were checked. */
  readonly titles?: Readonly<Record<ClipId, string>>;
  readonly sectionId?: SectionId | null;
  readonly format?: ExportFormat;
  readonly readAgain?: readonly StatementId[];
}) {
  const views = new Map(
    [...tree.clips.values()].map(({ id, clip }): [ClipId, ClipView] => [
      id,
      {
        ...evidence(1, { verdict: verdicts[id] ?? null }),
        ...{ source: PAGE, lastRead: readWith(titles[id]) },
        ...{ clip, foreign: null, pinnedSince: false, sectionId: null, note: '', tags: [] },
        ...{ binnedAt: null, isCounted: true },
      },
    ]),
  );
  const options = { ...DEFAULT_EXPORT_OPTIONS, format };
  const records = { reviews, signOffs: [], authors: [] };
  const report = { tree, views, reviews: records, readAgain: new Set(readAgain) };
  return exportFacts(report, sectionId, options);
}

function readWith(title: string | undefined): Check | null {
  const { check } = evidence(1, { verdict: 'verbatim' });
  if (title === undefined || check === null) return null;
  return { ...check, evidence: { ...check.evidence, title } };
}

function objection(decision: Review['decision'], of: Partial<Review> = {}): Review {
  const [first] = claims;
  if (first === undefined) throw new Error('no claim');
  return reviewOf(first.item, { ...of, ...by('Ines'), decision, reviewedAt: time(5) });
}

test('a check without a result is counted for cited quotes that are exported', () => {
  const verdicts = { [C1]: 'unchecked', [C2]: 'unchecked' } as const;
  expect(factsOf({ verdicts }).withoutResult).toEqual([C1]);
  expect(factsOf({ verdicts, sectionId: S1 }).withoutResult).toEqual([C1]);
  expect(factsOf({ verdicts, sectionId: S3 }).withoutResult).toEqual([]);
  expect(factsOf({}).withoutResult).toEqual([]);
  expect(factsOf({ verdicts: { [C1]: 'altered' } }).withoutResult).toEqual([]);
});

test('a page that has another title is counted once, where its clips are exported', () => {
  const titles = { [C1]: 'Corrected', [C2]: 'Corrected' };
  expect(factsOf({ titles }).retitled).toEqual([C1]);
  expect(factsOf({ titles, sectionId: S1 }).retitled).toEqual([C1]);
  expect(factsOf({ titles, sectionId: S3 }).retitled).toEqual([]);
  expect(factsOf({}).retitled).toEqual([]);
});

test('an open objection is counted at its statement, where the text is exported', () => {
  const reviews = [objection('unsupported')];
  expect(factsOf({ reviews }).objected).toEqual([T1]);
  expect(factsOf({ reviews, sectionId: S1 }).objected).toEqual([T1]);
  expect(factsOf({ reviews, sectionId: S3 }).objected).toEqual([]);
  expect(factsOf({ reviews, format: 'bibtex' }).objected).toEqual([]);
  expect(factsOf({ reviews: [objection('supported')] }).objected).toEqual([]);
  expect(factsOf({ reviews: [objection('unclear', answered('fixed'))] }).objected).toEqual([]);
});

test('a statement that two people changed is counted in every format until somebody read it', () => {
  for (const format of ['markdown', 'word', 'csv', 'bibtex'] as const) {
    expect(factsOf({ readAgain: [T1], format }).readAgain).toEqual([T1]);
    expect(factsOf({ format }).readAgain).toEqual([]);
  }
  expect(factsOf({ readAgain: [T1], sectionId: S1 }).readAgain).toEqual([T1]);
  expect(factsOf({ readAgain: [T1], sectionId: S3 }).readAgain).toEqual([]);
});

test.each(['html', 'rich-text', 'word'] as const)(
  'the style of the file is for Markdown, because %s has inline links under this name',
  (format) => {
    expect(stylesFor('markdown', true, null)).toContain('as-written');
    expect(stylesFor(format, true, null)).not.toContain('as-written');
    const options = { ...DEFAULT_EXPORT_OPTIONS, format, style: 'as-written' } as const;
    expect(availableOptions(options, true, null).style).toBe('inline');
  },
);

test('the notes on cited clips, which no text says, are counted where it is exported', () => {
  expect(factsOf({}).notesLeft).toBe(1);
  expect(factsOf({ sectionId: S1 }).notesLeft).toBe(1);
  expect(factsOf({ sectionId: S3 }).notesLeft).toBe(0);
  expect(factsOf({ format: 'csv' }).notesLeft).toBe(0);
});

/** The facts of the sample report, with one clip of a whole page that an import made. */
function factsWithPage(note: string, format: ExportFormat = 'markdown') {
  const whole = { ...clip(C3, S1), kind: 'page', origin: 'import' } as const;
  const view: ClipView = {
    ...{ ...evidence(1), clip: whole, pin: null, foreign: null, pinnedSince: false },
    ...{ sectionId: S1, note, tags: [], binnedAt: null, isCounted: true },
  };
  const report = { tree: arrangeReport(tree.content, [whole]), views: new Map([[C3, view]]) };
  return exportFacts(report, null, { ...DEFAULT_EXPORT_OPTIONS, format });
}

test('an imported page that no statement cites any more is named where a text leaves it out', () => {
  expect(factsWithPage('').pagesLeft).toEqual([C3]);
  expect(factsWithPage('', 'word').pagesLeft).toEqual([C3]);
  expect(factsWithPage('', 'csv').pagesLeft).toEqual([]);
  expect(factsWithPage('Ask for the table.').pagesLeft).toEqual([]);
  expect(factsOf({}).pagesLeft).toEqual([]);
});

test('the items of the inbox are counted if an exported text leaves them out', () => {
  const left = (options: Partial<ExportOptions>, sectionId: SectionId | null = null) => {
    const facts = exportFacts({ tree, views: new Map() }, sectionId, {
      ...DEFAULT_EXPORT_OPTIONS,
      ...options,
    });
    return [facts.inbox.items, facts.inbox.isWritten];
  };
  // C2 and C3 are in the inbox of the sample report.
  expect(left({})).toEqual([2, false]);
  expect(left({ inbox: true })).toEqual([2, true]);
  expect(left({ blockQuotes: false })).toEqual([0, false]);
  expect(left({ format: 'csv' })).toEqual([0, false]);
  expect(left({}, S1)).toEqual([0, false]);
  const alone = arrangeReport({ ...tree.content, statements: [], placements: [] }, [clip(C2)]);
  const facts = exportFacts({ tree: alone, views: new Map() }, null, DEFAULT_EXPORT_OPTIONS);
  expect(facts.inbox).toEqual({ items: 1, isWritten: true });
});

test('a report that was never checked is exported without results', () => {
  const none = { clips: [], sources: [], pins: [], checks: [] };
  const options = { ...DEFAULT_EXPORT_OPTIONS, badges: true };
  const task = (checks: readonly Check[]) =>
    taskFor({ tree, evidence: { ...none, checks } as never }, options, null);
  const { check } = evidence(1, { verdict: 'verbatim' });
  if (check === null) throw new Error('Give a verdict.');
  expect(task([]).options.badges).toBe(false);
  expect(task([check]).options.badges).toBe(true);
});

test('nothing changes the text of a file that is exported as in the file', () => {
  const imported = importedReport(readReport('# T\n\nIt rose ([A](https://a.example/)).\n'));
  const ticked = { accessDates: true, badges: true, archivedCopies: true, frontMatter: true };
  const report = { tree: arrangeReport(imported.content, imported.clips) };
  const { check } = evidence(1, { verdict: 'verbatim' });
  const { clips, sources, pins } = imported;
  const of = { ...report, evidence: { clips, sources, pins, checks: [check] } as never };
  const names = (style: WriteStyle) => {
    const options = { ...DEFAULT_EXPORT_OPTIONS, ...ticked, style };
    const task = taskFor(of, options, null);
    const facts = factsOf({});
    const has = { ...facts.has, accessDates: true, checks: true, archivedCopies: true };
    return {
      on: Object.keys(ticked).filter((name) =>
        Object.entries(task.options).some(([key, on]) => key === name && on === true),
      ),
      shown: ticksFor(options, { ...facts, has })
        .map(({ name }) => name)
        .filter((name) => name in ticked),
    };
  };
  expect(names('as-written')).toEqual({ on: [], shown: [] });
  expect(names('inline').on).toEqual(Object.keys(ticked));
  expect(names('inline').shown).toEqual(['accessDates', 'badges', 'archivedCopies', 'frontMatter']);
});

test('a list of sources is offered unless the style has one', () => {
  const offered = (style: WriteStyle) => {
    const ticks = ticksFor({ ...DEFAULT_EXPORT_OPTIONS, style }, factsOf({}));
    return ticks.some(({ name }) => name === 'sourceList');
  };
  expect(WRITE_STYLES.filter((style) => !offered(style))).toEqual(['numbered']);
});

test('notes that name others are counted in styles that can change their numbers', () => {
  const { content } = importedReport(
    readReport('It rose.[^1] It fell.[^2]\n\n[^1]: https://a.example/\n[^2]: See note 1.\n'),
  );
  const report = { tree: arrangeReport(content, []), views: new Map() };
  const count = (format: ExportFormat, style: WriteStyle) =>
    exportFacts(report, null, { ...DEFAULT_EXPORT_OPTIONS, format, style }).noteNames;
  expect(count('markdown', 'as-written')).toBe(0);
  expect(count('markdown', 'numbered')).toBe(1);
  expect(count('word', 'inline')).toBe(1);
  expect(count('bibtex', 'numbered')).toBe(0);
});
