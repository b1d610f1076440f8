import { arrangeReport } from '@/utils/model/report-tree';
import { gatherEvidence } from './citation-target';
import { disarmMarkdown } from './disarm-links';
import { MarkdownReport } from './markdown-report';
import type { WriteMarkdownOptions, WrittenPart, WrittenReport } from './write-options';

export type { WriteMarkdownOptions, WrittenReport } from './write-options';

/**
 * Writes a report as cited Markdown: headings by level; statements with their
 * citations in the style asked for; clips that no statement cites as block
 * quotes that end with their citation; notes, references or a closing list of
 * sources. CommonMark with GFM, whatever titles, quotes and addresses hold.
 *
 * In the styles that a file's citations are in already, blocks that came from
 * it and were not edited are written back byte for byte, with the bytes before
 * them. In the others the citations in them are spelled anew, and everything
 * else stays. What lies in the bin is left out.
 *
 * Replaces every link with an active scheme (for example `javascript:`) by its text.
 *
 * Linear. One parse of each statement, except for those written back as they
 * came; two of those where Markdown would swallow a citation.
 */
export function writeMarkdown(report: WrittenReport, options: WriteMarkdownOptions = {}): string {
  let markdown = '';
  for (const { text } of writeMarkdownParts(report, options)) markdown += text;
  return markdown;
}

/**
 * The same, in parts of about 64 k UTF-16 units: a Worker can report progress
 * between them, stop, and hold no more of the file than it wants to.
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
    // A metadata block can only stand at the beginning of a file.
    const before = isFirst ? '' : '\n';
    const { text, count } = disarmMarkdown(before + part.text);
    yield { ...part, text: text.slice(before.length), disarmed: count };
    isFirst = false;
  }
}
