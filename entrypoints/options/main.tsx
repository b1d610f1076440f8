import { render } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { OptionsPage } from '@/components/options/OptionsPage';
import type { OptionsActs } from '@/components/settings/options-acts';
import { createActs } from '@/utils/platform/acts';
import {
  allowFolder,
  chooseFolder,
  hasFolders,
  leaveFolder,
  otherDevices,
  readFolder,
} from '@/utils/platform/backup-folder';
import { requestDownloads } from '@/utils/platform/downloads';
import { dropKeptBackup, keepBackup, keptBackups } from '@/utils/platform/kept-backup';
import { followOwnPage } from '@/utils/platform/own-pages';
import {
  allowedSites,
  allowTeamHost,
  followSites,
  forgetSites,
  forgetTeamHost,
  mayAskTeam,
} from '@/utils/platform/permissions';
import {
  followBackupPlan,
  readExportDefault,
  readRechecks,
  writeExportDefault,
} from '@/utils/platform/settings';
import '@/components/ui/ui.css';

const acts: OptionsActs = {
  ...createActs(),
  readExportDefault,
  writeExportDefault,
  sites: allowedSites,
  forgetSites,
  followSites,
  teamHost: { allow: allowTeamHost, has: mayAskTeam, forget: forgetTeamHost },
  rechecks: readRechecks,
  storageFree: async () => {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
  },
  followBackupPlan,
  requestDownloads,
  folder: {
    available: hasFolders(),
    read: readFolder,
    choose: chooseFolder,
    allow: allowFolder,
    leave: leaveFolder,
    others: otherDevices,
  },
  keepBackup,
  keptBackups,
  dropKeptBackup,
};

document.documentElement.lang = i18n.t('locale');
document.title = i18n.t('options_title');
const root = document.getElementById('root');
if (root !== null) {
  const { openOrdinarily } = acts;
  render(
    <>
      {openOrdinarily ? <LibraryElsewhere onOpen={openOrdinarily} /> : <OptionsPage acts={acts} />}
      <OwnPageNotice follow={followOwnPage} />
    </>,
    root,
  );
}
