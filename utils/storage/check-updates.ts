import { failure } from '@/utils/model/failure';
import { exceededPart, measureUpdates } from '@/utils/model/update-budget';
import { BadLine } from './read-backup';
import { Refusal } from './storage-failure';

interface FiledUpdate {
  readonly update: Uint8Array;
  /** Where it stands in the file. */
  readonly line: number;
}

/**
 * Refuses updates of one report that come from a file, before any of them is applied: one that is
 * none (`BadLine`), and those that would make more of a document than is read (a `Refusal` with
 * `file_over_limits`).
 */
export function checkUpdates(rows: readonly FiledUpdate[]): void {
  const load = measureUpdates(rows.map(({ update }) => update));
  if (load === null) {
    const bad = rows.find(({ update }) => measureUpdates([update]) === null);
    throw new BadLine(bad?.line ?? 1);
  }
  const part = exceededPart(load);
  if (part === null) return;
  const line = rows.at(-1)?.line ?? 1;
  throw new Refusal(failure('file_over_limits', `line ${line}: ${load[part]} ${part}`));
}
