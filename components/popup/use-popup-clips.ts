import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ClipView } from '@/components/state/clip-view';
import { followChanges } from '@/utils/messaging/client';
import type { ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import type { ClipWithSource, LibraryReader } from '@/utils/storage/read';

/** As many as leave the buttons of the popup visible. */
const RECENT = 3;

/**
 * Reads the clips captured last and the clips of a page, and reads them again when a clip or a
 * check is added. Null until they are read.
 */
export function usePopupClips(
  reader: LibraryReader | null,
  url: string,
): {
  readonly recent: readonly ClipView[] | null;
  readonly ofPage: readonly ClipView[] | null;
  /** Reads both again; resolves when they are shown. */
  readonly refresh: () => Promise<void>;
} {
  const [recent, setRecent] = useState<readonly ClipView[] | null>(null);
  const [ofPage, setOfPage] = useState<readonly ClipView[] | null>(null);
  const last = useRef<Promise<void>>(Promise.resolve());
  const next = useRef<Promise<void> | null>(null);
  const from = useRef({ reader, url });
  from.current = { reader, url };

  const read = useCallback(async () => {
    const { reader: library, url: page } = from.current;
    if (library === null) return;
    const show = async (found: ReturnType<typeof library.recentClips>, set: typeof setRecent) => {
      const clips = await found;
      if (clips.ok) set(clips.value.map(asView));
    };
    await Promise.all([
      show(library.recentClips(RECENT), setRecent),
      page !== '' && show(library.shownClipsOfUrl(page), setOfPage),
    ]);
  }, []);
  // One reading at a time and at most one more after it, so that an older result never replaces a
  // newer one.
  const refresh = useCallback((): Promise<void> => {
    next.current ??= last.current.then(() => {
      next.current = null;
      return read();
    });
    last.current = next.current;
    return last.current;
  }, [read]);

  useEffect(() => {
    void refresh();
    return followChanges((change) => {
      if (change.kind !== 'report-update') void refresh();
    });
  }, [refresh, reader, url]);

  return { recent, ofPage, refresh };
}

function asView({ clip, source, pin, check, foreign }: ClipWithSource): ClipView {
  const { sectionId } = clip.filedUnder;
  const place = { sectionId, note: '', tags: [], binnedAt: null, isCounted: true };
  return { clip, source, pin, check, foreign, pinnedSince: false, ...place };
}

/** Returns the sections of a report to choose from. */
export function useSections(
  reader: LibraryReader | null,
  reportId: ReportId | null,
): readonly SectionNode[] {
  const [sections, setSections] = useState<readonly SectionNode[]>([]);
  useEffect(() => {
    setSections([]);
    if (reader === null || reportId === null) return;
    let closed = false;
    void reader.loadReportUpdates(reportId).then((updates) => {
      if (closed || !updates.ok) return;
      const doc = loadReportDocument(updates.value);
      setSections(arrangeReport(readReport(doc, reportId), []).sections);
      doc.destroy();
    });
    return () => {
      closed = true;
    };
  }, [reader, reportId]);
  return sections;
}
