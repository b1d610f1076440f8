/**
 * What a page says about itself, as it says it. An injected script reads no more than this: the
 * background cleans it (utils/page/page-metadata.ts), so that the code for it is not in every page.
 */
export interface RawMetadata {
  /** The name, in lower case, and the content of each `meta`, in document order. */
  readonly metas: readonly (readonly [name: string, content: string])[];
  /** The texts of the scripts with JSON-LD. */
  readonly jsonLd: readonly string[];
  /** The page's titles, then its main headings. */
  readonly titles: readonly string[];
  /** Short texts of the elements marked as an author, by the kind of mark, the surest kind first. */
  readonly bylines: readonly (readonly string[])[];
  /** The dates of elements that may say when the page was published. */
  readonly dates: readonly string[];
  readonly canonical: string | null;
  readonly languages: readonly string[];
}

/** The longest title that is kept of a page, in UTF-16 units. */
export const MAX_TITLE = 500;

/** The limits of each part. A text is cut, except JSON-LD, which is left out. UTF-16 units. */
export const RAW_METADATA = {
  metas: 1_000,
  metaName: 100,
  /** Longer than any address that is believed, so that no cut address counts as one. */
  text: 5_000,
  scripts: 20,
  script: 500_000,
  /** All scripts together. */
  allScripts: 1_000_000,
  texts: 50,
  byline: 120,
} as const;
