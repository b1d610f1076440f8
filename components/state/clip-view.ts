import { shortName } from '@/components/ui/names';
import type { Check, Clip, Pin, Source } from '@/utils/model/evidence';
import { hasPassage } from '@/utils/model/has-passage';
import type { SectionId, SnapshotId } from '@/utils/model/ids';
import type { ForeignFinding } from '@/utils/storage/read';
import { MAX_NAME, shorten } from '@/utils/text/shorten';

/** A clip with everything that a card shows. What was not found is null. */
export interface ClipView {
  readonly clip: Clip;
  /** The source, with the title that the report took last for its page. */
  readonly source: Source | null;
  /** The source as it was clipped, with the title that its page had then; absent: not known. */
  readonly clippedSource?: Source | null;
  /** The current pin in this report. */
  readonly pin: Pin | null;
  /** The latest check, if it is a check of the current pin. */
  readonly check: Check | null;
  /**
   * Another person's finding about the current pin, until a later check of this library replaces
   * it.
   */
  readonly foreign: ForeignFinding | null;
  /** Whether the current pin has changed since the latest check. */
  readonly pinnedSince: boolean;
  /** The text of the page in the latest check, also if that was of an earlier pin; absent: none. */
  readonly lastText?: SnapshotId | null;
  /**
   * The latest check with a text of the page, also if it was of an earlier pin or of another clip;
   * absent: none.
   */
  readonly lastRead?: Check | null;
  /** The section of the clip; null for the inbox. */
  readonly sectionId: SectionId | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly binnedAt: string | null;
  /** Whether the report's numbers and its verification include it: `countedClips`. */
  readonly isCounted: boolean;
  /** The ids of its images and screenshots. Absent if they were not read. */
  readonly images?: readonly string[];
}

/** Returns the shortened title of the clip's page, or the page's address if it has no title. */
export function sourceTitle({ source }: Pick<ClipView, 'source'>): string {
  return shortName(source?.title ?? '') || shortName(source?.url ?? '');
}

/**
 * Returns the title that the page gave itself when it was last read, if it is not the one shown. An
 * imported report and a post have names that the page does not give itself.
 */
export function changedTitle({ clip, source, lastRead }: ClipView): string | null {
  const title = lastRead?.reader === 'memento' ? undefined : lastRead?.evidence.title;
  const hasOwn = clip.origin === 'import' || clip.locator.permalink !== null;
  if (hasOwn || source === null || title === undefined || title === source.title) return null;
  return title;
}

/** Returns the title and the address of the clip's page, for a tooltip. */
export function sourceTooltip(view: ClipView): string {
  return `${sourceTitle(view)}\n${shortName(view.source?.url ?? '')}`;
}

/**
 * Returns the passage of a link by its first and last words if no quote is recorded, as for a
 * citation from an imported report. Returns null if the link names no passage.
 */
export function namedPassage({ pin }: ClipView): string | null {
  if (pin === null || pin.quote !== null || pin.directive === null) return null;
  const { start, end } = pin.directive;
  return end === undefined ? shortName(start) : `${shortName(start)} … ${shortName(end)}`;
}

/** Returns the quote on one line, at most `length` UTF-16 units of it. */
export function shortQuote(view: ClipView, length = 80): string {
  const words = (view.pin?.quote ?? namedPassage(view) ?? sourceTitle(view))
    .slice(0, 4 * length + MAX_NAME)
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(words, length);
}

/** Whether a verification checks a clip: it has a passage, and its page is known. */
export function isVerifiable({ clip, pin, source }: ClipView): boolean {
  return source !== null && hasPassage(clip, pin);
}
