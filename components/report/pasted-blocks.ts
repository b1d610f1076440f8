import type { PastedReport } from '@/components/import/import-worker';
import type { ClipView } from '@/components/state/clip-view';
import { passageUrl } from '@/components/state/passage-url';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import {
  type ClipId,
  newId,
  type ReportId,
  type SectionId,
  type StatementId,
} from '@/utils/model/ids';
import type { Damage, ImportedCitation, ImportedStatement } from '@/utils/model/imported-report';
import { escapeStatementText } from '@/utils/model/statement-text';
import { writableUrl } from '@/utils/report/markup/writable-url';

export type PastedBlock = Pick<ImportedStatement, 'id' | 'kind' | 'marker' | 'depth' | 'text'>;

/**
 * The result of pasting: blocks of text, their citations, and evidence that is not in the library
 * yet.
 */
export interface PastedParts {
  readonly blocks: readonly PastedBlock[];
  readonly citations: readonly ImportedCitation[];
  readonly sources: readonly Source[];
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  /** Damaged places in the blocks' text. */
  readonly damage: readonly Damage[];
}

/**
 * Converts a pasted report to parts for an existing report. A link with the same target as a clip
 * of the report cites that clip; every other link gets a new clip in the same place. Headings
 * become bold lines. Linear.
 */
export function pastedParts(
  pasted: PastedReport,
  place: { readonly reportId: ReportId; readonly sectionId: SectionId | null },
  views: Iterable<ClipView>,
): PastedParts {
  const known = new Map<string, ClipId>();
  for (const view of views) {
    const url = passageUrl(view);
    if (view.binnedAt === null && url !== null && !known.has(url)) known.set(url, view.clip.id);
  }
  const citations = pasted.citations.map((citation) => {
    const here = known.get(writableUrl(citation.href) ?? '');
    return here === undefined ? citation : { ...citation, clipId: here };
  });
  const cited = new Set(citations.map(({ clipId }) => clipId));
  const clips = pasted.clips
    .filter(({ id }) => cited.has(id))
    .map((clip) => ({ ...clip, filedUnder: place }));
  const sourceIds = new Set(clips.map(({ sourceId }) => sourceId));
  const clipIds = new Set(clips.map(({ id }) => id));
  return {
    blocks: blocksOf(pasted),
    citations,
    sources: pasted.sources.filter(({ id }) => sourceIds.has(id)),
    clips,
    pins: pasted.pins.filter(({ clipId }) => clipIds.has(clipId)),
    damage: pasted.damage,
  };
}

/**
 * Yields the content before the first heading, then the heading and the content of each section.
 */
function blocksOf({ sections, statements }: PastedReport): PastedBlock[] {
  const bySection = new Map<SectionId | null, PastedBlock[]>();
  for (const { sectionId, id, kind, marker, depth, text } of statements) {
    // Without the bytes of a file: a report with such bytes is exported without a title of its own.
    const block = { id, kind, marker, depth, text };
    const list = bySection.get(sectionId);
    if (list === undefined) bySection.set(sectionId, [block]);
    else list.push(block);
  }
  return [
    ...(bySection.get(null) ?? []),
    ...sections.flatMap(({ id, title }) => [headingBlock(title), ...(bySection.get(id) ?? [])]),
  ];
}

function headingBlock(title: string): PastedBlock {
  const id: StatementId = newId<'statement'>();
  const text = title.trim() === '' ? '' : `**${escapeStatementText(title.trim())}**`;
  return { id, kind: 'paragraph', marker: '', depth: 0, text };
}
