import { unpackUpdates } from '@/utils/messaging/packed-updates';
import { type PageReplies, pageRequests } from '@/utils/messaging/protocol';
import { room } from '@/utils/messaging/server';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import { err, ok, type Result } from '@/utils/model/result';
import { broadcastChange, broadcastUpdates } from '@/utils/platform/changes';
import type { Library } from '@/utils/storage/library';
import { decodeBase64 } from '@/utils/text/base64';
import { adoptLocated } from './adopt-located';
import { planBackups } from './automatic-backup';
import { checkTab } from './check-tab';
import { deleteImage, restoreImage } from './delete-image';
import { dropAsked, keepWaiting, whatWaits } from './keep-waiting';
import { eraseLibrary, useLibrary } from './open-library';
import { pinClip } from './pin-clip';
import { readArticle } from './read-article';
import { highlightsOfTab } from './serve-highlights';
import { leaveAllTeams, teamHandlers } from './serve-team';
import { settleNow } from './settle-search';
import { startClip } from './start-clip';
import { keepScreenshot } from './take-screenshot';
import { cancelRun, pauseRun, runProgress, startRun } from './verify-report';

/** Tells open pages of stored updates, and tidies the report's rows. */
function tellOfUpdates(reportId: ReportId, updates: readonly ReportUpdate[]): void {
  broadcastUpdates(reportId, updates);
  // A failed compaction is not a failed edit. It is tried again after later edits.
  void useLibrary((library) => library.compactReport(reportId));
}

/** Undoes a merge, or applies it again, and tells the open pages. */
async function toggleMerge(
  reportId: ReportId,
  call: (library: Library) => ReturnType<Library['undoMerge']>,
): Promise<Result<PageReplies['merge.undo'], Failure>> {
  const done = await useLibrary(call);
  if (!done.ok) return done;
  const { updates, kept, binned } = done.value;
  broadcastUpdates(reportId, updates);
  broadcastChange({ kind: 'reports' });
  return ok({ kept, binned });
}

/** What the extension's own pages may ask of the background. */
export const pageRoom = room<typeof pageRequests, PageReplies>('page', pageRequests, {
  'capture.start': ({ tabId, clipPage }) =>
    startClip({
      tabId,
      frameId: 0,
      origin: 'popup',
      clipPage,
      selected: null,
      place: null,
    }),
  'capture.screenshot': keepScreenshot,
  'capture.waiting': ({ tabId }) => whatWaits(tabId),
  'capture.keepWaiting': ({ tabId, privateAnswer }) => keepWaiting(tabId, privateAnswer),
  'capture.drop': ({ tabId }) => dropAsked(tabId),
  'capture.checkPage': ({ tabId, privateAnswer }) => checkTab(tabId, privateAnswer),
  'capture.readArticle': ({ tabId }) => readArticle(tabId),
  'highlights.ofTab': ({ tabId }) => highlightsOfTab(tabId),
  'report.create': async (report) => {
    const created = await useLibrary((library) => library.createReport(report));
    if (!created.ok) return created;
    broadcastChange({ kind: 'reports' });
    return ok({});
  },
  'report.update': async ({ reportId, updates: packed }) => {
    const updates = unpackUpdates(packed);
    if (updates === null) return err(failure('bad_message', 'report.update'));
    const stored = await useLibrary((library) => library.appendReportUpdates(reportId, updates));
    if (!stored.ok) return stored;
    if (stored.value.changed) tellOfUpdates(reportId, updates);
    return ok({});
  },
  'report.oldUpdate': async ({ reportId, update }) => {
    const bytes = decodeBase64(update);
    if (bytes === null) return err(failure('bad_message', 'report.oldUpdate'));
    const stored = await useLibrary((library) => library.appendOldUpdate(reportId, bytes));
    if (!stored.ok) return stored;
    if (stored.value.length > 0) tellOfUpdates(reportId, stored.value);
    return ok({});
  },
  'bin.purge': async ({ reportId, clipIds }) => {
    const purged = await useLibrary((library) => library.purgeClips(reportId, clipIds));
    if (!purged.ok) return purged;
    broadcastChange({ kind: 'evidence', reportId, clipIds: purged.value.purged });
    return purged;
  },
  'merge.undo': ({ reportId }) => toggleMerge(reportId, (library) => library.undoMerge(reportId)),
  'merge.redo': ({ reportId }) => toggleMerge(reportId, (library) => library.redoMerge(reportId)),
  'image.delete': deleteImage,
  'image.restore': restoreImage,
  'pin.add': pinClip,
  'pin.adopt': adoptLocated,
  'review.record': async ({ reportId, drafts }) => {
    const recorded = await useLibrary((library) => library.recordReviews(reportId, drafts));
    if (!recorded.ok) return recorded;
    const { author: own, records } = recorded.value;
    broadcastChange({ kind: 'reviews', reportId, own, records });
    return recorded;
  },
  'review.author': () => useLibrary((library) => library.ownAuthor()),
  'review.name': async ({ author, name }) => {
    const named = await useLibrary((library) => library.namePerson(author, name));
    if (!named.ok) return named;
    broadcastChange({ kind: 'people' });
    return ok({});
  },
  'review.ignore': async ({ authors, ignored }) => {
    const done = await useLibrary((library) => library.ignorePeople(authors, ignored));
    if (!done.ok) return done;
    broadcastChange({ kind: 'people' });
    return ok({});
  },
  'run.start': startRun,
  'run.cancel': ({ runId }) => cancelRun(runId),
  'run.pause': ({ runId, paused }) => pauseRun(runId, paused),
  'run.progress': ({ reportId }) => runProgress(reportId),
  'library.mark': () => useLibrary((library) => library.markLibrary()),
  'library.erase': async ({ mark }) => {
    const erased = await eraseLibrary(mark);
    if (!erased.ok) return erased;
    await leaveAllTeams();
    broadcastChange({ kind: 'library' });
    // Sets the alarm for the end of the time in which everything can be restored.
    void planBackups();
    return ok({});
  },
  'search.settle': () => useLibrary(settleNow),
  ...teamHandlers,
  'restore.begin': ({ expected }) => useLibrary((library) => library.beginRestore(expected)),
  'restore.chunk': async ({ restoreId, index, bytes }) => {
    const decoded = decodeBase64(bytes);
    if (decoded === null) return err(failure('bad_message', 'restore.chunk'));
    const staged = await useLibrary((library) => library.restoreChunk(restoreId, index, decoded));
    return staged.ok ? ok({}) : staged;
  },
  'restore.plan': ({ restoreId }) => useLibrary((library) => library.planRestore(restoreId)),
  'restore.commit': async ({ restoreId, choice }) => {
    const restored = await useLibrary((library) => library.commitRestore(restoreId, choice));
    if (restored.ok) broadcastChange({ kind: 'library' });
    return restored;
  },
  'restore.abort': async ({ restoreId }) => {
    const aborted = await useLibrary((library) => library.abortRestore(restoreId));
    return aborted.ok ? ok({}) : aborted;
  },
});
