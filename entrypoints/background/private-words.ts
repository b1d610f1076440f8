import type { PageReplies } from '@/utils/messaging/protocol';
import type { ClippedPassages, SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { dropPrivateWord, readPrivateWords } from '@/utils/platform/private-words';
import { saveWords, tellOfClip } from './start-clip';

/** Whether words of a private window's page wait for the popup's question. */
export async function waitingWords(
  tabId: number,
): Promise<Result<PageReplies['capture.waiting'], Failure>> {
  return ok({ waits: (await readPrivateWords(tabId)).length > 0 });
}

/** Keeps them: the user said so. What could not be stored waits on. */
export async function keepWaitingWords(
  tabId: number,
  privateAnswer: PrivateAnswer,
): Promise<Result<ClippedPassages, Failure>> {
  const waiting = await readPrivateWords(tabId);
  const clips: SavedClip[] = [];
  let problem: Failure | null = null;
  for (const [key, { place, ...selected }] of waiting) {
    const act = { tabId, origin: 'popup' as const, place, privateAnswer };
    const kept = await saveWords(act, { ...selected, incognito: true });
    if (kept.ok) {
      clips.push(...kept.value.saved);
      await dropPrivateWord(key);
    } else problem ??= kept.error;
  }
  const [first, ...more] = clips;
  const saved: Result<ClippedPassages, Failure> =
    first === undefined
      ? err(problem ?? failure('no_selection'))
      : ok({ saved: [first, ...more], passages: waiting.length, problem });
  await tellOfClip(tabId, saved);
  return saved;
}
