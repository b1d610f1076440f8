import { i18n } from '#i18n';
import type { Shown } from '@/components/organise/list-places';
import { stillCitedWords } from '@/components/organise/still-cited';
import { focusWithout } from '@/components/organise/use-bulk-acts';
import type { Direction, PanelCommands } from '@/components/report/panel-context';
import { withReviewer } from '@/components/report/ReviewerDialog';
import type { ReportChanges } from '@/components/report/report-changes';
import { describeStep } from '@/components/review/describe-step';
import type { Acts } from '@/components/state/acts';
import { liveItems } from '@/components/state/clip-views';
import { citationMarkdown } from '@/components/state/export-report';
import type { PageHistory } from '@/components/state/use-page-history';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing } from '@/components/ui/focus';
import { sectionName } from '@/components/ui/names';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone } from '@/components/ui/use-undoable-notice';
import type { Verification } from '@/components/verify/use-verification';
import { sitesOf } from '@/components/verify/verify-sites';
import type { Clip } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { CitationId, SectionId, StatementId } from '@/utils/model/ids';
import {
  type ClipItem,
  type ContentItem,
  isEmptyStatement,
  type ReportTree,
  type SectionNode,
  shownIds,
} from '@/utils/model/report-tree';
import type { ReviewStep } from '@/utils/model/review-ledger';
import type { LibraryReader } from '@/utils/storage/read';
import { createClipPort } from './clip-ports';
import type { PanelDialog } from './use-panel-questions';

/** The statements that the user writes since an editor was opened, and the undo depth at that time. */
export interface Writing {
  readonly ids: ReadonlySet<StatementId>;
  readonly depth: number;
}

interface CommandPorts {
  readonly acts: Acts;
  readonly shown: Shown;
  readonly reader: LibraryReader | null;
  /** The user's name; '' for none, null until it is loaded. */
  readonly reviewer: string | null;
  readonly fail: (failure: Failure | null) => void;
  readonly ask: (dialog: PanelDialog) => void;
  readonly say: Say;
  readonly sayDone: SayDone;
  readonly did: PageHistory['did'];
  readonly undo: PageHistory['undo'];
  readonly isUndoOfPage: PageHistory['isUndoOfPage'];
  readonly isRedoOfPage: PageHistory['isRedoOfPage'];
  readonly redo: PageHistory['redo'];
  readonly verify: Verification['start'];
  readonly copyReport: () => void;
  readonly editing: StatementId | null;
  readonly setEditing: (id: StatementId | null) => void;
  /** What the user is writing now; null if no statement is open for editing. */
  readonly writing: { current: Writing | null };
  readonly setOpen: (id: string, open: boolean) => void;
  readonly endSearch: () => void;
  readonly showBin: () => void;
  /** Says where a cited clip of another report is. */
  readonly tellElsewhere: (clip: Clip) => void;
  /** Keeps an item in the results of the search while the user edits it. */
  readonly keepFound: (id: string) => void;
}

/**
 * The panel's commands on an open report. Each makes the change, shows its message, and moves the
 * focus.
 */
export function createPanelCommands(
  { replica, tree, views }: OpenReport,
  changes: ReportChanges,
  ports: CommandPorts,
): PanelCommands {
  const { acts, shown, reader, ask, say, sayDone, fail, verify, copyReport, setEditing, setOpen } =
    ports;
  const did: PageHistory['did'] = (act) => ports.did({ ...act, within: replica });
  const reveal = (id: string) => {
    if (!shown.shows(id)) ports.endSearch();
  };
  const showStatement = (id: StatementId) => {
    reveal(id);
    const statement = tree.content.statements.find((each) => each.id === id);
    const sectionId = statement?.sectionId ?? null;
    for (const open of pathTo(tree, sectionId)) setOpen(open, true);
    focusAfterDrawing([`item-${id}`]);
  };
  const deleteItem: PanelCommands['deleteItem'] = (item) => {
    const isEmpty = item.kind === 'statement' && isEmptyStatement(item.statement);
    const next = focusWithout(tree, shown, [item], isEmpty);
    changes.binItem(item);
    focusAfterDrawing(next);
    const words = i18n.t(deletedWords(item)) + stillCitedWords(tree, [item]);
    sayDone(words, () => focusAfterDrawing([`item-${item.id}`]));
  };
  const edit: PanelCommands['editStatement'] = (id) => {
    const left = liveItems(tree).find((item) => item.id === ports.editing);
    const isLeft = id !== null && left !== undefined && left.id !== id;
    if (isLeft && left.kind === 'statement' && isEmptyStatement(left.statement)) {
      changes.binItem(left);
    }
    ports.writing.current = id === null ? null : { ids: new Set([id]), depth: replica.undoDepth() };
    setEditing(id);
  };
  return {
    ask,
    verifyClip: (clipId) => {
      const view = views.get(clipId);
      if (view === undefined) return;
      const { sites } = sitesOf([view]);
      // A private address, and a site that the clip does not name, are read only after a question
      // that names them.
      if (sites.some((site) => site.isPrivate || site.redirectedFrom.length > 0))
        ask({ kind: 'verify', clipIds: [clipId] });
      else
        verify(
          sites.map((site) => site.pattern),
          [clipId],
        );
    },
    copyCitation: (clipId) => {
      const view = views.get(clipId);
      if (view === undefined) return;
      void acts
        .copyText(citationMarkdown(view))
        .then((done) => say(i18n.t(done ? 'copied' : 'copy_failed')));
    },
    clipPort: (clipId) =>
      createClipPort(clipId, {
        ...{ report: { replica, tree, views }, changes, reader, say, sayDone, did, fail },
      }),
    copyReport,
    setNote: (clipId, note) => {
      ports.keepFound(clipId);
      changes.setNote(clipId, note);
    },
    showClip: (clipId) => {
      const view = views.get(clipId);
      const sectionId = view?.sectionId ?? null;
      if (view !== undefined && !tree.clips.has(clipId)) return ports.tellElsewhere(view.clip);
      if (view !== undefined && view.binnedAt !== null) {
        ports.showBin();
        say(i18n.t('cited_in_bin'));
        const binned = [clipId, ...pathTo(tree, sectionId)];
        return focusAfterDrawing(binned.map((id) => `bin-${id}`));
      }
      reveal(clipId);
      for (const id of pathTo(tree, sectionId)) setOpen(id, true);
      if (sectionId === null) setOpen('inbox', true);
      focusAfterDrawing([`item-${clipId}`]);
    },
    markRead: (id) => {
      changes.markRead(id);
      focusAfterDrawing([`item-${id}`]);
    },
    answer: (review, given) => {
      const tell = (key: 'undone_what' | 'redone_what', step: ReviewStep | null) => {
        if (step !== null) say(i18n.t(key, [describeStep(step)]));
      };
      const store = (reviewer: string) => {
        if (!changes.answer(review, given, reviewer)) return;
        did({
          undo: () => tell('undone_what', changes.undoReview()),
          redo: () => tell('redone_what', changes.redoReview()),
        });
      };
      // An answer that is taken back needs no name.
      if (given === null) store('');
      else withReviewer({ acts, reviewer: ports.reviewer, ask }, store);
    },
    showStatement,
    showObjections: (id) => {
      showStatement(id);
      // In a long report they appear only after the statement has the focus.
      focusAfterDrawing([`objections-${id}`]);
    },
    addStatement: (sectionId) => {
      ports.endSearch();
      if (sectionId !== null) setOpen(sectionId, true);
      edit(changes.addStatement(sectionId));
    },
    editStatement: edit,
    goOn: (item, before, after) => {
      ports.endSearch();
      const ids = ports.writing.current?.ids ?? [];
      const depth = replica.undoDepth();
      const id = changes.goOn(item, before, after);
      const first = ports.writing.current?.depth ?? depth;
      edit(id);
      ports.writing.current = { ids: new Set([...ids, item.id, id]), depth: first };
    },
    join: (item, way, written) => changes.join(item, way, written, shown.shows),
    setStatementText: changes.setStatementText,
    removeCitation: (statementId, citationId) => {
      const clip = citedOnlyBy(citationId, tree);
      changes.removeCitation(statementId, citationId);
      if (clip === null) return;
      const isQuoted = views.get(clip.id)?.pin?.quote != null;
      const next = { label: i18n.t('clip_delete'), run: () => deleteItem(clip) };
      say(i18n.t(isQuoted ? 'citation_removed_last' : 'citation_removed_page'), undefined, next);
    },
    shiftItem: (item, direction) => {
      if (!changes.shiftItem(item, direction)) return say(atTheEnd(direction));
      say(i18n.t(direction === 'up' ? 'moved_up' : 'moved_down'));
      focusAfterDrawing([`item-${item.id}`]);
    },
    shiftSection: (section, direction) => {
      if (!changes.shiftSection(section, direction)) return say(atTheEnd(direction));
      say(i18n.t(direction === 'up' ? 'moved_up' : 'moved_down'));
      focusAfterDrawing([`section-${section.id}`]);
    },
    deleteItem,
    deleteSection: (section) => {
      changes.binSection(section.id);
      const name = sectionName(section.title);
      focusAfterDrawing([...headingsNear(tree, section.id), 'add-section', 'search-report']);
      sayDone(i18n.t('section_deleted', [name]), () =>
        focusAfterDrawing([`section-${section.id}`]),
      );
    },
    undoWriting: () => {
      const { current: writing } = ports.writing;
      const about = ports.isUndoOfPage() ? null : replica.undoAbout();
      const isHere =
        writing !== null &&
        replica.undoDepth() > writing.depth &&
        [...writing.ids].some((id) => id === about);
      if (isHere) ports.undo();
      else say(i18n.t('statement_nothing_undone'));
    },
    redoWriting: () => {
      const about = ports.isRedoOfPage() ? null : replica.redoAbout();
      if ([...(ports.writing.current?.ids ?? [])].some((id) => id === about)) ports.redo();
      else say(i18n.t('statement_nothing_redone'));
    },
  };
}

/** Returns the clip that a citation of this report leads to, if nothing else in its text cites it. */
function citedOnlyBy(citationId: CitationId, tree: ReportTree): ClipItem | null {
  const clipId = tree.citations.get(citationId)?.clipId;
  const shown = shownIds(tree);
  const clip = clipId !== undefined && shown.has(clipId) ? tree.clips.get(clipId) : undefined;
  const isCitedElsewhere = tree.content.citations.some(
    (each) => each.clipId === clipId && each.id !== citationId && shown.has(each.statementId),
  );
  return clip === undefined || isCitedElsewhere ? null : clip;
}

/** The names of the headings around a section: those that follow it, then those before, the nearest first. */
function headingsNear(tree: ReportTree, id: SectionId): string[] {
  const inOrder = (nodes: readonly SectionNode[]): SectionNode[] =>
    nodes.flatMap((node) => [node, ...inOrder(node.children)]);
  const all = inOrder(tree.sections);
  const at = all.findIndex(({ section }) => section.id === id);
  const within = all[at] === undefined ? 0 : inOrder([all[at]]).length;
  const near = [...all.slice(at + within), ...all.slice(0, Math.max(at, 0)).reverse()];
  return near.map(({ section }) => `section-${section.id}`);
}

/** Returns the ids of a section and its ancestors. */
function pathTo(tree: ReportTree, sectionId: SectionId | null): string[] {
  const parents = new Map(tree.content.sections.map(({ id, parentId }) => [id, parentId]));
  const path: SectionId[] = [];
  for (let at = sectionId; at !== null && !path.includes(at); at = parents.get(at) ?? null) {
    path.push(at);
  }
  return path;
}

/** Says why nothing was moved. */
function atTheEnd(direction: Direction): string {
  return i18n.t(direction === 'up' ? 'moved_already_first' : 'moved_already_last');
}

function deletedWords(item: ContentItem) {
  if (item.kind === 'clip') return 'clip_deleted';
  return isEmptyStatement(item.statement) ? 'statement_empty_deleted' : 'statement_deleted';
}
