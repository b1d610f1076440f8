import type { Page } from '@playwright/test';
import en from '@/locales/en.json';
import { openedSurface } from '../browser/extension-surface';
import { FIRST_PAGE, SECOND_PAGE } from '../tour/sample';
import { PDF } from './clip-steps';
import { type Desk, says, stored, type WindowStep } from './desk';
import { pause, until } from './hands';
import { clickOn } from './page-on-screen';

const ORIGINS = [FIRST_PAGE, PDF, SECOND_PAGE].map((url) => `${new URL(url).origin}/*`).sort();

function panelOf({ profile, browser }: Desk): Promise<Page> {
  return openedSurface(profile, `chrome-extension://${browser.extensionId}/sidepanel.html`);
}

function grantedTo({ behind }: Desk): Promise<string[]> {
  return behind.evaluate(async () => (await chrome.permissions.getAll()).origins?.sort() ?? []);
}

/** Presses "Verify" and agrees to the sites. Then the browser's own question appears. */
async function askForSites(desk: Desk, name: string): Promise<Page> {
  const { hands } = desk;
  const panel = await panelOf(desk);
  await clickOn(panel, hands, '[data-focus="verify"]');
  await panel.locator('dialog .pick-list').waitFor();
  await hands.picture(`${name}-sites`);
  await clickOn(panel, hands, 'dialog [type="submit"]', en.verify_confirm);
  await pause(1_500);
  await hands.picture(`${name}-question`);
  return panel;
}

export const PERMISSION_STEPS: readonly WindowStep[] = [
  {
    title: 'The real question is answered with Deny',
    async run(desk) {
      const { hands } = desk;
      const panel = await askForSites(desk, 'deny');
      await hands.press('Escape');
      await says(panel, en.failure_permission_refused);
      await hands.picture('denied');
      const granted = await grantedTo(desk);
      if (granted.length > 0) throw new Error(`Granted all the same: ${granted.join(', ')}`);
      const { runs } = await stored(desk, 'the library', () => true);
      if (runs.length > 0) throw new Error('A verification began without the permission.');
      return 'said in the panel; nothing granted, nothing read';
    },
  },
  {
    title: 'The real question is answered with Allow',
    async run(desk) {
      const { hands } = desk;
      const panel = await askForSites(desk, 'allow');
      await hands.press('Tab', 'Return');
      await until('the permission', async () => (await grantedTo(desk)).length > 0);
      const granted = await grantedTo(desk);
      if (granted.join() !== ORIGINS.join()) throw new Error(`Granted: ${granted.join(', ')}`);
      const { checks } = await stored(
        desk,
        'four checks',
        (library) => library.checks.length === 4,
      );
      const verdicts = checks.map(({ verdict }) => verdict);
      if (verdicts.some((verdict) => verdict !== 'verbatim')) throw new Error(verdicts.join(', '));
      await says(panel, en.verdict_verbatim);
      await pause(500);
      await hands.picture('verified');
      return `granted ${granted.length} sites, and four quotes stand`;
    },
  },
];
