import type { Check, Clip, Pin, Source } from '@/utils/model/evidence';
import type { ClipId, SourceId } from '@/utils/model/ids';
import {
  type ClipItem,
  type ContentItem,
  countedClips,
  placeOfClip,
  type ReportTree,
  type SectionNode,
} from '@/utils/model/report-tree';
import { gatherEvidence } from '@/utils/report/citation-target';
import type { ForeignFinding } from '@/utils/storage/read';
import type { ClipView } from './clip-view';

/** The records from which a report's clips are shown. */
export interface EvidenceRecords {
  readonly clips: readonly Clip[];
  readonly sources: readonly Source[];
  readonly pins: readonly Pin[];
  /** The latest check of each clip. */
  readonly checks: readonly Check[];
  /** Other people's findings, at most one for each pin. */
  readonly foreign: readonly ForeignFinding[];
  /** The ids of the images and screenshots of each clip that has some. */
  readonly attached?: ReadonlyMap<ClipId, readonly string[]>;
}

/** Returns the statements and clips that are not in the bin, in the report's order. */
export function liveItems(tree: ReportTree): ContentItem[] {
  const items = [...tree.opening];
  const visit = (node: SectionNode) => {
    items.push(...node.content);
    node.children.forEach(visit);
  };
  tree.sections.forEach(visit);
  items.push(...tree.inbox);
  return items;
}

/** Returns the latest check of each page that kept its text. */
function lastReadOfPages({ clips, checks }: EvidenceRecords): ReadonlyMap<SourceId, Check> {
  const sourceOf = new Map(clips.map(({ id, sourceId }) => [id, sourceId]));
  const found = new Map<SourceId, Check>();
  for (const check of checks) {
    const sourceId = sourceOf.get(check.clipId);
    if (sourceId === undefined || check.snapshotId === null) continue;
    const known = found.get(sourceId);
    if (known === undefined || known.checkedAt < check.checkedAt) found.set(sourceId, check);
  }
  return found;
}

/**
 * Returns all clips of the report with their evidence, in the report's order; then clips in the bin
 * and clips of other reports that it cites.
 */
export function clipViews(
  tree: ReportTree,
  evidence: EvidenceRecords,
): ReadonlyMap<ClipId, ClipView> {
  const records = gatherEvidence(
    evidence.clips,
    evidence.sources,
    evidence.pins,
    tree.content.placements,
  );
  const sources = new Map(evidence.sources.map((source) => [source.id, source]));
  const checks = new Map(evidence.checks.map((check) => [check.clipId, check]));
  const foreign = new Map(evidence.foreign.map((finding) => [finding.check.pinId, finding]));
  const lastReads = lastReadOfPages(evidence);
  const counted = countedClips(tree);
  const live = liveItems(tree).filter((item) => item.kind === 'clip');
  const views = new Map<ClipId, ClipView>();
  const ofClip = (clip: Clip) => {
    const pin = records.pinOf(clip.id);
    const latest = checks.get(clip.id) ?? null;
    const check = latest !== null && latest.pinId === pin?.id ? latest : null;
    return {
      clip,
      source: records.sourceOf(clip.id),
      clippedSource: sources.get(clip.sourceId) ?? null,
      pin,
      check,
      foreign: (pin === null ? undefined : foreign.get(pin.id)) ?? null,
      pinnedSince: latest !== null && check === null,
      lastText: latest?.snapshotId ?? null,
      lastRead: lastReads.get(clip.sourceId) ?? null,
      images: evidence.attached?.get(clip.id) ?? [],
      isCounted: counted.has(clip.id),
    };
  };
  const add = (item: ClipItem, binnedAt: string | null) => {
    views.set(item.id, {
      ...ofClip(item.clip),
      sectionId: placeOfClip(item.clip, item.placement, tree.content)?.sectionId ?? null,
      note: item.placement?.note ?? '',
      tags: item.placement?.tags ?? [],
      binnedAt,
    });
  };
  for (const item of live) add(item, null);
  for (const item of tree.clips.values()) {
    // A clip in a binned section is in the bin with the section, and has no date of its own.
    if (!views.has(item.id)) add(item, item.placement?.binnedAt ?? '');
  }
  // A clip of another report has no place here. It is offered while a statement cites it, and not
  // when the statement is in the bin or the citation was removed.
  for (const clip of evidence.clips) {
    if (views.has(clip.id) || tree.clips.has(clip.id)) continue;
    views.set(clip.id, {
      ...ofClip(clip),
      sectionId: null,
      note: '',
      tags: [],
      binnedAt: tree.citedElsewhere.has(clip.id) ? null : '',
    });
  }
  return views;
}
