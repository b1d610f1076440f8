import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';

/** The parts of a Word document that are read, by their names in the package. */
export type WordParts = ReadonlyMap<string, string>;

/** Limits for a package, checked before anything in it is unpacked. */
export const PACKAGE_LIMITS = {
  bytes: 64 * 1024 * 1024,
  entries: 10_000,
  /** Unpacked bytes of the parts that are read. A report of a thousand pages has 10 MB. */
  unpacked: 48_000_000,
  /** The number of tags in all parts that are read. */
  tags: 2_000_000,
  /** The depth of elements. Word’s own documents, with tables in tables, stay below 60. */
  depth: 400,
} as const;

const CONTENT_TYPES = '[Content_Types].xml';
const PART = /\.(?:xml|rels)$/iu;
/** Parts without text of the document: pictures, data, themes, macros. */
const UNREAD =
  /^(?:customXml|docProps|word\/(?:activeX|charts|diagrams|embeddings|fonts|glossary|media|theme))\//iu;
const MACROS = /(?:^|\/)vbaProject\.bin$|macroEnabled/iu;
const DOCUMENT = /wordprocessingml\.(?:document|template)\.main\+xml/u;
/** A document type can name files and define entities. No word processor writes one. */
const DOCUMENT_TYPE = /<!(?:doctype|entity)/iu;

/**
 * Opens the package of a Word document, and returns the parts that say what its text is, as text.
 * Refuses what is no such document, has macros, is damaged, or would unpack to more than the limits.
 * Nothing is unpacked before the sizes in the directory of the package are known; what a part has
 * beyond its size there is cut off. Pictures and embedded files are never unpacked.
 * ECMA-376 part 2.
 */
export function openPackage(bytes: Uint8Array): Result<WordParts, Failure> {
  if (bytes.length > PACKAGE_LIMITS.bytes) return err(failure('file_too_large'));
  try {
    const entries = listEntries(bytes);
    if (entries === null) return err(failure('word_too_large'));
    if (!entries.some(({ name }) => name === CONTENT_TYPES))
      return err(failure('file_is_document'));
    if (entries.some(({ name }) => MACROS.test(name))) return err(failure('word_macros'));
    const read = entries.filter(({ name }) => isRead(name));
    const unpacked = read.reduce((sum, { originalSize }) => sum + originalSize, 0);
    if (unpacked > PACKAGE_LIMITS.unpacked) {
      return err(failure('word_too_large', `${Math.ceil(unpacked / 1_000_000)} MB`));
    }
    const parts = new Map<string, string>();
    const unzipped = unzipSync(bytes, { filter: ({ name }) => isRead(name) });
    for (const [name, part] of Object.entries(unzipped)) parts.set(name, decodePart(part));
    return checkParts(parts);
  } catch {
    return err(failure('word_broken'));
  }
}

/** Returns the directory of the package, or null if it is too long. Unpacks nothing. */
function listEntries(bytes: Uint8Array): UnzipFileInfo[] | null {
  const entries: UnzipFileInfo[] = [];
  unzipSync(bytes, {
    filter: (entry) => {
      if (entries.length <= PACKAGE_LIMITS.entries) entries.push(entry);
      return false;
    },
  });
  return entries.length > PACKAGE_LIMITS.entries ? null : entries;
}

function isRead(name: string): boolean {
  return PART.test(name) && !UNREAD.test(name);
}

/** Returns the text of a part: UTF-8, or UTF-16 with its mark. Throws if a byte is wrong. */
function decodePart(part: Uint8Array): string {
  const mark = strFromU8(part.subarray(0, 2), true);
  const wide = mark === '\xff\xfe' ? 'utf-16le' : mark === '\xfe\xff' ? 'utf-16be' : null;
  return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(part);
}

function checkParts(parts: WordParts): Result<WordParts, Failure> {
  const types = parts.get(CONTENT_TYPES) ?? '';
  if (MACROS.test(types)) return err(failure('word_macros'));
  if (!DOCUMENT.test(types)) return err(failure('file_is_document'));
  let tags = 0;
  for (const text of parts.values()) {
    if (DOCUMENT_TYPE.test(text)) return err(failure('word_broken'));
    const size = sizeOfXml(text);
    tags += size.tags;
    if (tags > PACKAGE_LIMITS.tags || size.depth > PACKAGE_LIMITS.depth) {
      return err(failure('word_too_large'));
    }
  }
  return ok(parts);
}

/** Counts the tags of XML and the depth of its elements. Linear; allocates nothing. */
function sizeOfXml(xml: string): { readonly tags: number; readonly depth: number } {
  let tags = 0;
  let depth = 0;
  let deepest = 0;
  let end = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    tags += 1;
    const next = xml[at + 1];
    if (next === '/') depth -= 1;
    else if (next !== '!' && next !== '?') {
      depth += 1;
      // A tag without an end is never searched for its end again.
      if (end >= 0 && end < at) end = xml.indexOf('>', at);
      if (xml[end - 1] === '/') depth -= 1;
    }
    deepest = Math.max(deepest, depth);
  }
  return { tags, depth: deepest };
}
