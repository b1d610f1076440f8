import { PageReadingSchema, UnseenSchema } from '@/utils/messaging/protocol/page-reading';
import type { FetchedBody } from '@/utils/page/judge-page';
import { titleGiven } from '@/utils/page/page-metadata';
import { type ReadDocument, unreadPage } from '@/utils/page/read-document';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { checkPage } from '@/utils/verify/check-page';

/** A page as a browser showed it: what its reader returned, which is checked in the thread. */
export interface RenderedPage extends FetchedBody {
  readonly reading: unknown;
}

/**
 * Judges quotes on a page as a browser showed it. Nobody looks at this browser, so a passage with a
 * part that is unseen does not pass.
 */
export function judgeRendered({ reading, answer, quotes }: RenderedPage): ReadDocument {
  const read = PageReadingSchema.safeParse(reading);
  const hidden = UnseenSchema.safeParse(reading);
  if (!read.success || !hidden.success) return unreadPage('render-failed', quotes, answer);
  const { url, page, facts, metadata } = read.data;
  const mayBeHidden = hidden.data.unseen;
  const { requestedUrl } = answer;
  const judgements = checkPage({
    facts: { ...facts, requestedUrl, text: page.text, snapshotLength: null },
    givenTitle: titleGiven(metadata, url),
    model: { ...createPlainTextModel(page.text, page.blocks, page.marks), mayBeHidden },
    quotes,
    reader: 'render',
  });
  return { text: page.text, complete: false, judgements };
}
