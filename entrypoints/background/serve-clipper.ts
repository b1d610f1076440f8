import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import { type ClipperReplies, clipperRequests } from '@/utils/messaging/protocol/clipper-calls';
import type { Nothing } from '@/utils/messaging/protocol/envelope';
import { room } from '@/utils/messaging/server';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { actsOfClips } from '@/utils/platform/clip-acts';
import { openPanelBeside } from '@/utils/platform/panel';
import type { Sender } from '@/utils/platform/runtime';
import { clipDrafts } from './clip-drafts';
import { createClipLimit } from './clip-limit';
import { choicesFor, moveToSection, noteClip, redoClip, tagClip, undoClip } from './edit-clip';
import { findStored } from './save-clip';
import { tellOfClip } from './start-clip';

const limit = createClipLimit(() => performance.now());

type Answer<T> = Promise<Result<T, Failure>>;

/**
 * A page's process may be compromised. The page may only ask about and edit the clips of an act of
 * the user in its frame. The rate of its requests is limited.
 */
export const clipperRoom = room<typeof clipperRequests, ClipperReplies>(
  'clipper',
  clipperRequests,
  {
    'clip.keepBoth': ({ clipIds }, sender) => limited(sender, () => keepBoth(clipIds, sender)),
    'clip.find': ({ clipIds }, sender) => limited(sender, () => find(clipIds, sender)),
    'clip.undo': (act, sender) => edit(act, sender, undoClip),
    'clip.redo': (act, sender) => edit(act, sender, redoClip),
    'clip.panel': (_, sender) => openPanel(sender),
    'clip.note': (act, sender) => edit(act, sender, (clip) => noteClip(clip, act.note)),
    'clip.tags': (act, sender) => edit(act, sender, (clip) => tagClip(clip, act.typed)),
    'clip.sections': (act, sender) => edit(act, sender, choicesFor),
    'clip.move': (act, sender) => edit(act, sender, (clip) => moveToSection(clip, act.sectionId)),
  },
);

/**
 * Opens the panel at once, because Chrome allows it only in answer to a gesture, and a page can give
 * none in the user's name.
 */
async function openPanel({ tabId }: Sender): Answer<Nothing> {
  if (tabId === undefined || !limit.take(tabId)) return err(failure('too_many_requests'));
  await openPanelBeside(tabId);
  return ok({});
}

async function limited<T>({ tabId }: Sender, work: () => Answer<T>): Answer<T> {
  return tabId !== undefined && limit.take(tabId) ? work() : err(failure('too_many_requests'));
}

function edit<T>(
  { clipId }: { readonly clipId: ClipId },
  sender: Sender,
  work: (clip: { readonly clipId: ClipId; readonly pageUrl: string | undefined }) => Answer<T>,
): Answer<T> {
  return limited(sender, async () =>
    (await actsOfClips(sender, [clipId])).length === 0
      ? err(failure('clip_unasked'))
      : work({ clipId, pageUrl: sender.url }),
  );
}

async function keepBoth(again: ClipId[], sender: Sender): Answer<Nothing> {
  const [act, ...more] = await actsOfClips(sender, again);
  if (act === undefined) return err(failure('clip_unasked'));
  const result = await clipDrafts([act, ...more], { again }, true);
  await tellOfClip(act.tabId, result);
  return result.ok ? ok({}) : result;
}

async function find(
  clipIds: readonly ClipId[],
  sender: Sender,
): Answer<readonly Result<SavedClip, Failure>[]> {
  const allowed = (await actsOfClips(sender, clipIds)).flatMap((act) => act.clipIds);
  const found = clipIds.map((clipId) =>
    allowed.includes(clipId) ? findStored(clipId) : err(failure('clip_interrupted')),
  );
  return ok(await Promise.all(found));
}
