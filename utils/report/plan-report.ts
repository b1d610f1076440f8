import {
  readStyle,
  type WriteStyle,
  type WriteStyleTraits,
  writeStyle,
} from '@/utils/model/citation-styles';
import type { ClipId } from '@/utils/model/ids';
import { isStillCut } from '@/utils/model/repair';
import type { Citation } from '@/utils/model/report-content';
import {
  arrangeReport,
  type ClipItem,
  type ContentItem,
  type ReportTree,
  type StatementItem,
} from '@/utils/model/report-tree';
import { parseStatementText, type StatementSegment } from '@/utils/model/statement-text';
import { type BookOptions, CitationBook } from './citation-book';
import { citationKeys } from './citation-keys';
import {
  type CitationTarget,
  citationTarget,
  type Evidence,
  hostOf,
  isAsImported,
} from './citation-target';
import type { NoteWords, Target } from './citations/found';
import { numbersMarked } from './citations/text-citations';
import { EntryMarks } from './entry-marks';
import { hasWordsOfItsOwn, listsSources } from './export-options';
import { KeptBytes } from './kept-bytes';
import { isRemark } from './list-entry';
import { type Renumbered, renumberMarks } from './mark-leads';
import { ownLabel } from './note-words';
import { onePerPage } from './one-per-page';
import { sharedAt, withCitations } from './raw-segments';
import { plainEntry, readNoteWords } from './read-note-words';
import { readingOrder } from './reading-order';
import { reportWording } from './report-language';
import { isPlain, type SourceEntry } from './source-entries';
import { findReplacedLists, type ReplacedLists } from './source-list';
import { CitationSpeller, type SpellerOptions, staysLink } from './spell-citation';
import { fitsInMark } from './spell-pandoc';
import { asideNodes } from './write-entry';
import { linkNode, writableLine, writeNodes } from './write-nodes';
import type { WriteOptions } from './write-options';
import { imagesByClip, type WrittenImage } from './written-image';

/** What is decided about a report before it is written. */
export interface ReportPlan {
  readonly style: WriteStyle;
  /** All cited addresses, numbered in reading order. */
  readonly book: CitationBook;
  readonly speller: CitationSpeller;
  /** Decides which bytes of the report's file may be written back. */
  readonly bytes: KeptBytes;
  /** The numbers in brackets that change because two lists have entries without a link for them. */
  readonly renumbered: Renumbered;
  /** Spells the numbers by which the words of an entry name other entries. */
  readonly entryMarks: EntryMarks;
  readonly replaced: ReplacedLists;
  /** Whether a list of sources is written at the end. */
  readonly listed: boolean;
  readonly images: ReadonlyMap<ClipId, readonly WrittenImage[]>;
  /** The clips with images that a statement cites, once each, in reading order. */
  readonly citedImages: readonly ClipId[];
  /** Whether a clip appears in the report by itself. */
  shows(item: ClipItem): boolean;
  /**
   * Whether the links of a statement stay links in any style: those of a list for further reading,
   * and with notes those of a list of sources that nothing replaces.
   */
  keepsLinks(item: StatementItem): boolean;
}

/** For formats that are made from Markdown. */
export interface PlanRoute {
  /** Replaces each citation. */
  readonly placeholder: NonNullable<SpellerOptions['placeholder']>;
  /** Whether the format writes the notes of the text at its end. */
  readonly movesNotes: boolean;
}

/**
 * Goes through the report once, numbers its citations, and finds what is replaced. Costs n log n.
 */
export function planReport(
  tree: ReportTree,
  evidence: Evidence,
  options: WriteOptions,
  route?: PlanRoute,
): ReportPlan {
  const style = options.style ?? 'as-written';
  const { entries } = writeStyle(style);
  const { sourceList } = options;
  const replacesLists =
    entries === 'references' || (sourceList === true && !leadsToList(tree, style));
  const replaced = findReplacedLists(tree, {
    renumbers: entries === 'references',
    lists: replacesLists,
    definitions: style !== 'as-written',
    movesNotes: route?.movesNotes === true,
  });
  const images = imagesByClip(options.images);
  const shows = ({ id, clip, placement, citedBy }: ClipItem) => {
    if (citedBy.length > 0 || options.blockQuotes !== true) {
      return citedBy.length === 0 && options.blockQuotes === undefined;
    }
    const note = options.notes === false ? '' : (placement?.note ?? '');
    return images.has(id) || hasWordsOfItsOwn({ clip, pin: evidence.pinOf(id), note });
  };
  const keepsLinks = (item: StatementItem) =>
    replaced.isFurther(item) || (entries === 'notes' && isSourceList(item));

  const items: ContentItem[] = [];
  const left: StatementItem[] = [];
  for (const step of readingOrder(tree, options.inbox === true)) {
    if (step.type !== 'item') continue;
    const { item } = step;
    if (item.kind === 'statement' && replaced.has(item)) left.push(item);
    else items.push(item);
  }
  const hasList = items.some((item) => item.kind === 'statement' && isSourceList(item));
  const listed = sourceList ?? listsSources(tree.content, style, hasList);

  const { whole } = options;
  const bytes = new KeptBytes(tree, whole && arrangeReport(whole, []));
  const titles = tree.content.sections.map(({ title }) => title);
  const taken = new Set(entries === 'notes' ? namesTaken(items, titles) : []);
  if (entries === 'references') {
    for (const number of replaced.keptNumbers) taken.add(number);
    for (const number of marksTaken(items, titles, bytes, false)) taken.add(number);
    const marked = new Set(marksTaken(items, titles, bytes, true));
    for (const { number } of left.flatMap(replaced.entriesIn).filter(isPlain)) {
      if (number !== null && marked.has(number)) taken.add(number);
    }
  }
  /** The new numbers of entries without a link. Each key is `statement id` and old number. */
  const numbers = new Map<string, number>();
  const entryMarks = new EntryMarks(tree, bytes, {
    isNumbered: entries === 'references',
    keepsLists: style === 'as-written' && !replacesLists,
    replacesNotes: style !== 'as-written',
    replaced,
    plainNumbers: numbers,
  });
  const noteWords = (citation: Citation): NoteWords | null => {
    const words = bytes.noteWords(citation);
    return words && entryMarks.inWords(words, citation.statementId);
  };
  const book = new CitationBook(evidence, {
    checks: options.checks,
    archived: options.archived,
    taken,
    // The notes of a file stay as they are. If a citation has another link now, nothing in the text
    // leads to its note any more, so the words of the note are written with the citation.
    noteWords: (citation) =>
      style === 'as-written' &&
      readStyle(citation.style)?.text?.names !== 'keys' &&
      bytes.sharing(citation).every((each) => isAsImported(each, evidence))
        ? null
        : noteWords(citation),
    hidesWords: (citation) => bytes.hidesWords(citation),
    use: options.each === undefined ? placeOfWords(style) : 'none',
    joinsNotes: entries === 'notes',
    joins: JOINS[entries ?? 'none'],
  });
  const mention = (item: ContentItem) => {
    if (item.kind === 'clip') {
      if (shows(item)) book.clip(item.id);
      return;
    }
    const segments = withCitations(item.segments, tree.citations);
    for (const [at, segment] of segments.entries()) {
      if (
        segment.type === 'text' ||
        (segment.bytes === '' && segments[at - 1]?.type === 'citation')
      )
        continue;
      const shared = sharedAt(segments, at).filter(
        (citation) => !(keepsLinks(item) && staysLink(citation, style)),
      );
      for (const citation of shared) entryMarks.cite(citation);
      // In a list of sources the text of a link is a title.
      book.together(
        isSourceList(item) ? shared.map((each) => ({ ...each, style: 'inline' })) : shared,
      );
    }
  };
  items.forEach(mention);
  const isCounted = (segments: readonly StatementSegment[]) =>
    hasRemark(segments) || hasOnlyAddress(segments, tree.citations);
  for (const item of left) {
    if (entries === 'references') continue;
    for (const { key, segments } of leftEntries(item, replaced)) {
      if (isCounted(segments)) book.drop(key);
    }
  }
  const citedImages = [...new Set(items.flatMap(citedBy))].filter((id) => images.has(id));
  // The pages of these images are sources too, even if the citations name other addresses.
  for (const id of citedImages) book.clip(id);
  const named = book.entries.map(({ target }) => target.label);
  if (sourceList === true) {
    for (const item of left) for (const citation of item.citations) book.leave(citation);
  }
  // Sources that only the replaced list named are added to the new list.
  if (entries === 'references' || sourceList === true) {
    for (const item of left) {
      for (const { key, entry, segments } of leftEntries(item, replaced)) {
        if (entry === null) continue;
        if (isPlain(entry)) {
          const words = entryMarks.inNodes(plainEntry(entry.words), item.id);
          const number = book.addPlain(entry.number, words);
          numbers.set(`${item.id} ${entry.number}`, number);
          continue;
        }
        if (entries !== 'references') continue;
        // Cut words could belong to the source before or after them.
        const isLost = entry.isInLine === true && isDamaged(segments, tree);
        if (isLost) book.drop(key);
        else if (!describePages(entry, tree, book, (words) => entryMarks.inWords(words, item.id))) {
          if (isCounted(segments)) book.drop(key);
        }
      }
      mention(item);
    }
  }

  entryMarks.settle(book);

  const keys = entries === 'bibliography' ? citationKeys(book.entries) : null;
  const hasEntries = entries === 'notes' || entries === 'references';
  if (listed || entries !== null) {
    const all = left.flatMap((item) => leftEntries(item, replaced));
    countLostTitles(items, all, tree.citations, book, {
      entries,
      named,
      each: options.each,
    });
  }
  const wording = reportWording(tree.content.language);
  const details = {
    accessDates: options.accessDates === true,
    badges: options.badges === true,
    listed: listed || entries === 'bibliography',
  };
  const speller = new CitationSpeller({
    style,
    book,
    keyOf: ({ entry }) => keys?.get(entry.number) ?? '',
    asideOf: ({ entry }) => (hasEntries ? [] : asideNodes(entry, details, wording)),
    placeholder: route?.placeholder,
    bytes,
  });
  const renumbered: Renumbered =
    entries === 'references'
      ? renumberMarks(tree, (id, number) => numbers.get(`${id} ${number}`))
      : new Map();
  return {
    style,
    renumbered,
    entryMarks,
    book,
    speller,
    bytes,
    replaced,
    listed,
    images,
    citedImages,
    shows,
    keepsLinks,
  };
}

/** Whether the text keeps marks such as `[1]` from the file, which lead to the file's own list. */
function leadsToList({ citations }: ReportTree, style: WriteStyle): boolean {
  if (style !== 'as-written') return false;
  return Array.from(citations.values()).some(
    (citation) => readStyle(citation.style)?.isLed === true,
  );
}

function citedBy(item: ContentItem): ClipId[] {
  return item.kind === 'clip' ? [] : item.citations.map(({ clipId }) => clipId);
}

function isSourceList(item: StatementItem): boolean {
  return item.statement.kind === 'sources';
}

interface LeftEntry {
  /** Different for each entry. */
  readonly key: string;
  /** Null if the statement is no entry of a list. */
  readonly entry: SourceEntry | null;
  readonly segments: readonly StatementSegment[];
}

function leftEntries(item: StatementItem, replaced: ReplacedLists): LeftEntry[] {
  const entries = replaced.entriesIn(item);
  if (entries.length === 0) return [{ key: item.id, entry: null, segments: item.segments }];
  return entries.map((entry, at) => {
    return { key: `${item.id} ${at}`, entry, segments: parseStatementText(entry.words) };
  });
}

/** Whether an entry that cites has words of its own. A new list has only its source. */
function hasRemark(segments: readonly StatementSegment[]): boolean {
  if (segments.every((each) => each.type === 'text')) return false;
  return isRemark(segments.map((each) => (each.type === 'text' ? each.text : ' ')).join(''));
}

/** Whether an entry gives its title beside a bare address. A list of links has only the address. */
function hasOnlyAddress(
  segments: readonly StatementSegment[],
  citations: ReportTree['citations'],
): boolean {
  const cited = segments.flatMap((each) => {
    const found = each.type === 'text' ? undefined : citations.get(each.citationId);
    return found === undefined ? [] : [found];
  });
  const isBare = ({ style, label, href }: Citation) =>
    (readStyle(style)?.label === 'own-words' && ownLabel(label) === '') ||
    label === hostOf(href ?? '');
  const words = segments.map((each) => (each.type === 'text' ? each.text : '')).join('');
  return cited.length > 0 && cited.every(isBare) && /\p{L}{2}/u.test(words);
}

const NOTE_NAME = /\[\^(\d{1,9})\]/gu;

/** Returns the numbers of notes in the report's own text. */
function namesTaken(items: readonly ContentItem[], titles: readonly string[]): Set<number> {
  const names = titles.flatMap((title) => Array.from(title.matchAll(NOTE_NAME)));
  const taken = new Set(names.map(([, name]) => Number(name)));
  for (const item of items) {
    if (item.kind !== 'statement') continue;
    for (const segment of item.segments) {
      if (segment.type !== 'text') continue;
      for (const [, name] of segment.text.matchAll(NOTE_NAME)) taken.add(Number(name));
    }
  }
  return taken;
}

const CODE = /`[^`\n]*`/gu;

/**
 * Returns the numbers of the marks in the report's own text that are no citations. They stay as they
 * are, so nothing else may have these numbers.
 */
function marksTaken(
  items: readonly ContentItem[],
  titles: readonly string[],
  bytes: KeptBytes,
  loose: boolean,
): readonly number[] {
  const inTitles = titles.flatMap((title) => numbersMarked(title, false));
  const inItems = items.flatMap((item) => {
    if (item.kind !== 'statement' || item.statement.kind === 'code') return [];
    const own = item.segments.flatMap((segment) =>
      segment.type === 'text' ? numbersMarked(segment.text.replace(CODE, ''), loose) : [],
    );
    return [...own, ...item.citations.flatMap((citation) => bytes.plainNumbers(citation))];
  });
  return [...inTitles, ...inItems];
}

/**
 * Gives the pages of an entry the words that it has about them. Returns false if the new list has
 * other words about one of them.
 */
function describePages(
  { words }: SourceEntry,
  tree: ReportTree,
  book: CitationBook,
  noted: (words: NoteWords) => NoteWords,
): boolean {
  const cited: { readonly citation: Citation; readonly target: Target }[] = [];
  const markdown = parseStatementText(words).map((segment) => {
    if (segment.type === 'text') return segment.text;
    const found = tree.citations.get(segment.citationId);
    if (found === undefined) return '';
    const citation: Citation = { ...found, style: 'inline' };
    const { label, url } = book.citation(citation).target;
    if (url === null) return label;
    cited.push({ citation, target: { href: url, label, title: label } });
    return writeNodes({ type: 'paragraph', children: [linkNode(label, url)] });
  });
  const targets = cited.map(({ target }) => target);
  return readNoteWords(targets, markdown.join('')).every((target, at) => {
    const citation = cited[at]?.citation;
    if (target.words === undefined || citation === undefined) return true;
    return book.describe(citation, noted(target.words));
  });
}

/** Whether words beside a citation are cut, or have the rest of a marker behind them. */
function isDamaged(segments: readonly StatementSegment[], { content }: ReportTree): boolean {
  return content.repairs.some(
    (repair) =>
      (repair.state === 'taken-back' || isStillCut(repair)) &&
      segments.some((each) => each.type !== 'text' && each.citationId === repair.citationId),
  );
}

/**
 * Counts the titles that are left out because the new list, the new notes or the bibliography have
 * another title for the same page. `named` are the labels of the sources that the text cites.
 */
function countLostTitles(
  items: readonly ContentItem[],
  left: readonly LeftEntry[],
  citations: ReportTree['citations'],
  book: CitationBook,
  {
    entries,
    named,
    each,
  }: Pick<WriteStyleTraits, 'entries'> & {
    readonly named: readonly string[];
    readonly each: WriteOptions['each'];
  },
): void {
  const hasOwn = entries === 'notes' || entries === 'references';
  const shown = entries === null || each === 'page' ? onePerPage(book.entries) : book.entries;
  const listed = shown.map(({ source, target }) =>
    hasOwn ? target.label : writableLine(source?.title ?? '') || target.label,
  );
  const written = new Set([...listed, ...(entries === null ? named : [])]);
  const isLost = ({ label, url }: CitationTarget) =>
    url !== null && label !== hostOf(url) && !written.has(label);
  for (const { key, segments } of left) {
    const titles = segments.flatMap((segment) => {
      const found = segment.type === 'text' ? undefined : citations.get(segment.citationId);
      return found === undefined
        ? []
        : [citationTarget({ ...found, style: 'inline' }, book.evidence)];
    });
    if (titles.some(isLost)) book.drop(key);
  }
  // In other styles, the sentence has the title of its note.
  if (entries === null) return;
  for (const item of items) {
    if (item.kind === 'clip') continue;
    for (const citation of item.citations) {
      if (readStyle(citation.style)?.isLed !== true) continue;
      const noted = book.noted(citation);
      if (!isLost(noted)) continue;
      // Behind a mark of Pandoc, the words of the note have the title among them.
      const isBehind =
        entries === 'bibliography' && !fitsInMark(book.citation(citation).target.words);
      if (!isBehind) book.drop(noted);
    }
  }
}

/** The keys of a bibliography must not depend on checks, because not all of its files have them. */
const JOINS = {
  none: 'never',
  notes: 'with-one-result',
  references: 'with-one-result',
  bibliography: 'always',
} as const satisfies Readonly<Record<string, BookOptions['joins']>>;

function placeOfWords(style: WriteStyle): Required<BookOptions>['use'] {
  const { entries, link } = writeStyle(style);
  if (link === 'on-words') return 'none';
  return entries === 'notes' || entries === 'references' ? 'entry' : 'mark';
}
