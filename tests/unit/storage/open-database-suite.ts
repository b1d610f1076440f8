import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { openLibrary } from '@/utils/storage/library';
import { type Migration, startMigrations } from '@/utils/storage/migrations';
import { openReader } from '@/utils/storage/read';
import { DATABASE_VERSION } from '@/utils/storage/schema';
import { captureOf, dump, must, newLibrary, newName, REPORT, time } from './sample-evidence';

const now = () => time(0);

export function openDatabaseTests(): void {
  describe('opening', () => {
    test('a database of a newer version is refused, and left as it is', async () => {
      const name = newName();
      const newer = await openDB(name, DATABASE_VERSION + 1, {
        upgrade: (db) => void db.createObjectStore('future'),
      });
      newer.close();
      expect(await openLibrary({ name, now })).toEqual({
        ok: false,
        error: { code: 'database_newer' },
      });
      expect(await openReader({ name })).toEqual({ ok: false, error: { code: 'database_newer' } });
      expect(Object.keys(await dump(name))).toEqual(['future']);
    });

    test('an upgrade of which a step throws changes nothing, and the next start does it', async () => {
      const name = newName();
      const create = vi
        .spyOn(IDBDatabase.prototype, 'createObjectStore')
        .mockImplementationOnce(IDBDatabase.prototype.createObjectStore)
        .mockImplementationOnce(() => {
          throw new TypeError('the second store');
        });
      expect(await openLibrary({ name, now })).toEqual({
        ok: false,
        error: { code: 'unexpected', detail: 'TypeError: the second store' },
      });
      create.mockRestore();
      expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
      const { library } = await newLibrary(name);
      expect(must(await library.listReports())).toHaveLength(1);
      library.close();
    });

    test('a connection that does not let go is reported, and once it does all is well', async () => {
      const name = newName();
      const holder = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, 1);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const deleted = new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = resolve;
        deleting.onerror = () => reject(deleting.error);
      });
      expect(await openLibrary({ name, now, blockedAfterMs: 50 })).toEqual({
        ok: false,
        error: { code: 'database_blocked' },
      });
      holder.close();
      await deleted;
      const opened = must(await openLibrary({ name, now }));
      expect(must(await opened.listReports())).toEqual([]);
      opened.close();
    });

    test('a library makes way for a deletion, and is new on its next use', async () => {
      const { library, name } = await newLibrary();
      must(await library.saveCapture(await captureOf(1)));
      await new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = resolve;
        deleting.onerror = () => reject(deleting.error);
        deleting.onblocked = () => reject(new Error('blocked'));
      });
      expect(must(await library.listReports())).toEqual([]);
      library.close();
    });

    test('a reader makes way for an upgrade, and reads nothing it does not understand', async () => {
      const { library, name } = await newLibrary();
      const reader = must(await openReader({ name }))!;
      expect(must(await reader.listReports())).toHaveLength(1);
      library.close();
      const upgraded = await openDB(name, DATABASE_VERSION + 1);
      expect(await reader.listReports()).toEqual({ ok: false, error: { code: 'database_newer' } });
      upgraded.close();
    });

    test('a reader opens again after a library was deleted and made anew', async () => {
      const { library, name } = await newLibrary();
      const reader = must(await openReader({ name }))!;
      library.close();
      await new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = resolve;
        deleting.onerror = () => reject(deleting.error);
      });
      expect(await reader.listReports()).toMatchObject({ error: { code: 'storage_unavailable' } });
      expect((await indexedDB.databases()).map((db) => db.name)).not.toContain(name);
      const again = (await newLibrary(name)).library;
      expect(must(await reader.listReports()).map(({ id }) => id)).toEqual([REPORT]);
      reader.close();
      again.close();
    });
  });

  describe('migrations', () => {
    const ran: number[] = [];
    const step = <From extends number, To extends number>(
      from: From,
      to: To,
    ): Migration<From, To> => ({
      from,
      to,
      migrate: () => void ran.push(to),
    });
    const chain = startMigrations().add(step(0, 1)).add(step(1, 2)).add(step(2, 3));

    test.each([
      [0, [1, 2, 3]],
      [1, [2, 3]],
      [3, []],
    ])('from version %i run the steps that it lacks, in order', async (from, expected) => {
      ran.length = 0;
      await chain.run(from, null as never, null as never);
      expect(ran).toEqual(expected);
      expect(chain.version).toBe(3);
    });

    test('only the next step may follow: anything else does not compile', () => {
      const one = startMigrations().add(step(0, 1));
      // @ts-expect-error: a step is missing.
      one.add(step(2, 3));
      // @ts-expect-error: a step leads back.
      one.add(step(1, 1));
      expect(one.version).toBe(1);
    });
  });
}
