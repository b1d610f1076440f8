import type { SectionId } from '@/utils/model/ids';
import type { ReportContent, Section } from '@/utils/model/report-content';
import { placeOfClip } from '@/utils/model/report-tree';
import type { WrittenReport } from './write-options';

/**
 * Returns a report with one section of another and its subsections, and with its title. Headings
 * move up so that the section has a heading of level 1. Its citations are kept wherever their clips
 * are. An unknown id gives a report without content. Linear.
 */
export function pickSection(content: ReportContent, sectionId: SectionId): ReportContent {
  const inside = below(content.sections, sectionId);
  const root = content.sections.find(({ id }) => id === sectionId);
  const up = (root?.level ?? 1) - 1;
  const statements = content.statements.filter((each) => isIn(each.sectionId, inside));
  const kept = new Set(statements.map(({ id }) => id));
  return {
    ...content,
    title: root?.title ?? '',
    preamble: '',
    finalBytes: '',
    sections: content.sections
      .filter(({ id }) => inside.has(id))
      .map((section) => ({
        ...section,
        parentId: section.id === sectionId ? null : section.parentId,
        level: Math.max(1, section.level - up),
        raw: up === 0 ? section.raw : null,
      })),
    statements,
    citations: content.citations.filter(({ statementId }) => kept.has(statementId)),
    placements: content.placements.filter(
      ({ rank, sectionId: at }) => rank === null || isIn(at, inside),
    ),
  };
}

/** Does the same with the evidence: the clips that are in the section or cited in it. */
export function pickSectionReport(report: WrittenReport, sectionId: SectionId): WrittenReport {
  const content = pickSection(report.content, sectionId);
  const inside = new Set(content.sections.map(({ id }) => id));
  const cited = new Set(content.citations.map(({ clipId }) => clipId));
  const placements = new Map(report.content.placements.map((each) => [each.clipId, each]));
  const clips = report.clips.filter((clip) => {
    if (cited.has(clip.id)) return true;
    const place = placeOfClip(clip, placements.get(clip.id) ?? null, report.content);
    return isIn(place?.sectionId ?? null, inside);
  });
  return { ...report, content, clips };
}

function isIn(sectionId: SectionId | null, inside: ReadonlySet<SectionId>): boolean {
  return sectionId !== null && inside.has(sectionId);
}

/** Returns a section and its subsections; handles sections that form a cycle. */
function below(sections: readonly Section[], root: SectionId): Set<SectionId> {
  const children = new Map<SectionId, SectionId[]>();
  for (const { id, parentId } of sections) {
    if (parentId === null) continue;
    const list = children.get(parentId);
    if (list === undefined) children.set(parentId, [id]);
    else list.push(id);
  }
  const inside = new Set<SectionId>();
  const waiting = [root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (inside.has(at)) continue;
    inside.add(at);
    waiting.push(...(children.get(at) ?? []));
  }
  return inside;
}
