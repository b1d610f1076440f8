import { arrangeReport } from '@/utils/model/report-tree';
import { accessTime } from './citation-book';
import { gatherEvidence, sourceUrl } from './citation-target';
import { csvCell } from './csv-cell';
import { withinWords, wordsOf } from './note-words';
import { planReport } from './plan-report';
import { readingOrder } from './reading-order';
import { reportWording } from './report-language';
import { badgeOf } from './write-entry';
import { writableLine } from './write-nodes';
import type { WriteOptions, WrittenReport } from './write-options';

const HEADER = [
  ...['number', 'section', 'statement', 'label', 'url', 'page', 'title', 'authors', 'site'],
  ...['published', 'accessed', 'quote', 'verdict', 'status', 'checked', 'archived'],
  // Added later, so they are at the end.
  ...['note', 'tags', 'footnote'],
];

/** Punctuation that ends what stands before it. */
const SENTENCE_END = /^[\u00a0\u202f]?[.,;:!?…)\]}»”]+\s*/u;

/**
 * Writes a report's citations in reading order, one on each line: the words before them, what they
 * name, and what the latest check found. Clips that no statement cites come last in their section,
 * without words. `note` and `tags` are those of the clip in this report, with `; ` between the tags.
 * `footnote` is the note of the file, if it says more than the label.
 * The order of the columns never changes. Linear.
 */
export function writeCitationsCsv(report: WrittenReport, options: WriteOptions = {}): string {
  const { content, clips, sources, pins } = report;
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  const plan = planReport(tree, evidence, { ...options, style: 'inline' });
  const wording = reportWording(content.language);
  const lines = [HEADER.map((name) => `"${name}"`).join(',')];
  const placed = new Map(content.placements.map((placement) => [placement.clipId, placement]));
  let section = '';

  const add = (booked: ReturnType<typeof plan.book.clip>, words: string) => {
    if (booked === null) return;
    const { entry, target } = booked;
    const { source, check } = entry;
    const cells = [
      String(lines.length),
      section,
      words,
      target.label,
      target.url ?? '',
      source === null ? '' : (sourceUrl(source, null) ?? ''),
      writableLine(source?.title ?? ''),
      (source?.authors ?? []).map(writableLine).join('; '),
      writableLine(source?.siteName ?? ''),
      source?.publishedAt ?? '',
      accessTime(entry) ?? '',
      evidence.pinOf(entry.clipId)?.quote ?? '',
      check?.verdict ?? '',
      check === null ? '' : badgeOf(entry, wording),
      check?.checkedAt ?? '',
      entry.archived?.url ?? '',
      placed.get(entry.clipId)?.note.trim() ?? '',
      (placed.get(entry.clipId)?.tags ?? []).map(writableLine).join('; '),
      target.words === undefined
        ? ''
        : wordsOf(withinWords([{ type: 'text', value: target.label }], target.words)),
    ];
    lines.push(cells.map(csvCell).join(','));
  };
  for (const step of readingOrder(tree, options.inbox === true)) {
    if (step.type === 'inbox') section = wording.inbox;
    if (step.type === 'section') section = step.node.section.title;
    if (step.type !== 'item') continue;
    if (step.item.kind === 'clip') {
      if (plan.shows(step.item)) add(plan.book.clip(step.item.id), '');
      continue;
    }
    let words = '';
    let index = 0;
    for (const segment of step.item.segments) {
      if (segment.type === 'text') {
        // The text after a citation may begin with the full stop of the sentence before.
        const own = index === 0 ? segment.text : segment.text.replace(SENTENCE_END, '');
        words = own.trim() === '' ? words : own;
        continue;
      }
      const citation = step.item.citations[index++];
      if (citation !== undefined) add(plan.book.citation(citation), writableLine(words));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}
