import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClipId } from '@/utils/model/ids';
import type { DragSource } from './drop-place';

/** What a card or a heading needs to be selected, dragged and tagged. */
export interface OrganiseView {
  /** Statements and clips, by id. */
  readonly selected: ReadonlySet<string>;
  readonly onCheck: (id: string, range: boolean) => void;
  /** What goes along with a thing that is dragged: the whole selection if it is of it. */
  readonly together: (source: DragSource) => DragSource;
  readonly nameOf: (source: DragSource) => string;
  /** What the keyboard moves, or null. */
  readonly grabbed: DragSource | null;
  readonly onGrab: (source: DragSource) => void;
  readonly onDragStart: (source: DragSource) => void;
  /** Every tag of the report. */
  readonly tagNames: readonly string[];
  readonly setTags: (clipId: ClipId, tags: readonly string[]) => void;
}

/** Null where nothing can be arranged: a card by itself. */
export const OrganiseContext = createContext<OrganiseView | null>(null);

export function useOrganise(): OrganiseView | null {
  return useContext(OrganiseContext);
}
