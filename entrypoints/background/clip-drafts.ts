import * as z from 'zod/mini';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import {
  type ClippedPassages,
  MAX_PASSAGES,
  type SavedClip,
} from '@/utils/messaging/protocol/clipped-passages';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { type ClipId, idSchema } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { changeClipAct, type StoredAct } from '@/utils/platform/clip-acts';
import { askForDrafts } from '@/utils/platform/clipper';
import type { Sender } from '@/utils/platform/runtime';
import { mayKeep } from './ask-in-private';
import { attachmentsOfDraft } from './clip-image';
import { describePage } from './describe-page';
import { keyToPanel } from './key-to-panel';
import { readPageIcon } from './page-icon';
import { sameSite } from './same-site';
import { findSavedClip, saveDraft } from './save-clip';

type Saved = Result<SavedClip, Failure>;
type Clipped = Result<ClippedPassages, Failure>;

/**
 * Asks a frame's clipper for drafts, stores them, and tells the clipper what became of each. Drafts
 * that have arrived are stored even if the page is left meanwhile.
 * @param acts Acts of one frame. With `again` in the wish, only clips of these acts are stored;
 * without it, the drafts become the clips of the first act.
 * @param keepBoth Whether a second clip is stored of a passage that the library already has.
 */
export async function clipDrafts(
  acts: readonly [StoredAct, ...StoredAct[]],
  wish: Parameters<typeof askForDrafts>[1]['wish'],
  keepBoth = false,
): Promise<Clipped> {
  const isAgain = 'again' in wish;
  const asked = await askForDrafts(acts[0], { wish }, isAgain ? wish.again.length : MAX_PASSAGES);
  if (!asked.ok) return asked;
  if ('known' in asked.value) return findKnown(asked.value.known);
  const { sender, drafts, passages, tell } = asked.value;
  const ids = drafts.flatMap((draft) => (draft.ok ? draft.value.clipId : []));
  const owners = isAgain ? acts : [{ ...acts[0], clipIds: ids }];
  // The ids are stored before the clips, because a clipper that is told nothing asks about them.
  for (const { id, clipIds, answer } of owners) await changeClipAct(id, { clipIds, answer });
  const outcomes = await Promise.all(
    drafts.map(async (draft) => {
      if (!draft.ok) return draft;
      const act = owners.find(({ clipIds }) => clipIds.includes(draft.value.clipId));
      if (act === undefined) return err(failure('clip_unasked'));
      return save(draft.value, { act, sender, keepBoth }).catch((cause: unknown): Saved => {
        console.error('clip', cause);
        return err(failure('unexpected', messageOf(cause)));
      });
    }),
  );
  const outcomeOf = new Map<ClipId, Saved | undefined>();
  for (const [at, draft] of drafts.entries()) {
    if (draft.ok) outcomeOf.set(draft.value.clipId, outcomes[at]);
  }
  for (const act of owners) {
    const waiting = waitingOf(act, outcomeOf);
    if (waiting.join() !== act.waiting.join()) await changeClipAct(act.id, { waiting });
  }
  tell(import.meta.env.FIREFOX ? await withPanelKey(outcomes, sender) : outcomes);
  return summary(outcomes, passages);
}

/** Adds the key of the panel, which Firefox opens by its key but not by a click in a page. */
async function withPanelKey(
  outcomes: readonly Saved[],
  { tabId }: Sender,
): Promise<readonly Saved[]> {
  const panelKey = await keyToPanel(tabId);
  return outcomes.map((each) => (each.ok ? ok({ ...each.value, panelKey }) : each));
}

/** The clips of an act that wait for the user's answer after these outcomes. */
function waitingOf(
  { clipIds, waiting }: StoredAct,
  outcomeOf: ReadonlyMap<ClipId, Saved | undefined>,
): ClipId[] {
  return clipIds.filter((clipId) => {
    const outcome = outcomeOf.get(clipId);
    if (outcome?.ok === true) return false;
    return waiting.includes(clipId) || outcome?.error.code === 'private_window';
  });
}

/** Stores a draft. A page's process may be compromised, so the page clips only its own site. */
async function save(
  draft: ClipDraft,
  how: { readonly act: StoredAct; readonly sender: Sender; readonly keepBoth: boolean },
): Promise<Saved> {
  const { act, sender, keepBoth } = how;
  if (!sameSite(draft.url, sender.url)) return err(failure('wrong_sender', 'clip'));
  const { incognito } = sender;
  if (!(await mayKeep({ incognito, url: draft.url }, act.answer ?? undefined))) {
    return err(failure('private_window'));
  }
  const reading = readPageIcon(sender.tabId, draft.url);
  const attachments = await attachmentsOfDraft(draft, sender);
  const dated = { ...draft, capturedAt: within(draft.capturedAt, act.startedAt) };
  const { draft: described, isOfPost } = await describePage(dated, sender);
  const icon = await reading;
  return saveDraft(described, { place: act.place, keepBoth, attachments, isOfPost, icon });
}

/** Limits the clip time that a page gives to the time between the start of the act and now. */
function within(capturedAt: string, startedAt: number): string {
  const given = Date.parse(capturedAt);
  return new Date(Math.min(Math.max(given, startedAt), Date.now())).toISOString();
}

/** Sums up an act. A draft that never arrived counts as a problem, like one that was refused. */
export function summary(outcomes: readonly Saved[], passages: number): Clipped {
  const [first, ...more] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const refused = outcomes.find((outcome) => !outcome.ok);
  const isLeft = outcomes.length < passages;
  const problem = refused?.error ?? (isLeft ? failure('page_navigated') : null);
  return first === undefined
    ? err(problem ?? failure('no_selection'))
    : ok({ saved: [first, ...more], passages, problem });
}

const KnownClipsSchema = z
  .array(z.object({ clipId: idSchema<'clip'>(), duplicate: z.boolean() }))
  .check(z.maxLength(MAX_PASSAGES));

/**
 * Returns the clips that an earlier act made of the same passages. They are read from the library,
 * because the page's process could forge the answer.
 */
async function findKnown(known: unknown): Promise<Clipped> {
  const named = KnownClipsSchema.safeParse(known);
  if (!named.success) return err(failure('bad_message', 'clip'));
  const clips: Saved[] = [];
  for (const { clipId, duplicate } of named.data) {
    const stored = await findSavedClip(clipId);
    if (!stored.ok) return stored;
    clips.push(ok({ ...stored.value, duplicate }));
  }
  return summary(clips, clips.length);
}
