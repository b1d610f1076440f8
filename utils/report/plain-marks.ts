import type { CitationId, StatementId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import { markWords, numbersIn } from './citations/text-citations';
import { isPlain, listedStatements } from './source-entries';

/** The sources without a link that a mark names, by the last citation of the mark. */
export type PlainMarks = ReadonlyMap<CitationId, string>;

const known = new WeakMap<ReportTree, PlainMarks>();

/**
 * Returns the marks of sources without a link that share a mark with a citation: `[5]` for
 * `[2, 5]`, and `[5, p. 3]` for `[2, 5, p. 3]`, if entry 5 of the list of sources is a book. They
 * are no citations, so nothing else shows them. Reads a tree once, and its lists only if a mark has several numbers. Linear.
 */
export function plainMarks(tree: ReportTree): PlainMarks {
  const marks = known.get(tree) ?? readMarks(tree);
  known.set(tree, marks);
  return marks;
}

function readMarks(tree: ReportTree): PlainMarks {
  const marked = new Set<StatementId>();
  for (const citation of tree.citations.values()) {
    if (numbersOf(citation).length > 0) marked.add(citation.statementId);
  }
  if (marked.size === 0) return new Map();
  /** Whether each entry names no page. A list that begins again is another list. */
  const lists: Map<number, boolean>[] = [];
  const found: {
    id: CitationId;
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
          if (isMark) found.push({ id, numbers, after, list: lists.length });
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
  return new Map(
    found.flatMap(({ id, numbers, after, list }) => {
      const entries = lists[list] ?? lists.at(-1);
      const plain = numbers.filter((number) => entries?.get(number) === true);
      return plain.length === 0 ? [] : [[id, `[${plain.join(', ')}${after}]`] as const];
    }),
  );
}

/** Returns the numbers of a mark that has several, and nothing but numbers or a page. */
function numbersOf(citation: Citation): readonly number[] {
  const words = citation.raw?.replace(/<\/?sup>/gu, '') ?? '';
  const hasWords = /\p{L}/u.test(words) && markWords(citation) === null;
  const numbers = hasWords ? [] : numbersIn(words);
  return numbers.length < 2 ? [] : numbers;
}
