import { type ClipDraft, type ClipperReplies, clipperRequests } from '@/utils/messaging/protocol';
import { room } from '@/utils/messaging/server';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import type { Sender } from '@/utils/platform/runtime';
import { noteWantedPlace, takeWantedPlace } from '@/utils/platform/wanted-places';
import { choicesFor, moveToSection, noteClip, redoClip, tagClip, undoClip } from './edit-clip';
import { nameAuthors } from './name-authors';
import { sameSite } from './same-site';
import { saveDraft } from './save-clip';
import { placeNamedIn, trackSave } from './start-clip';

/** What the injected clipper may ask of the background. */
export const clipperRoom = room<typeof clipperRequests, ClipperReplies>(
  'clipper',
  clipperRequests,
  {
    'clip.save': async (draft, sender) =>
      // A page's process may be compromised: it gets to clip itself, and no other site.
      sameSite(draft.url, sender.url)
        ? trackSave(sender.tabId, draft.passages ?? 1, save(draft, sender))
        : err(failure('wrong_sender', 'clip.save')),
    'clip.undo': ({ clipId }, { url: pageUrl }) => undoClip({ clipId, pageUrl }),
    'clip.redo': ({ clipId }, { url: pageUrl }) => redoClip({ clipId, pageUrl }),
    'clip.note': ({ clipId, note }, { url: pageUrl }) => noteClip({ clipId, pageUrl }, note),
    'clip.tags': ({ clipId, tags }, { url: pageUrl }) => tagClip({ clipId, pageUrl }, tags),
    'clip.sections': ({ clipId }, { url: pageUrl }) => choicesFor({ clipId, pageUrl }),
    'clip.move': ({ clipId, sectionId }, { url: pageUrl }) =>
      moveToSection({ clipId, pageUrl }, sectionId),
  },
);

async function save(draft: ClipDraft, sender: Sender) {
  // Asked before anything is awaited: the act may be over by then.
  const named = placeNamedIn(sender.tabId);
  // Only a passage that is kept twice was drafted before.
  const place = named ?? (draft.keepBoth === true ? await takeWantedPlace(draft.clipId) : null);
  const saved = await saveDraft(await nameAuthors(draft, sender), place);
  if (saved.ok && saved.value.duplicate && place !== null) {
    await noteWantedPlace(draft.clipId, place);
  }
  return saved;
}
