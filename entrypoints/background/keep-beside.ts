import type { ClipId, ReportId } from '@/utils/model/ids';
import { newId } from '@/utils/model/ids';
import { readKept, setKept } from '@/utils/model/kept-twins';
import { broadcastUpdates } from '@/utils/platform/changes';
import { useLibrary } from './open-library';

/**
 * Records that a duplicate was kept, as the list of duplicates does, so that the list does not ask
 * about it. An earlier decision about its duplicates is extended to the new clip.
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
  // The clip is stored all the same. The list of duplicates asks again.
  if (!edited.ok) console.warn('twins', edited.error);
  else broadcastUpdates(reportId, edited.value);
}
