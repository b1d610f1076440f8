import type { ReportId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { findDanglingRow } from '@/utils/model/section-content';
import type { FileRecord, Unreadable } from './backup-format';
import type { BundleHeader } from './bundle-format';
import { BadLine } from './read-backup';

type ReferredStore = 'sources' | 'clips';

/**
 * A record that a file names but does not contain. In an import it may be a record of the library.
 */
export interface OutsideReference {
  readonly store: ReferredStore;
  readonly id: string;
  readonly line: number;
}

export interface ReferenceCheck {
  /**
   * Returns false when the reader must leave the record out because the record needs another record
   * that was left out. Throws a `BadLine` when the record names a record that is not in the file.
   */
  accept(entry: FileRecord, line: number): boolean;
  /** Registers an invalid record as left out. The record may lack an id. */
  leaveOut(record: Unreadable): void;
  /**
   * Does the same for a report's document after it has been read. `line`: the line of the document.
   */
  acceptReport(content: ReportContent, line: number): void;
  /** Registers a report of the library, so that records which it already names are accepted. */
  knowReport(content: ReportContent): void;
  /**
   * The records of the library that an import names. The caller must look them up. Empty for other
   * bundles.
   */
  readonly outside: readonly OutsideReference[];
}

/**
 * Checks a bundle's records in order. Each record may name only records before it; a report may
 * name only clips of the bundle, purged clips, and clips that the header lists as absent. The
 * snapshot of a clip or a check may be missing. Keeps only the ids in memory.
 */
export function createReferenceCheck(header: BundleHeader): ReferenceCheck {
  const seen = {
    sources: new Set<string>(),
    clips: new Set<string>(),
    pins: new Set<string>(),
    runs: new Set<string>(),
  };
  const gone = new Set<string>(header.absent);
  const outside: OutsideReference[] = [];
  const need = (store: keyof typeof seen, id: string, line: number): void => {
    if (seen[store].has(id)) return;
    if (header.kind !== 'import' || store === 'pins' || store === 'runs') {
      throw new BadLine(line, 'dangling');
    }
    outside.push({ store, id, line });
    seen[store].add(id);
  };
  const needClip = (id: string, line: number) => {
    if (!gone.has(id) && !isLeftOut('clips', id)) need('clips', id, line);
  };
  // The ids of the left-out records, and the stores of the left-out records without an id.
  const without = new Set<unknown>();
  const nameless = new Set<string>();
  const isLeftOut = (store: keyof typeof seen, id: string): boolean =>
    without.has(id) || (nameless.has(store) && !seen[store].has(id));
  const needReport = (id: ReportId, line: number) => {
    if (id !== header.reportId) throw new BadLine(line, 'dangling');
  };

  const follow = (entry: FileRecord, line: number): void => {
    switch (entry.store) {
      case 'purged':
        gone.add(entry.record.id);
        return;
      case 'sources':
        seen.sources.add(entry.record.id);
        return;
      case 'snapshots':
        need('sources', entry.record.sourceId, line);
        return;
      case 'clips':
        need('sources', entry.record.sourceId, line);
        seen.clips.add(entry.record.id);
        return;
      case 'pins':
        need('clips', entry.record.clipId, line);
        seen.pins.add(entry.record.id);
        return;
      case 'attachments':
        need('clips', entry.record.clipId, line);
        return;
      case 'runs':
        needReport(entry.record.reportId, line);
        seen.runs.add(entry.record.id);
        return;
      case 'checks':
        need('runs', entry.record.runId, line);
        need('clips', entry.record.clipId, line);
        need('pins', entry.record.pinId, line);
        return;
      case 'reviews':
        // Only a shared report may contain reviews; a file that a page generates may not.
        if (header.kind !== 'report') throw new BadLine(line);
        needReport(entry.record.reportId, line);
        return;
      case 'reportUpdates':
        needReport(entry.record.reportId, line);
        return;
      case 'sectionContents': {
        const { from, citations, placements } = entry.record;
        needReport(from.reportId, line);
        if (findDanglingRow(entry.record) !== null) throw new BadLine(line, 'dangling');
        for (const { clipId } of [...citations, ...placements]) needClip(clipId, line);
        return;
      }
    }
  };

  return {
    outside,
    leaveOut: ({ store, id }) => {
      if (typeof id === 'string') without.add(id);
      else nameless.add(store);
    },
    accept: (entry, line) => {
      if (neededBy(entry).some(([store, id]) => isLeftOut(store, id))) {
        if ('id' in entry.record) without.add(entry.record.id);
        return false;
      }
      follow(entry, line);
      return true;
    },
    knowReport: ({ citations, placements }) => {
      for (const { clipId } of [...citations, ...placements]) gone.add(clipId);
    },
    acceptReport: ({ citations, placements }, line) => {
      for (const { clipId } of [...citations, ...placements]) needClip(clipId, line);
    },
  };
}

/** The records that this record needs to be usable. */
function neededBy(
  entry: FileRecord,
): readonly (readonly [store: 'sources' | 'clips' | 'pins' | 'runs', id: string])[] {
  switch (entry.store) {
    case 'snapshots':
    case 'clips':
      return [['sources', entry.record.sourceId]];
    case 'pins':
    case 'attachments':
      return [['clips', entry.record.clipId]];
    case 'checks': {
      const { runId, clipId, pinId } = entry.record;
      return [
        ['runs', runId],
        ['clips', clipId],
        ['pins', pinId],
      ];
    }
    default:
      return [];
  }
}
