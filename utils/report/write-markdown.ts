import { arrangeReport } from '@/utils/model/report-tree';
import { gatherEvidence } from './citation-target';
import { disarmMarkdown } from './disarm-links';
import { MarkdownReport } from './markdown-report';
import type { WriteMarkdownOptions, WrittenPart, WrittenReport } from './write-options';

export type { WriteMarkdownOptions, WrittenReport } from './write-options';

/**
 * Writes a report as cited Markdown: headings by level; statements with their citations in the
 * chosen style; clips that no statement cites as block quotes that end with their citation; notes,
 * references or a list of sources. The result is CommonMark with GFM, whatever titles, quotes and
 * addresses contain.
 *
 * In the styles that keep a file's citations, unedited blocks from a file are written back byte for
 * byte, with the bytes before them. In the other styles their citations are spelled again, and
 * everything else stays. Items in the bin are left out.
 *
 * Replaces every link with an active scheme (for example `javascript:`) by its text.
 *
 * Linear. One parse of each statement, except for those written back unchanged; two parses if
 * Markdown would swallow a citation.
 */
export function writeMarkdown(report: WrittenReport, options: WriteMarkdownOptions = {}): string {
  let markdown = '';
  for (const { text } of writeMarkdownParts(report, options)) markdown += text;
  return markdown;
}

/**
 * Does the same in parts of about 16 k UTF-16 units. A Worker can report progress between them,
 * stop, and keep only as much of the file as it wants.
 */
export function* writeMarkdownParts(
  report: WrittenReport,
  options: WriteMarkdownOptions = {},
): Generator<WrittenPart> {
  const { content, clips, sources, pins } = report;
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  let isFirst = true;
  for (const part of new MarkdownReport(tree, evidence, options).parts()) {
    // A metadata block is possible only at the beginning of a file.
    const before = isFirst ? '' : '\n';
    const { text, count } = disarmMarkdown(before + part.text);
    yield { ...part, text: text.slice(before.length), disarmed: count };
    isFirst = false;
  }
}
