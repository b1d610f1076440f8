import type { Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { hasPassage } from '@/utils/model/has-passage';
import { type ClipId, newId } from '@/utils/model/ids';
import { ok, type Result } from '@/utils/model/result';
import type { SectionContent, TakenStatement } from '@/utils/model/section-content';
import { withoutFragment } from '@/utils/model/url';
import {
  type CitationTarget,
  citationTarget,
  clipTarget,
  type Evidence,
  gatherEvidence,
} from '@/utils/report/citation-target';
import { type FiledReport, readFiledReports } from '@/utils/storage/read-filed-reports';
import { type CitedPassage, claimsOf, type OpenedReport } from './opened-report';

/**
 * Reads a bundle or a backup. Its clips have their own words and surroundings, so they are judged
 * strictly. Every citation becomes a passage, and so does every uncited clip of a section.
 */
export async function openFiledReports(
  name: string,
  bytes: Uint8Array,
): Promise<Result<OpenedReport, Failure>> {
  const read = await readFiledReports(new Blob([new Uint8Array(bytes)]));
  if (!read.ok) return read;
  const reports = read.value;
  return ok({
    name,
    title: reports.map(({ title }) => title).join(', '),
    language: reports.length === 1 ? (reports[0]?.language ?? null) : null,
    imported: null,
    passages: reports.flatMap(passagesOf),
  });
}

function passagesOf(report: FiledReport): CitedPassage[] {
  const { content, language } = report;
  const placements = content.placements.map((placement) => ({ ...placement, binnedAt: null }));
  const evidence = gatherEvidence(report.clips, report.sources, report.pins, placements);
  const order = readingOrderOf(content);
  const kinds = new Map(content.statements.map(({ id, kind }) => [id, kind]));
  const claims = claimsOf(content.statements, content.citations, language);
  // Another report in the file may use another pin of the same clip.
  const ids = new Map<ClipId, ClipId>();
  const idOf = (clipId: ClipId) => {
    const id = ids.get(clipId) ?? newId<'clip'>();
    ids.set(clipId, id);
    return id;
  };
  const cited = content.citations
    .toSorted((a, b) => (order.get(a.statementId) ?? 0) - (order.get(b.statementId) ?? 0))
    .map((citation): CitedPassage => {
      const { id, clipId, statementId } = citation;
      const target = citationTarget(citation, evidence);
      const isListed = kinds.get(statementId) === 'sources' && !claims.has(id);
      const about = { claim: claims.get(id) ?? '', isListed };
      return { ...passageOf(clipId, target, evidence), ...about, clipId: idOf(clipId) };
    });
  const named = new Set(content.citations.map(({ clipId }) => clipId));
  const others = content.placements.flatMap(({ clipId }): CitedPassage[] => {
    const clip = evidence.clipOf(clipId);
    if (named.has(clipId) || clip === null || !hasPassage(clip, evidence.pinOf(clipId))) return [];
    const target = clipTarget(clipId, evidence) ?? { label: '', url: null };
    const about = { claim: '', isListed: false };
    return [{ ...passageOf(clipId, target, evidence), ...about, clipId: idOf(clipId) }];
  });
  return [...cited, ...others];
}

/**
 * Returns the passage of a citation whose clip is not in the file. It has no page to read, so it
 * fails, but it stays in the list.
 */
function passageOf(
  clipId: ClipId,
  { label, url }: CitationTarget,
  evidence: Evidence,
): Omit<CitedPassage, 'claim' | 'isListed' | 'clipId'> {
  const clip = evidence.clipOf(clipId);
  const page = withoutFragment(evidence.sourceOf(clipId)?.url ?? '');
  const pin = evidence.pinOf(clipId) ?? NO_PIN;
  const recorded = clip === null ? {} : { recordedAt: clip.capturedAt };
  return { place: null, raw: null, address: url ?? page, label, page, pin, ...recorded };
}

const NO_PIN = {
  quote: null,
  selectors: { quote: null, position: null },
  directive: null,
  directiveAsWritten: null,
} as const satisfies Partial<Pin>;

/** Returns the position of each statement in the reading order. */
function readingOrderOf({ sections, statements }: SectionContent): Map<string, number> {
  const sectionAt = new Map(sections.map(({ id }, at) => [id, at]));
  const placeOf = ({ sectionId }: TakenStatement) =>
    sectionId === null ? -1 : (sectionAt.get(sectionId) ?? -1);
  const ordered = statements.toSorted((a, b) => placeOf(a) - placeOf(b));
  return new Map(ordered.map(({ id }, at) => [id, at]));
}
