import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { withoutFragment } from '@/utils/model/url';
import { readByline } from '@/utils/platform/tabs';

/** Longer than any byline; what comes from a page's process may be anything. */
const MAX_NAME = 200;

/**
 * The draft with the author that the page's text names, where its metadata names nobody. A page
 * that can't be read again is no reason to lose a clip.
 */
export async function nameAuthors(
  draft: ClipDraft,
  place: { readonly tabId: number | undefined; readonly frameId: number | undefined },
): Promise<ClipDraft> {
  if (draft.metadata.authors.length > 0 || place.tabId === undefined) return draft;
  const read = await readByline(place.tabId, place.frameId ?? 0);
  // The tab may have gone on to another page since: whoever wrote that did not write this.
  if (read === null || withoutFragment(read.url) !== withoutFragment(draft.url)) return draft;
  if (read.byline.length > MAX_NAME) return draft;
  return { ...draft, metadata: { ...draft.metadata, authors: [read.byline] } };
}
