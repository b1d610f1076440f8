import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import en from '@/locales/en.json';
import { type Desk, says, type WindowStep } from './desk';
import { pause, until } from './hands';
import { clickOn } from './page-on-screen';

/** Chooses the folder in the desktop's dialog. Then the browser's own question appears. */
async function chooseFolder({ behind, hands }: Desk, folder: string, name: string): Promise<void> {
  await clickOn(behind, hands, 'section[aria-labelledby=automatic] button', en.automatic_choose);
  await pause(2_000);
  // A slash starts a path in GTK's dialog.
  await hands.type(folder);
  await pause(500);
  await hands.picture(`${name}-dialog`);
  // The access key of its button. Return would also answer the next question.
  await hands.press('alt+o');
  await pause(1_500);
  await hands.picture(`${name}-question`);
}

export const FOLDER_STEPS: readonly WindowStep[] = [
  {
    title: 'A folder for backups is chosen in the real dialog, and refused to the browser',
    async run(desk) {
      const { behind, hands } = desk;
      const folder = mkdtempSync(path.join(tmpdir(), 'pincite-refused-'));
      await behind.bringToFront();
      await chooseFolder(desk, folder, 'folder-refused');
      await hands.press('Escape');
      await says(behind, en.automatic_no_choice);
      await hands.picture('folder-refused');
      const files = readdirSync(folder);
      rmSync(folder, { recursive: true });
      if (files.length > 0) throw new Error(`It was written to all the same: ${files.join(', ')}`);
      return 'said in the settings; nothing written';
    },
  },
  {
    title: 'The folder is chosen again, and allowed',
    async run(desk) {
      const { behind, hands } = desk;
      // Outside of the profile, because the browser gives no access to its own folders.
      const folder = mkdtempSync(path.join(tmpdir(), 'pincite-backups-'));
      await chooseFolder(desk, folder, 'folder');
      await hands.press('Tab', 'Return');
      await says(behind, en.automatic_folder_on);
      const [file] = await until('a backup in the folder', async () => {
        const files = readdirSync(folder).filter((name) => name.endsWith('.pincite'));
        return files.length > 0 ? files : null;
      });
      await says(behind, en.backup_last.replace('$1', '').trim());
      await hands.picture('folder-chosen');
      rmSync(folder, { recursive: true });
      return file ?? '';
    },
  },
];
