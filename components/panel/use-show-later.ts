import { useEffect, useState } from 'preact/hooks';
import type { PanelCommands } from '@/components/report/panel-context';
import type { OpenReport } from '@/components/state/use-report';
import type { ClipId, ReportId } from '@/utils/model/ids';

interface Wanted {
  readonly reportId: ReportId;
  readonly clipId: ClipId;
}

/** Shows a clip of a report when that report is open. */
export function useShowLater(
  report: OpenReport | null,
  commands: PanelCommands | null,
): (wanted: Wanted) => void {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  useEffect(() => {
    if (wanted === null || commands === null) return;
    if (report?.replica.reportId !== wanted.reportId) return;
    setWanted(null);
    commands.showClip(wanted.clipId);
  }, [wanted, report, commands]);
  return setWanted;
}
