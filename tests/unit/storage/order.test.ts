import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Check, Pin, Run, Verdict } from '@/utils/model/evidence';
import type { Id } from '@/utils/model/ids';
import { loadReportDocument, type ReportUpdate } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { gatherEvidence } from '@/utils/report/citation-target';
import { writeMarkdown } from '@/utils/report/write-markdown';
import {
  BACKUP_FORMAT,
  type BackupRecord,
  createLineWriter,
  encodeRecord,
} from '@/utils/storage/backup-format';
import { BUNDLE_FORMAT, BUNDLE_PARTS } from '@/utils/storage/bundle-format';
import { type Library, openLibrary } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import { EVERY_CLIP } from './every-clip';
import {
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  OTHER,
  pinOf,
  REPORT,
  restoreFile,
  runOf,
  time,
} from './sample-evidence';

/*
 * The library never orders records by a written time, because a stranger may have forged the
 * time, or the local clock may have been wrong.
 */

const FAR = '2099-01-01T00:00:00.000Z';
const CLIP = id<'clip'>(2_001);

interface Copy {
  readonly library: Library;
  readonly name: string;
}

const open: Library[] = [];
afterEach(() => {
  for (const library of open.splice(0)) library.close();
});

/** A library with one clip that has no check. */
async function clipped(): Promise<Copy> {
  const copy = await newLibrary();
  open.push(copy.library);
  must(await copy.library.saveCapture(await captureOf(1)));
  return copy;
}

/** Checks the clip in a run, at the times given. */
async function check(
  { library }: Copy,
  n: number,
  verdict: Verdict,
  at: { readonly startedAt?: string; readonly checkedAt?: string; readonly pinId?: Id<'pin'> } = {},
): Promise<Run> {
  const { startedAt = time(n), ...of } = at;
  const run = { ...runOf(n), startedAt };
  const job = jobOf(n, run, [CLIP]);
  must(await library.startRun(run, [job]));
  const found = { ...checkOf(run, 1, n), verdict, snapshotId: null, ...of };
  must(await library.completeJob(job.id, { checks: [found], snapshots: [] }));
  must(await library.finishRun(run.id));
  return run;
}

/** The verdict of the clip on the card, in the popup, the search, the counts and an export. */
async function said({ library, name }: Copy) {
  const reader = must(await openReader({ name }))!;
  const verdicts = async () => {
    const answer = must(await reader.search({ ...EVERY_CLIP, counted: true }));
    const found = must(await reader.foundClips(answer.hits));
    return { result: found[0]?.check?.verdict, counts: [...(answer.counts?.verdicts ?? [])] };
  };
  const stale = await verdicts();
  while (must(await library.settleSearch()));
  const settled = await verdicts();
  const evidence = must(await library.loadEvidence(REPORT));
  const content = must(await library.loadReport(REPORT));
  const exported = writeMarkdown(
    { content, ...evidence },
    { badges: true, checks: evidence.checks, inbox: true },
  );
  const pin = gatherEvidence(
    evidence.clips,
    evidence.sources,
    evidence.pins,
    content.placements,
  ).pinOf(CLIP);
  const history = must(await library.clipHistory(CLIP));
  const recent = must(await library.recentClips(1));
  reader.close();
  return {
    card: evidence.checks.find(({ pinId }) => pinId === pin?.id)?.verdict,
    popup: recent[0]?.check?.verdict,
    result: stale.result,
    filter: settled.counts,
    lastInHistory: history.checks.at(-1)?.verdict,
    exported: /verbatim|altered|unchecked/iu.exec(exported)?.[0].toLowerCase(),
    same: JSON.stringify(stale) === JSON.stringify(settled),
  };
}

const ALTERED = {
  card: 'altered',
  popup: 'altered',
  result: 'altered',
  filter: [['altered', 1]],
  lastInHistory: 'altered',
  exported: 'altered',
  same: true,
};

type Records = readonly BackupRecord[];

interface Handed {
  readonly kind: 'backup' | 'bundle';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file with any records, like the file of an attacker. */
async function fileOf(header: { readonly format: string }, records: Records): Promise<Handed> {
  const write = createLineWriter();
  const lines = [write(header)];
  for (const record of records) for (const line of encodeRecord(record)) lines.push(write(line));
  lines.push(write({ end: true, records: records.length }));
  const bytes = await gzip(new TextEncoder().encode(lines.join('')));
  return { bytes, kind: header.format === BACKUP_FORMAT ? 'backup' : 'bundle' };
}

const BUNDLE = {
  format: BUNDLE_FORMAT,
  version: 1,
  createdAt: FAR,
  kind: 'report',
  reportId: REPORT,
  title: 'Tides',
  language: 'en',
  leftOut: [...BUNDLE_PARTS],
  counts: {},
  absent: [],
};
const BACKUP = { format: BACKUP_FORMAT, version: 1, createdAt: FAR, counts: {} };

/** A stranger's run with this verdict about the quote of the clip. */
function theirRun(n: number, verdict: Verdict, at = FAR): { run: Run; check: Check } {
  const run = { ...runOf(n), startedAt: at, finishedAt: at };
  return { run, check: { ...checkOf(run, 1), checkedAt: at, verdict, snapshotId: null } };
}

/** The records that a bundle needs besides its runs: source, clip, pin and report. */
async function around({ library }: Copy): Promise<{ before: Records; after: Records }> {
  const { source, clip, pin } = await captureOf(1);
  const updates = must(await library.loadReportUpdates(REPORT));
  return {
    before: [
      { store: 'sources', record: source },
      { store: 'clips', record: clip },
      { store: 'pins', record: pin },
    ],
    after: updates.slice(0, 1).map(({ update }) => ({
      store: 'reportUpdates',
      record: { reportId: REPORT, at: FAR, update: new Uint8Array(update) },
    })),
  };
}

async function bundleOf(
  copy: Copy,
  found: readonly { readonly run: Run; readonly check: Check }[],
  { header = {}, pins = [] }: { readonly header?: object; readonly pins?: readonly Pin[] } = {},
): Promise<Handed> {
  const { before, after } = await around(copy);
  return fileOf({ ...BUNDLE, ...header }, [
    ...before,
    ...pins.map((record): BackupRecord => ({ store: 'pins', record })),
    ...found.map(({ run }): BackupRecord => ({ store: 'runs', record: run })),
    ...found.map((each): BackupRecord => ({ store: 'checks', record: each.check })),
    ...after,
  ]);
}

async function take({ library }: Copy, { bytes, kind }: Handed) {
  return must(await restoreFile(library, bytes, kind));
}

async function written({ name }: Copy, kind: Handed['kind']): Promise<Handed> {
  const reader = must(await openReader({ name }))!;
  const include = {
    snapshots: true,
    notes: true,
    signedInText: true,
    checks: true,
    images: true,
  };
  const of = { reportId: REPORT, sectionIds: null, include, createdAt: time(50) };
  const stream =
    kind === 'backup'
      ? await reader.backup({ createdAt: time(50) })
      : await reader.bundle({ ...of, by: 'Ana' });
  const bytes = await new Response(must(stream)).arrayBuffer();
  reader.close();
  return { bytes: new Uint8Array(bytes), kind };
}

/** A new, empty library. */
async function empty(): Promise<Copy> {
  const name = newName();
  const library = must(await openLibrary({ name, now: () => time(55) }));
  open.push(library);
  return { library, name };
}

async function foreignOf({ library }: Copy) {
  const { foreign } = must(await library.loadEvidence(REPORT));
  // Only checks of the current pin count here. Older pins may have foreign checks too.
  const held = foreign.filter((each) => each.check.pinId === pinOf(1).id);
  return held.map((each) => [each.check.verdict, each.by.kind, each.by.name]);
}

/** A report document with one more edit from another copy. */
function editedElsewhere(updates: readonly ReportUpdate[]): Uint8Array<ArrayBuffer> {
  const doc = loadReportDocument(updates);
  setTitle(doc, { title: 'Tides of the year' });
  return new Uint8Array(Y.encodeStateAsUpdate(doc));
}

describe('a run dated in the future does not hide a later verdict', () => {
  test('when the local clock was wrong during the run', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim', { startedAt: FAR, checkedAt: FAR });
    await check(copy, 2, 'altered');
    expect(await said(copy)).toEqual(ALTERED);
  });

  test('when the run comes from a bundle', async () => {
    const copy = await clipped();
    await take(copy, await bundleOf(copy, [theirRun(1, 'verbatim')]));
    await check(copy, 2, 'altered');
    expect(await said(copy)).toEqual(ALTERED);
  });

  test('when the run comes from a bundle after the verdict', async () => {
    const copy = await clipped();
    await check(copy, 1, 'altered');
    await take(copy, await bundleOf(copy, [theirRun(2, 'verbatim')]));
    expect(await said(copy)).toEqual({ ...ALTERED, lastInHistory: 'verbatim' });
    expect(await foreignOf(copy)).toEqual([]);
  });

  test('when the run comes from a backup', async () => {
    const copy = await clipped();
    const { run, check: found } = theirRun(1, 'verbatim');
    await take(
      copy,
      await fileOf(BACKUP, [
        { store: 'runs', record: run },
        { store: 'checks', record: found },
      ]),
    );
    await check(copy, 2, 'altered');
    expect(await said(copy)).toEqual(ALTERED);
  });

  test('when the run comes from a backup with an order of 2 ** 48', async () => {
    const copy = await empty();
    const { before, after } = await around(await clipped());
    const { run, check: found } = theirRun(1, 'verbatim');
    await take(
      copy,
      await fileOf(BACKUP, [
        ...before,
        { store: 'runs', record: { ...run, order: 2 ** 48 } },
        { store: 'checks', record: { ...found, order: 2 ** 48 } },
        ...after,
      ]),
    );
    await check(copy, 2, 'altered');
    expect(await said(copy)).toEqual(ALTERED);
    // A backup of the later records can be restored.
    const again = await empty();
    await take(again, await written(copy, 'backup'));
    expect(await said(again)).toEqual(ALTERED);
  });

  test('in the numbers before the last run, and in the list of fallen clips', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim', { startedAt: FAR, checkedAt: FAR });
    const run = await check(copy, 2, 'altered');
    expect(must(await copy.library.fallenClips(run.id))).toEqual([CLIP]);
    const reader = must(await openReader({ name: copy.name }))!;
    const before = must(await reader.checksBeforeLastRun(REPORT));
    reader.close();
    expect(before.map(({ verdict }) => verdict)).toEqual(['verbatim']);
  });
});

test('with two runs at the same time, the library shows the latest check', async () => {
  const copy = await clipped();
  const { library } = copy;
  const [slow, quick] = [runOf(1), runOf(2)];
  must(await library.startRun(slow, [jobOf(1, slow, [CLIP])]));
  must(await library.startRun(quick, [jobOf(2, quick, [CLIP])]));
  const found = (run: Run, verdict: Verdict) => ({
    checks: [{ ...checkOf(run, 1), verdict, snapshotId: null }],
    snapshots: [],
  });
  must(await library.completeJob(id(6_002), found(quick, 'verbatim')));
  must(await library.finishRun(quick.id));
  must(await library.completeJob(id(6_001), found(slow, 'altered')));
  expect(await said(copy)).toEqual(ALTERED);
});

describe('a check of another person', () => {
  const NO_VERDICT = {
    card: undefined,
    popup: undefined,
    result: undefined,
    filter: [['none', 1]],
    exported: undefined,
    same: true,
  };

  test('a foreign pass gives an unchecked clip no verdict, but is listed', async () => {
    const copy = await clipped();
    await take(copy, await bundleOf(copy, [theirRun(1, 'verbatim')], { header: { by: 'Ana' } }));
    expect(await said(copy)).toMatchObject(NO_VERDICT);
    expect(await foreignOf(copy)).toEqual([['verbatim', 'bundle', 'Ana']]);
  });

  test('a foreign pass gives no verdict when it names a run of this library', async () => {
    const copy = await clipped();
    must(await copy.library.saveCapture(await captureOf(2)));
    const own = runOf(1);
    must(await copy.library.startRun(own, [jobOf(1, own, [id(2_002)])]));
    must(
      await copy.library.completeJob(id(6_001), {
        checks: [{ ...checkOf(own, 2), snapshotId: null }],
        snapshots: [],
      }),
    );
    must(await copy.library.finishRun(own.id));
    await take(copy, await bundleOf(copy, [theirRun(1, 'verbatim')]));
    expect((await said(copy)).card).toBeUndefined();
    expect((await dump(copy.name))['checks']).toHaveLength(1);
  });

  test.each<Verdict>(['altered', 'missing', 'gone'])(
    'a foreign verdict “%s” stays listed beside the own verdict until the next own check',
    async (verdict) => {
      const copy = await clipped();
      await check(copy, 1, 'verbatim');
      await take(copy, await bundleOf(copy, [theirRun(2, verdict, time(1))]));
      expect((await said(copy)).card).toBe('verbatim');
      expect(await foreignOf(copy)).toEqual([[verdict, 'bundle', null]]);
      await check(copy, 3, 'verbatim');
      expect(await foreignOf(copy)).toEqual([]);
    },
  );

  test('a foreign pass from a later file does not remove a foreign fall', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    await take(copy, await bundleOf(copy, [theirRun(2, 'altered')], { header: { by: 'Ana' } }));
    await take(copy, await bundleOf(copy, [theirRun(3, 'verbatim')], { header: { by: 'Ana' } }));
    expect(await foreignOf(copy)).toEqual([['altered', 'bundle', 'Ana']]);
  });

  test('a later pass in the same file removes a foreign fall', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    // Bundles list the latest run first.
    await take(copy, await bundleOf(copy, [theirRun(3, 'verbatim'), theirRun(2, 'altered')]));
    expect(await foreignOf(copy)).toEqual([]);
  });

  test('a fall of another pin is not listed for the current pin', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    const other = { ...pinOf(1, 'other words'), id: id<'pin'>(4_900) };
    const { run, check: found } = theirRun(2, 'altered');
    const bundle = await bundleOf(copy, [{ run, check: { ...found, pinId: other.id } }], {
      pins: [other],
    });
    await take(copy, bundle);
    expect(await foreignOf(copy)).toEqual([]);
  });

  test('keeps its author elsewhere, and is an own check again in the first library', async () => {
    const ana = await clipped();
    await check(ana, 1, 'altered');
    const first = await written(ana, 'bundle');
    const bob = await empty();
    await take(bob, first);
    const cleo = await empty();
    await take(cleo, await written(bob, 'bundle'));
    expect(await foreignOf(cleo)).toEqual([['altered', 'bundle', 'Ana']]);
    await take(ana, await written(cleo, 'bundle'));
    expect(await said(ana)).toEqual(ALTERED);
    expect(await foreignOf(ana)).toEqual([]);
  });

  test('a bundle does not contain the order, file or library fields', async () => {
    const ana = await clipped();
    await check(ana, 1, 'altered');
    const text = new TextDecoder().decode(
      (await gunzip((await written(ana, 'bundle')).bytes, 10_000_000))!,
    );
    expect(text).toContain('"by":"Ana"');
    expect(text).not.toMatch(/"(order|file|library)":/u);
  });
});

describe('a backup', () => {
  test('restored into an empty library keeps its checks as own checks, in order', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim', { startedAt: FAR, checkedAt: FAR });
    await check(copy, 2, 'altered');
    const restored = await empty();
    await take(restored, await written(copy, 'backup'));
    expect(await said(restored)).toEqual(ALTERED);
    await check(restored, 3, 'missing');
    expect((await said(restored)).card).toBe('missing');
  });

  test('adds no verdict to a library that is not empty, even with its id and all of its runs', async () => {
    const copy = await clipped();
    await check(copy, 1, 'altered');
    const restored = await empty();
    await take(restored, await written(copy, 'backup'));
    // A person who has a backup of the library knows its id and runs, and can add a pass.
    await check(copy, 2, 'verbatim');
    await take(restored, await written(copy, 'backup'));
    expect(await said(restored)).toMatchObject({ card: 'altered', result: 'altered' });
  });

  test('with the id and all runs of the library shows a later fall as the finding of another library', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    const restored = await empty();
    await take(restored, await written(copy, 'backup'));
    await check(copy, 2, 'altered');
    await take(restored, await written(copy, 'backup'));
    expect(await foreignOf(restored)).toEqual([['altered', 'library', null]]);
  });

  test('of a copy that diverged does not hide a later verdict of this library', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    const restored = await empty();
    await take(restored, await written(copy, 'backup'));
    await check(restored, 2, 'altered');
    for (const n of [3, 4, 5]) await check(copy, n, 'verbatim');
    await take(restored, await written(copy, 'backup'));
    expect(await said(restored)).toMatchObject({ card: 'altered', result: 'altered' });
  });

  test('of another library gives no clip a verdict', async () => {
    const other = await clipped();
    await check(other, 1, 'verbatim');
    const copy = await clipped();
    await take(copy, await written(other, 'backup'));
    expect((await said(copy)).card).toBeUndefined();
    expect(await foreignOf(copy)).toEqual([['verbatim', 'library', null]]);
  });

  test('restored a second time changes nothing', async () => {
    const copy = await clipped();
    await check(copy, 1, 'verbatim');
    const file = await written(copy, 'backup');
    const before = await dump(copy.name);
    await take(copy, file);
    expect(await dump(copy.name)).toEqual(before);
  });
});

test('a clip or edit dated in the future does not come first in recent lists', async () => {
  const copy = await clipped();
  const { source, clip, pin } = await captureOf(2);
  const updates = must(await copy.library.loadReportUpdates(REPORT));
  must(await copy.library.createReport({ id: OTHER, title: 'Changed last', language: 'en' }));
  await take(
    copy,
    await fileOf(BUNDLE, [
      { store: 'sources', record: source },
      { store: 'clips', record: { ...clip, capturedAt: FAR } },
      { store: 'pins', record: pin },
      {
        store: 'reportUpdates',
        record: { reportId: REPORT, at: FAR, update: editedElsewhere(updates) },
      },
    ]),
  );
  const recent = must(await copy.library.recentClips(5));
  expect(recent.map(({ clip: { id: key } }) => key)).toEqual([CLIP, id(2_002)]);
  const [first] = must(await copy.library.listReports());
  expect(first?.updatedAt.slice(0, 4)).toBe('2025');
});

describe('the pin that was stored first stays current', () => {
  const forged: [string, Partial<Pin>][] = [
    ['a time in the future', { id: id<'pin'>(4_900), madeAt: FAR }],
    [
      'an id of 1970',
      {
        id: '00000000-0000-7000-8000-000000000001' as Id<'pin'>,
        madeAt: '1970-01-01T00:00:00.000Z',
      },
    ],
  ];

  test.each(forged)('after a bundle adds a pin with %s', async (_name, change) => {
    const copy = await clipped();
    const { library, name } = copy;
    const theirs = { ...pinOf(1, 'words of a stranger'), ...change };
    await take(copy, await bundleOf(copy, [], { pins: [theirs] }));
    const quotes = async () => {
      const evidence = must(await library.loadEvidence(REPORT));
      const content = must(await library.loadReport(REPORT));
      const { clips, sources, pins } = evidence;
      const reader = must(await openReader({ name }))!;
      const words = { ...EVERY_CLIP, words: 'quote number 1' };
      const answer = must(await reader.search(words));
      const found = must(await reader.foundClips(answer.hits));
      reader.close();
      return [
        gatherEvidence(clips, sources, pins, content.placements).pinOf(CLIP)?.quote,
        found[0]?.pin?.quote,
        must(await library.recentClips(1))[0]?.pin?.quote,
      ];
    };
    expect(await quotes()).toEqual(Array(3).fill('quote number 1'));
    // The library and its backup keep the foreign pin after the first pin.
    const { pins } = must(await library.loadEvidence(REPORT));
    expect(pins.map(({ quote }) => quote)).toEqual(['quote number 1', 'words of a stranger']);
    const restored = await empty();
    await take(restored, await written(copy, 'backup'));
    const after = must(await restored.library.loadEvidence(REPORT));
    expect(after.pins.map(({ quote }) => quote)).toEqual(pins.map(({ quote }) => quote));
  });
});
