import type { CheckReason } from '@/utils/model/evidence';
import { unread } from '@/utils/verify/check-pdf';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import type { PageAnswer } from './page-facts';

/** What reading a fetched document gave. */
export interface ReadDocument {
  readonly text: string;
  /** Nothing is behind this text that a window would show. */
  readonly complete: boolean;
  /** One for each quote, in order. */
  readonly judgements: readonly Judgement[];
  /** Where the page sends its readers on to, before they have read it. */
  readonly sendsOnTo?: string | null;
}

/**
 * The result for a page that cannot be read. Opening it in a window would not help, because the
 * window would have the same elements.
 */
export function unreadPage(
  reason: CheckReason,
  quotes: readonly JudgedClip[],
  answer: PageAnswer,
): ReadDocument {
  const judgements = quotes.map(() => unread(reason, null, answer));
  return { text: '', complete: true, judgements };
}
