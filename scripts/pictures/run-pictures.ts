import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import en from '@/locales/en.json';
import fr from '@/locales/fr.json';
import { CHROME_BUILD, launchExtension } from '@/scripts/browser/launch-extension';
import { servePages } from '@/scripts/serve-pages.mjs';
import { writeContactSheet } from './contact-sheet';
import { DESK_PICTURES } from './desk-pictures';
import { DIALOG_PICTURES } from './dialog-pictures';
import { LIBRARY_PICTURES } from './library-pictures';
import { OPTIONS_PICTURES } from './options-pictures';
import { PANEL_PICTURES } from './panel-pictures';
import { storePictureLibrary } from './picture-library';
import { POPUP_PICTURES } from './popup-pictures';
import { PRIVATE_PICTURES } from './private-pictures';
import { SHEET_PICTURES } from './sheet-pictures';
import { makeStillBuild } from './still-build';
import { createTake, type EmptyStudio, NOW, type PictureSet } from './studio';
import { TEAM_PICTURES } from './team-pictures';
import { TOAST_PICTURES } from './toast-pictures';
import { UNUSED_PICTURES } from './unused-pictures';
import { WELCOME_PICTURES } from './welcome-pictures';

/** The set before anything is stored. All other sets use the library of the pictures. */
const BEFORE: PictureSet<EmptyStudio> = UNUSED_PICTURES;
const SETS: readonly PictureSet[] = [
  PANEL_PICTURES,
  DIALOG_PICTURES,
  SHEET_PICTURES,
  LIBRARY_PICTURES,
  POPUP_PICTURES,
  TOAST_PICTURES,
  PRIVATE_PICTURES,
  DESK_PICTURES,
  OPTIONS_PICTURES,
  TEAM_PICTURES,
  WELCOME_PICTURES,
];
const CATALOGUES = { en, fr } satisfies Record<string, typeof en>;

/**
 * Takes a picture of every page in every state for review by people: out/pictures, with index.html.
 * Uses one browser for each language.
 * @param only Names of sets and languages; all if it names none.
 */
export async function runPictures(only: readonly string[]): Promise<void> {
  const known = [BEFORE, ...SETS].map(({ name }) => name);
  const unknown = only.find((each) => !known.includes(each) && !(each in CATALOGUES));
  if (unknown !== undefined) {
    throw new Error(`There are pictures of ${known.join(', ')}, in en and fr; none of ${unknown}.`);
  }
  const wanted = <Name extends string>(names: readonly Name[]) => {
    const named = names.filter((name) => only.includes(name));
    return named.length === 0 ? names : named;
  };
  const out = path.resolve('out', 'pictures');
  if (only.length === 0) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const pages = await servePages();
  const build = makeStillBuild(CHROME_BUILD, NOW);
  try {
    for (const language of wanted(['en', 'fr'] as const)) {
      const extension = await launchExtension({
        pagePort: pages.port,
        language,
        build,
        inPrivate: true,
      });
      try {
        await extension.context.clock.setFixedTime(NOW);
        const words = CATALOGUES[language];
        const studio = { extension, pages, language, words, take: createTake(out, language) };
        const sets = wanted(known);
        if (sets.includes(BEFORE.name)) await takeSet(BEFORE, studio);
        const page = await extension.openExtensionPage('options.html');
        const library = await storePictureLibrary(page);
        await page.close();
        for (const set of SETS) {
          if (sets.includes(set.name)) await takeSet(set, { ...studio, library });
        }
      } finally {
        await extension.close();
      }
    }
  } finally {
    await pages.close();
    rmSync(build, { recursive: true, force: true, maxRetries: 5 });
  }
  const count = writeContactSheet(out);
  console.log(`${count} pictures are in ${path.relative('.', out)}/; index.html shows them.`);
}

async function takeSet<Of extends EmptyStudio>(set: PictureSet<Of>, studio: Of): Promise<void> {
  const started = performance.now();
  process.stdout.write(`${set.name}, ${studio.language}… `);
  await set.take(studio);
  console.log(`${Math.round(performance.now() - started)} ms`);
}
