import { type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import type { Clip, Pin } from '@/utils/model/evidence';
import { joinRows } from '@/utils/text/table-rows';
import type { BookedCitation } from './citation-book';
import type { Paragraph, PhrasingContent } from './markup/mdast';
import { inQuotationMarks, type ReportWording } from './report-language';
import { linkNode, paragraphsOf, writableText, writeNodes } from './write-nodes';

export interface WrittenClip {
  readonly clip: Clip;
  readonly pin: Pin | null;
  readonly booked: BookedCitation;
  /** Its citation as the report spells it. */
  readonly nodes: readonly PhrasingContent[];
  /** What follows it in parentheses; `nodes` includes it. */
  readonly aside: readonly PhrasingContent[];
  readonly style: WriteStyle;
  readonly note: string;
  readonly wording: ReportWording;
}

/**
 * Returns the blocks of a clip that no statement cites: its quote, word for word, as a block quote
 * that ends with its citation, and its note below, which says that it is one. Block breaks of the
 * quote become paragraphs, except between the cells of a row. A clip without a quote is a link to its
 * page.
 */
export function clipBlocks(written: WrittenClip): {
  readonly quote: readonly Paragraph[];
  readonly page: Paragraph | null;
  readonly notes: readonly Paragraph[];
} {
  const { pin, booked, nodes, aside, style, note, wording } = written;
  const { sign, entries } = writeStyle(style);
  const glue = entries === 'notes' ? '' : ' ';
  const quote = joinRows(writableText(pin?.quote ?? '').trim());
  const notes = paragraphsOf(note.trim() === '' ? '' : wording.note(note.trim()));
  if (quote === '') {
    const { label, url } = booked.target;
    const words: PhrasingContent = { type: 'text', value: label };
    const blank: PhrasingContent[] = glue === '' ? [] : [{ type: 'text', value: glue }];
    // A link to the page is its own citation, so it needs no parentheses.
    const isLink = sign === null;
    const title = isLink && url !== null ? linkNode(label, url) : words;
    const rest = isLink ? aside : nodes;
    const children = rest.length === 0 ? [title] : [title, ...blank, ...rest];
    return { quote: [], page: { type: 'paragraph', children }, notes };
  }
  const paragraphs = paragraphsOf(inQuotationMarks(quote, wording));
  const last = paragraphs.at(-1);
  if (last !== undefined) {
    const words = last.children[0];
    const value = (words?.type === 'text' ? words.value : '') + glue;
    const [first, ...rest] = nodes;
    last.children =
      first?.type === 'text'
        ? [{ type: 'text', value: value + first.value }, ...rest]
        : [{ type: 'text', value }, ...nodes];
  }
  return { quote: paragraphs, page: null, notes };
}

/** Returns the same as Markdown. */
export function writeClip(written: WrittenClip): string {
  const { quote, page, notes } = clipBlocks(written);
  if (page !== null) return writeNodes(page, ...notes);
  return writeNodes({ type: 'blockquote', children: [...quote] }, ...notes);
}
