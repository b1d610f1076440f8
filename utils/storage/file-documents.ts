import * as Y from 'yjs';
import { splitOldDocument } from '@/utils/model/old-documents';
import {
  applyReportUpdate,
  applyUpdate,
  ReportDocument,
  type ReportUpdate,
} from '@/utils/model/report-document';
import { type FileHeader, hasOldDocuments } from './backup-format';
import { BadLine } from './read-backup';

/** An update of a report in a file. */
export interface FileUpdate extends ReportUpdate {
  readonly at: string;
  readonly line: number;
}

/**
 * Converts a report's updates to this version: splits the old document of a file from before notes
 * had their own document. Throws a `BadLine` for an invalid update. Call `checkUpdates` first.
 */
export function currentUpdates(
  header: FileHeader,
  updates: readonly FileUpdate[],
): readonly FileUpdate[] {
  const last = updates.at(-1);
  if (!hasOldDocuments(header) || last === undefined) return updates;
  const whole = new Y.Doc();
  for (const { update, line } of updates) {
    if (!applyUpdate(whole, update)) throw new BadLine(line);
  }
  const at = latestOf(updates);
  const split = splitOldDocument(whole).map((update) => ({ ...update, at, line: last.line }));
  whole.destroy();
  return split;
}

/** Returns the latest time of the rows, or '' if there are none. */
export function latestOf(rows: readonly { readonly at: string }[]): string {
  return (
    rows
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ''
  );
}

/** Loads a report of a file, with its notes. Throws like `currentUpdates`. */
export function loadFileReport(header: FileHeader, updates: readonly FileUpdate[]): ReportDocument {
  const doc = new ReportDocument();
  applyFileUpdates(doc, currentUpdates(header, updates));
  return doc;
}

export function applyFileUpdates(doc: ReportDocument, updates: readonly FileUpdate[]): void {
  for (const update of updates) {
    if (!applyReportUpdate(doc, update)) throw new BadLine(update.line);
  }
}
