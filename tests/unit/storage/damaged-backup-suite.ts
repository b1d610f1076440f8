import { describe, expect, test } from 'vitest';
import { BACKUP_VERSION } from '@/utils/storage/backup-format';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import { backupOf, filled, restore, rewrite, rewriteRecords } from './sample-backup';
import { captureOf, dump, must, newLibrary, newName } from './sample-evidence';

/** A damaged backup changes nothing and gives a reason. */
export function damagedBackupTests(): void {
  describe('a damaged file', () => {
    test.each<
      [string, (file: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>, object]
    >([
      [
        'cut in the middle',
        async (file) => file.slice(0, file.length / 2),
        { code: 'backup_damaged' },
      ],
      ['without its last byte', async (file) => file.slice(0, -1), { code: 'backup_damaged' }],
      [
        'with a byte flipped',
        async (file) => flipped(file, file.length >> 1),
        { code: 'backup_damaged' },
      ],
      [
        'with one letter changed in line 4',
        (file) => rewrite(file, (text) => onLine(text, 4, (line) => line.replace('"id"', '"iD"'))),
        { code: 'backup_damaged', detail: 'line 4' },
      ],
      [
        'with a line missing',
        (file) => rewrite(file, (text) => onLine(text, 3, () => null)),
        { code: 'backup_damaged', detail: 'line 3' },
      ],
      [
        'with two lines the wrong way round',
        (file) =>
          rewrite(file, (text) => {
            const lines = text.split('\n');
            return [...lines.slice(0, 4), lines[5], lines[4], ...lines.slice(6)].join('\n');
          }),
        { code: 'backup_damaged', detail: 'line 5' },
      ],
      [
        'without its footer',
        (file) =>
          rewrite(file, (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`),
        { code: 'backup_damaged' },
      ],
      [
        'with something after its footer',
        (file) => rewrite(file, (text) => `${text}{}\n`),
        { code: 'backup_damaged' },
      ],
      ['of nothing', async () => new Uint8Array(), { code: 'backup_damaged' }],
      [
        'of a later Pincite',
        (file) =>
          rewriteRecords(file, (line) =>
            line.replace(/"version":\d+/, `"version":${BACKUP_VERSION + 1}`),
          ),
        { code: 'backup_newer', detail: String(BACKUP_VERSION + 1) },
      ],
      [
        'that is a picture',
        async () => new Uint8Array([137, 80, 78, 71, 1, 2, 3]),
        { code: 'backup_not_ours' },
      ],
      [
        'of some other program',
        () => gzip(new TextEncoder().encode('{"format":"other"}\n')),
        { code: 'backup_not_ours' },
      ],
      [
        'that is gzipped prose',
        () => gzip(new TextEncoder().encode('Tides.')),
        { code: 'backup_damaged' },
      ],
    ])('%s is told as such, and the library is as before', async (_name, spoil, error) => {
      const { library, name } = await filled();
      const file = await spoil(await backupOf(name));
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await other.saveCapture(await captureOf(9)));
      const before = await dump(target);
      const result = await restore(other, file);
      expect(result).toMatchObject({ ok: false, error });
      expect(await dump(target)).toEqual(before);
      library.close();
      other.close();
    });

    test('any one byte flipped is noticed', async () => {
      const { library, name } = await newLibrary();
      must(await library.saveCapture(await captureOf(1)));
      const file = await backupOf(name);
      const before = await dump(name);
      const whole = await gunzip(file, 10_000_000);
      let noticed = 0;
      for (let at = 0; at < file.length; at += 61) {
        const bytes = flipped(file, at);
        const result = await restore(library, bytes);
        if (result.ok) {
          // A bit without meaning (the time stamp or padding of gzip): the content is complete.
          expect(await gunzip(bytes, 10_000_000), `byte ${at}`).toEqual(whole);
        } else {
          expect(['backup_damaged', 'backup_not_ours']).toContain(result.error.code);
          noticed += 1;
        }
      }
      expect(noticed).toBeGreaterThan(file.length / 61 - 3);
      expect(await dump(name)).toEqual(before);
      library.close();
    });
  });
}

function flipped(file: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const bytes = file.slice();
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
}

function onLine(text: string, number: number, change: (line: string) => string | null): string {
  return text
    .split('\n')
    .flatMap((line, index) => (index === number - 1 ? (change(line) ?? []) : line))
    .join('\n');
}
