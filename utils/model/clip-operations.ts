import type * as Y from 'yjs';
import { type ContentPosition, placeContent } from './content-position';
import { editText } from './edit-text';
import type { Clip } from './evidence';
import type { ClipId, PinId } from './ids';
import type { TakenTitle } from './report-content';
import {
  placementNote,
  type ReportDocument,
  readSections,
  reportMaps,
  TAG_FIELD,
} from './report-document';
import { asId, asRecord, asStringOrNull, getField, setField } from './rows';
import { buildSectionTree } from './section-tree';

/** Edits of a report's data about its clips. The clips themselves are never edited. */

/** Places a clip, wherever it was before. */
export function moveClip(doc: Y.Doc, move: { clipId: ClipId; position: ContentPosition }): void {
  doc.transact(() => placeContent(doc, { kind: 'clip', id: move.clipId }, move.position));
}

/**
 * Removes a clip's placement. The clip then is where it was filed, or no longer in a report that it
 * was not filed under. Its note and tags are kept.
 */
export function takeOutClip(doc: Y.Doc, change: { clipId: ClipId }): void {
  setField(reportMaps(doc).placements, change.clipId, 'place', null);
}

export function binClip(doc: Y.Doc, change: { clipId: ClipId; at: string }): void {
  setField(reportMaps(doc).placements, change.clipId, 'binnedAt', change.at);
}

/**
 * Restores a clip to its former place or, if its section is in the bin, to the nearest section that
 * is not. `filedUnder` is needed for a clip that was never moved.
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

export function setNote(doc: ReportDocument, change: { clipId: ClipId; note: string }): void {
  editText(placementNote(doc, change.clipId), change.note);
}

/** Sets the tags of a clip. Only differences are written, so that the tags of others stay. */
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
/**
 * In milliseconds. Within this time a page has cited a clip that it stored for a citation, or the
 * page is gone.
 */
const AWAIT_MS = 600_000;

/**
 * Puts a clip that a page stores and will cite into the bin. Emptying the bin skips it for at most
 * ten minutes. `at` is ISO 8601 UTC.
 */
export function setClipAside(doc: Y.Doc, change: { clipId: ClipId; at: string }): void {
  const { placements } = reportMaps(doc);
  const until = new Date(Date.parse(change.at) + AWAIT_MS).toISOString();
  doc.transact(() => {
    binClip(doc, change);
    setField(placements, change.clipId, AWAITED, until);
  });
}

/** The clip is now cited, or never will be. */
export function awaitClipNoMore(doc: Y.Doc, change: { clipId: ClipId }): void {
  setField(reportMaps(doc).placements, change.clipId, AWAITED, null);
}

/**
 * Returns whether a page will cite a clip. Documents can come from other people, so no wait is
 * longer than `AWAIT_MS`.
 */
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

/**
 * Gives the page of a clip the title that a check read, in this report. `pinId` is the clip's current
 * pin.
 */
export function setPageTitle(doc: Y.Doc, change: TakenTitle & { clipId: ClipId }): void {
  const { clipId, title, pinId } = change;
  setField(reportMaps(doc).placements, clipId, 'pageTitle', { title, pinId });
}
