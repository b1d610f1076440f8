import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createImportPort } from '../../../components/import/create-import-port';
import type { ImportClient } from '../../../components/import/import-client';
import {
  type ImportPort,
  NO_CHOICES,
  type ReadReport,
} from '../../../components/import/import-port';
import type { ImportAnswer, ImportTask } from '../../../components/import/import-task';
import { failure } from '../../../utils/model/failure';
import { newId, type ReportId } from '../../../utils/model/ids';
import type { ImportedReport } from '../../../utils/model/imported-report';
import { err, ok } from '../../../utils/model/result';
import { prepareImport } from '../../../utils/report/prepare-import';
import { readCitedMarkdown } from '../../../utils/report/read-markdown';
import { encodeImport } from '../../../utils/storage/encode-import';
import { startBackground, type TestBackground } from './background';

const TEXT = '# Lakes\n\nThe lake rose ([A](https://a.example/#:~:text=rose)).\n';
let background: TestBackground;
let port: ImportPort;
let started: number;
/** What the Worker does of its own after its first piece. */
let afterFirstPiece: () => ImportAnswer | null;

/** The work of the Worker, without one. */
function client(): ImportClient {
  let report: ImportedReport | null = null;
  let stopped = false;
  started += 1;
  return {
    run: async function* (task: ImportTask): AsyncGenerator<ImportAnswer, void> {
      if (task.kind === 'read') {
        const read = readCitedMarkdown(TEXT, {
          filedUnder: { reportId: newId<'report'>(), sectionId: null },
          now: '2026-05-02T10:00:00.000Z',
          newId,
        });
        if (!read.ok) throw new Error(read.error.code);
        report = read.value;
        yield { kind: 'progress', progress: { done: 1, total: 2, citations: 1 } };
        yield { kind: 'read', report };
      }
      if (task.kind !== 'pack' || report === null) return;
      const prepared = prepareImport(report, task.plan);
      for await (const bytes of encodeImport(prepared, task.plan.at)) {
        if (stopped) return;
        yield { kind: 'piece', bytes };
        const answer = afterFirstPiece();
        if (answer !== null) yield answer;
      }
      yield { kind: 'packed', title: prepared.title, inserted: prepared.inserted };
    },
    stop: () => {
      stopped = true;
    },
  };
}

beforeEach(async () => {
  background = await startBackground();
  started = 0;
  afterFirstPiece = () => null;
  port = createImportPort({
    documentOf: async () => err(failure('not_found')),
    undo: async () => ok(undefined),
    start: client,
  });
});
afterEach(() => background.library.close());

async function read(): Promise<ReadReport> {
  const controller = new AbortController();
  const onProgress = vi.fn();
  const answer = await port.read(
    { kind: 'text', text: TEXT },
    { signal: controller.signal, onProgress },
  );
  expect(onProgress).toHaveBeenCalledWith({ done: 1, total: 2, citations: 1 });
  if (!answer?.ok) throw new Error('It was not read.');
  return answer.value;
}

const NEW = { kind: 'new' as const, title: 'Lakes', language: 'en' };
const store = (report: ReadReport, signal = new AbortController().signal) =>
  port.store({ report, choices: NO_CHOICES, target: NEW }, { signal, onProgress: () => undefined });

async function stored(): Promise<ReportId[]> {
  const request = indexedDB.open('pincite');
  const db = await new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  const keys = await new Promise<ReportId[]>((resolve) => {
    const all = db.transaction('reports').objectStore('reports').getAllKeys();
    all.onsuccess = () => resolve(all.result as unknown as ReportId[]);
  });
  db.close();
  return keys;
}

test('what was read is stored as one report, which is then there', async () => {
  const answer = await store(await read());
  expect(answer).toMatchObject({
    ok: true,
    value: { title: 'Lakes', citations: 1, inserted: null },
  });
  const reportId = answer?.ok ? answer.value.reportId : null;
  expect(await stored()).toEqual([reportId]);
  expect(started).toBe(1);
});

test('what fails in the middle stores nothing, and says why', async () => {
  const report = await read();
  afterFirstPiece = () => ({ kind: 'failed', failure: failure('unexpected', 'out of memory') });
  expect(await store(report)).toEqual(err(failure('unexpected', 'out of memory')));
  expect(await stored()).toEqual([]);
  expect(background.calls.map(({ name }) => name)).not.toContain('restore.commit');
});

test('an import that is cancelled in the middle stores nothing', async () => {
  const report = await read();
  const controller = new AbortController();
  afterFirstPiece = () => {
    controller.abort();
    return null;
  };
  expect(await store(report, controller.signal)).toBeNull();
  expect(await stored()).toEqual([]);
});

test('what the background refuses is told', async () => {
  const report = await read();
  background.refuse('restore.commit', 'quota_exceeded');
  expect(await store(report)).toEqual(err({ code: 'quota_exceeded' }));
});

test('a report that was let go can’t be stored any more', async () => {
  const report = await read();
  port.dismiss();
  expect(await store(report)).toEqual(err(failure('not_found')));
});
