import { i18n } from '#i18n';
import { editStoredReport } from '@/components/state/edit-stored-report';
import type { Say } from '@/components/ui/Snackbar';
import {
  binClip,
  moveClip,
  restoreClip,
  setNote,
  setTags,
  takeOutClip,
} from '@/utils/model/clip-operations';
import type { Failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { setKept } from '@/utils/model/kept-twins';
import { readReport } from '@/utils/model/report-document';
import type { FoundClip, LibraryReader, Twin } from '@/utils/storage/read';

/** Adds the clip to another report, or moves it from its own report to another. */
export type PlaceAct = 'put' | 'move';

/** The commands on clips of the whole library. */
export interface LibraryActs {
  /** Goes to the clip in its report. */
  readonly show: (found: FoundClip) => void;
  readonly askPlace: (found: FoundClip, act: PlaceAct) => void;
  readonly bin: (clips: readonly FoundClip[]) => void;
  /** Keeps duplicates, or asks about them again after such a decision. */
  readonly keep: (twins: readonly Twin[], again: boolean) => void;
}

export interface ActPorts {
  readonly reader: LibraryReader;
  readonly say: Say;
  readonly fail: (failure: Failure) => void;
}

/** Puts clips into the bin, each in its report, and offers to undo it. */
export async function binFound(clips: readonly FoundClip[], ports: ActPorts): Promise<void> {
  const { reader, say, fail } = ports;
  const at = new Date().toISOString();
  const done: FoundClip[] = [];
  for (const [reportId, ofReport] of Map.groupBy(clips, (found) => found.reportId)) {
    const edited = await editStoredReport(reader, reportId, (doc) => {
      for (const { clip } of ofReport) binClip(doc, { clipId: clip.id, at });
    });
    if (!edited.ok) fail(edited.error);
    else done.push(...ofReport);
  }
  if (done.length > 0) {
    say(i18n.t('library_binned', done.length), () => void restoreFound(done, ports));
  }
}

async function restoreFound(
  clips: readonly FoundClip[],
  { reader, fail }: ActPorts,
): Promise<void> {
  for (const [reportId, ofReport] of Map.groupBy(clips, (found) => found.reportId)) {
    const edited = await editStoredReport(reader, reportId, (doc) => {
      for (const { clip } of ofReport) {
        restoreClip(doc, { clipId: clip.id, filedUnder: clip.filedUnder });
      }
    });
    if (!edited.ok) fail(edited.error);
  }
}

/** Notes that duplicates are kept, or removes that note. Offers to undo either. */
export async function keepTwins(
  twins: readonly Twin[],
  again: boolean,
  ports: ActPorts,
): Promise<void> {
  const together = newId<'twins'>();
  const decided = twins.map((twin) => ({ ...twin, kept: again ? newId<'twins'>() : together }));
  if (!(await storeDecisions(decided, ports))) return;
  ports.say(i18n.t(again ? 'library_asked_again' : 'library_kept_all'), () => {
    void storeDecisions(twins, ports);
  });
}

async function storeDecisions(
  twins: readonly Twin[],
  { reader, fail }: ActPorts,
): Promise<boolean> {
  for (const [reportId, ofReport] of Map.groupBy(twins, (twin) => twin.reportId)) {
    const edited = await editStoredReport(reader, reportId, (doc) => {
      for (const { clipId, kept } of ofReport) setKept(doc, { clipId, decision: kept });
    });
    // A note about only some of the duplicates means nothing.
    if (!edited.ok) {
      fail(edited.error);
      return false;
    }
  }
  return true;
}

/**
 * Adds a clip to the inbox of another report. To move it, then puts it into the bin of its own
 * report. Its note and tags are copied if the other report has none for it.
 */
export async function placeFound(
  found: FoundClip,
  target: { readonly reportId: ReportId; readonly title: string },
  act: PlaceAct,
  ports: ActPorts,
): Promise<void> {
  const { reader, say, fail } = ports;
  const { clip, note, tags } = found;
  const clipId = clip.id;
  let wasThere = false;
  const put = await editStoredReport(reader, target.reportId, (doc) => {
    const known = readReport(doc, target.reportId).placements.find(
      (each) => each.clipId === clipId,
    );
    const isHome = clip.filedUnder.reportId === target.reportId;
    const binned = (known?.binnedAt ?? null) !== null;
    const lies = isHome || (known?.rank ?? null) !== null;
    wasThere = lies && !binned;
    if (lies && binned) restoreClip(doc, { clipId, filedUnder: clip.filedUnder });
    if (!lies) moveClip(doc, { clipId, position: { sectionId: null } });
    if (note !== '' && (known?.note ?? '') === '') setNote(doc, { clipId, note });
    if (tags.length > 0 && (known?.tags.length ?? 0) === 0) setTags(doc, { clipId, tags });
  });
  if (!put.ok) return fail(put.error);
  if (act === 'move') {
    const out = await editStoredReport(reader, found.reportId, (doc) =>
      binClip(doc, { clipId, at: new Date().toISOString() }),
    );
    if (!out.ok) return fail(out.error);
  }
  say(i18n.t(act === 'move' ? 'moved_to' : 'library_put_done', [target.title]), () => {
    void takeBack();
  });

  async function takeBack(): Promise<void> {
    if (act === 'move') await restoreFound([found], ports);
    if (wasThere) return;
    const back = await editStoredReport(reader, target.reportId, (doc) => {
      if (clip.filedUnder.reportId !== target.reportId) takeOutClip(doc, { clipId });
      else binClip(doc, { clipId, at: new Date().toISOString() });
    });
    if (!back.ok) fail(back.error);
  }
}
