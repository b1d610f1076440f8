import { shortName } from '@/components/ui/names';
import type { Check, Clip, Pin, Source } from '@/utils/model/evidence';
import type { SectionId } from '@/utils/model/ids';
import type { ForeignFinding } from '@/utils/storage/read';
import { MAX_NAME, shorten } from '@/utils/text/shorten';

/** A clip with everything that a card shows of it. What was not found is null. */
export interface ClipView {
  readonly clip: Clip;
  readonly source: Source | null;
  /** The pin that holds in this report. */
  readonly pin: Pin | null;
  /** The latest check, if it is of that pin: what was found of other words says nothing of these. */
  readonly check: Check | null;
  /** The finding of somebody else about that pin, until a later check here replaces it. */
  readonly foreign: ForeignFinding | null;
  /** Whether another pin has come to hold since the latest check. */
  readonly pinnedSince: boolean;
  /** The section it stands in; null is the inbox. */
  readonly sectionId: SectionId | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly binnedAt: string | null;
  /** The ids of its images and screenshots; left out where nobody looked. */
  readonly images?: readonly string[];
}

/** Returns the shortened title of the clip's page, or the page's address if it has no title. */
export function sourceTitle({ source }: ClipView): string {
  return shortName(source?.title ?? '') || shortName(source?.url ?? '');
}

/** Returns the title and the address of the clip's page, for a tooltip. */
export function sourceTooltip(view: ClipView): string {
  return `${sourceTitle(view)}\n${shortName(view.source?.url ?? '')}`;
}

/**
 * The passage that a link names, by its first and last words, where nobody has recorded the
 * words themselves: a citation that came with an imported report. Null where it names none.
 */
export function namedPassage({ pin }: ClipView): string | null {
  if (pin === null || pin.quote !== null || pin.directive === null) return null;
  const { start, end } = pin.directive;
  return end === undefined ? shortName(start) : `${shortName(start)} … ${shortName(end)}`;
}

/** The quoted words on one line, at most `length` UTF-16 units of them. */
export function shortQuote(view: ClipView, length = 80): string {
  const words = (view.pin?.quote ?? namedPassage(view) ?? sourceTitle(view))
    .slice(0, 4 * length + MAX_NAME)
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(words, length);
}
