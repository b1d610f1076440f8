import type { PageReading } from '@/utils/messaging/protocol';
import { gatherPageFacts } from '@/utils/page/page-facts';
import { pageUrl, readPageText } from './page-text';

/** The page as the user sees it, for judging its quotes. */
export function readPage(): PageReading {
  const model = readPageText();
  const url = pageUrl();
  const { text, ...facts } = gatherPageFacts(document, model.text, {
    requestedUrl: url,
    finalUrl: url,
    status: null,
    contentType: document.contentType,
  });
  const blocks = model.blocks.map(({ start, end, language }) => ({ start, end, language }));
  return { page: { text, blocks }, facts };
}
