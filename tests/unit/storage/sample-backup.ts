import { binClip, setNote } from '@/utils/model/clip-operations';
import { createStatement } from '@/utils/model/statement-operations';
import { createLineWriter } from '@/utils/storage/backup-format';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import {
  attachmentOf,
  attachmentWithoutBytes,
  captureOf,
  checkOf,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  REPORT,
  restoreFile,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';
import { decisionOf, draftOf } from './sample-reviews';

/** A library with a record in every store. */
export async function filled() {
  const { library, name } = await newLibrary();
  await library.createReport({ id: OTHER, title: 'Autre', language: 'fr' });
  for (const n of [1, 2, 3, 4]) must(await library.saveCapture(await captureOf(n)));
  must(await library.addAttachment(attachmentOf(2)));
  must(await library.addAttachment(attachmentWithoutBytes(3)));
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001)])]));
  const text = await snapshotOf(501, sourceOf(1).id, 'The page as it was fetched: œuvre, 海.');
  const checks = [{ ...checkOf(run, 1), snapshotId: text.id }];
  must(await library.completeJob(id(6_001), { checks, snapshots: [text] }));
  must(await library.finishRun(run.id));
  must(
    await library.editReport(REPORT, (doc) => {
      createStatement(doc, { id: id(21), text: 'One.', position: { sectionId: null } });
      setNote(doc, { clipId: id(2_001), note: 'A note.' });
      binClip(doc, { clipId: id(2_004), at: time(9) });
    }),
  );
  must(await library.purgeClips(REPORT, [id(2_004)]));
  must(await library.recordReviews(REPORT, [draftOf(decisionOf())]));
  return { library, name };
}

/** Returns the backup of the library with this name. */
export async function backupOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = must(await openReader({ name }))!;
  const stream = must(await reader.backup({ createdAt: time(50) }));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  reader.close();
  return bytes;
}

/** Restores a file like the background, piece by piece. */
export function restore(library: Library, file: Uint8Array<ArrayBuffer>) {
  return restoreFile(library, file, 'backup');
}

/** Returns the file with changed text, compressed again. */
export async function rewrite(
  file: Uint8Array<ArrayBuffer>,
  change: (text: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await gunzip(file, 10_000_000);
  return gzip(new TextEncoder().encode(change(new TextDecoder().decode(bytes!))));
}

/** Changes lines and gives each the correct checksum. */
export function rewriteRecords(
  file: Uint8Array<ArrayBuffer>,
  change: (line: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  return rewrite(file, (text) => {
    const write = createLineWriter();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { sum: _sum, ...body } = JSON.parse(change(line));
        return write(body);
      })
      .join('');
  });
}
