import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Review } from '@/utils/model/project-reviews';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { openLibrary } from '@/utils/storage/library';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import type { StoredUpdate } from '@/utils/storage/schema';
import { gzip } from '@/utils/storage/snapshot-text';
import { dump, must, newName, REPORT, time } from './sample-evidence';
import { shownIn } from './sample-reviews';

/**
 * Files that older versions wrote, unpacked: before attachments, before signed reviews, before notes
 * had a document of their own, and before a sign-off recorded its parts.
 */
const FILES = [1, 2, 3, 4].flatMap((version) =>
  (['backup', 'bundle'] as const).map((kind) => ({ version, kind })),
);
const NOTES: Record<number, string[]> = {
  1: ['Ask again.'],
  2: ['A note.'],
  3: ['A note, changed.', 'Of one author with the rest.'],
  4: ['A note.'],
};
/** The name of each text of a note, and everything that was ever typed into one. */
const TYPED = ['note/', 'Ask again', 'A note', 'changed', 'Of one author', 'Typed and deleted'];
const DECISIONS: Record<number, string[]> = {
  1: [],
  2: ['unsigned Ines: unsupported, It says two., disputed', 'unsigned Tom: supported, , '],
  // Signed by another installation, whose key nobody has compared.
  3: ['unverified Ines: unsupported, The page says 68., '],
  4: ['unverified Ines: unsupported, The page says 68., '],
};
const SIGN_OFFS: Record<number, (readonly [string, string])[]> = {
  1: [],
  2: [['unsigned', 'Ines']],
  3: [],
  // Signed before sign-offs had parts, and the signature is still valid.
  4: [['unverified', 'Ines']],
};
const STORES = ['purged', 'sources', 'snapshots', 'clips', 'pins', 'runs', 'checks'];

/** Returns a record as in a file, with its bytes as base64. */
function asFiled(record: unknown): unknown {
  const fields = Object.entries(record as object).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  ]);
  return Object.fromEntries(fields);
}

test.each(FILES)(
  'a $kind of version $version gives every record that it holds',
  async ({ version, kind }) => {
    const text = readFileSync(`tests/fixtures/version-${version}/${kind}.ndjson`, 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ format: `pincite-${kind}`, version });
    const filed = (store: string) =>
      lines.flatMap((line) => (line.store === store ? [line.record] : []));

    const name = newName();
    const library = must(await openLibrary({ name, now: () => time(50) }));
    const { restoreId } = must(await library.beginRestore(kind));
    let index = 0;
    for await (const piece of readBackupFile(
      new Blob([await gzip(new TextEncoder().encode(text))]),
    )) {
      must(await library.restoreChunk(restoreId, index, piece));
      index += 1;
    }
    must(await library.commitRestore(restoreId, 'everything'));

    const stored = await dump(name);
    for (const store of version === 1 ? STORES : [...STORES, 'attachments']) {
      expect(filed(store).length, store).toBeGreaterThan(0);
      const restored = stored[store]?.map(asFiled) ?? [];
      expect(restored, store).toHaveLength(filed(store).length);
      // The library adds only its own `order` to the records of the file.
      const asStored = filed(store).map((record) => expect.objectContaining(record));
      expect(restored, store).toEqual(expect.arrayContaining(asStored));
    }
    if (version === 1) expect(stored['attachments']).toEqual([]);
    const updates = filed('reportUpdates')
      .filter(({ reportId }) => reportId === REPORT)
      .map(({ update }) => new Uint8Array(Buffer.from(update, 'base64')));
    // The document of an old version holds the notes as well.
    const whole = new Y.Doc();
    for (const update of updates) Y.applyUpdate(whole, update);
    const content = readReport(loadReportDocument(updates.map((update) => ({ update }))), REPORT);
    expect(content.statements.length).toBeGreaterThan(0);
    const loaded = must(await library.loadReport(REPORT));
    expect({ ...loaded, placements: [] }).toEqual({ ...content, placements: [] });
    const placed = new Set(content.placements.map(({ clipId }) => clipId));
    const withoutNotes = loaded.placements.map((placement) => ({ ...placement, note: '' }));
    expect(withoutNotes.filter(({ clipId }) => placed.has(clipId))).toEqual(content.placements);
    const notes = loaded.placements.filter(({ note }) => note !== '');
    for (const { clipId, note } of notes) {
      expect(note).toBe(whole.getText(`note/${clipId}`).toString());
    }
    expect(notes.map(({ note }) => note).sort()).toEqual(NOTES[version]);
    // Nothing of a note stays in the document of the content.
    for (const row of stored['reportUpdates'] as StoredUpdate[]) {
      const held = TYPED.filter((text) => Buffer.from(row.update).includes(text));
      if (row.notes !== true) expect(held).toEqual([]);
    }
    // Old files hold decisions in the document. The library reads them as unsigned records.
    const reviews = await shownIn(library);
    expect(reviews.reviews.map(decisionLine).sort()).toEqual(DECISIONS[version]);
    expect(reviews.signOffs.map(({ standing, reviewer }) => [standing, reviewer])).toEqual(
      SIGN_OFFS[version],
    );
    expect(reviews.signOffs.flatMap(({ parts }) => parts ?? [])).toEqual([]);
    library.close();
  },
);

function decisionLine({ standing, reviewer, decision, note, answers }: Review): string {
  return `${standing} ${reviewer}: ${decision}, ${note}, ${answers[0]?.answer ?? ''}`;
}
