import * as Y from 'yjs';
import {
  applyUpdate,
  encodeReport,
  isNoteName,
  loadReportDocument,
  type ReportDocument,
  type ReportUpdate,
} from './report-document';
import { encodeRoots, isWaiting } from './yjs-internals';

/*
 * Older versions of Pincite kept the notes of a report in the document of its content. Splitting
 * such a document creates no changes: each change keeps its id in the part that it belongs to, and
 * a placeholder replaces it in the other part. So copies of one report that are split separately
 * merge as they did before. Both parts keep the updates that Yjs cannot apply yet, because an earlier
 * update is missing.
 */

/** Splits an old document into its content and its notes. Linear. */
export function splitOldDocument(whole: Y.Doc): ReportUpdate[] {
  const content = { update: encodeContent(whole) };
  return holdsNotes(whole) ? [content, { update: encodeNotes(whole), notes: true }] : [content];
}

/** Whether an old document has or had notes, or may have notes in an update that waits. */
export function holdsNotes(whole: Y.Doc): boolean {
  return isWaiting(whole) || [...whole.share.keys()].some(isNoteName);
}

/**
 * Splits an update of an old document that has been split since. Returns null if the update is
 * invalid. Linear in the documents.
 */
export function splitOldUpdate(doc: ReportDocument, update: Uint8Array): ReportUpdate[] | null {
  const copy = loadReportDocument(encodeReport(doc));
  // Yjs turns a change beside a placeholder into a placeholder. `encodeContent` and `encodeNotes`
  // replace the other changes that belong to the other part.
  if (!(applyUpdate(copy, update) && applyUpdate(copy.notes, update))) return null;
  const updates: ReportUpdate[] = [
    { update: Y.diffUpdate(encodeContent(copy), Y.encodeStateVector(doc)) },
    {
      update: Y.diffUpdate(encodeNotes(copy.notes), Y.encodeStateVector(doc.notes)),
      notes: true,
    },
  ];
  copy.destroy();
  return updates;
}

function encodeContent(doc: Y.Doc): Uint8Array {
  return encodeRoots(doc, (root) => !isNoteName(root), { waiting: true });
}

function encodeNotes(doc: Y.Doc): Uint8Array {
  return encodeRoots(doc, isNoteName, { waiting: true });
}
