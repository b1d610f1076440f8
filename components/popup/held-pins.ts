import type { ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import type { ClipWithSource, LibraryReader } from '@/utils/storage/read';

/**
 * Clips with the pin that holds in the report of each: the one that a reviewer chose there, else
 * the latest. Reports are opened only where a clip has several pins.
 */
export async function withHeldPins(
  reader: LibraryReader,
  clips: readonly ClipWithSource[],
): Promise<ClipWithSource[]> {
  const opened = new Map<ReportId, ReturnType<typeof chosenPins>>();
  return Promise.all(
    clips.map(async (entry) => {
      const history = await reader.clipHistory(entry.clip.id);
      if (!history.ok || history.value.pins.length < 2) return entry;
      const { reportId } = entry.clip.filedUnder;
      const chosen = opened.get(reportId) ?? chosenPins(reader, reportId);
      opened.set(reportId, chosen);
      const pinId = (await chosen).get(entry.clip.id);
      const pin = history.value.pins.find(({ id }) => id === pinId);
      if (pin === undefined) return entry;
      const check = history.value.checks.findLast((each) => each.pinId === pin.id) ?? null;
      return { ...entry, pin, check };
    }),
  );
}

/** The pin that a report names, by clip; none where it names none. */
async function chosenPins(
  reader: LibraryReader,
  reportId: ReportId,
): Promise<ReadonlyMap<string, string>> {
  const updates = await reader.loadReportUpdates(reportId);
  if (!updates.ok) return new Map();
  const doc = loadReportDocument(updates.value);
  const { placements } = readReport(doc, reportId);
  doc.destroy();
  return new Map(
    placements.flatMap(({ clipId, pinId }) => (pinId === null ? [] : [[clipId, pinId] as const])),
  );
}
