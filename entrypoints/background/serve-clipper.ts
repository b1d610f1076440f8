import { savedWords } from '@/components/clip/saved-words';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { type ClipperReplies, clipperRequests } from '@/utils/messaging/protocol/clipper-calls';
import { room } from '@/utils/messaging/server';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';
import type { Sender } from '@/utils/platform/runtime';
import { noteWantedPlace, takeWantedPlace } from '@/utils/platform/wanted-places';
import { mayKeep } from './ask-in-private';
import { attachmentsOfDraft } from './clip-image';
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
  const { privateAnswer } = draft;
  if (!(await mayKeep({ incognito: sender.incognito, url: draft.url }, privateAnswer))) {
    if (named !== null) await noteWantedPlace(draft.clipId, named);
    return err(failure('private_window'));
  }
  // Only a passage that is kept twice, or was asked about, was drafted before.
  const known = draft.keepBoth === true || privateAnswer !== undefined;
  const place = named ?? (known ? await takeWantedPlace(draft.clipId) : null);
  const images = await attachmentsOfDraft(draft, sender);
  const saved = await saveDraft(await nameAuthors(draft, sender), place, images);
  // It may come again: to be kept twice, or after a yes that could not be stored.
  if (place !== null && (saved.ok ? saved.value.duplicate : known)) {
    await noteWantedPlace(draft.clipId, place);
  }
  if (saved.ok && privateAnswer !== undefined && sender.tabId !== undefined) {
    // Until then it said that nothing was kept.
    const { where } = savedWords({ saved: [saved.value], passages: 1, problem: null });
    await showBadge(sender.tabId, 'saved', where);
  }
  return saved;
}
