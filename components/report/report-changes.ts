import type * as Y from 'yjs';
import type { ClipView } from '@/components/state/clip-view';
import { sourceTitle } from '@/components/state/clip-view';
import { findSection, siblingsOf } from '@/components/state/section-options';
import { answerReview, type NewAnswer } from '@/utils/model/answer-review';
import {
  binClip,
  moveClip,
  restoreClip,
  setNote,
  setPageTitle,
  setPin,
} from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import {
  type CitationId,
  type ClipId,
  newId,
  type SectionId,
  type SourceId,
  type StatementId,
} from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import { markRead } from '@/utils/model/read-again';
import type { Section, Statement, StatementKind } from '@/utils/model/report-content';
import { statementText } from '@/utils/model/report-document';
import { binReport, emptyBin, setLanguage, setTitle } from '@/utils/model/report-operations';
import type { ReportReplica } from '@/utils/model/report-replica';
import {
  type ContentItem,
  placeOfClip,
  type ReportTree,
  type StatementItem,
} from '@/utils/model/report-tree';
import type { ReviewLedger } from '@/utils/model/review-ledger';
import {
  binSection,
  createSection,
  moveSection,
  renameSection,
  restoreSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  breakStatement,
  createStatement,
  editStatement,
  joinStatements,
  moveStatement,
  recordCitation,
  removeCitation,
  respellCitations,
  restoreStatement,
  setStatementForm,
} from '@/utils/model/statement-operations';
import { citationToken, safeOffset } from '@/utils/model/statement-text';
import { partedMarks, plainMarks, withPlainMarks } from '@/utils/report/plain-marks';

/** The kinds of statements that are joined. */
const JOINED: ReadonlySet<StatementKind> = new Set(['paragraph', 'item']);

export type ReportChanges = ReturnType<typeof createReportChanges>;

/**
 * The changes that a user makes to a report. Each is one undo step in the page's own replica.
 * `tree` and `views` are what the page shows at that time.
 */
export function createReportChanges(
  replica: ReportReplica,
  ledger: ReviewLedger,
  tree: ReportTree,
  views: ReadonlyMap<ClipId, ClipView>,
) {
  const now = () => new Date().toISOString();

  const sectionOf = (item: ContentItem): SectionId | null =>
    item.kind === 'statement'
      ? item.statement.sectionId
      : (placeOfClip(item.clip, item.placement, tree.content)?.sectionId ?? null);

  /** Returns the list that an item is in, or would be in. */
  const listOf = (item: ContentItem, sectionId: SectionId | null): readonly ContentItem[] => {
    const node = findSection(tree.sections, sectionId);
    if (node !== null) return node.content;
    return item.kind === 'statement' && tree.opening.some(({ id }) => id === item.id)
      ? tree.opening
      : sectionId === null && item.kind === 'statement'
        ? tree.opening
        : tree.inbox;
  };

  const place = (item: ContentItem, sectionId: SectionId | null, before: string | null) => {
    const position = { sectionId, before, content: listOf(item, sectionId) };
    replica.edit((doc) => {
      if (item.kind === 'clip') moveClip(doc, { clipId: item.id, position });
      else moveStatement(doc, { id: item.id, position });
    });
  };

  /** The text as the editor shows it: the `[5]` of a mark `[3, 5]` is text there. */
  const shownText = (statement: Pick<Statement, 'text'>) =>
    withPlainMarks(statement, plainMarks(tree));
  /** Makes the marks of a statement fit its shown text. Returns whether they did not before. */
  const partMarks = (doc: Y.Doc, id: StatementId) => respellCitations(doc, partedMarks(tree, id));

  return {
    sectionOf,

    setDetails: (title: string, language: string) =>
      replica.edit((doc) => {
        setTitle(doc, { title });
        setLanguage(doc, { language });
      }),
    binReport: () => replica.edit((doc) => binReport(doc, { at: now() })),

    addSection: (parentId: SectionId | null, title: string): SectionId => {
      const id: SectionId = newId<'section'>();
      replica.edit((doc) => createSection(doc, { id, parentId, title, at: now() }));
      return id;
    },
    renameSection: (id: SectionId, title: string) =>
      replica.edit((doc) => renameSection(doc, { id, title })),
    moveSection: (section: Section, parentId: SectionId | null) =>
      replica.edit((doc) => moveSection(doc, { id: section.id, parentId, at: now() })),
    /** Returns false at the end of the list. */
    shiftSection: (section: Section, direction: 'up' | 'down'): boolean => {
      const siblings = siblingsOf(tree.sections, section.id).map((node) => node.section);
      const before = neighbour(siblings, section.id, direction);
      if (before === undefined) return false;
      const parentId = siblings[0]?.parentId ?? null;
      return replica.edit((doc) =>
        moveSection(doc, { id: section.id, parentId, before, at: now() }),
      );
    },
    binSection: (id: SectionId) => replica.edit((doc) => binSection(doc, { id, at: now() })),
    restoreSection: (id: SectionId) =>
      replica.edit((doc) => restoreSection(doc, { id, at: now() })),

    /** Returns false at the end of the list. */
    shiftItem: (item: ContentItem, direction: 'up' | 'down'): boolean => {
      const sectionId = sectionOf(item);
      const before = neighbour(listOf(item, sectionId), item.id, direction);
      if (before === undefined) return false;
      place(item, sectionId, before);
      return true;
    },
    binItem: (item: ContentItem) =>
      replica.edit((doc) => {
        if (item.kind === 'clip') binClip(doc, { clipId: item.id, at: now() });
        else binStatement(doc, { id: item.id, at: now() });
      }),
    restoreClip: ({ id, filedUnder }: Clip) =>
      replica.edit((doc) => restoreClip(doc, { clipId: id, filedUnder })),
    restoreStatement: (id: StatementId) => replica.edit((doc) => restoreStatement(doc, { id })),

    setNote: (clipId: ClipId, note: string) =>
      replica.edit((doc) => setNote(doc, { clipId, note }), { joins: `note ${clipId}` }),

    /** Selects the pins of clips; null selects the first stored pin. `lasting`: no undo step. */
    choosePins: (
      choices: readonly Parameters<typeof setPin>[1][],
      options: { readonly lasting?: boolean } = {},
    ) =>
      replica.edit((doc) => {
        for (const choice of choices) setPin(doc, choice);
      }, options),

    /** Gives a page its present title, at all its clips, so that it stays if one is destroyed. */
    setPageTitle: (sourceId: SourceId, title: string) =>
      replica.edit((doc) => {
        for (const { clip, pin } of views.values()) {
          if (clip.sourceId !== sourceId || pin === null) continue;
          setPageTitle(doc, { clipId: clip.id, title, pinId: pin.id });
        }
      }),

    addStatement: (sectionId: SectionId | null): StatementId => {
      const id: StatementId = newId<'statement'>();
      const content = findSection(tree.sections, sectionId)?.content ?? tree.opening;
      // A new statement goes after the existing statements and before the clips that are not cited
      // yet.
      const after = content.findLastIndex((item) => item.kind === 'statement');
      const before = content[after + 1]?.id ?? null;
      replica.edit((doc) =>
        createStatement(doc, { id, text: '', position: { sectionId, before, content } }),
      );
      return id;
    },
    /**
     * Does what Enter does in a statement: makes a new statement below it, or above it if the caret is
     * at its start, or breaks it in two at the caret. An empty list item becomes a paragraph. Returns
     * the statement in which the user goes on writing.
     */
    goOn: (item: StatementItem, before: string, after: string): StatementId => {
      const { statement } = item;
      const { sectionId, kind, marker, depth } = statement;
      const text = shownText(statement);
      const [isFirst, isLast] = [before.trim() === '', after.trim() === ''];
      if (isFirst && isLast) {
        const plain = { id: item.id, kind: 'paragraph', marker: '', depth: 0 } as const;
        if (kind === 'item')
          replica.edit((doc) => setStatementForm(doc, plain), { about: item.id });
        return item.id;
      }
      const id = newId<'statement'>();
      const content = listOf(item, sectionId);
      const next = content[content.findIndex((each) => each.id === item.id) + 1]?.id ?? null;
      const position = { sectionId, before: isLast ? next : item.id, content };
      replica.edit(
        (doc) => {
          if (isFirst || isLast) {
            const form = kind === 'item' ? { kind, marker, depth } : {};
            createStatement(doc, { id, text: '', position, ...form });
            // Enter deletes the selected words.
            if (before + after === text) return;
            partMarks(doc, item.id);
            editStatement(doc, { id: item.id, text: before + after });
            return;
          }
          partMarks(doc, item.id);
          const above = { id, text: before.trimEnd(), position, kind, marker, depth };
          breakStatement(doc, { statement, above, rest: after.trimStart() });
        },
        { about: item.id },
      );
      return isFirst || isLast ? id : item.id;
    },
    /**
     * Joins a statement, whose text is `written`, with the one above or below it, with a space between
     * them. Returns the offset at which the second text begins, or null if no paragraph or list item
     * is there.
     */
    join: (
      item: StatementItem,
      way: 'above' | 'below',
      written: string,
      shows: (id: string) => boolean,
    ): number | null => {
      const content = listOf(item, item.statement.sectionId);
      const at = content.findIndex(({ id }) => id === item.id);
      const other = content[way === 'above' ? at - 1 : at + 1];
      if (at < 0 || other?.kind !== 'statement' || !shows(other.id)) return null;
      const [kept, gone] = [item.statement, other.statement];
      if (!JOINED.has(kept.kind) || !JOINED.has(gone.kind)) return null;
      const [first, second] =
        way === 'above' ? [shownText(gone), written] : [written, shownText(gone)];
      const isApart = /^$|\s$/u.test(first) || /^$|^\s/u.test(second);
      const lead = isApart ? first : `${first} `;
      const form = way === 'above' ? gone : kept;
      const text = lead + second;
      replica.edit(
        (doc) => {
          for (const { id } of [kept, gone]) partMarks(doc, id);
          joinStatements(doc, { kept, gone, form, text, at: now() });
        },
        { about: item.id },
      );
      return way === 'above' ? lead.length : first.length;
    },
    setStatementText: (id: StatementId, text: string) =>
      replica.edit(
        (doc) => {
          partMarks(doc, id);
          editStatement(doc, { id, text });
        },
        { joins: `text ${id}`, about: id },
      ),
    /**
     * Clips cited in one act become adjacent citations, which form a group. `offset` is in the
     * text.
     */
    cite: (statementId: StatementId, offset: number, clipIds: readonly ClipId[]) => {
      const statement = tree.content.statements.find(({ id }) => id === statementId);
      if (statement === undefined) return;
      const text = shownText(statement);
      const at = safeOffset(text, offset);
      const cited = clipIds.map((clipId) => ({ id: newId<'citation'>(), clipId }));
      const before = at > 0 && !/\s/.test(text.charAt(at - 1)) ? ' ' : '';
      const after = /^[\p{L}\p{N}]/u.test(text.slice(at)) ? ' ' : '';
      const tokens = cited.map(({ id }) => citationToken(id)).join(' ');
      replica.edit(
        (doc) => {
          for (const { id, clipId } of cited) {
            const view = views.get(clipId);
            const label = view === undefined ? '' : sourceTitle(view);
            recordCitation(doc, { id, clipId, statementId, label });
          }
          partMarks(doc, statementId);
          const next = text.slice(0, at) + before + tokens + after + text.slice(at);
          editStatement(doc, { id: statementId, text: next });
        },
        { about: statementId },
      );
    },
    /** Returns true for a new undo step. A further letter of a note belongs to the last step. */
    answer: (review: Review, given: NewAnswer | null, reviewer: string): boolean => {
      const depth = ledger.undoDepth();
      answerReview(ledger, review, given, reviewer, now());
      return ledger.undoDepth() > depth;
    },
    undoReview: () => ledger.undo(),
    redoReview: () => ledger.redo(),
    markRead: (id: StatementId) => replica.edit((doc) => markRead(doc, { id })),
    removeCitation: (statementId: StatementId, id: CitationId) =>
      replica.edit(
        (doc) => {
          // What the mark names without a link stays.
          if (partMarks(doc, statementId)) {
            const text = statementText(doc, statementId).toString();
            editStatement(doc, { id: statementId, text: shownText({ text }) });
          }
          removeCitation(doc, { id });
        },
        { about: statementId },
      ),

    emptyBin: () => {
      replica.edit((doc) => emptyBin(doc, { tree, at: now() }));
      replica.clearHistory();
    },
  };
}

/**
 * Returns the item to stand before after a move by one place; undefined if there is no such place.
 */
function neighbour<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  direction: 'up' | 'down',
): T['id'] | null | undefined {
  const at = list.findIndex((item) => item.id === id);
  if (at < 0) return undefined;
  if (direction === 'up') return at === 0 ? undefined : list[at - 1]?.id;
  return at === list.length - 1 ? undefined : (list[at + 2]?.id ?? null);
}
