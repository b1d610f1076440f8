import { writeStyle } from '@/utils/model/citation-styles';
import { arrangeReport } from '@/utils/model/report-tree';
import type { ListedEntry } from './citation-book';
import { gatherEvidence } from './citation-target';
import { flattenMarkdown } from './flatten-markdown';
import { MarkdownReport } from './markdown-report';
import type { Root } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';
import { withinWords, wordsOf } from './note-words';
import { Placeholders } from './placeholders';
import { planReport } from './plan-report';
import { reportWording } from './report-language';
import { WordNotes } from './word-notes';
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
  const wordNotes = new WordNotes(tree, placeholders);
  const plan = planReport(
    tree,
    evidence,
    { ...options, style },
    {
      placeholder: placeholders.put,
      movesNotes: numbered,
    },
  );
  const { taken } = plan.book.options;
  /** The written numbers, by the number of an entry in the book or by the name of a note. */
  const numbers = new Map<number | string, number>();
  let last = 0;
  const numberOf = (key: number | string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    // The number of an entry that the text names by itself.
    const isOwn = typeof key === 'number' && taken?.has(key) === true;
    if (!isOwn) {
      do last += 1;
      while (taken?.has(last) === true);
    }
    const number = isOwn ? key : last;
    numbers.set(key, number);
    return number;
  };
  const spell = (text: string): string =>
    placeholders
      .split(text)
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('note' in part) return `[${numberOf(part.note)}]`;
        if (numbered) return `[${numberOf(part.entry.number)}]`;
        const { label, url, words } = part.target;
        const value = url === null ? label : `${label}, ${url}`;
        const own = wordsOf(withinWords([{ type: 'text', value }], words, 'aside'));
        return part.bare === true ? own : `(${own})`;
      })
      .join('');

  let text = '';
  const route = { plan, partLength: PART_LENGTH };
  for (const part of new MarkdownReport(tree, evidence, options, route).parts()) {
    // Names of notes would be mistaken for numbers of references.
    const parse = numbered ? (markdown: string) => wordNotes.parse(markdown) : parseMarkdown;
    text += `${text === '' ? '' : '\n\n'}${spell(flattened(part.text, parse))}`;
    if (wordNotes.isEmpty) placeholders.clear();
  }
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `\n\n${title}\n\n${lines.join('\n')}`;
  if (numbered) {
    const wordsOfEntry = (entry: ListedEntry | undefined) =>
      entry === undefined
        ? ''
        : flattenMarkdown({ type: 'paragraph', children: entryNodes(entry, options, wording) });
    const { listed } = plan.book;
    const byNumber = new Map(listed.map((entry) => [entry.number, entry]));
    for (const entry of listed) numberOf(entry.number);
    const lines: { readonly number: number; readonly line: string }[] = [];
    // The words of a note can lead to another note, which then gets a number.
    for (const [key, number] of numbers) {
      const words =
        typeof key === 'number'
          ? wordsOfEntry(byNumber.get(key))
          : spell(flattenMarkdown({ type: 'root', children: [...wordNotes.contentOf(key)] }));
      lines.push({ number, line: `[${number}] ${words}` });
    }
    lines.sort((a, b) => a.number - b.number);
    const hasNotes = [...numbers.keys()].some((key) => typeof key === 'string');
    const title = hasNotes ? wording.notes : wording.references;
    text += list(
      title,
      lines.map(({ line }) => line),
    );
  } else if (plan.listed) {
    const lines = closingSources(plan.book, options, wording).map(
      (children) => `- ${flattenMarkdown({ type: 'paragraph', children })}`,
    );
    text += list(wording.sources, lines);
  }
  return `${text.trim()}\n`;
}

function flattened(markdown: string, parse: (markdown: string) => Root): string {
  try {
    return flattenMarkdown(parse(markdown));
  } catch (cause) {
    // The nesting exceeds the call stack. The Markdown is then written as text.
    if (!(cause instanceof RangeError)) throw cause;
    return markdown;
  }
}
