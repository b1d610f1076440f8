import { useEffect, useState } from 'preact/hooks';
import type { Acts } from '@/components/state/acts';
import type { ReportId } from '@/utils/model/ids';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';

/**
 * Returns the options for exporting a report: those of its last export, or else the general ones. A
 * choice is stored at once. Null until they are loaded.
 */
export function useExportOptions(
  acts: Acts,
  reportId: ReportId,
): [ExportOptions | null, (change: Partial<ExportOptions>) => void] {
  const [options, setOptions] = useState<ExportOptions | null>(null);
  useEffect(() => {
    let left = false;
    void acts.readExportOptions(reportId).then((stored) => {
      if (!left) setOptions(stored ?? DEFAULT_EXPORT_OPTIONS);
    });
    return () => {
      left = true;
    };
  }, [acts, reportId]);

  const change = (part: Partial<ExportOptions>) => {
    if (options === null) return;
    const next = { ...options, ...part };
    setOptions(next);
    void acts.writeExportOptions(reportId, next);
  };
  return [options, change];
}
