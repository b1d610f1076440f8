import { writeStyle } from '@/utils/model/citation-styles';
import { arrangeReport } from '@/utils/model/report-tree';
import { gatherEvidence } from './citation-target';
import { flattenMarkdown } from './flatten-markdown';
import { MarkdownReport } from './markdown-report';
import { parseMarkdown } from './markup/parse-blocks';
import { withinWords, wordsOf } from './note-words';
import { Placeholders } from './placeholders';
import { planReport } from './plan-report';
import { reportWording } from './report-language';
import { closingSources, entryNodes } from './write-entry';
import type { WriteOptions, WrittenReport } from './write-options';

const PART_LENGTH = 262_144;

/**
 * Writes a report as plain text for a clipboard or e-mail: no Markdown, and citations as `(Title,
 * address)`, or as `[1]` with a list at the end. Linear; parses the report once more than its
 * Markdown needs.
 */
export function writePlainText(
  report: WrittenReport,
  { images: _images, ...options }: WriteOptions = {},
): string {
  const { clips, sources, pins } = report;
  const content = { ...report.content, preamble: '', finalBytes: '' };
  const entries = writeStyle(options.style ?? 'inline').entries;
  const numbered = entries === 'notes' || entries === 'references';
  const style = numbered ? 'numbered' : 'inline';
  const wording = reportWording(content.language);
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  const placeholders = new Placeholders();
  const plan = planReport(tree, evidence, { ...options, style }, placeholders.put);
  const spell = (text: string): string =>
    placeholders
      .split(text)
      .map((part) => {
        if (typeof part === 'string') return part;
        if (numbered) return `[${part.entry.number}]`;
        const { label, url, words } = part.target;
        const value = url === null ? label : `${label}, ${url}`;
        const own = wordsOf(withinWords([{ type: 'text', value }], words, 'aside'));
        return part.bare === true ? own : `(${own})`;
      })
      .join('');

  let text = '';
  const route = { plan, partLength: PART_LENGTH };
  for (const part of new MarkdownReport(tree, evidence, options, route).parts()) {
    text += `${text === '' ? '' : '\n\n'}${spell(flattened(part.text))}`;
    placeholders.clear();
  }
  const book = plan.book.entries;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `\n\n${title}\n\n${lines.join('\n')}`;
  if (numbered) {
    const lines = book.map((entry) => {
      const words = flattenMarkdown({
        type: 'paragraph',
        children: entryNodes(entry, options, wording),
      });
      return `[${entry.number}] ${words}`;
    });
    text += list(wording.references, lines);
  } else if (plan.listed) {
    const lines = closingSources(book, options, wording).map(
      (children) => `- ${flattenMarkdown({ type: 'paragraph', children })}`,
    );
    text += list(wording.sources, lines);
  }
  return `${text.trim()}\n`;
}

function flattened(markdown: string): string {
  try {
    return flattenMarkdown(parseMarkdown(markdown));
  } catch (cause) {
    // The nesting exceeds the call stack. The Markdown is then written as text.
    if (!(cause instanceof RangeError)) throw cause;
    return markdown;
  }
}
