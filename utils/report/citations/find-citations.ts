import type { Nodes } from '../mdast';
import { type Findings, type FoundCitation, judgeAddress, type Target } from './found';
import { decodeHtml, type HtmlTag, htmlTags, htmlWords } from './html-tags';
import { inlineAtoms, type PlacedAtom } from './inline-atoms';
import { readLink } from './link-citation';
import { oneLine } from './plain-words';
import type { ReferenceTable } from './reference-table';
import { findTextCitations } from './text-citations';

/** A block whose citations are wanted; offsets in UTF-16 units of `source`. */
export interface CitingBlock {
  readonly source: string;
  readonly node: Nodes;
  readonly start: number;
  readonly end: number;
  /** Where `source` starts in the whole report: entries of a reference list are known by place. */
  readonly offset: number;
}

/** What looks like a citation inside code. */
const IN_CODE = /\]\(https?:\/\/|【\d+†|\[@[\p{L}\p{N}_]/u;
/** Between links of one pair of parentheses. */
const SEPARATOR = /^\s*[,;|·•]?\s*(?:and|et|und|y|e|&)?\s*$/u;

/**
 * The citations of one block, in order and apart from each other, and what only looks like one.
 * Linear in the block but for a binary search in the reference list.
 */
export function findCitations(block: CitingBlock, references: ReferenceTable): Findings {
  const finder = new CitationFinder(block, references);
  if (block.node.type === 'html') finder.html(block.start, block.end);
  else finder.inline();
  const found = finder.found;
  found.citations.sort((a, b) => a.start - b.start);
  return found;
}

class CitationFinder {
  readonly found: Findings = { citations: [], leftAlone: [] };
  #textFrom: number;
  #lastLink: { readonly end: number; readonly glued: boolean; readonly inGroup: boolean } | null =
    null;

  constructor(
    readonly block: CitingBlock,
    readonly references: ReferenceTable,
  ) {
    this.#textFrom = block.start;
  }

  inline(): void {
    const atoms = inlineAtoms(this.block.node);
    for (let index = 0; index < atoms.length; index += 1) {
      const placed = atoms[index];
      if (placed === undefined || placed.start < this.#textFrom) continue;
      if (placed.atom.type === 'html') {
        const end = this.#htmlAtom(placed, atoms, index);
        if (end !== null) {
          this.#skipTo(placed.start, end);
          continue;
        }
      }
      this.#atom(placed, false);
    }
    this.#text(this.#textFrom, this.block.end);
  }

  /** A block of HTML: its links, and the text citations between its tags. */
  html(start: number, end: number): void {
    const tags = htmlTags(this.block.source.slice(start, end));
    const close = pairTags(tags);
    for (let index = 0; index < tags.length; index += 1) {
      const tag = tags[index];
      if (tag === undefined || start + tag.start < this.#textFrom) continue;
      const pair = close.get(tag);
      const cited = pair === undefined ? null : this.#htmlElement(tag, pair, start);
      if (cited !== null) this.#skipTo(start + tag.start, cited);
      else this.#skipTo(start + tag.start, start + tag.end);
    }
    this.#text(this.#textFrom, end);
  }

  #atom({ atom, start, end }: PlacedAtom, raised: boolean): void {
    this.#text(this.#textFrom, start);
    this.#textFrom = Math.max(this.#textFrom, end);
    const { source } = this.block;
    switch (atom.type) {
      case 'link': {
        const { inGroup, afterGlued } = this.#around(start);
        const place = { source, start, end, raised, afterGlued, inGroup };
        if (this.#inNamedEntry(start)) return;
        const reading = readLink(atom, place);
        if (reading.type === 'left-alone')
          this.found.leftAlone.push({ start, end, why: reading.why });
        if (reading.type !== 'citation') return;
        const target = { href: atom.url, label: reading.label };
        this.#cite({ ...reading, targets: [target] });
        this.#textFrom = Math.max(this.#textFrom, reading.end);
        this.#lastLink = { end: reading.end, glued: reading.style === 'glued', inGroup };
        return;
      }
      case 'linkReference': {
        const reference = this.references.link(atom.label ?? atom.identifier);
        const words = oneLine(htmlWords(source.slice(start, end)));
        const label =
          atom.referenceType === 'shortcut' ? '' : words.replace(/^\[|\]\[[^\]]*\]$|\]$/gu, '');
        const number = /^\d{1,4}$/u.test(atom.label ?? '') && atom.referenceType === 'shortcut';
        this.#reference(
          reference?.targets ?? [],
          label,
          start,
          end,
          number ? 'numbered' : 'reference-link',
        );
        return;
      }
      case 'footnoteReference': {
        const reference = this.references.footnote(atom.label ?? atom.identifier);
        const targets = reference?.targets ?? [];
        if (targets.length > 0) this.#cite({ start, end, style: 'footnote', targets });
        else this.found.leftAlone.push({ start, end, why: 'no-address' });
        return;
      }
      case 'inlineCode':
      case 'code':
        if (IN_CODE.test(atom.value)) this.found.leftAlone.push({ start, end, why: 'in-code' });
        return;
      default:
    }
  }

  #reference(
    targets: readonly Target[],
    label: string,
    start: number,
    end: number,
    style: FoundCitation['style'],
  ): void {
    const usable = targets.filter(({ href }) => judgeAddress(href) === 'page');
    if (usable.length > 0) {
      const named = usable.map((target) => ({ href: target.href, label: label || target.label }));
      this.#cite({ start, end, style, targets: named });
      return;
    }
    const refused = targets.some(({ href }) => judgeAddress(href) === 'not-allowed');
    if (refused) this.found.leftAlone.push({ start, end, why: 'address-not-allowed' });
  }

  /** Whether the link at `start` goes on a group in parentheses, or sticks to a glued one. */
  #around(start: number): { inGroup: boolean; afterGlued: boolean } {
    const { source } = this.block;
    const opens = source[start - 1] === '(';
    const last = this.#lastLink;
    if (last === null) return { inGroup: opens, afterGlued: false };
    const between = source.slice(last.end, start);
    const goesOn = last.inGroup && between.length < 20 && SEPARATOR.test(between);
    return { inGroup: opens || goesOn, afterGlued: between === '' && last.glued };
  }

  /** An HTML element among inline Markdown. The offset after it where it is a citation. */
  #htmlAtom(placed: PlacedAtom, atoms: readonly PlacedAtom[], index: number): number | null {
    const { source } = this.block;
    const tag = htmlTags(source.slice(placed.start, placed.end))[0];
    if (tag === undefined || tag.closing || !CITING.has(tag.name)) return null;
    let at = index + 1;
    const inner: PlacedAtom[] = [];
    for (; at < atoms.length && at - index < 60; at += 1) {
      const next = atoms[at];
      if (next === undefined) return null;
      if (next.atom.type === 'html') {
        const other = htmlTags(source.slice(next.start, next.end))[0];
        if (other?.closing === true && other.name === tag.name) break;
        if (other?.name === tag.name) return null;
      }
      inner.push(next);
    }
    const last = atoms[at];
    if (last === undefined || last.atom.type !== 'html') return null;
    const whole = { start: placed.start, end: last.end };
    const words = { start: placed.end, end: last.start };
    if (tag.name === 'a') return this.#anchor(tag.href, whole, words);
    const links = inner.filter((one) => one.atom.type === 'link');
    const only = links.length === 1 ? links[0] : undefined;
    if (only !== undefined && only.atom.type === 'link')
      return this.#wrapped(tag.name, only, whole);
    if (inner.length > 0) {
      if (tag.name !== 'sup') return null;
      for (const one of inner) this.#atom(one, true);
      return last.start;
    }
    return this.#tagged(tag.name, whole, words);
  }

  /** The same in a block of HTML, whose tags are given. */
  #htmlElement(tag: HtmlTag, close: HtmlTag, offset: number): number | null {
    const whole = { start: offset + tag.start, end: offset + close.end };
    const words = { start: offset + tag.end, end: offset + close.start };
    if (tag.name === 'a') return this.#anchor(tag.href, whole, words);
    const plain = !this.block.source.slice(words.start, words.end).includes('<');
    return plain ? this.#tagged(tag.name, whole, words) : null;
  }

  #anchor(href: string | null, whole: Span, words: Span): number | null {
    if (href === null || this.#inNamedEntry(whole.start)) return null;
    const address = judgeAddress(href);
    const label = htmlWords(this.block.source.slice(words.start, words.end));
    if (address === 'page') {
      this.#cite({ ...whole, style: 'html', targets: [{ href, label }] });
      return whole.end;
    }
    if (address === 'not-allowed') {
      this.found.leftAlone.push({ ...whole, why: 'address-not-allowed' });
      return whole.end;
    }
    if (/^\W*\d{1,4}\W*$/u.test(label)) {
      this.found.leftAlone.push({ ...whole, why: 'not-a-citation' });
      return whole.end;
    }
    return null;
  }

  /** A Markdown link alone in `<sup>` or `<cite>`. */
  #wrapped(name: string, placed: PlacedAtom, whole: Span): number | null {
    const { source } = this.block;
    if (placed.atom.type !== 'link' || this.#inNamedEntry(placed.start)) return null;
    const { start, end } = placed;
    const place = { source, start, end, raised: name === 'sup', afterGlued: false, inGroup: false };
    const reading = readLink(placed.atom, place);
    if (reading.type === 'left-alone') this.found.leftAlone.push({ ...whole, why: reading.why });
    if (reading.type !== 'citation') return reading.type === 'none' ? null : whole.end;
    const style = name === 'sup' ? 'superscript' : 'html';
    const target = { href: placed.atom.url, label: reading.label };
    this.#cite({ ...whole, style, targets: [target] });
    return whole.end;
  }

  /** `<sup>1</sup>` and `<cite>…</cite>` without a link. */
  #tagged(name: string, whole: Span, words: Span): number | null {
    const text = decodeHtml(this.block.source.slice(words.start, words.end)).trim();
    if (name === 'cite') {
      this.found.leftAlone.push({ ...whole, why: 'no-address' });
      return null;
    }
    const numbers = /^\[?(\d{1,4}(?:\s?[,;]\s?\d{1,4}){0,20})\]?$/u.exec(text)?.[1]?.match(/\d+/gu);
    if (numbers === undefined || numbers === null || this.#inEntry(whole.start)) return null;
    const targets = numbers.flatMap((one) => this.references.number(Number(one))?.targets ?? []);
    if (targets.length === 0) return null;
    this.#cite({ ...whole, style: 'superscript', targets });
    return whole.end;
  }

  #cite(citation: FoundCitation): void {
    const { start, end, style } = citation;
    const targets = citation.targets.filter(({ href }) => judgeAddress(href) === 'page');
    if (targets.length > 0) this.found.citations.push({ start, end, style, targets });
    else this.found.leftAlone.push({ start, end, why: 'address-not-allowed' });
  }

  #skipTo(start: number, end: number): void {
    this.#text(this.#textFrom, start);
    this.#textFrom = Math.max(this.#textFrom, end);
    this.#lastLink = null;
  }

  #text(start: number, end: number): void {
    if (end <= start) return;
    const { source } = this.block;
    findTextCitations(source, start, end, this.references, (at) => this.#inEntry(at), this.found);
  }

  #inEntry(at: number): boolean {
    return this.references.entryAt(this.block.offset + at) !== null;
  }

  /** The links of an entry that the text cites by number are what those citations name. */
  #inNamedEntry(at: number): boolean {
    return this.references.entryAt(this.block.offset + at)?.named === true;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const CITING = new Set(['a', 'sup', 'cite']);

/** Each opening `<a>`, `<sup>` and `<cite>` with the tag that closes it; those that nest in themselves have none. */
function pairTags(tags: readonly HtmlTag[]): Map<HtmlTag, HtmlTag> {
  const pairs = new Map<HtmlTag, HtmlTag>();
  const open = new Map<string, HtmlTag>();
  for (const tag of tags) {
    if (!CITING.has(tag.name)) continue;
    const opening = open.get(tag.name);
    if (tag.closing && opening !== undefined) pairs.set(opening, tag);
    if (tag.closing) open.delete(tag.name);
    else open.set(tag.name, tag);
  }
  return pairs;
}
