import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  allowFolder,
  chooseFolder,
  hasFolders,
  leaveFolder,
  otherDevices,
  readFolder,
  writeToFolder,
} from '@/utils/platform/backup-folder';

const DEVICE = '0a1b2c3d';
const OTHER = 'ffffffff';
vi.mock('@/utils/platform/settings', () => ({ ownDevice: async () => DEVICE }));

/** A folder of the browser's own, which is lent as one of the user's would be. */
let folder: FileSystemDirectoryHandle;
let root: FileSystemDirectoryHandle;
const pick = vi.fn<(options: object) => Promise<FileSystemDirectoryHandle>>();

beforeEach(async () => {
  root = await navigator.storage.getDirectory();
  folder = await root.getDirectoryHandle('shared', { create: true });
  pick.mockReset().mockImplementation(async () => folder);
  vi.stubGlobal('showDirectoryPicker', pick);
  await leaveFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await root.removeEntry('shared', { recursive: true }).catch(() => undefined);
});

/** What the browser says of the right to write to every folder. */
function permission(state: PermissionState, asked = state): void {
  const handle = FileSystemHandle.prototype as unknown as Record<string, () => Promise<string>>;
  vi.spyOn(handle, 'queryPermission').mockResolvedValue(state);
  vi.spyOn(handle, 'requestPermission').mockResolvedValue(asked);
}

async function put(name: string, text: string): Promise<void> {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
}
async function read(name: string): Promise<string> {
  return (await (await folder.getFileHandle(name)).getFile()).text();
}
const bytes = (text: string) =>
  new Blob([text]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
const own = `pincite-${DEVICE}.pincite`;

describe('a folder', () => {
  test('is the one that the user chose, also for the next page', async () => {
    expect(await readFolder()).toBeNull();
    expect(await chooseFolder()).toEqual({ ok: true, value: { name: 'shared', allowed: true } });
    expect(pick).toHaveBeenCalledExactlyOnceWith({ id: 'pincite-backup', mode: 'readwrite' });
    expect(await readFolder()).toEqual({ name: 'shared', allowed: true });
  });

  test('stays as it was when the user chooses none', async () => {
    await chooseFolder();
    pick.mockRejectedValue(new DOMException('', 'AbortError'));
    expect(await chooseFolder()).toEqual({ ok: true, value: null });
    expect(await readFolder()).toMatchObject({ name: 'shared' });
  });

  test('cannot be chosen where the browser lends none, or refuses this one', async () => {
    pick.mockRejectedValue(new DOMException('', 'SecurityError'));
    expect(await chooseFolder()).toMatchObject({ ok: false });
    vi.stubGlobal('showDirectoryPicker', undefined);
    expect(hasFolders()).toBe(false);
    expect(await chooseFolder()).toMatchObject({ error: { code: 'folder_refused' } });
  });

  test('is asked for again where the browser wants it, which the user may refuse', async () => {
    await chooseFolder();
    permission('prompt', 'granted');
    expect(await readFolder()).toEqual({ name: 'shared', allowed: false });
    expect(await allowFolder()).toBe(true);
    permission('prompt', 'denied');
    expect(await allowFolder()).toBe(false);
  });

  test('is forgotten, and what is in it stays', async () => {
    await chooseFolder();
    await writeToFolder(bytes('backup'));
    await leaveFolder();
    expect([await readFolder(), await allowFolder()]).toEqual([null, false]);
    expect(await read(own)).toBe('backup');
  });
});

describe('the file of this device', () => {
  beforeEach(() => chooseFolder());

  test('takes the place of its last one', async () => {
    const written = { ok: true, value: { file: own, folder: 'shared' } };
    expect(await writeToFolder(bytes('the first backup'))).toEqual(written);
    expect(await writeToFolder(bytes('the second'))).toEqual(written);
    expect(await read(own)).toBe('the second');
  });

  test('stays as it was where the next one breaks off', async () => {
    await writeToFolder(bytes('the first backup'));
    const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('half of'));
        controller.error(new Error('The worker stopped.'));
      },
    });
    expect(await writeToFolder(broken)).toMatchObject({ ok: false });
    expect(await read(own)).toBe('the first backup');
  });

  test('is not written where the folder may not be, or is none', async () => {
    permission('prompt');
    expect(await writeToFolder(bytes('backup'))).toMatchObject({ ok: false });
    vi.restoreAllMocks();
    await leaveFolder();
    expect(await writeToFolder(bytes('backup'))).toMatchObject({ ok: false });
    await expect(read(own)).rejects.toThrow();
  });
});

test('the files of other devices are read, and no other', async () => {
  await chooseFolder();
  await put(own, 'ours');
  await put(`pincite-${OTHER}.pincite`, 'theirs');
  await put('pincite-11111111.pincite', 'another’s');
  await put('pincite-22222222.pincite', '');
  await put('notes.txt', 'none of ours');
  await folder.getDirectoryHandle('pincite-33333333.pincite', { create: true });
  const found = await otherDevices();
  if (!found.ok) throw new Error(found.error.code);
  expect(
    await Promise.all(found.value.map(async (file) => [file.name, await file.text()])),
  ).toEqual([
    ['pincite-11111111.pincite', 'another’s'],
    [`pincite-${OTHER}.pincite`, 'theirs'],
  ]);
  permission('denied');
  expect(await otherDevices()).toMatchObject({ ok: false });
});
