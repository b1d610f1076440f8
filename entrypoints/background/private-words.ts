import type { ClippedPassages, PageReplies, PrivateAnswer } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { dropPrivateWords, readPrivateWords } from '@/utils/platform/private-words';
import { saveWords, tellOfClip } from './start-clip';

/** Whether words of a private window's page wait for the popup's question. */
export async function waitingWords(
  tabId: number,
): Promise<Result<PageReplies['capture.waiting'], Failure>> {
  return ok({ waits: (await readPrivateWords(tabId)) !== null });
}

/** Keeps them: the user said so. */
export async function keepWaitingWords(
  tabId: number,
  privateAnswer: PrivateAnswer,
): Promise<Result<ClippedPassages, Failure>> {
  const words = await readPrivateWords(tabId);
  if (words === null) return err(failure('no_selection'));
  const { place, ...selected } = words;
  const act = { tabId, origin: 'popup' as const, place, privateAnswer };
  const saved = await saveWords(act, { ...selected, incognito: true });
  // What could not be stored waits on.
  if (saved.ok) await dropPrivateWords([tabId]);
  await tellOfClip(tabId, saved);
  return saved;
}
