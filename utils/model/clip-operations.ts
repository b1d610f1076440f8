import type * as Y from 'yjs';
import { type ContentPosition, placeContent } from './content-position';
import { editText } from './edit-text';
import type { Clip } from './evidence';
import type { ClipId, PinId } from './ids';
import { asNoteAuthor } from './note-author';
import { placementNote, readSections, reportMaps, TAG_FIELD } from './report-document';
import { asId, asRecord, asStringOrNull, getField, setField } from './rows';
import { buildSectionTree } from './section-tree';

/** Edits of what a report makes of its clips. The clips themselves are never edited. */

/** Places a clip, wherever it lay before. */
export function moveClip(doc: Y.Doc, move: { clipId: ClipId; position: ContentPosition }): void {
  doc.transact(() => placeContent(doc, { kind: 'clip', id: move.clipId }, move.position));
}

/**
 * Takes a clip from where it was put: it lies where it was filed again, and in a report that it
 * was not filed under no more. Its note and tags are kept.
 */
export function takeOutClip(doc: Y.Doc, change: { clipId: ClipId }): void {
  setField(reportMaps(doc).placements, change.clipId, 'place', null);
}

export function binClip(doc: Y.Doc, change: { clipId: ClipId; at: string }): void {
  setField(reportMaps(doc).placements, change.clipId, 'binnedAt', change.at);
}

/**
 * Brings a clip back where it was, or, if its section is in the bin, into the nearest one that
 * is not. `filedUnder` is the clip's own, for a clip that was never moved.
 */
export function restoreClip(
  doc: Y.Doc,
  change: { clipId: ClipId; filedUnder: Clip['filedUnder'] },
): void {
  const { clipId, filedUnder } = change;
  doc.transact(() => {
    const { sections, placements } = reportMaps(doc);
    setField(placements, clipId, 'binnedAt', null);
    const place = asRecord(getField(placements, clipId, 'place'));
    const placed = asStringOrNull(place['rank']) !== null;
    const sectionId = placed ? asId<'section'>(place['sectionId']) : filedUnder.sectionId;
    const home = buildSectionTree(readSections(sections)).nearestLive(sectionId);
    if (home !== sectionId) moveClip(doc, { clipId, position: { sectionId: home } });
  });
}

export function setNote(doc: Y.Doc, change: { clipId: ClipId; note: string }): void {
  const write = () => editText(placementNote(doc, change.clipId), change.note);
  asNoteAuthor(doc, () => doc.transact(write));
}

/** Makes the clip carry these tags. Only the differences are written, so that others' tags stay. */
export function setTags(doc: Y.Doc, change: { clipId: ClipId; tags: readonly string[] }): void {
  const { placements } = reportMaps(doc);
  const wanted = new Set(change.tags.filter((tag) => tag !== ''));
  const prefix = `${change.clipId}/${TAG_FIELD}`;
  doc.transact(() => {
    for (const key of [...placements.keys()]) {
      if (key.startsWith(prefix) && !wanted.has(key.slice(prefix.length))) placements.delete(key);
    }
    for (const tag of wanted) setField(placements, change.clipId, TAG_FIELD + tag, true);
  });
}

const AWAITED = 'awaitedUntil';
/** Milliseconds in which a page has cited a clip that it stored for that, or is gone. */
const AWAIT_MS = 600_000;

/**
 * Puts a clip into the bin that a page stores and is about to cite: emptying the bin passes over
 * it, for ten minutes at most. `at` is ISO 8601 UTC.
 */
export function setClipAside(doc: Y.Doc, change: { clipId: ClipId; at: string }): void {
  const { placements } = reportMaps(doc);
  const until = new Date(Date.parse(change.at) + AWAIT_MS).toISOString();
  doc.transact(() => {
    binClip(doc, change);
    setField(placements, change.clipId, AWAITED, until);
  });
}

/** It is cited by now, or never will be. */
export function awaitClipNoMore(doc: Y.Doc, change: { clipId: ClipId }): void {
  setField(reportMaps(doc).placements, change.clipId, AWAITED, null);
}

/** Whether a page is about to cite a clip. Documents come from others: no wait is longer than ours. */
export function isAwaited(doc: Y.Doc, clipId: ClipId, now: string): boolean {
  const until = Date.parse(
    asStringOrNull(getField(reportMaps(doc).placements, clipId, AWAITED)) ?? '',
  );
  const left = until - Date.parse(now);
  return left > 0 && left <= AWAIT_MS;
}

/** Chooses the pin of a clip in this report. Null chooses the first pin that the library stored. */
export function setPin(doc: Y.Doc, change: { clipId: ClipId; pinId: PinId | null }): void {
  setField(reportMaps(doc).placements, change.clipId, 'pinId', change.pinId);
}
