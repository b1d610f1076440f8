import { i18n } from '#i18n';
import type { PageReplies } from '@/utils/messaging/protocol';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import type { Nothing } from '@/utils/messaging/protocol/envelope';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { showCount } from '@/utils/platform/badge';
import { actsOf, forgetClipActs, type StoredAct } from '@/utils/platform/clip-acts';
import { askClipper, tellClippers } from '@/utils/platform/clipper';
import {
  dropPrivateWord,
  dropPrivateWords,
  readPrivateWords,
} from '@/utils/platform/private-words';
import { clipDrafts } from './clip-drafts';
import { saveWords, tellOfClip } from './start-clip';

/** Whether a clip in a private window's tab waits for the user's answer in the popup. */
export async function whatWaits(
  tabId: number,
): Promise<Result<PageReplies['capture.waiting'], Failure>> {
  const waits =
    (await readPrivateWords(tabId)).length > 0 || (await waitingFrames(tabId)).length > 0;
  return ok({ waits });
}

/** Stores all waiting clips after the user agreed. A clip that cannot be stored still waits. */
export async function keepWaiting(
  tabId: number,
  privateAnswer: PrivateAnswer,
): Promise<Result<ClippedPassages, Failure>> {
  const kept: Result<ClippedPassages, Failure>[] = [];
  for (const [first, ...more] of await waitingFrames(tabId)) {
    const answered = (act: StoredAct) => ({ ...act, answer: privateAnswer });
    const again = [first, ...more].flatMap(({ waiting }) => waiting);
    kept.push(await clipDrafts([answered(first), ...more.map(answered)], { again }));
  }
  for (const [key, { place, ...selected }] of await readPrivateWords(tabId)) {
    const act = { tabId, origin: 'popup' as const, place, privateAnswer };
    const saved = await saveWords(act, { ...selected, incognito: true });
    if (saved.ok) await dropPrivateWord(key);
    kept.push(saved);
  }
  const [first, ...more] = kept.flatMap((each) => (each.ok ? each.value.saved : []));
  const problem =
    kept.map((each) => (each.ok ? each.value.problem : each.error)).find((each) => each !== null) ??
    null;
  const passages = kept.reduce((sum, each) => sum + (each.ok ? each.value.passages : 1), 0);
  const saved: Result<ClippedPassages, Failure> =
    first === undefined
      ? err(problem ?? failure('no_selection'))
      : ok({ saved: [first, ...more], passages, problem });
  await tellOfClip(tabId, saved);
  return saved;
}

/**
 * Discards everything of a tab that waits for an answer, because the user declined in the popup.
 */
export async function dropAsked(tabId: number): Promise<Result<Nothing, Failure>> {
  await Promise.all([tellClippers(tabId, 'drop'), dropPrivateWords(tabId), forgetClipActs(tabId)]);
  await showCount(tabId, 0, i18n.t('extName'));
  return ok({});
}

/** Returns the acts with waiting clips, by frame, of the frames whose page still has the clips. */
async function waitingFrames(tabId: number): Promise<readonly [StoredAct, ...StoredAct[]][]> {
  const acts = (await actsOf(tabId)).filter(({ waiting }) => waiting.length > 0);
  const there: [StoredAct, ...StoredAct[]][] = [];
  for (const [frameId, [first, ...more]] of Map.groupBy(acts, (act) => act.frameId)) {
    const asked = await askClipper(tabId, frameId, 'waits', {});
    if (first !== undefined && asked.ok && asked.value.clips > 0) there.push([first, ...more]);
  }
  return there;
}
