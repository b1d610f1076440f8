import type { OptionsActs } from '@/components/settings/options-acts';
import type { ReportId } from '../../../utils/model/ids';
import { dropKeptBackup, keepBackup, keptBackups } from '../../../utils/platform/kept-backup';
import type { ExportOptions } from '../../../utils/report/export-options';
import { settingsActs, type TestActs, testActs } from './background';

export interface TestOptionsActs extends TestActs, OptionsActs {
  /** The match patterns that are allowed. */
  readonly patterns: string[];
  /** The files of other devices in the folder. */
  readonly others: File[];
}

/** A browser for the settings page. The real code handles deleted clips; lists replace the rest. */
export function optionsActs(changes: Partial<OptionsActs> = {}): TestOptionsActs {
  const acts = testActs();
  const patterns: string[] = [];
  const others: File[] = [];
  const rechecked = new Set<ReportId>();
  let exportDefault: ExportOptions | null = null;
  let folder: { name: string; allowed: boolean } | null = null;
  return {
    ...acts,
    patterns,
    others,
    ...settingsActs(''),
    readExportDefault: async () => exportDefault,
    writeExportDefault: async (options) => {
      exportDefault = options;
    },
    sites: async () => [...patterns],
    forgetSites: async (gone) => {
      patterns.splice(0, patterns.length, ...patterns.filter((each) => !gone.includes(each)));
      return true;
    },
    followSites: () => () => undefined,
    teamHost: { allow: async () => true, has: async () => true, forget: async () => undefined },
    writeRecheck: async (reportId, recheck) => {
      rechecked.add(reportId);
      await acts.writeRecheck(reportId, recheck);
    },
    rechecks: async () => {
      const all = [...rechecked].map(async (reportId) => ({
        ...(await acts.readRecheck(reportId)),
        reportId,
      }));
      return (await Promise.all(all)).filter(({ every }) => every !== 'off');
    },
    storageFree: async () => 3_000_000_000,
    followBackupPlan: () => () => undefined,
    requestDownloads: async () => true,
    folder: {
      available: true,
      read: async () => folder,
      choose: async () => {
        folder = { name: 'Shared', allowed: true };
        return { ok: true, value: folder };
      },
      allow: async () => true,
      leave: async () => {
        folder = null;
      },
      others: async () => ({ ok: true, value: others }),
    },
    keepBackup,
    keptBackups,
    dropKeptBackup,
    ...changes,
  };
}
