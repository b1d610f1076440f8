import { UnseenSchema } from '@/utils/messaging/protocol/page-reading';
import { isPass } from '@/utils/model/evidence';
import { checkPage, type PageCheck } from '@/utils/verify/check-page';
import type { Judgement } from '@/utils/verify/judgement';

/**
 * Judges the quotes of a page that a tab or a window showed. If some are there, `askUnseen` asks the
 * page which words nobody sees of it, because such words do not pass without a doubt. Without an
 * answer, that is not known of any word.
 */
export async function judgeShown(
  check: PageCheck,
  askUnseen: () => Promise<unknown>,
): Promise<Judgement[]> {
  const judged = checkPage(check);
  if (!judged.some(({ verdict }) => isPass(verdict) || verdict === 'located')) return judged;
  const { model } = check;
  const answer = UnseenSchema.safeParse(await askUnseen());
  const hidden = answer.data ?? { unseen: [{ start: 0, end: model.text.length }] };
  return checkPage({ ...check, model: { ...model, ...hidden } });
}
