import type { ClipView } from '@/components/state/clip-view';
import { citationMarkdown } from '@/components/state/export-report';
import { passageUrl } from '@/components/state/passage-url';
import type { ClipId } from '@/utils/model/ids';
import { linkedWords } from '@/utils/model/linked-words';
import type { ContentItem, StatementItem } from '@/utils/model/report-tree';
import { citationNodes } from '@/utils/report/citation-target';
import { inQuotationMarks, reportWording } from '@/utils/report/report-language';
import { linkNode, paragraphsOf, writeNodes } from '@/utils/report/write-nodes';

/** Returns statements and clips as Markdown with their citations, in the given order. */
export function itemsMarkdown(
  items: readonly ContentItem[],
  views: ReadonlyMap<ClipId, ClipView>,
  language: string,
): string {
  return items
    .map((item) => {
      if (item.kind === 'statement') return statementMarkdown(item, views);
      const view = views.get(item.id);
      return view === undefined ? '' : clipMarkdown(view, language);
    })
    .filter((block) => block !== '')
    .join('\n\n');
}

function statementMarkdown(
  { statement, segments, citations }: StatementItem,
  views: ReadonlyMap<ClipId, ClipView>,
): string {
  const words = segments
    .map((segment) => {
      if (segment.type === 'text') return segment.text;
      const citation = citations.find(({ id }) => id === segment.citationId);
      const view = citation === undefined ? undefined : views.get(citation.clipId);
      const linked = citation === undefined ? '' : linkedWords(citation);
      const url = view === undefined ? null : passageUrl(view);
      if (view === undefined) return linked;
      if (linked === '' || url === null) return linked + citationMarkdown(view);
      return writeNodes({ type: 'paragraph', children: [linkNode(linked, url)] });
    })
    .join('');
  return statement.kind === 'item' ? `${statement.marker.trim() || '-'} ${words}` : words;
}

/** Returns the quote with its citation, or only the citation of a clip of a whole page. */
function clipMarkdown(view: ClipView, language: string): string {
  const quote = view.pin?.quote?.trim() ?? '';
  if (quote === '') return citationMarkdown(view);
  const paragraphs = paragraphsOf(inQuotationMarks(quote, reportWording(language)));
  const cited = citationNodes({
    label: view.source?.title.trim() || view.source?.url || '',
    url: passageUrl(view),
  });
  paragraphs.at(-1)?.children.push({ type: 'text', value: ' ' }, ...cited);
  return writeNodes({ type: 'blockquote', children: paragraphs });
}
