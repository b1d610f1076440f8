import './catalogue';
import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createImportPort } from '../../../components/import/create-import-port';
import {
  type ImportPort,
  NO_CHOICES,
  type ReadReport,
} from '../../../components/import/import-port';
import { type ImportService, importService } from '../../../components/import/import-worker';
import { connectWorker, type WorkerClient } from '../../../components/state/start-worker';
import { type Failure, failure } from '../../../utils/model/failure';
import type { ReportId } from '../../../utils/model/ids';
import { err, ok, type Result } from '../../../utils/model/result';
import type { ImportPlan } from '../../../utils/report/prepare-import';
import { startBackground, type TestBackground } from './background';
import { useLanguage } from './catalogue';

const TEXT = '# Lakes\n\nThe lake rose ([A](https://a.example/#:~:text=rose)).\n';
let background: TestBackground;
let port: ImportPort;
let started: number;
/** Called while the Worker packs. If it returns a result, that is the answer of the Worker. */
let whilePacking: () => Promise<Result<never, Failure> | null> | Result<never, Failure> | null;

/** Resolves when the page has got the progress that comes after the answer. */
let late: PromiseWithResolvers<unknown>;

/** Does the work of the Worker in this thread. */
function client(): WorkerClient<ImportService> {
  const channel = new MessageChannel();
  const service: ImportService = importService();
  const pack = async (plan: ImportPlan) => (await whilePacking()) ?? service.pack(plan);
  const read: ImportService['read'] = async (input, tell, otherwise) => {
    await tell({ done: 1, total: 2, citations: 1 });
    const answer = await service.read(input, tell, otherwise);
    setTimeout(() => late.resolve(tell({ done: 2, total: 2, citations: 1 })));
    return answer;
  };
  expose({ ...service, read, pack }, channel.port2);
  started += 1;
  const terminate = () => channel.port1.close();
  return connectWorker(Object.assign(channel.port1, { terminate }) as unknown as Worker);
}

beforeEach(async () => {
  background = await startBackground();
  started = 0;
  late = Promise.withResolvers();
  whilePacking = () => null;
  port = createImportPort({
    documentOf: async () => err(failure('not_found')),
    undo: async () => ok(undefined),
    start: client,
  });
});
afterEach(() => background.library.close());

async function read(text = TEXT): Promise<ReadReport> {
  const controller = new AbortController();
  const onProgress = vi.fn();
  const answer = await port.read({ kind: 'text', text }, { signal: controller.signal, onProgress });
  await late.promise;
  // A slow reading also tells progress of its own.
  const told = onProgress.mock.calls.map(([{ done, total }]) => `${done} of ${total}`);
  expect(told[0]).toBe('1 of 2');
  // The port ignores progress that arrives after the answer.
  expect(told).not.toContain('2 of 2');
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

test('a report that does not show its language is in that of the interface', async () => {
  useLanguage('fr');
  expect(await read('Dunkerque : 23 %.')).toMatchObject({ language: 'fr' });
  useLanguage('en');
  expect(await read('Dunkerque : 23 %.')).toMatchObject({ language: 'en' });
});

test('stores what was read as one report', async () => {
  const answer = await store(await read());
  expect(answer).toMatchObject({
    ok: true,
    value: { title: 'Lakes', citations: 1, clips: 1, inserted: null },
  });
  const reportId = answer?.ok ? answer.value.reportId : null;
  expect(await stored()).toEqual([reportId]);
  expect(started).toBe(1);
});

test('a failure in the middle stores nothing, and gives the reason', async () => {
  const report = await read();
  whilePacking = () => err(failure('unexpected', 'out of memory'));
  expect(await store(report)).toEqual(err(failure('unexpected', 'out of memory')));
  expect(await stored()).toEqual([]);
  expect(background.calls.map(({ name }) => name)).not.toContain('restore.commit');
});

test('an import that is cancelled in the middle stores nothing', async () => {
  const report = await read();
  const controller = new AbortController();
  whilePacking = () => {
    controller.abort();
    return null;
  };
  expect(await store(report, controller.signal)).toBeNull();
  expect(await stored()).toEqual([]);
});

test('an import that is cancelled while it is stored stores nothing', async () => {
  const report = await read();
  const controller = new AbortController();
  const answer = await port.store(
    { report, choices: NO_CHOICES, target: NEW },
    { signal: controller.signal, onProgress: () => controller.abort() },
  );
  expect(answer).toBeNull();
  expect(await stored()).toEqual([]);
});

test('a refusal by the background is shown', async () => {
  const report = await read();
  background.refuse('restore.commit', 'quota_exceeded');
  expect(await store(report)).toEqual(err({ code: 'quota_exceeded' }));
});

test('a released report can’t be stored any more', async () => {
  const report = await read();
  port.dismiss();
  expect(await store(report)).toEqual(err(failure('not_found')));
});
