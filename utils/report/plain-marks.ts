import type { CitationId, StatementId } from '@/utils/model/ids';
import type { Citation, Statement } from '@/utils/model/report-content';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import { parseStatementText, serializeStatementText } from '@/utils/model/statement-text';
import { markWords, numbersIn } from './citations/text-citations';
import { isPlain, listedStatements } from './source-entries';

/** The sources without a link that a mark names, by the last citation of the mark. */
export type PlainMarks = ReadonlyMap<CitationId, string>;

/** What a mark becomes when its sources without a link become words of the statement. */
interface PartedMark {
  /** The first citation of the mark, which has its spelling in the file. */
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly from: string;
  /** The same spelling with only the numbers that have a link. */
  readonly to: string;
}

interface Marks {
  readonly plain: PlainMarks;
  readonly parted: readonly PartedMark[];
}

const known = new WeakMap<ReportTree, Marks>();

/**
 * Returns the marks of sources without a link that share a mark with a citation: `[5]` for
 * `[2, 5]`, and `[5, p. 3]` for `[2, 5, p. 3]`, if entry 5 of the list of sources is a book. They
 * are no citations, so nothing else shows them. Reads a tree once, and its lists only if a mark has several numbers. Linear.
 */
export function plainMarks(tree: ReportTree): PlainMarks {
  return marksOf(tree).plain;
}

/** Returns how the marks of a statement are spelled once `withPlainMarks` is its text. */
export function partedMarks(tree: ReportTree, id: StatementId): readonly PartedMark[] {
  return marksOf(tree).parted.filter(({ statementId }) => statementId === id);
}

/** Returns a statement's text with the sources without a link as words: "… [[cite:…]] [5]". */
export function withPlainMarks({ text }: Pick<Statement, 'text'>, plain: PlainMarks): string {
  const segments = parseStatementText(text).flatMap((segment) => {
    const mark = segment.type === 'citation' ? plain.get(segment.citationId) : undefined;
    return mark === undefined ? [segment] : [segment, { type: 'text' as const, text: ` ${mark}` }];
  });
  return serializeStatementText(segments);
}

function marksOf(tree: ReportTree): Marks {
  const marks = known.get(tree) ?? readMarks(tree);
  known.set(tree, marks);
  return marks;
}

function readMarks(tree: ReportTree): Marks {
  const marked = new Set<StatementId>();
  for (const citation of tree.citations.values()) {
    if (numbersOf(citation).length > 0) marked.add(citation.statementId);
  }
  if (marked.size === 0) return { plain: new Map(), parted: [] };
  /** Whether each entry names no page. A list that begins again is another list. */
  const lists: Map<number, boolean>[] = [];
  const found: {
    id: CitationId;
    readonly first: Citation;
    readonly numbers: readonly number[];
    readonly after: string;
    readonly list: number;
  }[] = [];
  const read = (content: readonly ContentItem[]) => {
    const listed = listedStatements(content);
    for (const item of content) {
      if (item.kind !== 'statement') continue;
      if (item.statement.kind === 'sources') {
        for (const entry of listed.get(item.id)?.entries ?? []) {
          if (entry.number === null) continue;
          if (lists.at(-1)?.has(entry.number) !== false) lists.push(new Map());
          lists.at(-1)?.set(entry.number, isPlain(entry));
        }
        continue;
      }
      if (!marked.has(item.id)) continue;
      let isMark = false;
      for (const citation of item.citations) {
        const { id, raw } = citation;
        const last = found.at(-1);
        // Of several citations that share a mark, only the first has the text of the mark.
        if (raw === '' && isMark && last !== undefined) last.id = id;
        else {
          const numbers = numbersOf(citation);
          isMark = numbers.length > 0;
          // A mark leads to the next list below it, or to the last list if none is below it.
          const after = markWords(citation)?.after ?? '';
          if (isMark) found.push({ id, first: citation, numbers, after, list: lists.length });
        }
      }
    }
  };
  const readSection = ({ content, children }: SectionNode) => {
    read(content);
    for (const child of children) readSection(child);
  };
  read(tree.opening);
  for (const section of tree.sections) readSection(section);
  const plain = new Map<CitationId, string>();
  const parted: PartedMark[] = [];
  for (const { id, first, numbers, after, list } of found) {
    const entries = lists[list] ?? lists.at(-1);
    const [without, linked] = [true, false].map((isWithout) =>
      numbers.filter((number) => (entries?.get(number) === true) === isWithout),
    );
    if (without === undefined || linked === undefined || without.length === 0) continue;
    plain.set(id, `[${without.join(', ')}${after}]`);
    const from = first.raw ?? '';
    // The page goes with the numbers that become words.
    const own = from.replace(after, () => '');
    const to = own.replace(/\d.*\d/su, () => linked.join(', '));
    parted.push({ id: first.id, statementId: first.statementId, from, to });
  }
  return { plain, parted };
}

/** Returns the numbers of a mark that has several, and nothing but numbers or a page. */
function numbersOf(citation: Citation): readonly number[] {
  const words = citation.raw?.replace(/<\/?sup>/gu, '') ?? '';
  const hasWords = /\p{L}/u.test(words) && markWords(citation) === null;
  const numbers = hasWords ? [] : numbersIn(words);
  return numbers.length < 2 ? [] : numbers;
}
