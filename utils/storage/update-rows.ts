import * as Y from 'yjs';
import type { ReportId } from '@/utils/model/ids';
import { partsOf, type ReportUpdate } from '@/utils/model/report-document';
import { splitUpdate } from '@/utils/model/yjs-internals';
import { ownBytes } from './library-context';
import type { StoredUpdate } from './schema';

/** In bytes: the maximum of one row, and the approximate size of each of several. */
export interface RowLimits {
  readonly row: number;
  readonly part: number;
}

/** Chromium refuses a value of more than 133 million bytes. */
const STORED: RowLimits = { row: 64_000_000, part: 24_000_000 };

/** Merges updates of a report's two documents into as few rows as possible. */
export function storedRows(
  reportId: ReportId,
  at: string,
  updates: readonly ReportUpdate[],
): StoredUpdate[] {
  const { content, notes } = partsOf(updates);
  const bytes = ({ update }: ReportUpdate) => update;
  return [
    ...mergeIntoRows(content.map(bytes)).map((update) => ({ reportId, at, update })),
    ...mergeIntoRows(notes.map(bytes)).map((update) => ({
      reportId,
      at,
      update,
      notes: true as const,
    })),
  ];
}

/** Returns an update as it is stored: in one row or, for a very long report, in several. */
function updateRows(
  update: Uint8Array<ArrayBuffer>,
  { row, part } = STORED,
): Uint8Array<ArrayBuffer>[] {
  return update.length > row ? splitUpdate(update, part) : [update];
}

/**
 * Returns updates in their order as they are stored: merged into one row, or for a very long report
 * into several, some at a time, because merging all at once would need two copies of a hundred
 * million bytes.
 */
export function mergeIntoRows(
  updates: readonly Uint8Array[],
  limits = STORED,
): Uint8Array<ArrayBuffer>[] {
  const total = updates.reduce((sum, update) => sum + update.length, 0);
  const most = total > limits.row ? limits.part : limits.row;
  const groups: Uint8Array[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const update of updates) {
    length += update.length;
    if (length > most) {
      groups.push([]);
      length = update.length;
    }
    groups.at(-1)?.push(update);
  }
  return groups.flatMap((group) => updateRows(merged(group), limits));
}

function merged(updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first, ...others] = updates;
  return ownBytes(
    first !== undefined && others.length === 0 ? first : Y.mergeUpdates([...updates]),
  );
}
