import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { binClip, setNote } from '@/utils/model/clip-operations';
import { openReader } from '@/utils/storage/read';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import {
  attachmentOf,
  captureOf,
  checkOf,
  dump,
  EVIDENCE_STORES,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

async function filled() {
  const { library, name } = await newLibrary();
  must(await library.createReport({ id: OTHER, title: 'Autre', language: 'fr' }));
  for (const n of [1, 2, 3]) must(await library.saveCapture(await captureOf(n)));
  return { library, name };
}

test('erasing leaves no record of anything in any store', async () => {
  const { library, name } = await filled();
  const { mark } = must(await library.markLibrary());
  must(await library.eraseLibrary(mark));
  const left = Object.entries(await dump(name)).filter(([, records]) => records.length > 0);
  expect(left.map(([store]) => store)).toEqual(['meta']);
  const meta = left.flatMap(([, records]) => records);
  expect(meta).toMatchObject([{ key: 'library' }, { key: 'order' }, { key: 'projections' }]);
  expect(must(await library.listReports())).toEqual([]);
  // The library continues to work. Cached data is gone as well.
  expect(await library.loadReport(REPORT)).toMatchObject({ error: { code: 'not_found' } });
  must(await library.createReport({ id: OTHER, title: 'New', language: 'en' }));
  expect(must(await library.listReports())).toMatchObject([{ title: 'New' }]);
});

test('a backup made after the mark brings everything back', async () => {
  const { library, name } = await filled();
  const run = runOf(1);
  const job = jobOf(1, run, [id(2_001)]);
  must(await library.startRun(run, [job]));
  must(await library.leaseJob(job.id, { now: time(10), leaseMs: 60_000 }));
  const snapshot = await snapshotOf(501, sourceOf(1).id, 'What the check read.');
  const check = { ...checkOf(run, 1), snapshotId: snapshot.id };
  must(await library.completeJob(job.id, { checks: [check], snapshots: [snapshot] }));
  must(await library.finishRun(run.id));
  must(
    await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_002), note: 'Ask.' })),
  );
  must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_003), at: time(9) })));
  must(await library.purgeClips(REPORT, [id(2_003)]));
  must(await library.addAttachment(attachmentOf(2)));
  const before = await dump(name);
  for (const store of ['runs', 'checks', 'purged', 'attachments']) {
    expect(before[store]?.length, store).toBeGreaterThan(0);
  }
  const report = must(await library.loadReport(REPORT));
  const { mark } = must(await library.markLibrary());
  const reader = must(await openReader({ name }));
  const stream = must((await reader?.backup({ createdAt: time(50) })) ?? fail());
  const file = await new Response(stream).blob();
  reader?.close();
  must(await library.eraseLibrary(mark));

  const { restoreId } = must(await library.beginRestore('backup'));
  let index = 0;
  for await (const piece of readBackupFile(file)) {
    must(await library.restoreChunk(restoreId, index, piece));
    index += 1;
  }
  must(await library.commitRestore(restoreId, 'everything'));
  const after = await dump(name);
  for (const store of EVIDENCE_STORES) {
    expect(after[store], store).toEqual(before[store]);
  }
  expect(must(await library.loadReport(REPORT))).toEqual(report);
  expect(
    must(await library.listReports())
      .map(({ id: own }) => own)
      .sort(),
  ).toEqual([REPORT, OTHER]);
});

type Filled = Awaited<ReturnType<typeof filled>>['library'];

test.each<[string, (library: Filled) => Promise<unknown>]>([
  ['a clip was saved', async (library) => must(await library.saveCapture(await captureOf(4)))],
  [
    'a clip was pinned anew',
    async (library) => must(await library.addPins(REPORT, [{ ...pinOf(1), id: id(4_100) }])),
  ],
  [
    'a note was written',
    async (library) =>
      must(
        await library.editReport(REPORT, (doc) =>
          setNote(doc, { clipId: id(2_001), note: 'New.' }),
        ),
      ),
  ],
  [
    'a report was made',
    async (library) =>
      must(await library.createReport({ id: id(3), title: 'Third', language: 'en' })),
  ],
])('nothing is erased where %s after the mark', async (_name, act) => {
  const { library, name } = await filled();
  const { mark } = must(await library.markLibrary());
  await act(library);
  const before = await dump(name);
  expect(await library.eraseLibrary(mark)).toMatchObject({ error: { code: 'library_changed' } });
  expect(await dump(name)).toEqual(before);
  const again = must(await library.markLibrary());
  must(await library.eraseLibrary(again.mark));
});

function fail(): never {
  throw new Error('No reader.');
}
