import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { changedTitle, sourceTitle } from '@/components/state/clip-view';
import { clipViews } from '@/components/state/clip-views';
import { madeCheck } from '@/scripts/made-evidence';
import { moveClip, setPageTitle, setPin } from '@/utils/model/clip-operations';
import {
  type CheckEvidence,
  CheckEvidenceSchema,
  type Clip,
  PinSchema,
} from '@/utils/model/evidence';
import type { PinId } from '@/utils/model/ids';
import { arrangeReport } from '@/utils/model/report-tree';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';
import { writeAnnotations } from '@/utils/report/write-annotations';
import { citedItems } from '@/utils/report/write-bibliography';
import { writeCitationsCsv } from '@/utils/report/write-csv';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { writeWord } from '@/utils/word/write-word';
import { EVERY_CLIP } from './storage/every-clip';
import {
  checkOf,
  clipOf,
  id,
  jobOf,
  must,
  newLibrary,
  pinOf,
  REPORT,
  restoreFile,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './storage/sample-evidence';
import { wordMarkdown } from './word/word-text';

/* A page that was corrected, with its title: a reviewer takes its words. No browser. */

const here = vi.hoisted(() => ({ library: null as unknown }));
vi.mock('#i18n', () => ({ i18n: { t: (key: string) => key } }));
vi.mock('@/utils/platform/changes', () => ({
  broadcastChange: () => undefined,
  broadcastUpdates: () => undefined,
}));
vi.mock('@/entrypoints/background/serve-team', () => ({ fetchTeamText: async () => undefined }));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => '2026-05-02T10:00:00.000Z',
  useLibrary: <T>(act: (opened: Library) => T) => act(here.library as Library),
}));
const { pinClip } = await import('@/entrypoints/background/pin-clip');

const WAS = 'Reservoir fell to 29 percent in August';
const NOW = 'Reservoir fell to 31 percent in August';
const TEXT =
  'The reservoir stood at 31 percent of its capacity.\nThe wardens counted the boats again.';
const CLIP = id<'clip'>(2_001);
const FIRST = id<'pin'>(4_001);

let library: Library;
let name: string;

beforeEach(() => begin('popup'));

/** Begins with a library that has one clip. */
async function begin(origin: Clip['origin']) {
  ({ library, name } = await newLibrary());
  here.library = library;
  const source = { ...sourceOf(1), title: WAS };
  const pin = pinOf(1, 'The reservoir stood at 29 percent of its capacity.');
  const clip = { ...clipOf(1, source), snapshotId: null, origin };
  must(await library.saveCapture({ source, snapshot: null, clip, pin }));
  must(
    await library.editReport(REPORT, (doc) =>
      moveClip(doc, { clipId: CLIP, position: { sectionId: null } }),
    ),
  );
}

/** Stores a check that read the corrected page. */
async function check(n: number, evidence: Partial<CheckEvidence>, pinId: PinId = FIRST) {
  const run = runOf(n);
  must(await library.startRun(run, [jobOf(n, run, [CLIP])]));
  const snapshot = await snapshotOf(n, sourceOf(1).id, TEXT);
  const about = { contentType: 'text/html', reason: 'words-changed' as const, ...evidence };
  const checked = madeCheck({
    ...{ runId: run.id, clipId: CLIP, pinId, checkedAt: time(n), verdict: 'altered' },
    ...{ snapshotId: snapshot.id, evidence: about },
  });
  must(
    await library.completeJob(id<'job'>(6_000 + n), { checks: [checked], snapshots: [snapshot] }),
  );
  must(await library.finishRun(run.id));
  return run.id;
}

async function pin(
  n: number,
  evidence: Partial<CheckEvidence>,
  wording: 'kept' | 'page' = 'page',
  basedOn: PinId = FIRST,
) {
  const runId = await check(n, evidence, basedOn);
  const pinId = id<'pin'>(4_100 + n);
  const position = { start: 0, end: TEXT.indexOf('\n') };
  must(await pinClip({ reportId: REPORT, pinId, clipId: CLIP, runId, basedOn, position, wording }));
  return pinId;
}

async function report(of: Library = library) {
  const evidence = must(await of.loadEvidence(REPORT));
  const content = must(await of.loadReport(REPORT));
  return { ...evidence, content };
}

async function shown(of: Library = library) {
  const { content, ...evidence } = await report(of);
  const views = clipViews(arrangeReport(content, evidence.clips), evidence);
  return sourceTitle(views.get(CLIP)!);
}
const stored = async (pinId: PinId) => (await report()).pins.find((each) => each.id === pinId);

describe('who takes the words of a corrected page', () => {
  test('takes its title, which the card shows; the source stays as it was', async () => {
    const pinId = await pin(1, { title: NOW });
    expect(await stored(pinId)).toMatchObject({ title: NOW });
    expect(await shown()).toBe(NOW);
    expect((await report()).sources.map(({ title }) => title)).toEqual([WAS]);
  });

  test('exports it in every format, and nothing of the old title', async () => {
    await pin(1, { title: NOW });
    const written = await report();
    const texts = [
      writeMarkdown(written, { sourceList: true, inbox: true }),
      writeMarkdown(written, { style: 'numbered', inbox: true }),
      writeHtmlFragment(written, { sourceList: true, inbox: true }),
      writePlainText(written, { sourceList: true, inbox: true }),
      writeCitationsCsv(written, { inbox: true }),
      writeAnnotations(written),
      JSON.stringify(citedItems(written, { inbox: true })),
    ];
    for (const text of texts)
      expect([text.includes(NOW), text.includes(WAS)], text).toEqual([true, false]);
  });

  test('has the old title again where an earlier pin is held, and the new one after an undo', async () => {
    const pinId = await pin(1, { title: NOW });
    const hold = async (held: PinId) =>
      must(await library.editReport(REPORT, (doc) => setPin(doc, { clipId: CLIP, pinId: held })));
    await hold(FIRST);
    expect(await shown()).toBe(WAS);
    expect(writeMarkdown(await report(), { inbox: true })).not.toContain(NOW);
    await hold(pinId);
    expect(await shown()).toBe(NOW);
  });

  test('records no title where the page has the one of its source, or none is known', async () => {
    expect(await stored(await pin(1, { title: WAS }))).not.toHaveProperty('title');
    expect(await stored(await pin(2, {}))).not.toHaveProperty('title');
    expect(await shown()).toBe(WAS);
  });

  test('keeps the title taken before where the page now tells none', async () => {
    const pinId = await pin(1, { title: NOW });
    expect(await stored(await pin(2, {}, 'page', pinId))).toMatchObject({ title: NOW });
  });

  test('goes back to the title of the source where the page does', async () => {
    const pinId = await pin(1, { title: NOW });
    expect(await stored(await pin(2, { title: WAS }, 'page', pinId))).not.toHaveProperty('title');
    expect(await shown()).toBe(WAS);
  });
});

test('the other clips of the source have the title that was taken', async () => {
  const source = { ...sourceOf(1), title: WAS };
  const stays = { ...clipOf(2, source), id: id<'clip'>(2_002), snapshotId: null };
  const words = { ...pinOf(2, 'The wardens counted the boats again.'), clipId: stays.id };
  must(await library.saveCapture({ source, snapshot: null, clip: stays, pin: words }));
  const shownTitle = async () => {
    const { content, ...evidence } = await report();
    const views = clipViews(arrangeReport(content, evidence.clips), evidence);
    return sourceTitle(views.get(stays.id)!);
  };
  expect(await shownTitle()).toBe(WAS);
  await pin(1, { title: NOW });
  expect(await shownTitle()).toBe(NOW);
  expect(writeMarkdown(await report(), { sourceList: true, inbox: true })).not.toContain(WAS);
});

describe('who takes only the title of a corrected page', () => {
  const take = async (title: string, pinId = FIRST) =>
    must(
      await library.editReport(REPORT, (doc) => setPageTitle(doc, { clipId: CLIP, title, pinId })),
    );
  const view = async () => {
    const { content, ...evidence } = await report();
    return clipViews(arrangeReport(content, evidence.clips), evidence).get(CLIP)!;
  };

  test('the user sees the new title of a page after a check, until they take it', async () => {
    expect(changedTitle(await view())).toBeNull();
    await check(1, { title: NOW });
    expect(changedTitle(await view())).toBe(NOW);
    expect(await shown()).toBe(WAS);
    await take(NOW);
    expect(changedTitle(await view())).toBeNull();
  });

  test('taking a new title keeps the words and their check, and exports have it', async () => {
    await check(1, { title: NOW });
    await take(NOW);
    const { pin, check: checked, source, clippedSource } = await view();
    expect([pin?.id, checked?.verdict, source?.title]).toEqual([FIRST, 'altered', NOW]);
    // The desk shows the page as it was clipped with the title that it had then.
    expect(clippedSource?.title).toBe(WAS);
    const written = writeMarkdown(await report(), { sourceList: true, inbox: true });
    expect([written.includes(NOW), written.includes(WAS)]).toEqual([true, false]);
  });

  test.each([
    ['inline', { sourceList: true }],
    ['footnote', {}],
    ['numbered', {}],
  ] as const)('has it where a statement cites the clip: %s', async (style, more) => {
    must(
      await library.editReport(REPORT, (doc) => {
        const statementId = id<'statement'>(3_001);
        createStatement(doc, { id: statementId, text: 'It rose', position: { sectionId: null } });
        const cited = { id: id<'citation'>(3_002), statementId, clipId: CLIP, label: WAS };
        insertCitation(doc, { ...cited, offset: 'It rose'.length });
      }),
    );
    await check(1, { title: NOW });
    await take(NOW);
    const read = await report();
    const options = { ...more, style };
    const texts = [
      writeMarkdown(read, options),
      writeHtmlFragment(read, options),
      writePlainText(read, options),
      await wordMarkdown(await writeWord(read, options)),
    ];
    for (const text of texts)
      expect([text.includes(NOW), text.includes(WAS)], text).toEqual([true, false]);
  });

  test('a title that comes later with the page’s words is taken, too', async () => {
    await check(1, { title: NOW });
    await take(NOW);
    const last = 'Reservoir fell to 30 percent in August';
    await pin(2, { title: last });
    expect(await shown()).toBe(last);
  });

  test('renewing only the link keeps the new title', async () => {
    await check(1, { title: NOW });
    await take(NOW);
    await pin(2, { title: NOW }, 'kept');
    expect(await shown()).toBe(NOW);
  });

  test('no new title is offered if the report or a post names the page', async () => {
    await begin('import');
    await check(1, { title: NOW });
    expect(changedTitle(await view())).toBeNull();
  });
});

test('an imported source keeps the title that its report gives it', async () => {
  await begin('import');
  expect(await stored(await pin(1, { title: NOW }))).not.toHaveProperty('title');
  expect(await shown()).toBe(WAS);
});

test('a pin that keeps its words keeps its title', async () => {
  const other = 'Reservoir fell again';
  expect(await stored(await pin(1, { title: other }, 'kept'))).not.toHaveProperty('title');
  const pinId = await pin(2, { title: NOW });
  const kept = await stored(await pin(3, { title: other }, 'kept', pinId));
  expect(kept).toMatchObject({ title: NOW });
});

test('a bundle takes the title to another library', async () => {
  await pin(1, { title: NOW });
  const reader = must(await openReader({ name }))!;
  const include = { snapshots: false, notes: false, signedInText: false };
  const stream = await reader.bundle({
    ...{ reportId: REPORT, sectionIds: null, createdAt: time(9) },
    include: { ...include, checks: false, images: false },
  });
  const file = new Uint8Array(await new Response(must(stream)).arrayBuffer());
  reader.close();
  const { library: other } = await newLibrary();
  must(await restoreFile(other, file, 'bundle'));
  expect(await shown(other)).toBe(NOW);
});

test.each([
  ['longer than a page can give', 'x'.repeat(501), false],
  ['of no words', '', false],
  ['as long as a page can give', 'x'.repeat(500), true],
])('a title %s: whether a record has it', (_name, title, isRead) => {
  const { evidence } = checkOf(runOf(1), 1);
  expect(PinSchema.safeParse({ ...pinOf(1), title }).success).toBe(isRead);
  expect(CheckEvidenceSchema.safeParse({ ...evidence, title }).success).toBe(isRead);
});

test('the search finds a clip by the title that it shows', async () => {
  await pin(1, { title: NOW });
  const reader = must(await openReader({ name }))!;
  const query = { ...EVERY_CLIP, order: 'newest', words: '"31 percent in August"' } as const;
  const { hits } = must(await reader.search(query));
  reader.close();
  expect(hits.map(({ clipId }) => clipId)).toEqual([CLIP]);
});
