import type { Verdict } from '@/utils/model/evidence';
import type { ClipId, Id, ReportId, SectionId } from '@/utils/model/ids';

/** What the search knows of one clip; computed from the stored records. */
export interface SearchEntry {
  readonly id: ClipId;
  /** Milliseconds since 1970. */
  readonly capturedAt: number;
  /** Its quote, the title that its pin took, notes, tags and alternative texts, folded, on one line. */
  readonly text: string;
  readonly source: SearchSource;
  /** The latest verdict on the current pin. */
  readonly verdict: Verdict | null;
  /** Equal for clips with the same words of the same page; 0 if there are no words. */
  readonly passage: number;
  /** In the reports that the clip is in, the one that it was filed under first. */
  readonly placements: readonly SearchPlacement[];
  /** As they were written. */
  readonly tags: readonly string[];
  /** The decision that kept it as a duplicate. */
  readonly kept: Id<'twins'> | null;
}

export interface SearchSource {
  /** Title, site and address, folded, on one line. */
  readonly text: string;
  /** The host without "www.". */
  readonly site: string;
}

export interface SearchPlacement {
  readonly reportId: ReportId;
  readonly binned: boolean;
  /** The section that must not be in the bin either. Null if the report's document decides. */
  readonly sectionId: SectionId | null;
}

/**
 * The entries of some thousand clips in one record, in the order of their ids: a browser reads few
 * large records much faster than many small ones.
 */
export interface SearchChunk {
  /** The chunk has the ids from this one to the next chunk's first. */
  readonly first: string;
  readonly revision: number;
  readonly entries: readonly SearchEntry[];
}

/** @param entries In the order of their ids. */
export function makeChunk(
  first: string,
  revision: number,
  entries: readonly SearchEntry[],
): SearchChunk {
  // The browser stores an object that several entries share once, and reads it as one object.
  const known = new Map<string, unknown>();
  const share = <T>(value: T): T => {
    const key = JSON.stringify(value);
    if (!known.has(key)) known.set(key, value);
    return known.get(key) as T;
  };
  const shared = entries.map((entry) => ({
    ...entry,
    source: share(entry.source),
    placements: share(entry.placements),
    tags: share(entry.tags),
  }));
  return { first, revision, entries: shared };
}

/** Whether a stored value is a chunk. By hand: a schema takes too long for every entry. */
export function isChunk(value: unknown): value is SearchChunk {
  const chunk = value as Partial<SearchChunk> | null | undefined;
  return (
    typeof chunk?.first === 'string' &&
    typeof chunk.revision === 'number' &&
    Array.isArray(chunk.entries) &&
    chunk.entries.every(isEntry)
  );
}

function isEntry(value: unknown): boolean {
  const entry = value as Partial<SearchEntry> | null | undefined;
  return (
    typeof entry?.id === 'string' &&
    typeof entry.capturedAt === 'number' &&
    typeof entry.text === 'string' &&
    typeof entry.source?.text === 'string' &&
    typeof entry.source.site === 'string' &&
    isStringOrNull(entry.verdict) &&
    typeof entry.passage === 'number' &&
    Array.isArray(entry.placements) &&
    entry.placements.every(
      (one: Partial<SearchPlacement> | null) => typeof one?.reportId === 'string',
    ) &&
    Array.isArray(entry.tags) &&
    entry.tags.every((tag) => typeof tag === 'string') &&
    isStringOrNull(entry.kept)
  );
}

function isStringOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
