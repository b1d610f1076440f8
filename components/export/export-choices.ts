import { findSection } from '@/components/state/section-options';
import type { OpenReport } from '@/components/state/use-report';
import { sectionName } from '@/components/ui/names';
import { writeStyle } from '@/utils/model/citation-styles';
import type { SectionId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import {
  availableOptions,
  type ExportOptions,
  type ExportTick,
  isFromFile,
  ticksOf,
  worksIn,
} from '@/utils/report/export-options';
import type { ExportTask } from '@/utils/report/export-task';
import type { ExportFacts } from './export-facts';

/**
 * Lists the check boxes that change the export of this report in this format, and whether each is
 * ticked.
 */
export function ticksFor(
  options: ExportOptions,
  facts: ExportFacts,
): { readonly name: ExportTick; readonly on: boolean }[] {
  const { has } = facts;
  const useful: Readonly<Record<ExportTick, boolean>> = {
    blockQuotes: has.uncitedClips,
    notes: has.notes && options.blockQuotes,
    images: has.images,
    // In the numbered style, the references are already a list of sources.
    sourceList: writeStyle(options.style).entries !== 'references',
    passages: true,
    accessDates: has.accessDates,
    badges: has.checks,
    archivedCopies: has.archivedCopies,
    // The tick of the inbox is beside the buttons.
    inbox: false,
    frontMatter: true,
  };
  return ticksOf(options.format)
    .filter((name) => useful[name] && worksIn(options.style, name))
    .map((name) => ({ name, on: options[name] ?? facts.listsSources }));
}

/**
 * Makes the export task, with a style that is available. A report that was never checked has no
 * results, although the user wanted those of another report.
 */
export function taskFor(
  { tree, evidence }: Pick<OpenReport, 'tree' | 'evidence'>,
  options: ExportOptions,
  sectionId: SectionId | null,
): ExportTask {
  const { content } = tree;
  const { clips, sources, pins, checks } = evidence;
  const available = availableOptions(options, isFromFile(content), sectionId);
  return {
    report: { content, clips, sources, pins },
    checks,
    sectionId,
    options: { ...available, badges: available.badges && checks.length > 0 },
    // Their bytes are read when the task is written.
    images: [],
  };
}

/** Returns the name of what is exported: the section's title, or null for the whole report. */
export function scopeName(tree: ReportTree, sectionId: SectionId | null): string | null {
  const node = findSection(tree.sections, sectionId);
  return node === null ? null : sectionName(node.section.title);
}
