import type { CheckFlag, CheckReason } from '@/utils/model/evidence';
import { type BrokenWord, type PdfText, withHyphensAt } from '@/utils/text/assemble-pdf-text';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';
import { checkPage } from './check-page';
import type { JudgedClip } from './judge-quote';
import type { Judgement } from './judgement';
import type { PageFacts } from './page-facts';
import { evidenceOf } from './passage-evidence';
import { PDF_TYPE } from './takes-links';

/** What was read of a PDF. */
export interface ReadPdf {
  readonly facts: PageFacts;
  readonly pdf: PdfText;
  /** The numbers, from 1, of the pages whose text is unknown: images, or pages beyond a limit. */
  readonly pagesUnread: readonly number[];
}

/** How a text directive works in a PDF depends on the user's browser. */
const OF_LINKS: readonly CheckFlag[] = ['dead-link', 'weak', 'ambiguous'];

/** How the quote spells words that the document breaks at line ends. */
interface Spelling {
  readonly clip: JudgedClip;
  /** The offsets of broken words that keep their hyphen. */
  readonly hyphens: readonly number[];
}

function withoutSpace(copied: string): string {
  return copied.replace(/\s+/gu, '');
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}

/**
 * Reads a quote's broken words as the quote spells them, if the document does not tell: "well-"
 * "known" is "well-known" or "wellknown". Words that were copied with the line end ("exam- ple")
 * are read as they were copied.
 */
function spellingOf(clip: JudgedClip, broken: readonly BrokenWord[]): Spelling {
  let quote = clip.pin.quote ?? '';
  const hyphens: number[] = [];
  const plain = quote.toLowerCase();
  for (const word of broken) {
    const { left, right, spelt, at } = word;
    if (!plain.includes(left.toLowerCase())) {
      if (spelt === 'with') hyphens.push(at);
      continue;
    }
    const raw = new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}])${escaped(left)}[-\\u2010]\\s+${escaped(right)}(?![\\p{L}\\p{M}\\p{N}])`,
      'giu',
    );
    // Marks are offsets in the quote, and would no longer be valid.
    const rejoined = clip.pin.marks === undefined ? quote.replace(raw, withoutSpace) : quote;
    const copied = rejoined !== quote;
    quote = rejoined;
    const hyphened = quote.toLowerCase().replaceAll('\u2010', '-');
    const keeps = hyphened.includes(`${left}-${right}`.toLowerCase());
    if (spelt === 'with' || copied || (spelt === 'unknown' && keeps)) hyphens.push(at);
  }
  return { clip: { pin: { ...clip.pin, quote } }, hyphens };
}

function modelsOf(pdf: PdfText): (hyphens: readonly number[]) => TextModel {
  const made = new Map<string, TextModel>();
  // Unit by unit, so that each offset is valid in the stored text.
  const soft = withSoftHyphens(pdf);
  return (hyphens) => {
    const key = hyphens.join(' ');
    const known = made.get(key);
    if (known !== undefined) return known;
    const model = createPlainTextModel(withHyphensAt(soft, hyphens), pdf.blocks, pdf.marks);
    made.set(key, model);
    return model;
  };
}

function withSoftHyphens({ text, broken }: PdfText): string {
  const parts: string[] = [];
  let read = 0;
  for (const { at } of broken) {
    parts.push(text.slice(read, at), '\u00AD');
    read = at + 1;
  }
  return parts.join('') + text.slice(read);
}

/** Returns the page of an offset in the text, from 1; null for a running head or foot. */
function pageAt(pdf: PdfText, offset: number): number | null {
  if (offset >= pdf.bodyEnd) return null;
  let page = 0;
  while (page < pdf.pageStarts.length && (pdf.pageStarts[page] ?? 0) <= offset) page++;
  return page === 0 ? null : page;
}

function listPages(pages: readonly number[]): string {
  const ranges: string[] = [];
  for (let at = 0; at < pages.length; at++) {
    const first = pages[at] ?? 0;
    while ((pages[at + 1] ?? 0) === (pages[at] ?? 0) + 1) at++;
    const last = pages[at] ?? first;
    ranges.push(first === last ? first.toString() : `${first.toString()}–${last.toString()}`);
    if (ranges.length === 8 && at + 1 < pages.length) return `${ranges.join(', ')}, …`;
  }
  return ranges.join(', ');
}

function dressed(judged: Judgement, clip: JudgedClip, read: ReadPdf): Judgement {
  const { pdf, pagesUnread } = read;
  const flags = judged.flags.filter((flag) => !OF_LINKS.includes(flag));
  const found = { ...judged.evidence, contentType: PDF_TYPE };
  if (clip.pin.directive !== null || clip.pin.directiveAsWritten !== null) {
    flags.push('directive-in-pdf');
  }
  const { position } = found;
  if (position !== null) {
    const unsure = pdf.broken.some(
      ({ at, spelt }) => spelt === 'unknown' && at > position.start && at < position.end,
    );
    if (unsure) flags.push('hyphen-unsure');
    const page = pageAt(pdf, position.start);
    const detail = page === null ? found.detail : `p. ${page.toString()}`;
    return { ...judged, flags, evidence: { ...found, detail } };
  }
  const absent = judged.verdict === 'missing' || judged.verdict === 'unpinned';
  if (!absent || pagesUnread.length === 0) return { ...judged, flags, evidence: found };
  return {
    verdict: judged.verdict === 'missing' ? 'unchecked' : judged.verdict,
    flags,
    evidence: evidenceOf({
      reason: judged.verdict === 'missing' ? 'pdf-pages-unread' : found.reason,
      detail: `p. ${listPages(pagesUnread)}`,
      httpStatus: read.facts.status,
      contentType: PDF_TYPE,
    }),
  };
}

/**
 * Checks the quotes of a PDF against its text; returns one judgement for each, in order. No script
 * adds text to a PDF, so a quote that is not in the text of all its pages is missing. If pages have
 * no text, or were beyond a limit, it is unchecked, and the pages are named.
 *
 * Words broken at line ends are read as the quote spells them if the document does not tell; such a
 * pass has the flag `hyphen-unsure`. A text directive does not tell whether a PDF has the quote:
 * the flag `directive-in-pdf` replaces the flags about links.
 */
export function checkPdf(read: ReadPdf, quotes: readonly JudgedClip[]): Judgement[] {
  const modelFor = modelsOf(read.pdf);
  return quotes.map((clip) => {
    const { clip: spelt, hyphens } = spellingOf(clip, read.pdf.broken);
    const worded = (spelt.pin.quote ?? '').trim() !== '';
    // A quote is found by its words; only a citation without a quote is found by its directive.
    const pin = worded ? { ...spelt.pin, directive: null, directiveAsWritten: null } : spelt.pin;
    const model = modelFor(hyphens);
    const [judged] = checkPage({
      facts: { ...read.facts, contentType: 'text/plain', text: model.text },
      givenTitle: null,
      model,
      quotes: [{ pin }],
      reader: 'tab',
    });
    return judged === undefined
      ? unread('pdf-broken', null, read.facts)
      : dressed(judged, clip, read);
  });
}

/** The results for the quotes of a page that responded but could not be read. */
export function unread(
  reason: CheckReason,
  detail: string | null,
  facts: Pick<PageFacts, 'status'>,
): Judgement {
  return {
    verdict: 'unchecked',
    flags: [],
    evidence: evidenceOf({ reason, detail, httpStatus: facts.status }),
  };
}
