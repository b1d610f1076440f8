import { findSection, sectionName } from '@/components/report/section-options';
import type { SectionId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import {
  EXPORT_STYLES,
  type ExportFormat,
  type ExportOptions,
  type ExportStyle,
  type ExportTick,
  ticksOf,
} from '@/utils/report/export-options';
import type { ExportFacts } from './export-facts';

/** The styles that can be asked for: "as in the file" only where there is a whole file. */
export function stylesFor(
  format: ExportFormat,
  fromFile: boolean,
  sectionId: SectionId | null,
): readonly ExportStyle[] {
  return EXPORT_STYLES.filter((style) => {
    if (style === 'as-written') return fromFile && sectionId === null;
    return style !== 'pandoc' || format === 'markdown';
  });
}

/** The style chosen, or the plainest where that one can't be had. */
export function styleFor(
  { format, style }: ExportOptions,
  fromFile: boolean,
  sectionId: SectionId | null,
): ExportStyle {
  return stylesFor(format, fromFile, sectionId).includes(style) ? style : 'inline';
}

/** The ticks that make a difference to this report in this format, and whether each is on. */
export function ticksFor(
  options: ExportOptions,
  facts: ExportFacts,
): { readonly name: ExportTick; readonly on: boolean }[] {
  const { has } = facts;
  const useful: Readonly<Record<ExportTick, boolean>> = {
    blockQuotes: has.uncitedClips,
    notes: has.notes && options.blockQuotes,
    sourceList: true,
    accessDates: true,
    badges: has.checks,
    archivedCopies: has.archivedCopies,
    inbox: has.inbox,
    frontMatter: true,
  };
  return ticksOf(options.format)
    .filter((name) => useful[name])
    .map((name) => ({ name, on: options[name] ?? facts.listsSources }));
}

/** The name of what is exported: the section's, or null for the whole report. */
export function scopeName(tree: ReportTree, sectionId: SectionId | null): string | null {
  const node = findSection(tree.sections, sectionId);
  return node === null ? null : sectionName(node);
}
