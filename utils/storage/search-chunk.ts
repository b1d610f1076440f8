import { VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ClipId, Id, ReportId, SectionId } from '@/utils/model/ids';
import { Numbering } from './numbering';
import { encodeTexts, type TextColumn, textAt } from './text-column';
import { startAt } from './text-parts';

/*
 * The records that a search reads: the folded words of many clips in one record, with the values of
 * the filters, as long strings and arrays of numbers. Ten such records are read in two thirds of
 * the time that forty of a quarter of their size take.
 */

/** What the search knows about one clip, computed from its records. */
export interface SearchEntry {
  readonly id: ClipId;
  /** Milliseconds since 1970. */
  readonly capturedAt: number;
  /** Its quote, notes, tags and alternative texts, folded, on one line. */
  readonly words: string;
  readonly source: SearchSource;
  /** The latest verdict of the current pin. */
  readonly verdict: Verdict | null;
  /** Equal for clips with the same words of the same page; 0 if there are no words. */
  readonly passage: number;
  /** The places of the clip, the report that it was filed under first. */
  readonly places: readonly SearchPlace[];
  /** As they were written. */
  readonly tags: readonly string[];
  /** The decision that kept it as a duplicate. */
  readonly kept: Id<'twins'> | null;
}

export interface SearchSource {
  /** Title, site and address, folded, on one line. */
  readonly words: string;
  /** The host without "www.". */
  readonly site: string;
}

export interface SearchPlace {
  readonly reportId: ReportId;
  readonly binned: boolean;
  /** The section that must not be in the bin either; null if that is already decided. */
  readonly sectionId: SectionId | null;
}

/** Entries as columns, in the order of their ids. `ends` say where each entry's part ends. */
export interface SearchChunk {
  /** The chunk has the ids from this one to the next chunk's first. */
  readonly first: string;
  readonly revision: number;
  readonly count: number;
  /** `ID_LENGTH` units each. */
  readonly ids: string;
  /**
   * The words of each clip, followed by those of each source, so that shared words are stored once.
   */
  readonly words: TextColumn;
  readonly capturedAt: Float64Array;
  readonly passage: Float64Array;
  /** Index in `VERDICTS` plus one; 0 for none. */
  readonly verdict: Uint8Array;
  /** Index of a source. */
  readonly source: Uint32Array;
  /** For each source, the index of its site. */
  readonly sourceSite: Uint32Array;
  readonly sites: readonly string[];
  readonly placeEnds: Uint32Array;
  readonly placeReport: Uint32Array;
  readonly placeBinned: Uint8Array;
  /** Index in `sections` plus one; 0 for none. */
  readonly placeSection: Uint32Array;
  readonly reports: readonly ReportId[];
  readonly sections: readonly SectionId[];
  readonly tagEnds: Uint32Array;
  readonly tag: Uint32Array;
  readonly tags: readonly string[];
  /** The few clips that were kept as duplicates, and the decision for each. */
  readonly keptAt: Uint32Array;
  readonly kept: readonly Id<'twins'>[];
}

/** The length of a UUID as text. */
export const ID_LENGTH = 36;

const ARRAYS = {
  capturedAt: Float64Array,
  passage: Float64Array,
  verdict: Uint8Array,
  source: Uint32Array,
  sourceSite: Uint32Array,
  placeEnds: Uint32Array,
  placeReport: Uint32Array,
  placeBinned: Uint8Array,
  placeSection: Uint32Array,
  tagEnds: Uint32Array,
  tag: Uint32Array,
  keptAt: Uint32Array,
} as const;

/** Whether a stored value has all columns of a chunk. */
export function isChunk(value: unknown): value is SearchChunk {
  const chunk = value as Partial<SearchChunk> | null | undefined;
  if (typeof chunk?.count !== 'number' || typeof chunk.ids !== 'string') return false;
  const { words, sites, reports, sections, tags, kept } = chunk;
  return (
    chunk.ids.length === chunk.count * ID_LENGTH &&
    words?.ends instanceof Uint32Array &&
    words.common instanceof Uint8Array &&
    ArrayBuffer.isView(words.numbers) &&
    typeof words.words?.text === 'string' &&
    words.words.ends instanceof Uint32Array &&
    [sites, reports, sections, tags, kept].every((list) => Array.isArray(list)) &&
    Object.entries(ARRAYS).every(([name, type]) => Reflect.get(chunk, name) instanceof type)
  );
}

/** @param entries In the order of their ids. */
export function encodeChunk(
  first: string,
  revision: number,
  entries: readonly SearchEntry[],
): SearchChunk {
  const sites = new Numbering<string>();
  const reports = new Numbering<ReportId>();
  const sections = new Numbering<SectionId>();
  const tags = new Numbering<string>();
  const sources = new Numbering<string>();
  const sourceWords: string[] = [];
  const sourceSite: number[] = [];
  const source: number[] = [];
  const places: { report: number; binned: number; section: number }[] = [];
  const placeEnds: number[] = [];
  const tag: number[] = [];
  const tagEnds: number[] = [];
  for (const entry of entries) {
    const number = sources.of(`${entry.source.site}\n${entry.source.words}`);
    if (number === sourceSite.length) {
      sourceWords.push(entry.source.words);
      sourceSite.push(sites.of(entry.source.site));
    }
    source.push(number);
    for (const { reportId, binned, sectionId } of entry.places) {
      places.push({
        report: reports.of(reportId),
        binned: binned ? 1 : 0,
        section: sectionId === null ? 0 : sections.of(sectionId) + 1,
      });
    }
    placeEnds.push(places.length);
    for (const name of entry.tags) tag.push(tags.of(name));
    tagEnds.push(tag.length);
  }
  return {
    first,
    revision,
    count: entries.length,
    ids: entries.map(({ id }) => id).join(''),
    words: encodeTexts([...entries.map(({ words }) => words), ...sourceWords]),
    capturedAt: Float64Array.from(entries, ({ capturedAt }) => capturedAt),
    passage: Float64Array.from(entries, ({ passage }) => passage),
    verdict: Uint8Array.from(entries, ({ verdict }) => verdictNumber(verdict)),
    source: Uint32Array.from(source),
    sourceSite: Uint32Array.from(sourceSite),
    sites: sites.values,
    placeEnds: Uint32Array.from(placeEnds),
    placeReport: Uint32Array.from(places, ({ report }) => report),
    placeBinned: Uint8Array.from(places, ({ binned }) => binned),
    placeSection: Uint32Array.from(places, ({ section }) => section),
    reports: reports.values,
    sections: sections.values,
    tagEnds: Uint32Array.from(tagEnds),
    tag: Uint32Array.from(tag),
    tags: tags.values,
    keptAt: Uint32Array.from(entries.flatMap(({ kept }, at) => (kept === null ? [] : [at]))),
    kept: entries.flatMap(({ kept }) => kept ?? []),
  };
}

export function decodeChunk(chunk: SearchChunk): SearchEntry[] {
  return Array.from({ length: chunk.count }, (_, at) => ({
    id: idAt(chunk, at),
    capturedAt: chunk.capturedAt[at] ?? 0,
    words: textAt(chunk.words, at),
    source: {
      words: textAt(chunk.words, chunk.count + (chunk.source[at] ?? 0)),
      site: siteAt(chunk, at),
    },
    verdict: verdictAt(chunk, at),
    passage: chunk.passage[at] ?? 0,
    places: between(chunk.placeEnds, at).flatMap((place) => {
      const reportId = chunk.reports[chunk.placeReport[place] ?? 0];
      const section = chunk.placeSection[place] ?? 0;
      const sectionId = section === 0 ? null : (chunk.sections[section - 1] ?? null);
      const binned = chunk.placeBinned[place] === 1;
      return reportId === undefined ? [] : [{ reportId, binned, sectionId }];
    }),
    tags: between(chunk.tagEnds, at).map((place) => chunk.tags[chunk.tag[place] ?? 0] ?? ''),
    kept: chunk.kept[chunk.keptAt.indexOf(at)] ?? null,
  }));
}

export function idAt(chunk: SearchChunk, at: number): ClipId {
  return chunk.ids.slice(at * ID_LENGTH, (at + 1) * ID_LENGTH) as ClipId;
}

/** Returns the position of a clip in the chunk; -1 if it is not there. */
export function positionOf(chunk: SearchChunk, id: string): number {
  let low = 0;
  let high = chunk.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = idAt(chunk, middle);
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function siteAt(chunk: SearchChunk, at: number): string {
  return chunk.sites[chunk.sourceSite[chunk.source[at] ?? 0] ?? 0] ?? '';
}

/** 0 for none. */
export function verdictNumber(verdict: Verdict | null): number {
  return verdict === null ? 0 : VERDICTS.indexOf(verdict) + 1;
}

function verdictAt(chunk: SearchChunk, at: number): Verdict | null {
  return VERDICTS[(chunk.verdict[at] ?? 0) - 1] ?? null;
}

function between(ends: Uint32Array, at: number): number[] {
  const start = startAt(ends, at);
  return Array.from({ length: (ends[at] ?? start) - start }, (_, offset) => start + offset);
}
