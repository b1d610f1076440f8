import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClipId } from '@/utils/model/ids';
import type { DragSource } from './drop-place';

/** What a card or a heading needs to be selected, dragged and tagged. */
export interface OrganiseView {
  /** Ids of statements and clips. */
  readonly selected: ReadonlySet<string>;
  readonly onCheck: (id: string, range: boolean) => void;
  /** Returns what is dragged with an item: the whole selection if the item belongs to it. */
  readonly together: (source: DragSource) => DragSource;
  readonly nameOf: (source: DragSource) => string;
  /** What the keyboard moves, or null. */
  readonly grabbed: DragSource | null;
  readonly onGrab: (source: DragSource) => void;
  readonly onDragStart: (source: DragSource) => void;
  /** All tags of the report. */
  readonly tagNames: readonly string[];
  readonly setTags: (clipId: ClipId, tags: readonly string[]) => void;
}

/** Null if nothing can be arranged, for example for a single card. */
export const OrganiseContext = createContext<OrganiseView | null>(null);

export function useOrganise(): OrganiseView | null {
  return useContext(OrganiseContext);
}
