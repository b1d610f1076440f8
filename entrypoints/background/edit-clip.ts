import type { Nothing } from '@/utils/messaging/protocol/envelope';
import { binClip, moveClip, restoreClip, setNote, setTags } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, SectionId } from '@/utils/model/ids';
import { type ReportDocument, readSections, reportMaps } from '@/utils/model/report-document';
import { err, ok, type Result } from '@/utils/model/result';
import { buildSectionTree } from '@/utils/model/section-tree';
import { broadcastUpdates } from '@/utils/platform/changes';
import { readTags } from '@/utils/text/read-tags';
import { now, useLibrary } from './open-library';
import { sameSite } from './same-site';
import { sectionsOfReport } from './section-choices';

const MOST_TAGS = 50;

/** A request of the toast: the clip, and the address of the toast's page. */
interface Act {
  readonly clipId: ClipId;
  readonly pageUrl: string | undefined;
}

export function undoClip(act: Act): Promise<Result<Nothing, Failure>> {
  return editClip(act, (doc, { id }) => binClip(doc, { clipId: id, at: now() }));
}

export function redoClip(act: Act): Promise<Result<Nothing, Failure>> {
  return editClip(act, (doc, { id, filedUnder }) => restoreClip(doc, { clipId: id, filedUnder }));
}

export function noteClip(act: Act, note: string): Promise<Result<Nothing, Failure>> {
  return editClip(act, (doc, { id }) => setNote(doc, { clipId: id, note }));
}

/** Of too many tags, the first are kept. */
export function tagClip(act: Act, typed: string): Promise<Result<Nothing, Failure>> {
  const tags = readTags(typed, []).slice(0, MOST_TAGS);
  return editClip(act, (doc, { id }) => setTags(doc, { clipId: id, tags }));
}

/** Null is the inbox. Fails with `not_found` if the section is gone. */
export async function moveToSection(
  act: Act,
  sectionId: SectionId | null,
): Promise<Result<Nothing, Failure>> {
  let there = false;
  const moved = await editClip(act, (doc, { id }) => {
    const { sections } = reportMaps(doc);
    there = sectionId === null || buildSectionTree(readSections(sections)).isLive(sectionId);
    if (there) moveClip(doc, { clipId: id, position: { sectionId } });
  });
  return moved.ok && !there ? err(failure('not_found', sectionId ?? '')) : moved;
}

/** Returns the sections that a clip can be moved to. */
export function choicesFor({ clipId, pageUrl }: Act) {
  return useLibrary(async (library) => {
    const found = await library.clip(clipId);
    if (!found.ok) return found;
    const { clip, source } = found.value;
    if (source === null || !sameSite(source.url, pageUrl)) {
      return err(failure('wrong_sender', clipId));
    }
    const choices = await sectionsOfReport(library, clip.filedUnder.reportId);
    return choices.ok
      ? ok({ sections: choices.value.map(({ id, title }) => ({ id, title })) })
      : choices;
  });
}

/** A page's process may be compromised, so it can edit only clips of its own site. */
function editClip(
  { clipId, pageUrl }: Act,
  edit: (doc: ReportDocument, clip: Clip) => void,
): Promise<Result<Nothing, Failure>> {
  return useLibrary(async (library) => {
    const found = await library.clip(clipId);
    if (!found.ok) return found;
    const { clip, source } = found.value;
    if (source === null || !sameSite(source.url, pageUrl)) {
      return err(failure('wrong_sender', clipId));
    }
    const { reportId } = clip.filedUnder;
    const edited = await library.editReport(reportId, (doc) => edit(doc, clip));
    if (!edited.ok) return edited;
    broadcastUpdates(reportId, edited.value);
    return ok({});
  });
}
