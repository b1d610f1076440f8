import { strToU8, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { trimAddress } from '@/utils/report/citations/written-address';
import { linkFieldCitations } from './field-citations';
import { openPackage, type WordParts } from './open-package';

interface ReadWord {
  readonly html: string;
  /** The number of pictures, which are left out. */
  readonly images: number;
  /** The number of works that a reference manager cites without an address. */
  readonly worksWithoutAddress: number;
}

const MAX_LEVEL = 9;

const QUOTES = ['Quote', 'Intense Quote', 'Block Text', 'Quotations'];
/** The style of a quotation that follows another one, which mammoth would join. No document has it. */
const NEXT_QUOTE = 'pincite-next-quote';

/**
 * What mammoth makes of the styles that it does not know itself. A table of contents repeats the
 * headings, so it is left out. Styles are compared without case.
 */
const STYLES: readonly string[] = [
  "p[style-name='Title'] => h1:fresh",
  ...[7, 8, 9].map((level) => `p[style-name='heading ${level}'] => h6:fresh`),
  ...["'TOC Heading'", "'Contents Heading'", "'Index Heading'"].map(
    (name) => `p[style-name=${name}] => !`,
  ),
  ...Array.from({ length: MAX_LEVEL }, (_, at) => `p[style-name='toc ${at + 1}'] => !`),
  ...Array.from({ length: MAX_LEVEL }, (_, at) => `p[style-name='Contents ${at + 1}'] => !`),
  ...QUOTES.map((name) => `p[style-name='${name}'] => blockquote > p:fresh`),
  `p[style-name='${NEXT_QUOTE}'] => blockquote:fresh > p:fresh`,
  ...['HTML Preformatted', 'Preformatted Text', 'Source Code'].map(
    (name) => `p[style-name='${name}'] => pre:separator('\\n')`,
  ),
  ...['HTML Code', 'Verbatim Char', 'Source Text'].map((name) => `r[style-name='${name}'] => code`),
  ...['Internet Link', 'Visited Internet Link', 'FollowedHyperlink'].map(
    (name) => `r[style-name='${name}'] =>`,
  ),
  ...[6, 7, 8, 9].flatMap(deepList),
];

/** Mammoth knows lists of five levels. */
function deepList(level: number): string[] {
  const outer = 'ul|ol > li > '.repeat(level - 1);
  return [
    `p:unordered-list(${level}) => ${outer}ul > li:fresh`,
    `p:ordered-list(${level}) => ${outer}ol > li:fresh`,
  ];
}

/**
 * Converts a Word document to HTML for `readPastedHtml`: headings, lists, tables, links,
 * footnotes, endnotes, and the citations of reference managers. Tracked changes are read as accepted.
 * Comments, pictures and the table of contents are left out. Loads nothing that the document names,
 * and follows no style rules in it.
 */
export async function readWord(bytes: Uint8Array): Promise<Result<ReadWord, Failure>> {
  const parts = openPackage(bytes);
  if (!parts.ok) return parts;
  try {
    // Mammoth unpacks again, but only what was unpacked within the limits.
    const { linked, worksWithoutAddress } = linkCitations(parts.value);
    const buffer = packParts(linked);
    let images = 0;
    const { value } = await mammoth.convertToHtml(
      { arrayBuffer: buffer, buffer } as { arrayBuffer: ArrayBuffer },
      {
        styleMap: [...STYLES],
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => {
          images += 1;
          return Promise.resolve({ src: '' });
        }),
        transformDocument: mendDocument,
      },
    );
    return ok({ html: linkAddresses(value), images, worksWithoutAddress });
  } catch {
    return err(failure('word_broken'));
  }
}

/** The parts with text that can have citations. */
const TEXT_PART = /^word\/(?:document|footnotes|endnotes)\d*\.xml$/iu;

function linkCitations(parts: WordParts) {
  const linked = new Map(parts);
  let worksWithoutAddress = 0;
  for (const [name, text] of parts) {
    if (!TEXT_PART.test(name)) continue;
    const { xml, without } = linkFieldCitations(text);
    linked.set(name, xml);
    worksWithoutAddress += without;
  }
  return { linked, worksWithoutAddress };
}

function packParts(parts: WordParts): ArrayBuffer {
  const files = Object.fromEntries([...parts].map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files, { level: 0 }).buffer;
}

interface WordNode {
  type?: unknown;
  href?: unknown;
  styleName?: unknown;
  indent?: { start?: unknown };
  children?: unknown;
}

/** A field of Word as mammoth reads it: `address" \l "anchor" \o "what a pointer shows`. */
const FIELD = /^([^"]*)"(.*)$/su;
const ANCHOR = /\\l\s+"([^"]*)/u;

/**
 * Mends the addresses of links that are fields with more than an address, and parts quotations.
 * Linear.
 */
function mendDocument<Document>(document: Document): Document {
  const waiting: unknown[] = [document];
  const seen = new Set<unknown>();
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const { type, href, children } = node as WordNode;
    if (type === 'hyperlink' && typeof href === 'string') (node as WordNode).href = mended(href);
    if (Array.isArray(children)) partQuotes(children as WordNode[]);
    for (const inner of Object.values(node)) waiting.push(inner);
  }
  return document;
}

const QUOTE_NAMES = new Set(QUOTES.map((name) => name.toLowerCase()));

/** Begins another quotation where two paragraphs in a row are quoted with different indents. */
function partQuotes(blocks: readonly WordNode[]): void {
  let before: unknown = null;
  for (const block of blocks) {
    const { styleName, indent } = block;
    const isQuote = typeof styleName === 'string' && QUOTE_NAMES.has(styleName.toLowerCase());
    const own = isQuote ? (indent?.start ?? 'of the style') : null;
    if (own !== null && before !== null && own !== before) block.styleName = NEXT_QUOTE;
    before = own;
  }
}

function mended(href: string): string {
  const [, address, switches = ''] = FIELD.exec(href) ?? [];
  if (address === undefined) return href;
  const anchor = ANCHOR.exec(`${switches}"`)?.[1];
  return anchor === undefined ? address : `${address.split('#')[0]}#${anchor}`;
}

/** A tag, or an address in a text. */
const TAG_OR_ADDRESS =
  /<(\/?)(a|code|pre)(?=[\s>])[^<>]*>|<[^<>]*>|\bhttps?:\/\/(?:[^\s<>&"“”«»]|&amp;)+/giu;

/**
 * Makes links of addresses that are written as text, as most are in notes and bibliographies.
 * Linear.
 */
function linkAddresses(html: string): string {
  let within = 0;
  return html.replace(TAG_OR_ADDRESS, (found: string, slash?: string, name?: string) => {
    if (name !== undefined) within += slash === '' ? 1 : -1;
    if (found.startsWith('<') || within > 0) return found;
    const address = trimAddress(found.replaceAll('&amp;', '&')).replaceAll('&', '&amp;');
    return `<a href="${address}">${address}</a>${found.slice(address.length)}`;
  });
}
