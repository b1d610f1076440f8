import type { ClipView } from '@/components/state/clip-view';
import type { Check } from '@/utils/model/evidence';

/** A clip of the practice text. It is made and judged like any other, but not stored. */
export interface PractisedClip {
  readonly view: ClipView;
  /** The fragment directive of its link, `#:~:text=…`; null if no link can name the passage. */
  readonly fragment: string | null;
  /** Where the link leads: the directive was built and then found again. */
  readonly place: Range | null;
}

/** What the practice text needs from the code that clips and judges real pages. */
export interface PracticePort {
  /** Clips the selection inside the text; null if nothing is selected. */
  clip(text: HTMLElement): PractisedClip | null;
  /** Searches for the clip in the current text. */
  check(text: HTMLElement, practised: PractisedClip): Check | null;
  /**
   * Calls the listener when the clip key or menu item is used on this page. Call the result to
   * stop.
   */
  followKey(listener: () => void): () => void;
}
