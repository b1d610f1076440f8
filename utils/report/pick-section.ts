import type { SectionId } from '@/utils/model/ids';
import type { ReportContent, Section, Statement } from '@/utils/model/report-content';
import { placeOfClip } from '@/utils/model/report-tree';
import { definedLabels } from './source-entries';
import type { WrittenReport } from './write-options';

const LABEL = /\[([^[\]]+)\]/gu;

/**
 * Returns a report with one section of another and its subsections, and with its title. Headings
 * move up so that the section has a heading of level 1. Its citations are kept wherever their clips
 * are, and the notes that it names wherever their definitions are. An unknown id gives a report without content. Linear.
 */
export function pickSection(content: ReportContent, sectionId: SectionId): ReportContent {
  const inside = below(content.sections, sectionId);
  const root = content.sections.find(({ id }) => id === sectionId);
  const up = (root?.level ?? 1) - 1;
  const own = content.statements.filter((each) => isIn(each.sectionId, inside));
  const statements = [...own, ...definitionsFor(own, content, sectionId)];
  const kept = new Set(statements.map(({ id }) => id));
  const citations = content.citations.filter(({ statementId }) => kept.has(statementId));
  const cited = new Set(citations.map(({ clipId }) => clipId));
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
        // The empty lines before the heading belong to what the file has above it.
        gapBefore: section.id === sectionId ? '' : section.gapBefore,
      })),
    statements,
    citations,
    placements: content.placements.flatMap((placement) => {
      const { clipId, rank, sectionId: at } = placement;
      if (rank === null || isIn(at, inside)) return placement;
      // It also says which passage was pinned for the clip.
      return cited.has(clipId) ? { ...placement, rank: null, note: '', tags: [] } : [];
    }),
  };
}

/**
 * Returns the definitions from other sections that the text of a section names. They come last in
 * its last part.
 */
function definitionsFor(
  own: readonly Statement[],
  { sections, statements, citations }: ReportContent,
  root: SectionId,
): Statement[] {
  const ids = new Set(own.map(({ id }) => id));
  const raw = citations.flatMap((each) => (ids.has(each.statementId) ? (each.raw ?? '') : ''));
  const named = new Set(
    [...own.map(({ text }) => text), ...raw].flatMap((text) =>
      Array.from(text.matchAll(LABEL), ([, label = '']) => label.toLowerCase()),
    ),
  );
  if (named.size === 0) return [];
  const sectionId = lastBelow(sections, root);
  const ranks = own.flatMap((each) => (each.sectionId === sectionId ? each.rank : []));
  const last = ranks.sort().at(-1) ?? '';
  return statements
    .filter(({ id, text, binnedAt }) => {
      if (ids.has(id) || binnedAt !== null) return false;
      return definedLabels(text)?.some((label) => named.has(label)) === true;
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map((each, at) => ({
      ...each,
      sectionId,
      rank: `${last}z${String(at).padStart(6, '0')}`,
      gapBefore: at === 0 ? '\n\n' : each.gapBefore,
    }));
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

/** Returns the part of a section that is read last. */
function lastBelow(sections: readonly Section[], root: SectionId): SectionId {
  const seen = new Set<SectionId>();
  let last = root;
  while (!seen.has(last)) {
    seen.add(last);
    const children = sections.filter(({ parentId, binnedAt }) => {
      return parentId === last && binnedAt === null;
    });
    last = children.reduce((found, each) => (each.rank > found.rank ? each : found), {
      id: last,
      rank: '',
    }).id;
  }
  return last;
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
