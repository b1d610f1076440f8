import { corpusPages, readCorpus } from '../corpus/corpus';

/** Real pages, where PINCITE_CORPUS names some; else the pages that the project ships. */
export interface SavedPage {
  readonly name: string;
  read(): Promise<string>;
}

const own = import.meta.glob<string>('../fixtures/pages/**/*.html', {
  query: '?raw',
  import: 'default',
});

export const savedPages: readonly SavedPage[] =
  corpusPages.length > 0
    ? corpusPages.map((name) => ({ name, read: () => readCorpus(`pages/${name}`) }))
    : Object.entries(own).map(([name, read]) => ({ name, read }));

export const savedPagesAre =
  corpusPages.length > 0
    ? `${corpusPages.length} saved pages of PINCITE_CORPUS`
    : `${savedPages.length} pages of tests/fixtures (PINCITE_CORPUS names no folder of saved pages)`;
