import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '@/utils/model/ids';
import type { Library } from '@/utils/storage/library';
import { DATABASE_VERSION } from '@/utils/storage/schema';
import { backupOf, filled, restore } from './storage/sample-backup';
import { captureOf, REPORT } from './storage/sample-evidence';

/** The state of the worker and its browser. */
const here = vi.hoisted(() => ({
  isPrivate: false,
  isUnreadable: false,
  /** After this number of steps the worker is dead, and its actions have no effect. */
  steps: Number.POSITIVE_INFINITY,
  died: (): void => undefined,
  /** Loaded once for all workers, because it has no state and takes long to load. */
  library: null as Promise<typeof import('@/utils/storage/library')> | null,
}));

/** Counts a step of the worker. A step reads or writes the settings, or begins a transaction. */
function isDead(): boolean {
  here.steps -= 1;
  if (here.steps >= 0) return false;
  here.died();
  return true;
}
const never = new Promise<never>(() => undefined);

vi.mock('@/utils/storage/library', (load: () => Promise<never>) => (here.library ??= load()));
vi.mock('@/entrypoints/background/settle-search', () => ({ settleSoon: () => undefined }));
vi.mock('@/utils/platform/runtime', () => ({ isPrivateContext: () => here.isPrivate }));

const { storage } = fakeBrowser;

/** Counts the steps of the worker in a storage area, which a dead worker cannot reach. */
function watchStorage(area: object): void {
  const acts = area as Record<string, (given: unknown) => Promise<unknown>>;
  for (const act of ['get', 'set', 'remove']) {
    const real = acts[act];
    vi.spyOn(acts, act).mockImplementation(async (given) => {
      if (isDead()) return never;
      if (act === 'get' && here.isUnreadable) throw new Error('The settings are damaged.');
      return real?.(given);
    });
  }
}

const { transaction } = IDBDatabase.prototype;
beforeEach(() => {
  Object.assign(here, { isPrivate: false, isUnreadable: false });
  here.steps = Number.POSITIVE_INFINITY;
  fakeBrowser.reset();
  for (const area of [storage.local, storage.session]) watchStorage(area);
  globalThis.indexedDB = new IDBFactory();
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...args: Parameters<typeof transaction>
  ) {
    if (args[1] !== ('versionchange' as string) && isDead())
      throw new DOMException('The worker is dead.', 'InvalidStateError');
    return transaction.apply(this, args);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

type Worker = typeof import('@/entrypoints/background/open-library');
/** An action of the worker. Resolves to true if it was acknowledged. */
type Act = (worker: Worker) => Promise<boolean>;

const look: Act = async ({ useLibrary }) => (await useLibrary((library) => library.counts())).ok;
const clip: Act = async ({ useLibrary }) => {
  const clipped = await useLibrary(async (library) => {
    const report = await library.createReport({ id: REPORT, title: 'Lakes', language: 'en' });
    return report.ok ? library.saveCapture(await captureOf(1)) : report;
  });
  return clipped.ok;
};
const create: Act = async ({ useLibrary }) => {
  const report = { id: newId<'report'>(), title: 'Lakes', language: 'en' };
  return (await useLibrary((library) => library.createReport(report))).ok;
};
const erase: Act = async ({ useLibrary, eraseLibrary }) => {
  const seen = await useLibrary((library) => library.markLibrary());
  return seen.ok && (await eraseLibrary(seen.value.mark)).ok;
};

/** One life of the worker, which dies after so many steps. */
async function live(
  act: Act,
  steps = Number.POSITIVE_INFINITY,
): Promise<'done' | 'failed' | 'died'> {
  here.steps = steps;
  const died = new Promise<'died'>((resolve) => {
    here.died = () => resolve('died');
  });
  // A dead worker holds no lock.
  vi.stubGlobal('navigator', { locks: { request: (_: string, run: () => unknown) => run() } });
  // A restart of the browser begins a new session.
  await storage.session.clear();
  vi.resetModules();
  vi.spyOn(console, 'warn').mockReturnValue();
  const worker = await import('@/entrypoints/background/open-library');
  const end = await Promise.race([act(worker).then((ok) => (ok ? 'done' : 'failed')), died]);
  // Late actions of a dead worker must not count for the next one.
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  here.steps = Number.POSITIVE_INFINITY;
  return end;
}

/** The browser deletes all databases, as Chromium does with corrupted ones. */
function loseDatabases(): void {
  globalThis.indexedDB = new IDBFactory();
}

async function lost() {
  const { readLostLibrary } = await import('@/utils/platform/library-mark');
  return readLostLibrary();
}

/** Returns the number of clips and reports in the database without a worker. */
async function content(): Promise<number> {
  const { openLibrary } = await import('@/utils/storage/library');
  const opened = await openLibrary({ now: () => new Date().toISOString() });
  if (!opened.ok) throw new Error(opened.error.code);
  const counts = await opened.value.counts();
  opened.value.close();
  return counts.ok ? counts.value.clips + counts.value.reports : -1;
}

/** Ends the worker after each of its steps in turn, until it survives them all. */
async function afterEachStep(
  act: Act,
  check: (end: string) => Promise<void>,
  prepare: () => Promise<void>,
) {
  for (let steps = 0; ; steps += 1) {
    fakeBrowser.reset();
    loseDatabases();
    await prepare();
    const end = await live(act, steps);
    await check(end);
    if (end !== 'died') return steps;
  }
}

describe('a loss', () => {
  test('is noted once the database is another one than the mark names', async () => {
    await live(clip);
    expect(await lost()).toBeNull();
    loseDatabases();
    await live(look);
    expect(await lost()).toMatchObject({ filledAt: expect.any(String), backup: null });
  });

  test.each([
    ['looks', look],
    ['clips', clip],
    ['creates a report', create],
  ])('is noted wherever a worker that %s dies after the loss', async (_name, act) => {
    const steps = await afterEachStep(
      act,
      async () => {
        await live(clip);
        expect(await lost()).not.toBeNull();
      },
      async () => {
        await live(clip);
        loseDatabases();
      },
    );
    expect(steps).toBeGreaterThan(5);
  });

  test('is noted if the clip that is lost was acknowledged, wherever its worker died', async () => {
    const steps = await afterEachStep(
      clip,
      async (end) => {
        const held = await content();
        loseDatabases();
        await live(look);
        if (end === 'done') expect(await lost()).not.toBeNull();
        if (held === 0) expect(await lost()).toBeNull();
      },
      async () => undefined,
    );
    expect(steps).toBeGreaterThan(5);
  });

  test('is noted while the worker runs on', async () => {
    await live(async (worker) => {
      await clip(worker);
      await new Promise((resolve) => {
        indexedDB.deleteDatabase('pincite').onsuccess = resolve;
      });
      return clip(worker);
    });
    expect(await lost()).not.toBeNull();
  });

  test('stays noted until the user dismisses the notice, and the next loss is noted again', async () => {
    await live(clip);
    loseDatabases();
    await live(look);
    await live(clip);
    await live(look);
    expect(await lost()).not.toBeNull();
    const { forgetLostLibrary } = await import('@/utils/platform/library-mark');
    await forgetLostLibrary();
    await live(look);
    expect(await lost()).toBeNull();
    loseDatabases();
    await live(look);
    expect(await lost()).not.toBeNull();
  });

  test('of an empty library after a loss keeps the notice of that loss', async () => {
    await live(clip);
    loseDatabases();
    await live(look);
    const first = await lost();
    loseDatabases();
    await live(look);
    expect(await lost()).toEqual(first);
  });

  test('names the last backup before it, and keeps the file of this device in a shared folder', async () => {
    await live(clip);
    const { ownDevice, writeBackupPlan } = await import('@/utils/platform/settings');
    const device = await ownDevice();
    const backup = {
      at: '2026-11-20T08:00:00Z',
      file: `pincite-${device}.pincite`,
      folder: 'Shared',
    };
    const { at: lastAt, file: lastFile, folder: lastFolder } = backup;
    await writeBackupPlan({ automatic: 'folder', lastAt, lastFile, lastFolder });
    loseDatabases();
    await live(look);
    await writeBackupPlan({ lastAt: '2026-11-28T08:00:00Z', lastFile: 'later.pincite' });
    expect(await lost()).toMatchObject({ backup });
    expect(await ownDevice()).not.toBe(device);
  });
});

describe('no loss is noted', () => {
  test('on a first start, wherever its worker dies', async () => {
    await afterEachStep(
      clip,
      async () => {
        await live(look);
        expect(await lost()).toBeNull();
      },
      async () => undefined,
    );
  });

  test('of a library that never held anything', async () => {
    await live(look);
    loseDatabases();
    await live(look);
    expect(await lost()).toBeNull();
  });

  test('when the settings are lost, or both; a later loss is noted again', async () => {
    await live(clip);
    await storage.local.clear();
    await live(look);
    expect(await lost()).toBeNull();
    loseDatabases();
    await storage.local.clear();
    await live(clip);
    expect(await lost()).toBeNull();
    loseDatabases();
    await live(look);
    expect(await lost()).not.toBeNull();
  });

  test.each([
    ['no object', 'library'],
    ['an id of another kind', { databaseId: 'x', filledAt: '2026-11-20T08:00:00Z' }],
    ['a time that is none', { databaseId: newId<'database'>(), filledAt: 'yesterday' }],
  ])('from a damaged mark: %s', async (_name, libraryMark) => {
    await storage.local.set({ libraryMark });
    await live(clip);
    expect(await lost()).toBeNull();
    loseDatabases();
    await live(look);
    expect(await lost()).not.toBeNull();
  });

  test('from a damaged id in the database', async () => {
    await live(clip);
    const damaged = await rowOf('database');
    expect(damaged).toMatchObject({ value: expect.any(String) });
    await writeRow({ key: 'database', value: 7 });
    await live(look);
    expect(await lost()).toBeNull();
  });

  test('after everything was deleted, wherever the worker died, although the empty database is lost too', async () => {
    let erased = 0;
    const steps = await afterEachStep(
      erase,
      async () => {
        const held = await content();
        loseDatabases();
        await live(look);
        if (held > 0) return;
        erased += 1;
        expect(await lost()).toBeNull();
      },
      async () => void (await live(clip)),
    );
    expect(steps).toBeGreaterThan(5);
    expect(erased).toBeGreaterThan(1);
  });

  test('after everything was deleted, although there was a loss before', async () => {
    await live(clip);
    loseDatabases();
    await live(clip);
    expect(await lost()).not.toBeNull();
    const id = await rowOf('database');
    await live(erase);
    expect(await lost()).toBeNull();
    expect(await rowOf('database')).toEqual(id);
  });

  test('after a deletion that was refused, but the next loss is noted', async () => {
    await live(async (worker) => {
      await clip(worker);
      return (await worker.eraseLibrary('an old mark')).ok;
    });
    expect(await lost()).toBeNull();
    loseDatabases();
    await live(look);
    expect(await lost()).not.toBeNull();
  });

  test('when a restore gives the library the id of its backup', async () => {
    const { name } = await filled();
    const file = await backupOf(name);
    loseDatabases();
    await live(async (worker) => {
      await create(worker);
      return (await worker.useLibrary((library: Library) => restore(library, file))).ok;
    });
    await live(look);
    expect(await lost()).toBeNull();
  });

  test('while the database is of a newer version', async () => {
    await live(clip);
    loseDatabases();
    await new Promise((resolve) => {
      indexedDB.open('pincite', DATABASE_VERSION + 1).onsuccess = resolve;
    });
    expect(await live(look)).toBe('failed');
    expect(await lost()).toBeNull();
  });

  test('in a private browser, whose databases do not last', async () => {
    await live(clip);
    const { libraryMark } = await storage.local.get();
    here.isPrivate = true;
    loseDatabases();
    await live(clip);
    expect(await lost()).toBeNull();
    expect((await storage.local.get())['libraryMark']).toEqual(libraryMark);
  });

  test('when the settings cannot be read, the library still works', async () => {
    await live(clip);
    here.isUnreadable = true;
    expect(await live(create)).toBe('done');
  });
});

function onDatabase<T>(act: (meta: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pincite');
    opening.onsuccess = () => {
      const meta = opening.result.transaction('meta', 'readwrite').objectStore('meta');
      const request = act(meta);
      request.onsuccess = () => {
        opening.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
    };
  });
}
const rowOf = (key: string) => onDatabase((meta): IDBRequest<unknown> => meta.get(key));
const writeRow = (row: object) => onDatabase((meta) => meta.put(row));
