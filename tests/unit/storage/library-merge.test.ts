import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { CHANGE_KINDS } from '@/utils/model/change-kinds';
import { binClip, moveClip, setNote, setTags } from '@/utils/model/clip-operations';
import { statementsToReadAgain } from '@/utils/model/read-again';
import {
  applyDamageRepairs,
  completeCutWord,
  takeBackRepair,
} from '@/utils/model/repair-operations';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import {
  binSection,
  createSection,
  moveSection,
  renameSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
} from '@/utils/model/statement-operations';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { LONG } from '../../long.mjs';
import {
  attachmentOf,
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  pinOf,
  REPORT,
  restoreFile,
  runOf,
  time,
} from './sample-evidence';

/*
 * Whole libraries that started as one, were edited independently, and were merged by bundles. The
 * result is the same in any order and after any number of merges. Nothing is lost, and nothing
 * purged returns.
 */

interface Copy {
  readonly library: Library;
  readonly name: string;
}

type Bundle = Uint8Array<ArrayBuffer>;
type Act = (library: Library) => Promise<unknown>;

const WHOLE = { snapshots: true, notes: true, signedInText: true, checks: true, images: true };
const NO_NOTES = { ...WHOLE, notes: false };

async function bundleOf({ name }: Copy, include = WHOLE): Promise<Bundle> {
  const reader = must(await openReader({ name }))!;
  const options = { reportId: REPORT, sectionIds: null, include, createdAt: time(50) };
  const bytes = new Uint8Array(
    await new Response(must(await reader.bundle(options))).arrayBuffer(),
  );
  reader.close();
  return bytes;
}

async function merge({ library }: Copy, file: Bundle) {
  return must(await restoreFile(library, file, 'bundle'));
}

async function copyOf(file: Bundle): Promise<Copy> {
  const name = newName();
  const copy = { ...(await newLibrary(name)), name };
  await merge(copy, file);
  return copy;
}

const DAMAGED = 'The river ros 】and fell.';
const REPAIR = id<'repair'>(71);

function damage(doc: Y.Doc): void {
  const statementId = id<'statement'>(23);
  createStatement(doc, { id: statementId, text: DAMAGED, position: { sectionId: id(12) } });
  applyDamageRepairs(doc, [
    {
      id: REPAIR,
      kind: 'leftover-marker',
      statementId,
      citationId: null,
      reason: null,
      line: 1,
      start: DAMAGED.indexOf('】'),
      original: '】',
      mended: '',
      before: '',
      after: '',
      cutAt: DAMAGED.indexOf('ros') + 3,
      missing: 1,
      completions: ['e'],
      isLikely: true,
    },
  ]);
}

async function base(): Promise<Copy> {
  const copy = await newLibrary(newName());
  for (const n of [1, 2]) must(await copy.library.saveCapture(await captureOf(n)));
  must(
    await copy.library.editReport(REPORT, (doc) => {
      for (const n of [11, 12, 13]) {
        createSection(doc, { id: id(n), parentId: null, title: `Section ${n}`, at: time(1) });
      }
      createStatement(doc, {
        id: id(21),
        text: 'It cost 61 million.',
        position: { sectionId: id(11) },
      });
      damage(doc);
      moveClip(doc, { clipId: id(2_001), position: { sectionId: id(11) } });
      moveClip(doc, { clipId: id(2_002), position: { sectionId: id(12) } });
    }),
  );
  return copy;
}

/** Returns what a library has of the report, sorted. */
async function stateOf({ library, name }: Copy) {
  const stores = await dump(name);
  const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
  const content = readReport(doc, REPORT);
  const { clips } = must(await library.loadEvidence(REPORT));
  // Each library sets its own order of records and its own `foreign` marks on runs.
  const rows = (store: string) =>
    stores[store]
      ?.map((row) => JSON.stringify({ ...(row as object), order: undefined, foreign: undefined }))
      .sort();
  const clipIds = new Set([1, 2, 3, 4, 5].map((n) => String(id(2_000 + n))));
  const checked = new Set((stores['checks'] as { runId: string }[]).map((row) => row.runId));
  const purged = stores['purged'] as { id: string }[];
  return {
    content,
    shown: JSON.stringify(arrangeReport(content, clips).sections),
    readAgain: [...statementsToReadAgain(doc)].sort(),
    clips: rows('clips'),
    sources: rows('sources'),
    pins: rows('pins'),
    attachments: rows('attachments'),
    // A run that checked nothing of this report does not matter.
    runs: rows('runs')?.filter((row) => checked.has(JSON.parse(row).id)),
    checks: rows('checks'),
    snapshots: (stores['snapshots'] as { id: string }[]).map((row) => row.id),
    reports: rows('reports')?.map((row) => ({ ...JSON.parse(row), updatedAt: null })),
    named: rows('reportClips'),
    // A source is purged with its last clip. In another copy, that clip may not be the last.
    purged: purged.filter((row) => clipIds.has(row.id)),
  };
}

const section = fc.constantFrom(id<'section'>(11), id<'section'>(12), id<'section'>(13));
const statement = fc.constantFrom(id<'statement'>(21), id<'statement'>(22));
const clipNumber = fc.integer({ min: 1, max: 4 });
const words = fc
  .array(fc.constantFrom('seal', 'tide', ' ', '61', 'not', '.'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const at = fc.nat(40).map(time);

const edit = (change: Parameters<Library['editReport']>[1]): Act => {
  return (library) => library.editReport(REPORT, change);
};

/** Number of the made runs. Two people never make the same one. */
let runs = 0;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(
    edit((doc) => takeBackRepair(doc, REPAIR)),
    edit((doc) => completeCutWord(doc, REPAIR, 'e')),
  ),
  clipNumber.map(
    (n): Act =>
      async (library) =>
        library.saveCapture(await captureOf(n)),
  ),
  fc.tuple(clipNumber, fc.nat(2)).map(([n, round]): Act => {
    const attachment = { ...attachmentOf(n), id: id<'attachment'>(7_100 + 10 * n + round) };
    return (library) => library.addAttachment(attachment);
  }),
  fc.tuple(clipNumber, fc.nat(3)).map(([n, round]): Act => {
    const pin = { ...pinOf(n, `again ${round}`), id: id<'pin'>(4_100 + 10 * n + round) };
    return (library) => library.addPins(REPORT, [pin]);
  }),
  clipNumber.map(
    (n): Act =>
      async (library) => {
        runs += 1;
        const run = runOf(runs);
        const job = jobOf(runs, run, [id(2_000 + n)]);
        await library.startRun(run, [job]);
        await library.completeJob(job.id, { checks: [checkOf(run, n)], snapshots: [] });
        return library.finishRun(run.id);
      },
  ),
  fc.tuple(clipNumber, at).map(
    ([n, when]): Act =>
      async (library) => {
        await library.editReport(REPORT, (doc) =>
          binClip(doc, { clipId: id(2_000 + n), at: when }),
        );
        return library.purgeClips(REPORT, [id(2_000 + n)]);
      },
  ),
  fc
    .tuple(clipNumber, at)
    .map(([n, when]) => edit((doc) => binClip(doc, { clipId: id(2_000 + n), at: when }))),
  fc
    .tuple(clipNumber, section)
    .map(([n, sectionId]) =>
      edit((doc) => moveClip(doc, { clipId: id(2_000 + n), position: { sectionId } })),
    ),
  fc
    .tuple(clipNumber, words)
    .map(([n, note]) => edit((doc) => setNote(doc, { clipId: id(2_000 + n), note }))),
  fc
    .tuple(clipNumber, words)
    .map(([n, tag]) => edit((doc) => setTags(doc, { clipId: id(2_000 + n), tags: [tag] }))),
  fc
    .tuple(section, section, at)
    .map(([key, parentId, when]) =>
      edit((doc) => void moveSection(doc, { id: key, parentId, at: when })),
    ),
  fc.tuple(section, at).map(([key, when]) => edit((doc) => binSection(doc, { id: key, at: when }))),
  fc
    .tuple(section, words)
    .map(([key, title]) => edit((doc) => renameSection(doc, { id: key, title }))),
  fc
    .tuple(statement, section, words)
    .map(([key, sectionId, text]) =>
      edit((doc) => createStatement(doc, { id: key, text, position: { sectionId } })),
    ),
  fc
    .tuple(statement, words)
    .map(([key, text]) => edit((doc) => editStatement(doc, { id: key, text }))),
  fc
    .tuple(statement, at)
    .map(([key, when]) => edit((doc) => binStatement(doc, { id: key, at: when }))),
  fc.tuple(statement, clipNumber).map(([statementId, n]) =>
    edit((doc) =>
      insertCitation(doc, {
        id: id(41),
        statementId,
        clipId: id(2_000 + n),
        label: 'L',
        offset: 3,
      }),
    ),
  ),
);
const acts = fc.array(act, { maxLength: 5 });

describe('libraries worked in apart', () => {
  test('merge to the same in any order, and again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(acts, acts, acts, async (...work) => {
        const start = await base();
        const first = await bundleOf(start);
        const copies: Copy[] = [];
        const files: Bundle[] = [];
        for (const each of work) {
          const copy = await copyOf(first);
          for (const run of each) await run(copy.library);
          copies.push(copy);
          files.push(await bundleOf(copy));
        }
        const [a, b, c] = copies as [Copy, Copy, Copy];
        const [fileA, fileB, fileC] = files as [Bundle, Bundle, Bundle];
        // Merges b and c before either meets a.
        const right = await copyOf(fileB);
        await merge(right, fileC);
        const fileBC = await bundleOf(right);
        const nested = await copyOf(fileA);
        await merge(nested, fileBC);

        for (const file of [fileB, fileC]) await merge(a, file);
        for (const file of [fileC, fileA]) await merge(b, file);
        for (const file of [fileA, fileB]) await merge(c, file);
        const expected = await stateOf(a);
        expect(await stateOf(b)).toEqual(expected);
        expect(await stateOf(c)).toEqual(expected);
        expect(await stateOf(nested)).toEqual(expected);

        for (const file of [fileA, fileC, fileB, fileBC]) await merge(a, file);
        expect(await stateOf(a)).toEqual(expected);
        for (const { library } of [start, right, nested, ...copies]) library.close();
      }),
      { numRuns: LONG ? 30 : 12 },
    );
  });

  test('lose nothing: no unpurged clip and no statement', async () => {
    await fc.assert(
      fc.asyncProperty(acts, acts, async (one, two) => {
        const first = await bundleOf(await base());
        const [a, b] = [await copyOf(first), await copyOf(first)];
        for (const run of one) await run(a.library);
        for (const run of two) await run(b.library);
        const before = [await stateOf(a), await stateOf(b)];
        await merge(a, await bundleOf(b));
        const after = await stateOf(a);
        const ids = (rows: string[] | undefined) =>
          (rows ?? []).map((row) => JSON.parse(row).id as string);
        const purged = new Set(before.flatMap((state) => state.purged.map((row) => row.id)));
        const clips = before.flatMap((state) => ids(state.clips)).filter((key) => !purged.has(key));
        expect(ids(after.clips)).toEqual([...new Set(clips)].sort());
        expect(after.purged.map((row) => row.id)).toEqual([...purged].sort());
        const written = before.flatMap((state) => state.content.statements.map((row) => row.id));
        expect(after.content.statements.map((row) => row.id).sort()).toEqual(
          [...new Set(written)].sort(),
        );
        a.library.close();
        b.library.close();
      }),
      { numRuns: LONG ? 30 : 12 },
    );
  });

  test('change no existing record when the user declines every change', async () => {
    await fc.assert(
      fc.asyncProperty(acts, acts, async (one, two) => {
        const first = await bundleOf(await base());
        const [a, b] = [await copyOf(first), await copyOf(first)];
        for (const run of one) await run(a.library);
        for (const run of two) await run(b.library);
        const before = await stateOf(a);
        const declined = { [REPORT]: [...CHANGE_KINDS] };
        must(
          await restoreFile(a.library, await bundleOf(b), 'bundle', ({ seen }) => ({
            seen,
            declined,
          })),
        );
        const after = await stateOf(a);
        const known = (rows: readonly object[], was: readonly object[], key: string) => {
          const ids = new Set(was.map((row) => Reflect.get(row, key)));
          return rows
            .filter((row) => ids.has(Reflect.get(row, key)))
            .map((row) => ({ ...row, rank: null }))
            .sort((x, y) => (String(Reflect.get(x, key)) < String(Reflect.get(y, key)) ? -1 : 1));
        };
        for (const list of ['sections', 'statements', 'citations'] as const) {
          const was = before.content[list];
          expect(known(after.content[list], was, 'id')).toEqual(known(was, was, 'id'));
        }
        const placed = before.content.placements;
        expect(known(after.content.placements, placed, 'clipId')).toEqual(
          known(placed, placed, 'clipId'),
        );
        expect(after.content.title).toBe(before.content.title);
        expect(after.clips).toEqual(expect.arrayContaining(before.clips ?? []));
        expect(after.pins).toEqual(expect.arrayContaining(before.pins ?? []));
        expect(after.attachments).toEqual(expect.arrayContaining(before.attachments ?? []));
        a.library.close();
        b.library.close();
      }),
      { numRuns: LONG ? 60 : 20 },
    );
  });

  test('take back once a repair that both took back', async () => {
    const first = await bundleOf(await base());
    const [a, b] = [await copyOf(first), await copyOf(first)];
    for (const { library } of [a, b]) {
      must(await library.editReport(REPORT, (doc) => takeBackRepair(doc, REPAIR)));
    }
    await merge(a, await bundleOf(b));
    const { content } = await stateOf(a);
    expect(content.statements.map(({ text }) => text)).toContain(DAMAGED);
    for (const { library } of [a, b]) library.close();
  });

  test('merge without their notes too, and each keeps its own', async () => {
    await fc.assert(
      fc.asyncProperty(acts, acts, async (one, two) => {
        const first = await bundleOf(await base());
        const [a, b] = [await copyOf(first), await copyOf(first)];
        for (const run of one) await run(a.library);
        for (const run of two) await run(b.library);
        const notesOf = async (copy: Copy) =>
          new Map(
            (await stateOf(copy)).content.placements.map(({ clipId, note }) => [clipId, note]),
          );
        const own = await notesOf(a);
        const [fileA, fileB] = [await bundleOf(a, NO_NOTES), await bundleOf(b, NO_NOTES)];
        await merge(a, fileB);
        await merge(b, fileA);
        const kept = await notesOf(a);
        for (const [clipId, note] of own) expect(kept.get(clipId)).toBe(note);
        const strip = ({ content, ...rest }: Awaited<ReturnType<typeof stateOf>>) => ({
          ...rest,
          shown: null,
          content: {
            ...content,
            placements: content.placements
              .map((placement) => ({ ...placement, note: '' }))
              .filter(
                ({ rank, tags, binnedAt }) => rank !== null || tags.length > 0 || binnedAt !== null,
              ),
          },
          named: null,
        });
        expect(strip(await stateOf(b))).toEqual(strip(await stateOf(a)));
        a.library.close();
        b.library.close();
      }),
      { numRuns: LONG ? 20 : 8 },
    );
  });
});
