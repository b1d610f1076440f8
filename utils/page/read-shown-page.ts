import type { PageReading } from '@/utils/messaging/protocol/page-reading';
import { withoutFragment } from '@/utils/model/url';
import { gatherPageFacts } from './gather-page-facts';
import { contentTypeOf } from './live-page';
import { liveTree, readClosedRoots } from './live-tree';
import { pageOverLimit, TOO_COMPLEX } from './page-over-limit';
import { readShownText } from './page-text';
import { readRawMetadata } from './read-raw-metadata';
import { keepShownModel } from './shown-model';

/** Longer than any meaningful language tag. A page can write anything. */
const MAX_LANGUAGE = 35;

/**
 * Reads the page as the user sees it, to judge its quotes, and keeps its model for `readUnseen`. `openShadowRoot`: see `readClosedRoots`.
 */
export function readShownPage(
  openShadowRoot: (host: Element) => ShadowRoot | null,
): PageReading | typeof TOO_COMPLEX {
  readClosedRoots(openShadowRoot);
  if (pageOverLimit(liveTree, document) !== null) return TOO_COMPLEX;
  const model = readShownText();
  keepShownModel(model);
  const url = location.href;
  const { text, ...facts } = gatherPageFacts(liveTree, document, model.text, {
    requestedUrl: url,
    finalUrl: url,
    status: statusOf(url),
    contentType: contentTypeOf(document),
  });
  const blocks = model.blocks.map((block) => ({
    ...block,
    language: block.language.slice(0, MAX_LANGUAGE),
  }));
  return {
    url,
    page: { text, blocks, ...(model.marks === undefined ? {} : { marks: model.marks }) },
    facts,
    metadata: readRawMetadata(liveTree, document),
  };
}

/**
 * Returns the HTTP status of this address; null if it is unknown, for example after a script
 * changed the address without loading.
 */
function statusOf(url: string): number | null {
  const entries = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const [entry] = entries;
  if (entry === undefined) return null;
  const loaded = withoutFragment(entry.name);
  return loaded === withoutFragment(url) ? entry.responseStatus || null : null;
}
