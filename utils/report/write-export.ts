import type { ExportTask, WrittenExport } from './export-task';
import { pickSection } from './pick-section';
import { writeMarkdown } from './write-markdown';

/** Writes a report, or a section of one, as its options say. */
export async function writeExport({
  report,
  sectionId,
  options,
}: ExportTask): Promise<WrittenExport> {
  const content = sectionId === null ? report.content : pickSection(report.content, sectionId);
  const scope = { ...report, content };
  const { sourceList, ...rest } = options;
  const written = {
    ...rest,
    inbox: options.inbox && sectionId === null,
    ...(sourceList === null ? {} : { sourceList }),
  };
  return { text: writeMarkdown(scope, written), html: null, bibliography: null };
}
