import * as z from 'zod/mini';
import { writableUrl } from '@/utils/report/markup/writable-url';

/*
 * Reference managers (Zotero, Mendeley Desktop) write a citation as a complex field: its code has
 * the cited works as JSON, its result has the words that readers see, such as "(Hall 2020)".
 *
 * https://www.zotero.org/support/kb/word_field_codes, https://citationstyles.org (CSL-JSON)
 */

const CITATION = /^\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*(\{.*\})\s*$/su;
/** In UTF-16 units of one field. Abstracts are part of it. */
const MAX_CODE = 500_000;
/** The most works of one citation, and the most links of a document. */
const MAX_WORKS = 50;
const MAX_LINKS = 20_000;

const Name = z.object({ family: z.optional(z.string()), literal: z.optional(z.string()) });
const Work = z.object({
  title: z.optional(z.string()),
  author: z.optional(z.array(Name)),
  issued: z.optional(z.unknown()),
  DOI: z.optional(z.string()),
  URL: z.optional(z.string()),
});
const Citation = z.object({
  citationItems: z.array(z.object({ itemData: z.optional(Work) })).check(z.maxLength(MAX_WORKS)),
});
type Work = z.infer<typeof Work>;

/** A part of the words of a citation, with the address of its work. */
interface Segment {
  readonly text: string;
  readonly url: string | null;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly xml: string;
}

/** A text element in the result of a field. */
interface ShownText extends Omit<Edit, 'xml'> {
  readonly text: string;
  readonly isRaised: boolean;
}

interface Field {
  code: string;
  works: readonly Work[] | null;
  readonly shown: ShownText[];
}

const TOKEN =
  /<w:fldChar\b[^<>]*w:fldCharType="(begin|separate|end)"|<w:instrText\b[^<>]*>([^<]*)<\/w:instrText>|<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:(r|p)(?:\s[^<>]*)?>|<w:vertAlign\b[^<>]*"(superscript)"/gu;

/**
 * Makes links of the citations of reference managers in a part of a Word document, each to the
 * address or the DOI of its work, and counts the works that have none. Linear.
 */
export function linkFieldCitations(xml: string): {
  readonly xml: string;
  readonly without: number;
} {
  const edits: Edit[] = [];
  const fields: Field[] = [];
  let isRaised = false;
  let without = 0;
  let links = 0;
  const close = ({ works, shown }: Field) => {
    const [first, ...rest] = shown;
    if (works === null || first === undefined || links >= MAX_LINKS) return;
    const addresses = works.map(addressOf);
    const found = addresses.filter((address) => address !== null).length;
    without += works.length - found;
    if (found === 0) return;
    links += found;
    const words = shown.map(({ text }) => text).join('');
    edits.push({
      ...first,
      xml: writeSegments(segmentsOf(words, works, addresses), first.isRaised),
    });
    for (const { start, end } of rest) edits.push({ start, end, xml: '<w:t></w:t>' });
  };
  /** The outermost citation whose result is being read. */
  let citing: Field | null = null;
  for (const match of xml.matchAll(TOKEN)) {
    const [whole, type, code, text, opened, raised] = match;
    const field = fields.at(-1);
    if (type === 'begin') fields.push({ code: '', works: null, shown: [] });
    else if (type === 'separate' && field !== undefined) {
      field.works = worksIn(field.code);
      if (field.works !== null) citing ??= field;
    } else if (type === 'end') {
      fields.pop();
      if (field !== undefined && field === citing) {
        close(field);
        citing = null;
      }
    } else if (code !== undefined && field !== undefined && field.works === null) {
      if (field.code.length <= MAX_CODE) field.code += code;
    } else if (text !== undefined) {
      const shown = { start: match.index, end: match.index + whole.length, text: fromXml(text) };
      citing?.shown.push({ ...shown, isRaised });
    } else if (opened !== undefined) isRaised = false;
    else if (raised !== undefined) isRaised = true;
  }
  return { xml: edited(xml, edits), without };
}

function edited(xml: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, xml: written } of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(xml.slice(from, start), written);
    from = end;
  }
  return [...pieces, xml.slice(from)].join('');
}

/** Returns the works that a field cites; null if it is no citation. */
function worksIn(code: string): readonly Work[] | null {
  if (code.length > MAX_CODE) return null;
  const [, json] = CITATION.exec(fromXml(code)) ?? [];
  if (json === undefined) return null;
  try {
    const read = Citation.safeParse(JSON.parse(json));
    return read.success ? read.data.citationItems.map(({ itemData }) => itemData ?? {}) : null;
  } catch {
    return null;
  }
}

function addressOf({ URL: url, DOI: doi }: Work): string | null {
  const written = url === undefined ? null : writableUrl(url.trim());
  const [, name] = /(10\.\d{4,9}\/\S{1,200})\s*$/u.exec(doi ?? '') ?? [];
  return written ?? (name === undefined ? null : writableUrl(`https://doi.org/${encodeURI(name)}`));
}

/**
 * Divides the words of a citation among its works: "(Hall 2020; Reed 2021)" and "[1, 2]" have one
 * part for each. If the words cannot be divided, as "[1–3]", they belong to the first work, and the
 * names of the others follow.
 */
function segmentsOf(
  words: string,
  works: readonly Work[],
  addresses: readonly (string | null)[],
): Segment[] {
  const { start, end } = withinBrackets(words);
  const inner = words.slice(start, end);
  const separator = inner.includes(';') ? ';' : /^[\d\s,]*$/u.test(inner) ? ',' : '\n';
  const parts = inner.split(separator);
  const used = new Set<number>();
  const divided = parts.flatMap((part, at): Segment[] => {
    const text = part.trim();
    const from = part.indexOf(text);
    return [
      { text: `${at === 0 ? '' : separator}${part.slice(0, from)}`, url: null },
      { text, url: urlOf(text, at) },
      { text: part.slice(from + text.length), url: null },
    ];
  });
  return [
    { text: words.slice(0, start), url: null },
    ...(parts.length === works.length ? divided : together()),
    { text: words.slice(end), url: null },
  ];

  /** Each part gets a work of its own, so that none is lost. */
  function urlOf(text: string, at: number): string | null {
    const free = [...works.keys()].filter((index) => !used.has(index));
    const named = free.filter((index) => isNamedIn(text, works[index] ?? {}));
    const year = /\d{4}/u.exec(text)?.[0] ?? '?';
    const ofYear = named.find((index) => JSON.stringify(works[index]?.issued ?? '').includes(year));
    const inPlace = free.includes(at) ? at : free[0];
    const chosen = ofYear ?? named[0] ?? inPlace ?? at;
    used.add(chosen);
    return addresses[chosen] ?? null;
  }

  function together(): Segment[] {
    const [first, ...others] = works.flatMap((work, at) => {
      const url = addresses[at] ?? null;
      return url === null ? [] : [{ url, label: nameOf(work) || (work.title ?? url) }];
    });
    return [
      { text: inner, url: first?.url ?? null },
      ...others.flatMap(({ url, label }) => [
        { text: ' ', url: null },
        { text: label, url },
      ]),
    ];
  }
}

/** Returns the range of the words without brackets around them. */
function withinBrackets(words: string): { readonly start: number; readonly end: number } {
  const start = words.length - words.trimStart().length;
  const end = words.trimEnd().length;
  const opens = words[start] === '(' || words[start] === '[';
  const closes = end > start + 1 && (words[end - 1] === ')' || words[end - 1] === ']');
  return { start: opens ? start + 1 : start, end: closes ? end - 1 : Math.max(start, end) };
}

function nameOf({ author }: Work): string {
  return author?.[0]?.family ?? author?.[0]?.literal ?? '';
}

function isNamedIn(text: string, work: Work): boolean {
  const name = nameOf(work);
  const at = name === '' ? -1 : text.indexOf(name);
  const beside = `${text.charAt(at - 1)}${text.charAt(at + name.length)}`;
  return at >= 0 && !/\p{L}/u.test(beside);
}

/** Writes segments inside a run: it ends, and another one begins. */
function writeSegments(segments: readonly Segment[], isRaised: boolean): string {
  const look = isRaised ? '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' : '';
  const run = (content: string) => `<w:r>${look}${content}</w:r>`;
  const mark = (type: string) => run(`<w:fldChar w:fldCharType="${type}"/>`);
  const written = segments
    .filter(({ text }) => text !== '')
    .map(({ text, url }) => {
      const shown = run(`<w:t xml:space="preserve">${toXml(text)}</w:t>`);
      if (url === null) return shown;
      const code = run(
        `<w:instrText xml:space="preserve"> HYPERLINK "${toXml(url)}" </w:instrText>`,
      );
      return `${mark('begin')}${code}${mark('separate')}${shown}${mark('end')}`;
    });
  return `</w:r>${written.join('')}<w:r>`;
}

const NAMED: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
};

function fromXml(text: string): string {
  return text.replace(
    /&(?:(quot|amp|lt|gt|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/giu,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
