import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { HTML_DOCUMENT_END, htmlDocumentStart } from '@/utils/report/html-document';
import type { Root as HtmlRoot } from '@/utils/report/markup/hast';
import type { RootContent } from '@/utils/report/markup/mdast';
import { writeNodes } from '@/utils/report/write-nodes';

/** A review report to write, as plain values that can be sent to a Worker. */
export interface ReviewTask {
  readonly nodes: readonly RootContent[];
  readonly format: 'markdown' | 'html';
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
}

/**
 * Writes Markdown (CommonMark with GFM), or one self-contained HTML file without script. Linear.
 */
export function writeReview({ nodes, format, title, language }: ReviewTask): string {
  if (format === 'markdown') return `${writeNodes(...nodes)}\n`;
  const root = toHast({ type: 'root', children: [...nodes] }) as HtmlRoot;
  return `${htmlDocumentStart(title, language)}${toHtml(root)}${HTML_DOCUMENT_END}`;
}
