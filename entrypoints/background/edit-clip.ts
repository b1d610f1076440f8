import type { Nothing } from '@/utils/messaging/protocol';
import { binClip, restoreClip, setNote } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { broadcastChange } from '@/utils/platform/changes';
import type { Library } from '@/utils/storage/library';
import { now, useLibrary } from './open-library';

type Doc = Parameters<typeof binClip>[0];

/** The toast acts on clips just made; scripts in pages reach no others. */
const RECENT = 50;

export function undoClip(clipId: ClipId): Promise<Result<Nothing, Failure>> {
  return editRecent(clipId, (doc) => binClip(doc, { clipId, at: now() }));
}

export function redoClip(clipId: ClipId): Promise<Result<Nothing, Failure>> {
  return editRecent(clipId, (doc, clip) =>
    restoreClip(doc, { clipId, filedUnder: clip.filedUnder }),
  );
}

export function noteClip(clipId: ClipId, note: string): Promise<Result<Nothing, Failure>> {
  return editRecent(clipId, (doc) => setNote(doc, { clipId, note }));
}

function editRecent(
  clipId: ClipId,
  act: (doc: Doc, clip: Clip) => void,
): Promise<Result<Nothing, Failure>> {
  return useLibrary(async (library: Library) => {
    const recent = await library.recentClips(RECENT);
    if (!recent.ok) return recent;
    const clip = recent.value.find((candidate) => candidate.clip.id === clipId)?.clip;
    if (clip === undefined) return err(failure('not_found', clipId));
    const { reportId } = clip.filedUnder;
    const update = await library.editReport(reportId, (doc) => act(doc, clip));
    if (!update.ok) return update;
    if (update.value !== null) {
      broadcastChange({ kind: 'report-update', reportId, update: update.value });
    }
    return ok({});
  });
}
