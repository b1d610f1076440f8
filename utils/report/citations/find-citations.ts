import { type CitationStyle, readStyle } from '../../model/citation-styles';
import type { Nodes } from '../markup/mdast';
import { type Findings, type FoundCitation, judgeAddress, type Target } from './found';
import {
  type HtmlReading,
  mayCite,
  numberedTargets,
  pairTags,
  readAnchor,
  readTagged,
} from './html-citation';
import { type HtmlTag, htmlTags } from './html-tags';
import { type Atom, inlineAtoms, type PlacedAtom } from './inline-atoms';
import { type LinkPlace, readLink } from './link-citation';
import { plainWords } from './plain-words';
import type { ReferenceTable } from './reference-table';
import { openingBefore, staysInside } from './source-parentheses';
import { findTextCitations } from './text-citations';

/** A block to search for citations; offsets in UTF-16 units of `source`. */
export interface CitingBlock {
  readonly source: string;
  readonly node: Nodes;
  readonly start: number;
  readonly end: number;
  /**
   * Where `source` starts in the whole report, because entries of a reference list are identified
   * by position.
   */
  readonly offset: number;
  /** Where its numbers are among the lists of references, if that is not its own position. */
  readonly position?: number;
  /** The name of an HTML element around it that is not shown. */
  readonly hiddenBy?: string | null;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Text inside code that looks like a citation. */
const IN_CODE = /\]\(https?:\/|【\d+†|\[@[\p{L}\p{N}_]/u;
/** The words of a mark. Some tools write `[^1^][1]`. */
const NUMBER = /^(?:[[(]?\^?\d{1,4}[\])]?|\^\d{1,4}\^)$/u;
/** The maximum length of the content of an HTML element that cites. */
const MAX_INNER = 60;
const MOST_HIDDEN = 100;
const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', '']);

/**
 * Returns the citations of one block, in order without overlap, and text that only looks like a
 * citation. Linear in the block, plus a binary search in the reference list.
 */
export function findCitations(block: CitingBlock, references: ReferenceTable): Findings {
  const finder = new CitationFinder(block, references);
  if (block.node.type === 'html') finder.html();
  else finder.inline();
  finder.found.citations.sort((a, b) => a.start - b.start);
  finder.found.leftAlone.sort((a, b) => a.start - b.start);
  return finder.hidden.length === 0 ? finder.found : withoutHidden(finder.found, finder.hidden);
}

/** What is hidden cites nothing, because no reader sees it. */
function withoutHidden(found: Findings, hidden: readonly Span[]): Findings {
  const isHidden = ({ start }: Span) =>
    hidden.some((span) => start >= span.start && start < span.end);
  const citations = found.citations.filter((one) => !isHidden(one));
  const leftAlone = [
    ...found.leftAlone.map((one) => (isHidden(one) ? { ...one, why: 'hidden' as const } : one)),
    ...found.citations
      .filter(isHidden)
      .map(({ start, end }) => ({ start, end, why: 'hidden' as const })),
  ].sort((a, b) => a.start - b.start);
  return { citations, leftAlone, hiddenBy: found.hiddenBy };
}

class CitationFinder {
  readonly found: Findings = { citations: [], leftAlone: [], hiddenBy: null };
  /** The parts that are not shown, at most `MOST_HIDDEN`, so that the cost stays linear. */
  readonly hidden: { readonly start: number; end: number }[] = [];
  #hiddenBy: { readonly name: string; depth: number } | null = null;
  readonly #source: string;
  /** Everything before this offset was searched. */
  #at: number;
  #last: {
    readonly end: number;
    readonly glued: boolean;
    readonly inGroup: boolean;
    readonly isOpen: boolean;
  } | null = null;
  /** Whether the position is between `<sup>` and `</sup>`. */
  #raised = false;

  constructor(
    readonly block: CitingBlock,
    readonly references: ReferenceTable,
  ) {
    this.#source = block.source;
    this.#at = block.start;
    if (block.hiddenBy) this.#hide(block.hiddenBy, block.start);
  }

  #hide(name: string, start: number): void {
    this.#hiddenBy = { name, depth: 1 };
    if (this.hidden.length < MOST_HIDDEN) this.hidden.push({ start, end: this.block.end });
  }

  /** Keeps track of elements that are not shown. */
  #passTag({ name, closing, hides }: HtmlTag, start: number, end: number): void {
    const by = this.#hiddenBy;
    if (by === null) {
      if (hides && !VOID.has(name)) this.#hide(name, end);
    } else if (by.name === name) {
      by.depth += closing ? -1 : 1;
      if (by.depth > 0) return;
      this.#hiddenBy = null;
      const last = this.hidden.at(-1);
      if (last !== undefined) last.end = Math.min(last.end, start);
    }
  }

  inline(): void {
    const atoms = inlineAtoms(this.block.node);
    this.found.hiddenBy = this.block.hiddenBy ?? null;
    for (const [index, placed] of atoms.entries()) {
      if (placed.atom.type === 'html') {
        const [tag] = htmlTags(placed.atom.value);
        if (tag !== undefined) this.#passTag(tag, placed.start, placed.end);
      }
      if (placed.start < this.#at) continue;
      this.#textUpTo(placed.start);
      this.#at = Math.max(this.#at, placed.end);
      this.#atom(placed.atom, placed, atoms, index);
    }
    this.#textUpTo(this.block.end);
  }

  /** Reads a block of HTML: its citing elements, and the text citations between its tags. */
  html(): void {
    const { start } = this.block;
    const tags = htmlTags(this.#source.slice(start, this.block.end));
    const pairs = pairTags(tags);
    for (const tag of tags) {
      this.#passTag(tag, start + tag.start, start + tag.end);
      if (start + tag.start < this.#at) continue;
      this.#textUpTo(start + tag.start);
      this.#at = start + tag.end;
      const close = pairs.get(tag);
      if (close === undefined) continue;
      const whole = { start: start + tag.start, end: start + close.end };
      const inner = this.#source.slice(start + tag.end, start + close.start);
      if (tag.name === 'a') this.#take(this.#readAnchor(tag.href, inner, whole), 'html', whole);
      else if (!inner.includes('<')) this.#tagged(tag.name, inner, whole);
    }
    this.#textUpTo(this.block.end);
    this.found.hiddenBy = this.#hiddenBy?.name ?? null;
  }

  #atom(atom: Atom, span: Span, atoms: readonly PlacedAtom[], index: number): void {
    const { start, end } = span;
    switch (atom.type) {
      case 'link':
        if (!this.#inNamedEntry(start)) this.#link(atom, { start, end }, this.#raised, null);
        return;
      case 'linkReference':
        this.#referenceLink(atom, start, end);
        return;
      case 'footnoteReference': {
        const note = this.references.footnote(atom.label ?? atom.identifier);
        const targets = note?.targets ?? [];
        const about = note?.words ?? '';
        if (targets.length > 0) this.#cite({ start, end, style: 'footnote', targets });
        else this.found.leftAlone.push({ start, end, why: 'no-address', about });
        return;
      }
      case 'inlineCode':
      case 'code':
        if (IN_CODE.test(atom.value)) this.found.leftAlone.push({ start, end, why: 'in-code' });
        return;
      case 'html':
        this.#element(span, atoms, index);
        return;
      default:
    }
  }

  /** Reads a Markdown link; `wrapper` is the HTML element that contains only this link. */
  #link(
    link: Extract<Atom, { type: 'link' }>,
    span: Span,
    raised: boolean,
    wrapper: (Span & { readonly name: string }) | null,
  ): void {
    const { start, end } = span;
    const around = this.#around(start, end);
    const { inGroup } = around;
    const reading = readLink(link, {
      source: this.#source,
      start,
      end,
      raised,
      ...around,
    });
    const whole = wrapper ?? span;
    if (reading.type === 'left-alone') {
      const numbered = link.url.startsWith('#')
        ? this.#numberedTargets(plainWords(link), start)
        : [];
      const style = wrapper?.name === 'sup' ? 'superscript' : 'numbered';
      if (numbered.length > 0) this.#cite({ ...whole, style, targets: numbered });
      else this.found.leftAlone.push({ start, end, why: reading.why });
    }
    if (reading.type !== 'citation') return;
    const { label } = reading;
    const wrapped = wrapper?.name === 'cite' ? 'html' : 'superscript';
    const style = wrapper === null ? reading.style : wrapped;
    const isNumber = style === 'superscript' || style === 'numbered-link';
    if (isNumber && !this.#isInEntry(start)) {
      this.references.nameLinked(Number(label), this.#positionOf(start), link.url);
    }
    const isTitled = readStyle(style)?.label === 'title' || wrapper?.name === 'cite';
    const title = isTitled ? label : '';
    const place = wrapper === null ? { start: reading.start, end: reading.end } : whole;
    this.#cite({
      start: place.start,
      end: place.end,
      style,
      targets: [{ href: link.url, label, title }],
    });
    this.#last = {
      ...{ end: place.end, glued: style === 'glued', inGroup },
      isOpen: place.end === end,
    };
  }

  /**
   * Returns whether the link at `start` continues a group in parentheses, or follows a glued
   * citation.
   */
  #around(start: number, end: number): Pick<LinkPlace, 'inGroup' | 'afterGlued' | 'besideGlued'> {
    const opening = openingBefore(this.#source, start);
    // In "(see the report)" the words of the link are words of the sentence.
    const opens = opening === '(' || (opening.length > 2 && /[,;]/u.test(this.#source.charAt(end)));
    const last = this.#last;
    if (last === null) return { inGroup: opens, afterGlued: false, besideGlued: false };
    const between = this.#source.slice(last.end, start);
    const goesOn = last.inGroup && last.isOpen && staysInside(between);
    return {
      inGroup: opens || goesOn,
      afterGlued: between === '' && last.glued,
      besideGlued: /^[ \u00A0]$/u.test(between) && last.glued,
    };
  }

  /** Reads `[T][1]`, `[T][]`, `[T]` with a definition; `[1][2]` names two. */
  #referenceLink(atom: Extract<Atom, { type: 'linkReference' }>, start: number, end: number): void {
    const defined = this.references.link(atom.label ?? atom.identifier)?.targets ?? [];
    const words = plainWords(atom);
    const isNumber = NUMBER.test(words);
    const parens = this.#source[start - 1] === '(' && this.#source[end] === ')';
    const first =
      isNumber && atom.referenceType === 'full' ? this.#numberedTargets(words, start) : [];
    const targets = [...first, ...defined].map(({ href, title }) => {
      const label = isNumber ? title || words.replaceAll('^', '') : words;
      return { href, label, title: title || (parens ? label : '') };
    });
    if (targets.length === 0) return;
    const style = isNumber && NUMBER.test(atom.label ?? '') ? 'numbered' : 'reference-link';
    if (parens) this.#cite({ start: start - 1, end: end + 1, style, targets });
    else this.#cite({ start, end, style, targets });
  }

  /** Reads an HTML element in inline Markdown, from its opening tag on. */
  #element(opening: Span, atoms: readonly PlacedAtom[], index: number): void {
    const [tag] = htmlTags(this.#source.slice(opening.start, opening.end));
    if (tag?.name === 'sup') this.#raised = !tag.closing;
    if (tag === undefined || !mayCite(tag)) return;
    const closingAt = this.#closingOf(tag.name, atoms, index);
    const closing = atoms[closingAt];
    if (closing === undefined) return;
    const whole = { start: opening.start, end: closing.end };
    const inner = this.#source.slice(opening.end, closing.start);
    const within = atoms.slice(index + 1, closingAt);
    const [first, second, ...others] = within;
    if (tag.name === 'a') {
      this.#take(this.#readAnchor(tag.href, inner, whole), 'html', whole);
    } else if (first === undefined) {
      this.#tagged(tag.name, inner, whole);
    } else if (second === undefined && first.atom.type === 'link') {
      if (this.#inNamedEntry(first.start)) return;
      this.#link(first.atom, first, tag.name === 'sup', { ...whole, name: tag.name });
      this.#at = Math.max(this.#at, whole.end);
      this.#raised = false;
    } else if (tag.name === 'sup' && within.every(({ atom }) => isPlaceLink(atom))) {
      const targets = within.map(({ atom, start }) =>
        this.#numberedTargets(plainWords(atom), start),
      );
      const isEachKnown = targets.every((known) => known.length > 0);
      if (!isEachKnown || this.#isInEntry(opening.start)) return;
      this.#cite({ ...whole, style: 'superscript', targets: targets.flat() });
      this.#raised = false;
    } else if (second !== undefined && others.length === 0 && first.atom.type === 'html') {
      const [anchor] = htmlTags(first.atom.value);
      if (anchor?.name !== 'a') return;
      const words = this.#source.slice(first.end, second.start);
      this.#take(this.#readAnchor(anchor.href, words, whole), 'html', whole);
    }
  }

  /**
   * Returns the index of the atom that closes the element opened at `index`; -1 if it contains
   * another of its kind.
   */
  #closingOf(name: string, atoms: readonly PlacedAtom[], index: number): number {
    for (let at = index + 1; at < Math.min(atoms.length, index + MAX_INNER); at += 1) {
      const next = atoms[at];
      if (next?.atom.type !== 'html') continue;
      const [tag] = htmlTags(next.atom.value);
      if (tag?.name === name) return tag.closing ? at : -1;
    }
    return -1;
  }

  #tagged(name: string, inner: string, whole: Span): void {
    if (name === 'sup' && this.#isInEntry(whole.start)) return;
    this.#take(
      readTagged(name, inner, this.references, this.#positionOf(whole.start)),
      name === 'sup' ? 'superscript' : 'html',
      whole,
    );
  }

  /** Returns where a number is among the lists of references. */
  #positionOf(start: number): number {
    return this.block.position ?? this.block.offset + start;
  }

  #readAnchor(href: string | null, inner: string, { start }: Span): HtmlReading {
    return readAnchor(href, inner, this.references, this.#positionOf(start));
  }

  #numberedTargets(label: string, start: number): readonly Target[] {
    return numberedTargets(label, this.references, this.#positionOf(start));
  }

  #take(reading: HtmlReading, style: CitationStyle, { start, end }: Span): void {
    if (reading.type === 'none' || this.#inNamedEntry(start)) return;
    this.#at = Math.max(this.#at, end);
    this.#last = null;
    this.#raised = false;
    if (reading.type === 'citation') this.#cite({ start, end, style, targets: reading.targets });
    else this.found.leftAlone.push({ start, end, why: reading.why });
  }

  #cite({ start, end, style, targets }: FoundCitation): void {
    this.#at = Math.max(this.#at, end);
    const usable: readonly Target[] = targets.filter(({ href }) => judgeAddress(href) === 'page');
    if (usable.length > 0) this.found.citations.push({ start, end, style, targets: usable });
    else this.found.leftAlone.push({ start, end, why: 'address-not-allowed' });
  }

  #textUpTo(end: number): void {
    if (end <= this.#at) return;
    const { start: blockStart } = this.block;
    const positionOf = (at: number) => this.#positionOf(at);
    findTextCitations(
      { source: this.#source, blockStart, start: this.#at, end, positionOf },
      this.references,
      { has: (at) => this.#isInEntry(at), hasNamed: (at) => this.#inNamedEntry(at) },
      this.found,
    );
    this.#at = end;
  }

  #entryAt(at: number) {
    return this.references.entryAt(this.block.offset + at);
  }

  /** Whether a number at a position names no other entry. A note of the author may cite. */
  #isInEntry(at: number): boolean {
    const entry = this.#entryAt(at);
    return entry !== null && !(entry.isNote && this.block.offset + at >= entry.from);
  }

  /** The links of an entry that is cited by number belong to those citations. */
  #inNamedEntry(at: number): boolean {
    return this.#entryAt(at)?.named === true;
  }
}

/** Whether it is a link to a place in the report itself, as marks of articles are. */
function isPlaceLink(atom: Atom): boolean {
  return atom.type === 'link' && atom.url.startsWith('#');
}
