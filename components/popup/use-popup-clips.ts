import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ClipView } from '@/components/clip/clip-view';
import { followChanges } from '@/utils/messaging/client';
import type { ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import type { ClipWithSource, LibraryReader } from '@/utils/storage/read';
import { withHeldPins } from './held-pins';

/** As many as leave the popup's buttons in sight. */
const RECENT = 3;

/** The clips captured last and those of a page, read again whenever a clip or a check comes in. */
export function usePopupClips(
  reader: LibraryReader | null,
  url: string,
): { readonly recent: readonly ClipView[]; readonly ofPage: readonly ClipView[] } {
  const [recent, setRecent] = useState<readonly ClipView[]>([]);
  const [ofPage, setOfPage] = useState<readonly ClipView[]>([]);
  const turn = useRef(0);

  const read = useCallback(async () => {
    if (reader === null) return;
    turn.current += 1;
    const mine = turn.current;
    const show = async (reading: ReturnType<typeof reader.recentClips>, set: typeof setRecent) => {
      const found = await reading;
      if (!found.ok) return;
      const held = await withHeldPins(reader, found.value);
      // What was read later may have come sooner.
      if (mine === turn.current) set(held.map(asView));
    };
    await Promise.all([
      show(reader.recentClips(RECENT), setRecent),
      url !== '' && show(reader.clipsOfUrl(url), setOfPage),
    ]);
  }, [reader, url]);

  useEffect(() => {
    void read();
    return followChanges((change) => {
      if (change.kind !== 'report-update') void read();
    });
  }, [read]);

  return { recent, ofPage };
}

function asView({ clip, source, pin, check }: ClipWithSource): ClipView {
  const { sectionId } = clip.filedUnder;
  const place = { sectionId, note: '', tags: [], binnedAt: null };
  return { clip, source, pin, check, pinnedSince: false, ...place };
}

/** The sections of a report, for choosing one. */
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
