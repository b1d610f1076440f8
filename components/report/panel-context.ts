import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClipPort } from '@/components/clip/clip-port';
import type { ClipView } from '@/components/state/clip-view';
import type { CitationId, ClipId, SectionId, StatementId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { Section } from '@/utils/model/report-content';
import type { ContentItem } from '@/utils/model/report-tree';
import type { ReviewAnswer } from '@/utils/model/review-records';
import type { Objection } from '@/utils/review/objections';
import type { Paste } from './use-pasting';

/** What a part of the report asks before it does something. */
export type ReportQuestion =
  | { readonly kind: 'new-section'; readonly parentId: SectionId | null }
  | { readonly kind: 'rename-section' | 'move-section'; readonly section: Section }
  | { readonly kind: 'move-item'; readonly item: ContentItem }
  | { readonly kind: 'cite'; readonly statementId: StatementId; readonly offset: number }
  /** Null: the whole report. */
  | { readonly kind: 'export'; readonly sectionId: SectionId | null };

export type Direction = 'up' | 'down';

/** What a person can do to the report that the panel shows. */
export interface PanelCommands {
  readonly ask: (question: ReportQuestion) => void;
  /** Called inside the click, before anything is awaited. */
  readonly verifyClip: (clipId: ClipId) => void;
  /** The whole report as Markdown; called inside the key press. */
  readonly copyReport: () => void;
  readonly copyCitation: (clipId: ClipId) => void;
  readonly clipPort: (clipId: ClipId) => ClipPort;
  readonly setNote: (clipId: ClipId, note: string) => void;
  readonly showClip: (clipId: ClipId) => void;
  readonly addStatement: (sectionId: SectionId | null) => void;
  readonly editStatement: (id: StatementId | null) => void;
  readonly setStatementText: (id: StatementId, text: string) => void;
  readonly removeCitation: (statementId: StatementId, citationId: CitationId) => void;
  /** Somebody has read what two people changed at once. */
  readonly markRead: (id: StatementId) => void;
  /** The writer's answer to an objection; null takes it back. */
  readonly answer: (review: Review, answer: ReviewAnswer | null) => void;
  readonly showStatement: (id: StatementId) => void;
  readonly shiftItem: (item: ContentItem, direction: Direction) => void;
  readonly shiftSection: (section: Section, direction: Direction) => void;
  readonly deleteItem: (item: ContentItem) => void;
  readonly deleteSection: (section: Section) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export interface PanelView {
  readonly views: ReadonlyMap<ClipId, ClipView>;
  /** What the search shows, by id; null shows everything. */
  readonly found: ReadonlySet<string> | null;
  /** Statements that two people changed at once and nobody has read since. */
  readonly readAgain: ReadonlySet<StatementId>;
  readonly objections: ReadonlyMap<StatementId, readonly Objection[]>;
  readonly editing: StatementId | null;
  /** Opens the page of a clip at the archive that makes copies; null where there is none for it. */
  readonly archivePage: (view: ClipView) => (() => void) | null;
  /** Makes citations of the links in words that were pasted into a statement. */
  readonly paste: Paste;
  readonly isOpen: (id: string) => boolean;
  readonly setOpen: (id: string, open: boolean) => void;
  readonly commands: PanelCommands;
}

export const PanelContext = createContext<PanelView | null>(null);

export function usePanel(): PanelView {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('Outside the panel');
  return panel;
}
