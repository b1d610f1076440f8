import * as z from 'zod/mini';
import { type Id, idSchema } from '@/utils/model/ids';
import { browser } from './browser';
import { keptBackups } from './kept-backup';
import { isPrivateContext } from './runtime';
import { readBackupPlan, setting, writeBackupPlan } from './settings';

/*
 * How Pincite knows that the browser lost the library. Chromium deletes the databases of an
 * extension when it finds them corrupted. The library is then new and empty, as after an
 * installation. A mark in the extension storage, which is on the disk apart from the databases, says
 * which database there was (docs/adr/0041).
 *
 * Only the background writes the mark. A page only removes the notice of a loss. Therefore each has a
 * key of its own.
 */

const MARK = 'libraryMark';
const LOST = 'libraryLost';

/** ISO 8601 UTC. */
const Time = z.iso.datetime();

const MarkSchema = z.object({
  databaseId: idSchema<'database'>(),
  /** The last known time at which the library held something; null for an empty library. */
  filledAt: z.nullable(Time),
});
type Mark = z.infer<typeof MarkSchema>;
const mark = setting<Mark | null>(MARK, z.catch(z.nullable(MarkSchema), null));

const LostSchema = z.object({
  /** The last known time at which the lost library held something. */
  filledAt: Time,
  /** The last backup before the loss. `file` is '' and `folder` null when they are not known. */
  backup: z.nullable(z.object({ at: Time, file: z.string(), folder: z.nullable(z.string()) })),
});
type Lost = z.infer<typeof LostSchema>;
const lost = setting<Lost | null>(LOST, z.catch(z.nullable(LostSchema), null));

export interface LostLibrary extends Lost {
  /** When the library of the latest copy that *Delete everything* kept was deleted, or null. */
  readonly keptAt: string | null;
}

/**
 * Compares the database that is open with the mark, notes a loss, and renews the mark. Call it after
 * acts, before they are acknowledged. It may be interrupted at any point: the next call notes the same
 * loss, because the mark and the notice change together.
 */
export async function compareWithMark(
  opened: { readonly databaseId: Id<'database'>; readonly isEmpty: boolean },
  now: string,
): Promise<void> {
  // With permanent private browsing, Firefox keeps the settings but deletes databases at its end.
  if (isPrivateContext()) return;
  const before = await mark.read();
  const renewed: Mark = { databaseId: opened.databaseId, filledAt: opened.isEmpty ? null : now };
  if (before === null || before.filledAt === null || before.databaseId === renewed.databaseId) {
    await mark.write(renewed);
    return;
  }
  const { lastAt, lastFile, lastFolder } = await readBackupPlan();
  // In a folder that devices share, each automatic backup of a device replaces the one before. A new
  // name keeps the backup of the lost library.
  await writeBackupPlan({ device: '' });
  const backup = lastAt === null ? null : { at: lastAt, file: lastFile, folder: lastFolder };
  const loss: Lost = { filledAt: before.filledAt, backup };
  // One write, so that no stop comes between them.
  await browser.storage.local.set({ [MARK]: renewed, [LOST]: loss });
}

/**
 * Marks the library as empty. Call it before the user's data are deleted: if the browser stops right
 * after the deletion, and loses the empty database too, that is no loss.
 */
export async function markEmpty(): Promise<void> {
  const before = await mark.read();
  if (before !== null) await mark.write({ ...before, filledAt: null });
}

/** Returns the loss that the user has not dismissed, or null. */
export async function readLostLibrary(): Promise<LostLibrary | null> {
  const loss = await lost.read();
  if (loss === null) return null;
  const kept = await keptBackups().catch(() => []);
  return { ...loss, keptAt: kept[0]?.deletedAt ?? null };
}

/** Forgets the loss: the user dismissed the notice, restored a backup or deleted everything. */
export const forgetLostLibrary = lost.remove;

/** Calls the listener when a loss was noted or forgotten. Call the result to stop. */
export const followLostLibrary = lost.follow;
