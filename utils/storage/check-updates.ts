import { failure } from '@/utils/model/failure';
import { partsOf, type ReportUpdate } from '@/utils/model/report-document';
import { exceededPart, measureUpdates } from '@/utils/model/update-budget';
import { BadLine } from './read-backup';
import { Refusal } from './storage-failure';

interface FiledUpdate extends ReportUpdate {
  /** Line number of the update in the file. */
  readonly line: number;
}

/**
 * Checks the updates of one report that come from a file, before Pincite applies any of them.
 * Throws a `BadLine` for an invalid update, and a `Refusal` with `file_over_limits` when the
 * updates would make a document larger than the reading limits.
 */
export function checkUpdates(rows: readonly FiledUpdate[]): void {
  const { content, notes } = partsOf(rows);
  for (const part of [content, notes]) if (part.length > 0) checkPart(part);
}

function checkPart(rows: readonly FiledUpdate[]): void {
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
