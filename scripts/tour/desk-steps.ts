import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import en from '@/locales/en.json';
import fr from '@/locales/fr.json';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { newId, type ReportId } from '@/utils/model/ids';
import { DESK_SAMPLE } from './desk-sample';
import { listHints } from './list-hints';
import { makeReview } from './make-review';
import { picture } from './picture-steps';
import { expectEqual, type Stage, type TourStep } from './stage';
import { storeRecords } from './store-records';

const WIDE = { width: 1440, height: 900 };
/** The part of the desk that the README shows. */
const SHOWN = { width: 1200, height: 680 };
const NARROW = { width: 800, height: 1000 };
const COLUMN = { width: 420, height: 900 };
/** A report outside of the project, if a corpus is named. */
const SAMPLE_REPORT = 'reports/veille-ia-2025-03.md';

/** Stores the report of the pictures, as restoring a backup does. */
async function storeSample(extension: ExtensionBrowser): Promise<ReportId> {
  const page = await extension.openExtensionPage('options.html');
  const reportId = newId<'report'>();
  await storeRecords(page, await makeReview(DESK_SAMPLE, reportId));
  await page.close();
  return reportId;
}

export async function openDesk(extension: ExtensionBrowser, reportId: string): Promise<Page> {
  const desk = await extension.openExtensionPage(`desk.html?report=${reportId}`);
  await desk.setViewportSize(WIDE);
  await desk.locator('.claim-words').waitFor();
  await desk.locator('#desk-decided', { hasText: /^\d/ }).waitFor();
  return desk;
}

/** Goes to the claim with these words. */
export async function goTo(desk: Page, words: string): Promise<void> {
  await desk.locator('a.claim', { hasText: words }).first().click();
  await desk.locator('.claim-words', { hasText: words }).waitFor();
}

/** Decides some claims, so that the pictures show a review in progress. */
export async function decideSome(desk: Page, reviewerTitle: string): Promise<void> {
  for (const [at, [words, key]] of (
    [
      ['The northern basin stood', '1'],
      ['Two gauges were moved', '1'],
      ['Late snow held the melt back', '3'],
      ['and rain in April', '1'],
      ['a third less than planned', '2'],
      ['The register lists', '4'],
    ] as const
  ).entries()) {
    await goTo(desk, words);
    await desk.keyboard.press(key);
    if (at > 0) continue;
    await desk.getByRole('dialog', { name: reviewerTitle }).waitFor();
    await desk.keyboard.type('Ines Faure');
    await desk.keyboard.press('Enter');
  }
  await goTo(desk, 'By early May');
  await desk.keyboard.press('n');
  await desk.keyboard.type('The page now says 68 per cent; “twice” has no source.');
  await desk.keyboard.press('Escape');
}

async function sheetPicture(desk: Page, out: string, name: string, key: string): Promise<void> {
  await desk.keyboard.press(key);
  await desk.locator('dialog[open]').waitFor();
  await picture(desk, out, name);
  await desk.keyboard.press('Escape');
  await desk.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** Pictures of the desk in every shape. */
async function picturesOf(extension: ExtensionBrowser, language: 'en' | 'fr', out: string) {
  const catalogue = language === 'en' ? en : fr;
  const desk = await openDesk(extension, await storeSample(extension));
  await decideSome(desk, catalogue.reviewer_title);
  await picture(desk, out, `desk-${language}`);
  if (language === 'fr') return desk.close();
  await desk.setViewportSize(SHOWN);
  await picture(desk, out, 'desk-readme-en');
  await desk.setViewportSize(NARROW);
  await picture(desk, out, 'desk-narrow-en');
  await desk.setViewportSize(COLUMN);
  await picture(desk, out, 'desk-column-en');
  await desk.setViewportSize(WIDE);
  for (const view of ['list', 'uncited'] as const) {
    await desk.keyboard.press('t');
    await picture(desk, out, `desk-${view}-en`);
  }
  await desk.keyboard.press('t');
  await goTo(desk, 'The southern basin');
  await sheetPicture(desk, out, 'desk-clean-en', 'c');
  await sheetPicture(desk, out, 'desk-sign-off-en', 'Shift+S');
  await sheetPicture(desk, out, 'desk-keys-en', '?');
  await sheetPicture(desk, out, 'desk-filters-en', 'f');
  await desk.close();
}

/** Reads and imports the unchanged sample report, as a person would. */
async function sampleOnDesk({ extension, panel, out }: Stage, file: string): Promise<void> {
  await panel.bringToFront();
  await panel.getByRole('button', { name: en.report_actions, exact: true }).click();
  await panel.getByRole('menuitem', { name: en.import_action, exact: true }).click();
  const sheet = panel.getByRole('dialog');
  await sheet.locator('input[type=file]').setInputFiles(file);
  await sheet.getByRole('button', { name: en.import_confirm, exact: true }).click();
  await sheet.waitFor({ state: 'hidden' });
  const opened = extension.context.waitForEvent('page');
  await panel.getByRole('button', { name: en.report_actions, exact: true }).click();
  await panel.getByRole('menuitem', { name: en.review_action, exact: true }).click();
  const desk = await opened;
  await desk.setViewportSize(WIDE);
  await desk.locator('#desk-decided', { hasText: /^0 of \d+ claims decided$/ }).waitFor();
  await picture(desk, out, 'desk-sample-en');
  await desk.close();
}

export const DESK_STEPS: readonly TourStep[] = [
  {
    title: 'Pictures of the review desk, wide and narrow, light and dark',
    async run({ extension, out }) {
      await picturesOf(extension, 'en', out);
      return '20 files';
    },
  },
  {
    title: 'The desk in French',
    async run({ pages, out }) {
      const extension = await launchExtension({ pagePort: pages.port, language: 'fr' });
      try {
        await picturesOf(extension, 'fr', out);
      } finally {
        await extension.close();
      }
      return `2 files, ${fr.locale}`;
    },
  },
];

/** The steps with the sample report, if a corpus is named. */
export function sampleSteps(corpus: string): readonly TourStep[] {
  const file = path.resolve(corpus, SAMPLE_REPORT);
  return [
    {
      title: 'Hints on the sample report',
      async run({ out }) {
        const { claims, hints, markdown } = listHints(
          readFileSync(file, 'utf8'),
          new Date().toISOString(),
        );
        expectEqual('Hints', hints > 0, true);
        writeFileSync(path.join(out, 'hints.md'), markdown);
        return `hints.md: ${hints} on ${claims} claims`;
      },
    },
    {
      title: 'The sample report on the desk',
      async run(stage) {
        await sampleOnDesk(stage, file);
        return '2 files';
      },
    },
  ];
}
