import type { ReportId, SectionId } from '@/utils/model/ids';
import type { SearchChunk } from './search-chunk';
import { startAt } from './text-parts';

/** What decides whether a place is in the bin, in addition to the clip itself. */
export interface LiveParts {
  /** The existing reports that are not in the bin. */
  readonly reports: ReadonlySet<ReportId>;
  readonly binnedSections: ReadonlySet<SectionId>;
}

interface Live {
  /** For each place, 1 if it is not in the bin, and neither are its report and section. */
  readonly places: Uint8Array;
  /** For each clip, 1 if any of its places is. */
  readonly clips: Uint8Array;
}

const known = new WeakMap<SearchChunk, { readonly parts: LiveParts; readonly live: Live }>();

/** Computed once for a chunk, until something enters or leaves the bin. */
export function livePlaces(chunk: SearchChunk, parts: LiveParts): Live {
  const before = known.get(chunk);
  if (before?.parts === parts) return before.live;
  const live = findLive(chunk, parts);
  known.set(chunk, { parts, live });
  return live;
}

function findLive(chunk: SearchChunk, parts: LiveParts): Live {
  const { placeReport, placeBinned, placeSection, placeEnds } = chunk;
  const reports = chunk.reports.map((id) => parts.reports.has(id));
  const binned = chunk.sections.map((id) => parts.binnedSections.has(id));
  const places = new Uint8Array(placeReport.length);
  for (let place = 0; place < places.length; place += 1) {
    const section = placeSection[place] ?? 0;
    if (placeBinned[place] === 1 || reports[placeReport[place] ?? 0] !== true) continue;
    if (section === 0 || binned[section - 1] !== true) places[place] = 1;
  }
  const clips = new Uint8Array(chunk.count);
  for (let at = 0; at < clips.length; at += 1) {
    const end = placeEnds[at] ?? 0;
    for (let place = startAt(placeEnds, at); place < end; place += 1) {
      if (places[place] === 1) clips[at] = 1;
    }
  }
  return { places, clips };
}
