import type { ReportId, SectionId } from '@/utils/model/ids';
import type { SearchChunk } from './search-chunk';
import { startAt } from './text-parts';

/** What decides whether a place is in the bin, beside what is known of the clip itself. */
export interface LiveParts {
  /** The reports that are there and not in the bin. */
  readonly reports: ReadonlySet<ReportId>;
  readonly binnedSections: ReadonlySet<SectionId>;
}

interface Live {
  /** Of each place, 1 where it is out of the bin, with its report and its section. */
  readonly places: Uint8Array;
  /** Of each clip, 1 where any of its places is. */
  readonly clips: Uint8Array;
}

const known = new WeakMap<SearchChunk, { readonly parts: LiveParts; readonly live: Live }>();

/** Worked out once for a chunk, until something goes into the bin or comes out. */
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
