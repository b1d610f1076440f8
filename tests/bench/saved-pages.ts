import { inject } from 'vitest';
import { corpusPages, readCorpus } from '../corpus/corpus';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the benches run on a few small pages only, to test that they work. */
    benchSlice: boolean;
    /** An absolute path, from PINCITE_DRIFT. Empty if the edited pages need not be saved. */
    driftFolder: string;
  }
}

export const benchSlice = inject('benchSlice');

/** Saved pages: those of PINCITE_CORPUS if it is set, otherwise the pages of the project. */
export interface SavedPage {
  readonly name: string;
  read(): Promise<string>;
}

const own = import.meta.glob<string>('../fixtures/pages/**/*.html', {
  query: '?raw',
  import: 'default',
});

const allPages: readonly SavedPage[] =
  corpusPages.length > 0
    ? corpusPages.map((name) => ({ name, read: () => readCorpus(`pages/${name}`) }))
    : Object.entries(own).map(([name, read]) => ({ name, read }));

/** The pages of PINCITE_CORPUS and those of the project. */
export const allSavedPages: readonly SavedPage[] = [
  ...Object.entries(own).map(([name, read]) => ({ name: name.replace(/^.*\/pages\//u, ''), read })),
  ...(corpusPages.length > 0 ? allPages : []),
];

export const savedPages = benchSlice ? allPages.slice(0, 2) : allPages;

export const savedPagesAre =
  corpusPages.length > 0
    ? `${savedPages.length} saved pages of PINCITE_CORPUS`
    : `${savedPages.length} pages of tests/fixtures (PINCITE_CORPUS names no folder of saved pages)`;
