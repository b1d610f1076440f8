import type { ClipView } from '@/components/state/clip-view';
import type { Check } from '@/utils/model/evidence';

/** A clip of the practice text, made and judged as any other, and stored nowhere. */
export interface PractisedClip {
  readonly view: ClipView;
  /** The fragment directive of its link, `#:~:text=…`; null where no link can tell the passage. */
  readonly fragment: string | null;
  /** Where the link leads: the directive was built, then found again. */
  readonly place: Range | null;
}

/** What the practice text needs of the code that clips and judges real pages. */
export interface PracticePort {
  /** Clips what is selected inside the text; null where nothing is. */
  clip(text: HTMLElement): PractisedClip | null;
  /** Looks for the clip in the text as it stands now. */
  check(text: HTMLElement, practised: PractisedClip): Check | null;
  /** Hears of the clip key or menu item used on this page; call the result to stop. */
  followKey(listener: () => void): () => void;
}
