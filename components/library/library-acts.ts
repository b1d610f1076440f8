import { i18n } from '#i18n';
import { editStoredReport } from '@/components/state/edit-stored-report';
import { focusAfterDrawing } from '@/components/ui/focus';
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
import type { Placement } from '@/utils/model/report-content';
import { type ReportDocument, readReport } from '@/utils/model/report-document';
import type { FoundClip, LibraryReader, Twin } from '@/utils/storage/read';

/** Adds the clip to another report, or moves it from its own report to another. */
export type PlaceAct = 'put' | 'move';

/** A clip, with its note and tags in the report that it is taken from. */
type PlacedClip = Pick<FoundClip, 'clip' | 'note' | 'tags'>;

/** The commands on clips of the whole library. */
export interface LibraryActs {
  /** Goes to the clip in its report. */
  readonly show: (found: FoundClip) => void;
  /** Adds the clip to the open report, from which the library was opened. */
  readonly addHere: (found: FoundClip) => void;
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
  const [first] = clips;
  // The notice with Undo is also shown beside the report.
  if (first !== undefined) focusAfterDrawing([`found-${first.clip.id}`, `item-${first.clip.id}`]);
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
 * Adds clips of one report to the inbox of another. To move them, then puts them into the bin of
 * their own report. Notes and tags are copied where the other report has none.
 */
export async function placeClips(
  clips: readonly PlacedClip[],
  { from, to, title }: { readonly from: ReportId; readonly to: ReportId; readonly title: string },
  act: PlaceAct,
  ports: ActPorts,
): Promise<void> {
  const { reader, say, fail } = ports;
  const added: PlacedClip[] = [];
  const put = await editStoredReport(reader, to, (doc) => {
    added.length = 0;
    const { placements } = readReport(doc, to);
    const known = new Map(placements.map((each) => [each.clipId, each]));
    for (const placed of clips) {
      if (!placeClip(doc, to, placed, known.get(placed.clip.id))) added.push(placed);
    }
  });
  if (!put.ok) return fail(put.error);
  if (act === 'move') {
    const at = new Date().toISOString();
    const out = await editStoredReport(reader, from, (doc) => {
      for (const { clip } of clips) binClip(doc, { clipId: clip.id, at });
    });
    if (!out.ok) return fail(out.error);
  }
  say(i18n.t(act === 'move' ? 'moved_to' : 'library_put_done', [title]), () => {
    void takeBack();
  });

  async function takeBack(): Promise<void> {
    if (act === 'move') {
      const restored = await editStoredReport(reader, from, (doc) => {
        for (const { clip } of clips) {
          restoreClip(doc, { clipId: clip.id, filedUnder: clip.filedUnder });
        }
      });
      if (!restored.ok) return fail(restored.error);
    }
    if (added.length === 0) return;
    const back = await editStoredReport(reader, to, (doc) => {
      const at = new Date().toISOString();
      for (const { clip } of added) {
        if (clip.filedUnder.reportId === to) binClip(doc, { clipId: clip.id, at });
        else takeOutClip(doc, { clipId: clip.id });
      }
    });
    if (!back.ok) fail(back.error);
  }
}

/** Puts a clip into a report, and returns whether it was there already. */
function placeClip(
  doc: ReportDocument,
  reportId: ReportId,
  { clip, note, tags }: PlacedClip,
  known: Placement | undefined,
): boolean {
  const clipId = clip.id;
  const isHome = clip.filedUnder.reportId === reportId;
  const binned = (known?.binnedAt ?? null) !== null;
  const lies = isHome || (known?.rank ?? null) !== null;
  if (lies && binned) restoreClip(doc, { clipId, filedUnder: clip.filedUnder });
  if (!lies) moveClip(doc, { clipId, position: { sectionId: null } });
  if (note !== '' && (known?.note ?? '') === '') setNote(doc, { clipId, note });
  if (tags.length > 0 && (known?.tags.length ?? 0) === 0) setTags(doc, { clipId, tags });
  return lies && !binned;
}
