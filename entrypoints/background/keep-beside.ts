import type { ClipId, ReportId } from '@/utils/model/ids';
import { newId } from '@/utils/model/ids';
import { readKept, setKept } from '@/utils/model/kept-twins';
import { broadcastChange } from '@/utils/platform/changes';
import { useLibrary } from './open-library';

/**
 * Notes that a clip was kept beside its twins, as the list of duplicates does, which then asks no
 * more. A decision that held for the twins takes the clip in: what it settled stays settled.
 */
export async function keepBeside(
  reportId: ReportId,
  clipId: ClipId,
  twins: readonly ClipId[],
): Promise<void> {
  const edited = await useLibrary((library) =>
    library.editReport(reportId, (doc) => {
      const kept = readKept(doc);
      const known = twins.flatMap((twin) => kept.get(twin) ?? []);
      const decision = known.sort().at(-1) ?? newId<'twins'>();
      for (const each of [clipId, ...twins]) setKept(doc, { clipId: each, decision });
    }),
  );
  // The clip is stored all the same; the list asks once more.
  if (!edited.ok) console.warn('twins', edited.error);
  else if (edited.value !== null) {
    broadcastChange({ kind: 'report-update', reportId, update: edited.value });
  }
}
