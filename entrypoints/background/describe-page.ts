import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { withoutFragment } from '@/utils/model/url';
import { readByline } from '@/utils/platform/tabs';

/** Longer than any byline. The value comes from a page's process and may be anything. */
const MAX_NAME = 200;

/**
 * Returns the draft with the author that the page's text names, if its metadata names none. A page
 * that cannot be read again does not prevent the clip.
 */
export async function nameAuthors(
  draft: ClipDraft,
  place: { readonly tabId: number | undefined; readonly frameId: number | undefined },
): Promise<ClipDraft> {
  if (draft.metadata.authors.length > 0 || place.tabId === undefined) return draft;
  const read = await readByline(place.tabId, place.frameId ?? 0);
  // The tab may show another page by now, whose author did not write this page.
  if (read === null || withoutFragment(read.url) !== withoutFragment(draft.url)) return draft;
  if (read.byline.length > MAX_NAME) return draft;
  return { ...draft, metadata: { ...draft.metadata, authors: [read.byline] } };
}
