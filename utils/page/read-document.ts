import type { CheckReason } from '@/utils/model/evidence';
import { unread } from '@/utils/verify/check-pdf';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import type { PageAnswer } from './gather-page-facts';

/** The result of reading a fetched document. */
export interface ReadDocument {
  readonly text: string;
  /** Whether a window would show nothing more than this text. */
  readonly complete: boolean;
  /** One judgement for each quote, in order. */
  readonly judgements: readonly Judgement[];
  /** The address to which the page redirects its readers before they have read it. */
  readonly sendsOnTo?: string | null;
}

/**
 * Returns the result for a page that cannot be read. Opening the page in a window would not help,
 * because the page would have the same elements there.
 */
export function unreadPage(
  reason: CheckReason,
  quotes: readonly JudgedClip[],
  answer: PageAnswer,
): ReadDocument {
  const judgements = quotes.map(() => unread(reason, null, answer));
  return { text: '', complete: true, judgements };
}
