import {
  childNodes,
  type ParsedDocument,
  ParsedElement,
  type ParsedNode,
  walkParsed,
} from './parsed-node';
import { parsedTree } from './parsed-tree';

/** Elements that show images. Elements that a page defines itself have a hyphen. */
const SHOWS_IMAGES = /^(?:img|image|source|video|input|object|embed|iframe)$|-/u;
/** Attributes with words, not with addresses. */
const WORDS = /^(?:alt|title|id|class|aria-label)$/u;
/** Attributes from which a script or a style sheet takes the address of an image. */
const MAY_NAME_IMAGE = /^(?:style|data-)/u;
/** The elements whose text may name images that a page shows. */
const HOLDS_SOURCE = /^(?:script|style|noscript)$/u;
/** The parts of an address, of a set of addresses, of a style or of the data of a script. */
const PARTS = /[^\s,"'<>()\\/?#&=;]+/gu;
const IMAGE_NAME = /\.(?:png|jpe?g|webp|gif|avif|svg|bmp|tiff?)$/u;

/**
 * Returns the addresses of images that a page has nowhere: neither in the attributes of an element
 * that shows images (`src`, `srcset`, a lazy `data-src`), nor in a style, a `noscript` or the data
 * of a script. Only the name of the file is compared, without the size in it, because the hosts and
 * queries of images change. An address without such a name is never absent. Links and metadata show
 * no image, so they do not count.
 *
 * Linear in the document, and does nothing without addresses.
 */
export function absentImages(
  page: ParsedDocument,
  addresses: Iterable<string>,
): ReadonlySet<string> {
  const names = new Map<string, string>();
  for (const address of addresses) {
    const name = nameIn(address);
    if (name !== null) names.set(address, name);
  }
  const wanted = new Set(names.values());
  const look = (source: string) => {
    if (wanted.size === 0) return;
    for (const part of partsOf(source)) wanted.delete(plainName(part));
  };
  const trees: ParsedNode[] = wanted.size === 0 ? [] : [page];
  const enter = (node: ParsedNode) => {
    if (!(node instanceof ParsedElement)) return;
    if (node.content !== null) trees.push(node.content);
    lookAtElement(node, look);
  };
  for (const tree of trees) walkParsed(tree, { enter, leave: () => undefined });
  return new Set([...names].filter(([, name]) => wanted.has(name)).map(([address]) => address));
}

function lookAtElement(element: ParsedElement, look: (source: string) => void): void {
  const isImage = SHOWS_IMAGES.test(element.name);
  for (const { name, value } of element.attributes) {
    if (isImage ? !WORDS.test(name) : MAY_NAME_IMAGE.test(name)) look(value);
  }
  // Search engines read this about a page, and nobody sees it.
  const isMetadata = parsedTree.attributeOf(element, 'type') === 'application/ld+json';
  if (!HOLDS_SOURCE.test(element.name) || isMetadata) return;
  // Reads only direct text. In XHTML these elements can be nested, and each would be read many times.
  for (const { data } of childNodes(element)) look(data);
}

/** Returns the name of an image's file in its address; null if the address has none. */
function nameIn(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, pathname, search } = new URL(address);
  // Addresses such as data: contain the image, and blob: addresses end with the page.
  if (!/^(?:https?|file):$/u.test(protocol)) return null;
  // A script that changes sizes has the image in its query: `/image?url=%2Fchart.png&w=640`.
  const file = [...partsOf(pathname), ...partsOf(search)].findLast((part) => IMAGE_NAME.test(part));
  const name = file ?? [...partsOf(pathname)].at(-1);
  return name === undefined ? null : plainName(name);
}

function* partsOf(source: string): Generator<string> {
  const plain = source
    .replace(/\\u([0-9a-f]{4})/giu, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/(?:%[0-9a-f]{2})+/giu, decoded)
    .toLowerCase();
  for (const [part] of plain.matchAll(PARTS)) yield part;
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    // The escapes are not UTF-8.
    return escapes;
  }
}

/** Returns a file's name without the size and the second ending that servers write into it. */
function plainName(name: string): string {
  return name
    .replace(/(\.(?:png|jpe?g|gif))\.(?:webp|avif)$/u, '$1')
    .replace(/^\d{1,5}px-|(?:-\d{1,5}x\d{1,5}|-scaled|@\dx)(?=\.\w{1,5}$)/gu, '');
}
