import { savedWords } from '@/components/clip/saved-words';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import { type ClipperReplies, clipperRequests } from '@/utils/messaging/protocol/clipper-calls';
import { room } from '@/utils/messaging/server';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err, type Result } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';
import { actOfClip, isOfAnAct, noteWaiting } from '@/utils/platform/clip-acts';
import type { Sender } from '@/utils/platform/runtime';
import { noteWantedPlace, takeWantedPlace } from '@/utils/platform/wanted-places';
import { mayKeep } from './ask-in-private';
import { attachmentsOfDraft } from './clip-image';
import { createClipLimit } from './clip-limit';
import { choicesFor, moveToSection, noteClip, redoClip, tagClip, undoClip } from './edit-clip';
import { nameAuthors } from './name-authors';
import { sameSite } from './same-site';
import { saveDraft } from './save-clip';
import { placeNamedIn, trackSave } from './start-clip';

const limit = createClipLimit(() => performance.now());

type Answer<T> = Promise<Result<T, Failure>>;

/**
 * A page's process may be compromised. The page may only clip its own site, for an act of the user
 * in its frame, and edit the clips of such an act. The rate of its requests is limited.
 */
export const clipperRoom = room<typeof clipperRequests, ClipperReplies>(
  'clipper',
  clipperRequests,
  {
    'clip.save': (draft, sender) =>
      trackSave(
        sender.tabId,
        draft.passages ?? 1,
        limited(sender, () => save(draft, sender)),
      ),
    'clip.undo': (act, sender) => edit(act, sender, undoClip),
    'clip.redo': (act, sender) => edit(act, sender, redoClip),
    'clip.note': (act, sender) => edit(act, sender, (clip) => noteClip(clip, act.note)),
    'clip.tags': (act, sender) => edit(act, sender, (clip) => tagClip(clip, act.tags)),
    'clip.sections': (act, sender) => edit(act, sender, choicesFor),
    'clip.move': (act, sender) => edit(act, sender, (clip) => moveToSection(clip, act.sectionId)),
  },
);

async function limited<T>({ tabId }: Sender, work: () => Answer<T>): Answer<T> {
  return tabId !== undefined && limit.take(tabId) ? work() : err(failure('too_many_requests'));
}

function edit<T>(
  { clipId }: { readonly clipId: ClipId },
  sender: Sender,
  work: (clip: { readonly clipId: ClipId; readonly pageUrl: string | undefined }) => Answer<T>,
): Answer<T> {
  return limited(sender, async () =>
    (await isOfAnAct(sender, clipId))
      ? work({ clipId, pageUrl: sender.url })
      : err(failure('clip_unasked')),
  );
}

async function save(draft: ClipDraft, sender: Sender): Answer<SavedClip> {
  if (!sameSite(draft.url, sender.url)) return err(failure('wrong_sender', 'clip.save'));
  // Read before anything is awaited, because the act may end meanwhile.
  const named = placeNamedIn(sender.tabId);
  const act = await actOfClip(sender, draft.act, draft.clipId);
  if (act === null) return err(failure('clip_unasked'));
  const answer = act.answer ?? undefined;
  if (!(await mayKeep({ incognito: sender.incognito, url: draft.url }, answer))) {
    await noteWaiting(sender.tabId, draft.act, draft.clipId, true);
    if (named !== null) await noteWantedPlace(draft.clipId, named);
    return err(failure('private_window'));
  }
  // A draft was seen before only if it is kept as a duplicate or after a question.
  const known = draft.keepBoth === true || answer !== undefined;
  const place = named ?? (known ? await takeWantedPlace(draft.clipId) : null);
  const images = await attachmentsOfDraft(draft, sender);
  const dated = { ...draft, capturedAt: within(draft.capturedAt, act.startedAt) };
  const saved = await saveDraft(await nameAuthors(dated, sender), place, images);
  // The draft may be sent again: to be kept as a duplicate, or after a yes that could not be
  // stored.
  if (place !== null && (saved.ok ? saved.value.duplicate : known)) {
    await noteWantedPlace(draft.clipId, place);
  }
  if (saved.ok && answer !== undefined && sender.tabId !== undefined) {
    await noteWaiting(sender.tabId, draft.act, draft.clipId, false);
    // Until then the toolbar button said that nothing was kept.
    const { where } = savedWords({ saved: [saved.value], passages: 1, problem: null });
    await showBadge(sender.tabId, 'saved', where);
  }
  return saved;
}

/** Limits the clip time that a page gives to the time between the start of the act and now. */
function within(capturedAt: string, startedAt: number): string {
  const given = Date.parse(capturedAt);
  return new Date(Math.min(Math.max(given, startedAt), Date.now())).toISOString();
}
