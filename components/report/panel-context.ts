import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClipPort } from '@/components/clip/clip-port';
import type { ClipView } from '@/components/state/clip-view';
import type { NewAnswer } from '@/utils/model/answer-review';
import type { CitationId, ClipId, SectionId, StatementId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { Section } from '@/utils/model/report-content';
import type { ContentItem, StatementItem } from '@/utils/model/report-tree';
import type { PresentPerson } from '@/utils/model/team';
import type { ExportFormat } from '@/utils/report/export-options';
import type { Objection } from '@/utils/review/objections';
import type { Paste } from './use-pasting';

/** The questions that a part of the report asks before an action. */
export type ReportQuestion =
  | { readonly kind: 'new-section'; readonly parentId: SectionId | null }
  | { readonly kind: 'rename-section' | 'move-section'; readonly section: Section }
  | { readonly kind: 'move-item'; readonly item: ContentItem }
  | { readonly kind: 'cite'; readonly statementId: StatementId; readonly offset: number }
  /** Null for the whole report. Without a format, the sheet begins with the last one. */
  | {
      readonly kind: 'export';
      readonly sectionId: SectionId | null;
      readonly format?: ExportFormat;
    };

export type Direction = 'up' | 'down';

/** The commands on the report that the panel shows. */
export interface PanelCommands {
  readonly ask: (question: ReportQuestion) => void;
  /** Call it inside the click handler, before anything is awaited. */
  readonly verifyClip: (clipId: ClipId) => void;
  /** Copies the whole report as Markdown. Call it inside the key handler. */
  readonly copyReport: () => void;
  readonly copyCitation: (clipId: ClipId) => void;
  readonly clipPort: (clipId: ClipId) => ClipPort;
  readonly setNote: (clipId: ClipId, note: string) => void;
  readonly showClip: (clipId: ClipId) => void;
  readonly addStatement: (sectionId: SectionId | null) => void;
  /** Opens a statement for editing, or none. Another that was open goes if it is empty. */
  readonly editStatement: (id: StatementId | null) => void;
  /** Does what Enter does in a statement whose text is `before` and `after` the caret. */
  readonly goOn: (item: StatementItem, before: string, after: string) => void;
  /** Joins a statement with its neighbour. Returns the offset of the joint; null: there is none. */
  readonly join: (item: StatementItem, way: 'above' | 'below', written: string) => number | null;
  readonly setStatementText: (id: StatementId, text: string) => void;
  readonly removeCitation: (statementId: StatementId, citationId: CitationId) => void;
  /** Records that somebody has read a statement that two people changed at the same time. */
  readonly markRead: (id: StatementId) => void;
  /** Stores the author's answer to an objection; null removes it. */
  readonly answer: (review: Review, given: NewAnswer | null) => void;
  readonly showStatement: (id: StatementId) => void;
  /** Goes to the objections to a statement. They are below its text. */
  readonly showObjections: (id: StatementId) => void;
  readonly shiftItem: (item: ContentItem, direction: Direction) => void;
  readonly shiftSection: (section: Section, direction: Direction) => void;
  readonly deleteItem: (item: ContentItem) => void;
  readonly deleteSection: (section: Section) => void;
  /** Undoes the last edit of the open statement, but nothing from before it was opened. */
  readonly undoWriting: () => void;
  /** Repeats what was undone in the open statement, and nothing of other cards. */
  readonly redoWriting: () => void;
}

export interface PanelView {
  readonly views: ReadonlyMap<ClipId, ClipView>;
  /** The items that the search shows, by id; null shows all. */
  readonly found: ReadonlySet<string> | null;
  /** Statements that two people changed at the same time and that nobody has read since. */
  readonly readAgain: ReadonlySet<StatementId>;
  readonly objections: ReadonlyMap<StatementId, readonly Objection[]>;
  readonly editing: StatementId | null;
  /** The other people in the report, by the statement where they are. */
  readonly present: ReadonlyMap<StatementId | null, readonly PresentPerson[]>;
  /**
   * Opens the page of a clip at the archive that saves pages; null if no archive is turned on for
   * it.
   */
  readonly archivePage: (view: ClipView) => (() => void) | null;
  /** Turns the links in text that was pasted into a statement into citations. */
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
