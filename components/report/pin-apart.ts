import { contentOfList, listOfItem } from '@/components/organise/drop-place';
import { letGo, setAside } from '@/components/report/cite-pasted';
import type { ClipView } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { request } from '@/utils/messaging/client';
import type { pageRequests } from '@/utils/messaging/protocol';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import { moveClip, restoreClip } from '@/utils/model/clip-operations';
import type { Failure } from '@/utils/model/failure';
import { type CitationId, type ClipId, newId } from '@/utils/model/ids';
import { ok, type Result } from '@/utils/model/result';
import { citeInstead } from '@/utils/model/statement-operations';

interface PinnedApart {
  /** The clip of the passage. */
  readonly clipId: ClipId;
  readonly noDirectiveReason: string | null;
  /** Whether the claim now cites the clip. False if its citations were deleted meanwhile. */
  readonly isCited: boolean;
}

/**
 * Pins a passage for some citations of a clip, and leaves its other citations as they are. The
 * passage gets a clip of its own beside the clip, unless the report has a clip of it already. The
 * change of the report is one undo step. If the citations are gone when the clip is stored, the new
 * clip stays in the bin.
 * @param text The words of the passage.
 */
export async function pinApart(
  { replica, tree, views }: Pick<OpenReport, 'replica' | 'tree' | 'views'>,
  citationIds: readonly CitationId[],
  pin: RequestOf<typeof pageRequests, 'pin.add'>,
  text: string,
): Promise<Result<PinnedApart, Failure>> {
  const { clipId: from, reportId } = pin;
  const view = views.get(from);
  const cite = (to: ClipId): boolean =>
    citeInstead(replica.doc, { ids: citationIds, from, to }).length > 0;
  const known = [...views.values()].find((other) => isClipOf(other, view, pin.position, text));
  if (known !== undefined) {
    const { id: clipId } = known.clip;
    return ok({ clipId, noDirectiveReason: null, isCited: replica.edit(() => cite(clipId)) });
  }

  const sectionId = view?.sectionId ?? null;
  const clipId: ClipId = newId<'clip'>();
  const filedUnder = { reportId, sectionId };
  const clips = [{ id: clipId, filedUnder }];
  setAside(replica, { clips });
  const added = await request('pin.add', { ...pin, apart: { clipId, sectionId } });
  if (!added.ok) {
    letGo(replica, { clips }, false);
    return added;
  }
  const item = tree.clips.get(from);
  const content = item === undefined ? [] : contentOfList(tree, listOfItem(tree, item));
  const at = content.findIndex(({ id }) => id === from);
  const isCited = replica.edit((doc) => {
    if (!cite(clipId)) return false;
    restoreClip(doc, { clipId, filedUnder });
    if (at >= 0) {
      const before = content[at + 1]?.id ?? null;
      moveClip(doc, { clipId, position: { sectionId, before, content } });
    }
    return true;
  });
  // Not in the same undo step: an undo of this would put the clip back among the awaited clips.
  letGo(replica, { clips }, true);
  return ok({ clipId, noDirectiveReason: added.value.noDirectiveReason, isCited });
}

/** Whether a clip of the report has exactly this passage of the page. */
function isClipOf(
  { clip, pin, binnedAt }: ClipView,
  page: ClipView | undefined,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): boolean {
  const position = pin?.selectors.position ?? null;
  if (page === undefined || binnedAt !== null || position === null) return false;
  if (clip.sourceId !== page.clip.sourceId || pin?.quote !== text) return false;
  return position.start === start && position.end === end;
}
