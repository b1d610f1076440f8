import { type ClipView, changedTitle } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import { findSection } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import type { ClipId, SectionId, StatementId } from '@/utils/model/ids';
import { isStillCut } from '@/utils/model/repair';
import type { ContentItem, SectionNode } from '@/utils/model/report-tree';
import { accessTime } from '@/utils/report/citation-book';
import {
  availableOptions,
  type ExportOptions,
  hasWordsOfItsOwn,
  isFromFile,
  listsSources,
  writesInbox,
} from '@/utils/report/export-options';
import { pickSection } from '@/utils/report/pick-section';
import { pageOf } from '@/utils/report/read-address';
import { countNoteNames } from '@/utils/report/source-entries';
import { checkStateOf, isFailure } from '@/utils/review/claim-item';
import { objectionsByStatement, statementsObjectedTo } from '@/utils/review/objections';
import { holdsProse } from './export-formats';

/** What an export would contain, and warnings about it. */
export interface ExportFacts {
  readonly citations: number;
  readonly sources: number;
  /** The clips whose citations lead to a page but to no passage, once each. */
  readonly withoutDirective: readonly ClipId[];
  /** Clips that failed their latest check. */
  readonly failed: readonly ClipId[];
  /** Cited clips whose latest check ended without a result. */
  readonly withoutResult: readonly ClipId[];
  /** The exported statements with an open objection. */
  readonly objected: readonly StatementId[];
  /** The exported statements that two people changed and that nobody has read since. */
  readonly readAgain: readonly StatementId[];
  /** Clips that somebody else found altered, missing or gone, and that have no later check here. */
  readonly foundWanting: readonly ClipId[];
  /** Clips of whole pages that nothing cites any more, and that a text leaves out. */
  readonly pagesLeft: readonly ClipId[];
  /** Clips of pages that now have another title, the first of each page. */
  readonly retitled: readonly ClipId[];
  /** Citations of clips that are not in this library. */
  readonly lost: number;
  /** Words of the exported statements that an import left without their ends. */
  readonly cutWords: number;
  /** Notes that name other notes by numbers, which this style can change. */
  readonly noteNames: number;
  /** Clips that were never checked. */
  readonly unchecked: number;
  /** Clips of which only an earlier quote was checked. */
  readonly repinned: number;
  /** What the report has, so that only options with an effect are shown. */
  readonly has: {
    readonly notes: boolean;
    /** Whether one of the pages was read. */
    readonly accessDates: boolean;
    readonly checks: boolean;
    readonly archivedCopies: boolean;
    readonly uncitedClips: boolean;
    readonly images: boolean;
  };
  /** The items that the inbox adds to a text, and whether the text has them. */
  readonly inbox: { readonly items: number; readonly isWritten: boolean };
  /** The notes on all clips that a bundle would contain, cited or not. */
  readonly notes: { readonly count: number; readonly characters: number };
  /** Clips that a statement cites and that have a note. No text has these notes. */
  readonly notesLeft: number;
  /** Whether a list of sources is written by default. */
  readonly listsSources: boolean;
}

/** `reviews` and `readAgain` are absent where nobody asks for warnings. */
type ExportedReport = Pick<OpenReport, 'tree' | 'views'> &
  Partial<Pick<OpenReport, 'reviews' | 'readAgain'>>;

/** Returns what an export with these options would contain. Linear in the report. */
export function exportFacts(
  { tree, views, reviews, readAgain }: ExportedReport,
  sectionId: SectionId | null,
  options: ExportOptions,
): ExportFacts {
  const items = itemsOf(tree, sectionId);
  // A section is written as a text of its own: it quotes a clip that only other sections cite.
  const citedHere = new Set(
    items.flatMap((item) =>
      item.kind === 'clip' ? [] : item.citations.map(({ clipId }) => clipId),
    ),
  );
  const statements = new Set<string>(items.map(({ id }) => id));
  const inbox = new Set(tree.inbox.map(({ id }) => id));
  const prose = holdsProse(options.format);
  const isInboxWritten = prose && sectionId === null && (options.inbox ?? writesInbox(tree));
  let inboxItems = 0;
  const { style } = availableOptions(options, isFromFile(tree.content), sectionId);
  const cited: ClipId[] = [];
  const pagesLeft: ClipId[] = [];
  let uncited = 0;
  for (const item of items) {
    if (item.kind === 'statement') {
      cited.push(...item.citations.map(({ clipId }) => clipId));
      if (prose && inbox.has(item.id)) inboxItems += 1;
    } else if (!citedHere.has(item.id)) {
      if (prose && !isWritten(views.get(item.id), options)) {
        pagesLeft.push(item.id);
        continue;
      }
      const isLoose = prose && inbox.has(item.id);
      if (isLoose && options.blockQuotes) inboxItems += 1;
      const left = (prose && !options.blockQuotes) || (isLoose && !isInboxWritten);
      if (!left) cited.push(item.id);
      uncited += 1;
    }
  }
  // A bundle of a whole report contains its bin.
  const placed =
    sectionId === null
      ? tree.content.placements
      : items.flatMap((item) => (item.kind === 'clip' ? (item.placement ?? []) : []));
  const notes = placed.map(({ note }) => note.trim()).filter((note) => note !== '');
  const clips = new Set(cited.filter((id) => views.has(id)));
  const shown = [...clips].flatMap((id) => views.get(id) ?? []);
  return {
    citations: cited.length,
    sources: new Set(shown.flatMap(({ source }) => (source === null ? [] : pageOf(source.url))))
      .size,
    withoutDirective: cited.filter((id) => leadsToPage(views.get(id))),
    failed: shown
      .filter(({ check }) => check !== null && isFailure(check.verdict))
      .map(({ clip }) => clip.id),
    withoutResult: shown
      .filter(({ clip, check }) => citedHere.has(clip.id) && check?.verdict === 'unchecked')
      .map(({ clip }) => clip.id),
    objected: !prose
      ? []
      : statementsObjectedTo(objectionsByStatement(tree, reviews?.reviews ?? [])).filter((id) =>
          statements.has(id),
        ),
    readAgain: items.flatMap((item) =>
      item.kind === 'statement' && readAgain?.has(item.id) === true ? [item.id] : [],
    ),
    foundWanting: shown
      .filter(({ foreign }) => foreign !== null && isFailure(foreign.check.verdict))
      .map(({ clip }) => clip.id),
    pagesLeft,
    retitled: firstOfPages(shown.filter((view) => changedTitle(view) !== null)),
    lost: cited.filter((id) => !views.has(id)).length,
    cutWords: !prose
      ? 0
      : tree.content.repairs.filter(
          (repair) => isStillCut(repair) && statements.has(repair.statementId),
        ).length,
    noteNames:
      !prose || style === 'as-written'
        ? 0
        : items.reduce(
            (count, item) => count + (item.kind === 'clip' ? 0 : countNoteNames(item.statement)),
            0,
          ),
    unchecked: shown.filter((view) => checkStateOf(view) === 'never').length,
    repinned: shown.filter((view) => checkStateOf(view) === 'repinned').length,
    has: {
      notes: items.some(
        (item) =>
          item.kind === 'clip' &&
          !citedHere.has(item.id) &&
          (item.placement?.note ?? '').trim() !== '',
      ),
      accessDates: shown.some(
        (view) =>
          (accessTime(view) ?? accessTime({ ...view, check: view.lastRead ?? null })) !== null,
      ),
      checks: shown.some(({ check }) => check !== null),
      archivedCopies: shown.some(({ check }) => check?.reader === 'memento'),
      uncitedClips: uncited > 0,
      images: shown.some(({ images }) => (images ?? []).length > 0),
    },
    notesLeft: !prose
      ? 0
      : tree.content.placements.filter(
          ({ clipId, note }) => citedHere.has(clipId) && note.trim() !== '',
        ).length,
    inbox: { items: inboxItems, isWritten: isInboxWritten },
    notes: { count: notes.length, characters: notes.join('').length },
    listsSources: listsSources(
      sectionId === null ? tree.content : pickSection(tree.content, sectionId),
      options.style,
    ),
  };
}

/** Whether a text has a clip that no statement cites, if it is to have such clips. */
function isWritten(view: ClipView | undefined, options: ExportOptions): boolean {
  if (view === undefined || (options.images && (view.images ?? []).length > 0)) return true;
  return hasWordsOfItsOwn({ ...view, note: options.notes ? view.note : '' });
}

function firstOfPages(views: readonly ClipView[]): readonly ClipId[] {
  const firsts = new Map<string, ClipId>();
  for (const { clip, source } of views) {
    const page = pageOf(source?.url ?? '');
    if (!firsts.has(page)) firsts.set(page, clip.id);
  }
  return [...firsts.values()];
}

/** Returns the items in a section and its subsections; for null, of the whole report. */
function itemsOf(tree: OpenReport['tree'], sectionId: SectionId | null): readonly ContentItem[] {
  if (sectionId === null) return liveItems(tree);
  const items: ContentItem[] = [];
  const visit = (node: SectionNode) => {
    items.push(...node.content);
    node.children.forEach(visit);
  };
  const node = findSection(tree.sections, sectionId);
  if (node !== null) visit(node);
  return items;
}

/**
 * A clip of a whole page leads to the page on purpose. Clips that are not in this library are
 * counted separately.
 */
function leadsToPage(view: ClipView | undefined): boolean {
  if (view === undefined || view.pin?.directive) return false;
  const { kind, origin } = view.clip;
  return kind === 'quote' || origin === 'import' || (kind === 'image' && view.pin?.quote != null);
}
