import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { writeStyle } from '@/utils/model/citation-styles';
import { arrangeReport, type ReportTree } from '@/utils/model/report-tree';
import { type Evidence, gatherEvidence } from './citation-target';
import { type CleaningPorts, cleanHtml } from './clean-html';
import { citationData, HtmlCitations, phrasing } from './html-citations';
import { HTML_DOCUMENT_END, htmlDocumentStart } from './html-document';
import { MarkdownReport } from './markdown-report';
import { type Element, element, type Root } from './markup/hast';
import { parseMarkdown } from './markup/parse-blocks';
import { Placeholders } from './placeholders';
import { planReport, type ReportPlan } from './plan-report';
import { type ReportWording, reportWording } from './report-language';
import { closingSources, entryNodes } from './write-entry';
import type { WriteOptions, WrittenPart, WrittenReport } from './write-options';

const PART_LENGTH = 262_144;
const ENTRIES_A_PART = 500;

/**
 * Writes a report as an HTML fragment for a content system or a clipboard: headings, paragraphs,
 * lists, tables and block quotes without classes. Citations are links, or notes at the end with
 * anchors in both directions. No-break spaces stay.
 *
 * The fragment has no script, style or handler. Links lead to `http`, `https`, `mailto` or into the
 * text. HTML in the report's own text is shown as text, except for a few plain tags
 * (clean-html.ts). Linear; parses the report once more than its Markdown needs.
 */
export function writeHtmlFragment(report: WrittenReport, options: WriteOptions = {}): string {
  let html = '';
  for (const { text } of writeHtmlFragmentParts(report, options)) html += text;
  return html;
}

/** The same in parts, for progress. No part ends inside a block. */
export function* writeHtmlFragmentParts(
  report: WrittenReport,
  options: WriteOptions = {},
): Generator<WrittenPart> {
  yield* new HtmlReport(report, options).parts();
}

/**
 * Writes a report as one self-contained HTML file, for screens (light or dark) and paper. It has
 * the report's language, the status of each citation in words and as `data-verdict`, and Robust
 * Links attributes where an archived copy is known. It has no script, and its policy allows none.
 */
export function writeHtmlDocument(report: WrittenReport, options: WriteOptions = {}): string {
  let html = '';
  for (const { text } of writeHtmlDocumentParts(report, options)) html += text;
  return html;
}

/** The same in parts, for progress. */
export function* writeHtmlDocumentParts(
  report: WrittenReport,
  options: WriteOptions = {},
): Generator<WrittenPart> {
  const { content } = report;
  const body = new HtmlReport(report, { badges: options.checks !== undefined, ...options });
  const { total } = body;
  yield { text: htmlDocumentStart(content.title, content.language), done: 0, total };
  yield* body.parts();
  yield { text: HTML_DOCUMENT_END, done: total, total };
}

class HtmlReport {
  readonly total: number;
  readonly #tree: ReportTree;
  readonly #evidence: Evidence;
  readonly #options: WriteOptions;
  readonly #wording: ReportWording;
  readonly #placeholders = new Placeholders();
  readonly #plan: ReportPlan;
  readonly #citations: HtmlCitations;
  readonly #ports: CleaningPorts;
  #disarmed = 0;

  constructor(report: WrittenReport, options: WriteOptions) {
    const { clips, sources, pins } = report;
    // Front matter and definitions exist only in Markdown.
    const content = { ...report.content, preamble: '', finalBytes: '' };
    const asked = options.style ?? 'inline';
    const style = writeStyle(asked).only === undefined ? asked : 'inline';
    this.#options = { ...options, style };
    this.#wording = reportWording(content.language);
    this.#tree = arrangeReport(content, clips);
    this.#evidence = gatherEvidence(clips, sources, pins, content.placements, this.#tree.clips);
    this.#plan = planReport(this.#tree, this.#evidence, this.#options, this.#placeholders.put);
    this.#citations = new HtmlCitations(writeStyle(style).entries, this.#wording);
    const byUrl = new Map(this.#plan.book.entries.map((entry) => [entry.target.url, entry]));
    const images = new Map((options.images ?? []).map(({ path, data }) => [path, data]));
    this.#ports = {
      text: (value) =>
        this.#placeholders
          .split(value)
          .flatMap((part) =>
            typeof part === 'string'
              ? [{ type: 'text' as const, value: part }]
              : this.#citations.spell({ ...part.entry, target: part.target }),
          ),
      attribute: (value) => this.#placeholders.remove(value),
      disarmed: () => {
        this.#disarmed += 1;
      },
      image: (source) => images.get(source) ?? null,
      link: (link) => {
        const entry = byUrl.get(String(link.properties['href']));
        return entry === undefined
          ? link
          : { ...link, properties: { ...link.properties, ...citationData(entry) } };
      },
    };
    this.total = content.sections.length + content.statements.length + this.#tree.clips.size;
  }

  *parts(): Generator<WrittenPart> {
    const { total } = this;
    const route = { plan: this.#plan, partLength: PART_LENGTH };
    const markdown = new MarkdownReport(this.#tree, this.#evidence, this.#options, route);
    for (const part of markdown.parts()) {
      this.#disarmed = 0;
      const text = this.#html(part.text);
      yield { ...part, text, disarmed: this.#disarmed };
      this.#placeholders.clear();
    }
    for (const text of this.#closing()) yield { text, done: total, total };
  }

  #html(markdown: string): string {
    try {
      const root = toHast(parseMarkdown(markdown), { allowDangerousHtml: true }) as Root;
      cleanHtml(root, this.#ports);
      return root.children.length === 0 ? '' : `${toHtml(root).trim()}\n`;
    } catch (cause) {
      // Thousands of nested emphases exceed the call stack. They are then written as text.
      if (!(cause instanceof RangeError)) throw cause;
      return `${toHtml(element('pre', {}, ...this.#ports.text(markdown)))}\n`;
    }
  }

  /** Notes, references or a list of sources. */
  *#closing(): Generator<string> {
    const { book, style, listed } = this.#plan;
    const wording = this.#wording;
    const { entries } = book;
    const kind = writeStyle(style).entries;
    if (kind !== null && entries.length > 0) {
      const isNotes = kind === 'notes';
      const title = element('h2', {}, isNotes ? wording.notes : wording.references);
      const role = isNotes ? 'doc-endnotes' : 'doc-bibliography';
      yield `<section role="${role}">\n${toHtml(title)}\n<ol>\n`;
      for (let from = 0; from < entries.length; from += ENTRIES_A_PART) {
        yield entries
          .slice(from, from + ENTRIES_A_PART)
          .map((entry) => {
            const nodes = entryNodes(entry, this.#options, wording);
            return `${toHtml(this.#citations.entry(entry, nodes))}\n`;
          })
          .join('');
      }
      yield '</ol>\n</section>\n';
    }
    if (!listed || kind === 'references') return;
    const sources = closingSources(entries, this.#options, wording);
    if (sources.length === 0) return;
    const items = sources.map((nodes): Element => element('li', {}, ...phrasing(nodes)));
    const written = items.map((item) => toHtml(item)).join('\n');
    yield `<section>\n${toHtml(element('h2', {}, wording.sources))}\n<ul>\n${written}\n</ul>\n</section>\n`;
  }
}
