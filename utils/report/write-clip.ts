import type { Clip, Pin } from '@/utils/model/evidence';
import { type CitationTarget, citationNodes } from './citation-target';
import type { Paragraph, PhrasingContent } from './mdast';
import { inQuotationMarks, type ReportWording } from './report-language';
import { linkNode, paragraphsOf, writableText, writeNodes } from './write-nodes';

/**
 * A clip that no statement cites: its quote, word for word, as a block quote
 * that ends with its citation, and its note below. The quote's block breaks
 * become paragraphs. A clip without a quote is a link to its page.
 */
export function writeClip(
  clip: Clip,
  pin: Pin | null,
  target: CitationTarget,
  note: string,
  wording: ReportWording,
): string {
  const quote = clip.kind === 'quote' ? writableText(pin?.quote ?? '').trim() : '';
  const notes = paragraphsOf(note);
  if (quote === '') {
    const { label, url } = target;
    const children: PhrasingContent[] =
      url === null ? [{ type: 'text', value: label }] : [linkNode(label, url)];
    return writeNodes({ type: 'paragraph', children }, ...notes);
  }
  const paragraphs: Paragraph[] = paragraphsOf(inQuotationMarks(quote, wording));
  const last = paragraphs.at(-1);
  if (last !== undefined) {
    const words = last.children[0];
    const value = words?.type === 'text' ? `${words.value} ` : ' ';
    const [open, ...rest] = citationNodes(target);
    const opening = open?.type === 'text' ? open.value : '';
    last.children = [{ type: 'text', value: value + opening }, ...rest];
  }
  return writeNodes({ type: 'blockquote', children: paragraphs }, ...notes);
}
