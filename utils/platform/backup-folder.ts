import { deviceFile, isOtherDevice } from '@/utils/model/backup-plan';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { failureOf } from './kept-backup';
import { ownDevice } from './settings';

/*
 * A folder in which each device writes its own backup, if the browser can give access to folders
 * (the File System Access API). A folder's handle is not JSON, so it is in a database of its own
 * and not among the settings. That database has nothing of the library.
 */

/** What Chrome adds to the standard. */
interface LentHandle extends FileSystemDirectoryHandle {
  queryPermission(of: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(of: { mode: 'readwrite' }): Promise<PermissionState>;
}
type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<LentHandle>;

const DATABASE = 'pincite-folder';
const STORE = 'handles';
const KEY = 'backup';
const WRITE = { mode: 'readwrite' } as const;

function picker(): Picker | null {
  const found: unknown = Reflect.get(globalThis, 'showDirectoryPicker');
  return typeof found === 'function' ? (found as Picker) : null;
}

/** Whether this browser can give access to folders. */
export function hasFolders(): boolean {
  return picker() !== null;
}

export interface BackupFolder {
  readonly name: string;
  /**
   * Whether it may be written to now. After a restart the browser may have to ask the user again.
   */
  readonly allowed: boolean;
}

/**
 * Asks the user for the folder. Call it inside the click handler, before any await. Returns null if
 * the user chose none.
 */
export async function chooseFolder(): Promise<Result<BackupFolder | null, Failure>> {
  const pick = picker();
  if (pick === null) return err(failure('folder_refused'));
  try {
    const handle = await pick({ id: 'pincite-backup', ...WRITE });
    await storeHandle(handle);
    return ok({ name: handle.name, allowed: true });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return ok(null);
    return err(failureOf(cause));
  }
}

/** Returns the chosen folder; null if there is none. */
export async function readFolder(): Promise<BackupFolder | null> {
  const handle = await storedHandle();
  if (handle === null) return null;
  return { name: handle.name, allowed: (await handle.queryPermission(WRITE)) === 'granted' };
}

let known: LentHandle | null = null;

/**
 * Asks for access to the chosen folder again. Call it inside the click handler, after `readFolder`.
 */
export async function allowFolder(): Promise<boolean> {
  const handle = known ?? (await storedHandle());
  return handle !== null && (await handle.requestPermission(WRITE)) === 'granted';
}

/** Forgets the folder. Its files stay. */
export async function leaveFolder(): Promise<void> {
  await storeHandle(null);
}

/**
 * Writes this device's file in place of its last one. If the writing fails, the last one stays.
 * Returns the names of the file and its folder.
 */
export async function writeToFolder(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Result<{ readonly file: string; readonly folder: string }, Failure>> {
  try {
    const folder = await allowedHandle();
    const file = await folder.getFileHandle(deviceFile(await ownDevice()), { create: true });
    await stream.pipeTo(await file.createWritable());
    return ok({ file: file.name, folder: folder.name });
  } catch (cause) {
    return err(failureOf(cause));
  }
}

/** Returns the files of other devices in the folder. */
export async function otherDevices(): Promise<Result<readonly File[], Failure>> {
  try {
    const folder = await allowedHandle();
    const device = await ownDevice();
    const files: File[] = [];
    for await (const handle of folder.values()) {
      if (handle.kind !== 'file' || !isOtherDevice(handle.name, device)) continue;
      const file = await handle.getFile();
      if (file.size > 0) files.push(file);
    }
    return ok(files.sort((a, b) => (a.name < b.name ? -1 : 1)));
  } catch (cause) {
    return err(failureOf(cause));
  }
}

async function allowedHandle(): Promise<LentHandle> {
  const handle = await storedHandle();
  if (handle === null || (await handle.queryPermission(WRITE)) !== 'granted') {
    throw new DOMException('The folder may not be written to.', 'NotAllowedError');
  }
  return handle;
}

async function storedHandle(): Promise<LentHandle | null> {
  const stored = await withStore('readonly', (store) => store.get(KEY));
  known = stored instanceof FileSystemDirectoryHandle ? (stored as LentHandle) : null;
  return known;
}

async function storeHandle(handle: LentHandle | null): Promise<void> {
  known = handle;
  await withStore('readwrite', (store) =>
    handle === null ? store.delete(KEY) : store.put(handle, KEY),
  );
}

async function withStore(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const db = await settled(opening);
  try {
    return await settled(act(db.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    db.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}
