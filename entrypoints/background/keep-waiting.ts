import type { PageReplies } from '@/utils/messaging/protocol';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type Waiting, waitingActs } from '@/utils/platform/clip-acts';
import { dropPrivateWord, readPrivateWords } from '@/utils/platform/private-words';
import { askClipper } from '@/utils/platform/tabs';
import { keepWaitingClips, saveWords, tellOfClip } from './start-clip';

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
  for (const waiting of await waitingFrames(tabId)) {
    kept.push(await keepWaitingClips(tabId, waiting, privateAnswer));
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

/** Returns the waiting acts, grouped by frame, of the frames whose page still has the clips. */
async function waitingFrames(tabId: number): Promise<readonly [Waiting, ...Waiting[]][]> {
  const byFrame = Map.groupBy(await waitingActs(tabId), ({ frameId }) => frameId);
  const there: [Waiting, ...Waiting[]][] = [];
  for (const [frameId, [first, ...more]] of byFrame) {
    const asked = await askClipper(tabId, frameId, 'waits', {});
    if (first !== undefined && asked.ok && asked.value.clips > 0) there.push([first, ...more]);
  }
  return there;
}
