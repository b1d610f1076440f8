import { RAW_METADATA, type RawMetadata } from '@/utils/model/raw-metadata';
import { firstOf, type PageTree, startOfText } from './page-tree';

const MAX = RAW_METADATA;

const BYLINES = [
  '[itemprop="author"] [itemprop="name"]',
  '[itemprop="author"]',
  'a[rel~="author"], address[rel~="author"]',
  '[class~="byline" i], [class~="author" i], [class*="author-name" i], [class*="byline-name" i]',
];
const DATES =
  '[itemprop="datePublished"], article time[datetime], main time[datetime], time[pubdate], time[datetime]';

/**
 * Returns what a live or a parsed page says about itself, within the limits of `RAW_METADATA`. Does
 * not change the page.
 */
export function readRawMetadata<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
): RawMetadata {
  const attribute = (element: E | null, name: string) =>
    (element && tree.attributeOf(element, name)?.slice(0, MAX.text)) ?? null;
  const first = (selector: string, most: number = MAX.texts) =>
    firstOf(tree.select(document, selector), most);
  const texts = (selector: string) =>
    first(selector).map((element) =>
      (tree.attributeOf(element, 'content') ?? startOfText(tree, element, 4_000)).slice(
        0,
        MAX.text,
      ),
    );
  const root = tree.documentElementOf(document);
  let left: number = MAX.allScripts;
  return {
    metas: first('meta[content]', MAX.metas)
      .flatMap((meta) =>
        ['name', 'property', 'itemprop'].map(
          (name) =>
            [
              attribute(meta, name)?.trim().toLowerCase().slice(0, MAX.metaName) ?? '',
              attribute(meta, 'content') ?? '',
            ] as const,
        ),
      )
      .filter(([name]) => name !== ''),
    jsonLd: first('script[type="application/ld+json" i]', MAX.scripts).flatMap((script) => {
      const text = tree.textOf(script);
      if (text.length > Math.min(left, MAX.script)) return [];
      left -= text.length;
      return [text];
    }),
    titles: ['head > title', 'h1'].flatMap(texts),
    bylines: BYLINES.map((selector) =>
      texts(selector).filter((text) => text.trim().length <= MAX.byline),
    ),
    dates: first(DATES, 20).flatMap(
      (time) => attribute(time, 'datetime') ?? attribute(time, 'content') ?? [],
    ),
    canonical: attribute(tree.selectFirst(document, 'link[rel~="canonical" i][href]'), 'href'),
    languages: ['lang', 'xml:lang'].flatMap((name) => attribute(root, name) ?? []),
  };
}
