import { readStyle, type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import { linkedWords } from '@/utils/model/linked-words';
import type { Citation } from '@/utils/model/report-content';
import type { BookedCitation, CitationBook } from './citation-book';
import {
  type CitationTarget,
  citationNodes,
  citationTarget,
  isAsImported,
} from './citation-target';
import {
  endOfDetails,
  isDetails,
  isOpenAfter,
  isSeparator,
  noteBefore,
  type Opening,
  openingAt,
} from './citations/source-parentheses';
import { withNumbers } from './citations/text-citations';
import { trimAddress } from './citations/written-address';
import type { KeptBytes } from './kept-bytes';
import { closingMark, isInGroup, linkWordsBefore } from './link-words';
import type { PhrasingContent } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';
import { ownLabel, wordsOf } from './note-words';
import { type RawSegment, sharedAt } from './raw-segments';
import { pandocCitation, pandocNote } from './spell-pandoc';
import { asIs, lineMarkdown, linkNode, writableLine, writeNodes } from './write-nodes';
import { type Mark, marksOf, type WrittenCitation, type WrittenSegment } from './write-statement';

function linkMarks({ label, url }: CitationTarget): Mark[] {
  return url === null ? [] : [{ type: 'link', label, url }];
}

function inlineCitation(target: CitationTarget, bare = false): WrittenCitation {
  const nodes = citationNodes(target, bare);
  return {
    markdown: lineMarkdown(nodes),
    nodes,
    marks: linkMarks(target),
    spacing: 'apart',
  };
}

/** A mark that has a meaning only with the list that it leads to. */
function sign(markdown: string, mark: Mark, spacing: WrittenCitation['spacing']): WrittenCitation {
  return { markdown, nodes: [asIs(markdown)], marks: [mark], spacing };
}

/** The citations of one note that are written as one, and how many the report has for them. */
interface OneNote {
  readonly note: readonly BookedCitation[];
  readonly count: number;
}

/** Returns whether the sources of a note in one pair of parentheses are read as sources again. */
function isGroup(note: readonly BookedCitation[]): boolean {
  let opening: Opening = 'none';
  return note.every(({ target }, at) => {
    const before = wordsOf(target.words?.before ?? []);
    const lead = before === '' ? '' : `${before} `;
    const previous = note[at - 1];
    if (previous === undefined) {
      const from = lead.length + 1;
      const text = `(${lead}${target.label}${wordsOf(target.words?.after ?? [])})`;
      const isNamed = noteBefore(text, from, from + target.label.length) > 0;
      opening = isNamed ? 'lead' : openingAt(text, from);
      return opening !== 'none';
    }
    const between = `${wordsOf(previous.target.words?.after ?? [])}${previous.joint}${lead}`;
    return isSeparator(between) || (isDetails(between, opening) && isOpenAfter(between, true));
  });
}

/** The Markdown beside a citation. */
interface Neighbours {
  readonly before: string;
  readonly behind: string;
}

/** How many UTF-16 units beside a bare address are read to find where it ends. */
const NEAR = 20;

/**
 * Writes an address as text. It stays bare, as in its file, if a Markdown parser would find its end
 * between the words beside it. Otherwise it gets angle brackets.
 */
function spellAddress(
  { label, url }: CitationTarget & { readonly url: string },
  style: Citation['style'],
  { before, behind }: Neighbours,
): WrittenCitation {
  const mark = { type: 'link', label: url, url } as const;
  const near = `${before.slice(-NEAR).trimStart()}${url}${behind.slice(0, NEAR)}`;
  const isFound = marksOf(near).some((found) => found.type === 'link' && found.label === url);
  const isBare = style === 'bare' && trimAddress(url) === url && isFound;
  // In plain text that is escaped, the characters beside it change, so it is a link there.
  const nodes = [linkNode(label, url)];
  return { markdown: isBare ? url : `<${url}>`, nodes, marks: [mark], spacing: 'kept' };
}

/** Spells a changed citation from a file, in its own style if that style has a link. */
function spellAgain(
  citation: Citation,
  target: CitationTarget,
  bare: boolean,
  neighbours: Neighbours,
): WrittenCitation {
  const { label, style } = citation;
  const { url } = target;
  const form = readStyle(style)?.link;
  const inline = inlineCitation(target, bare);
  if (url === null || citation.href === null || form === undefined) return inline;
  if (form === 'address') {
    return ownLabel(label) === '' ? spellAddress({ ...target, url }, style, neighbours) : inline;
  }
  // It stands in the place of the other.
  if (form === 'in-parentheses') return { ...inline, spacing: 'kept' };
  const words = form === 'bare' && label.trim() !== '' ? label.trim() : target.label;
  const link = { label: words, url };
  const plain = { nodes: [linkNode(words, url)], marks: linkMarks(link) };
  const raised = [asIs('<sup>'), ...plain.nodes, asIs('</sup>')];
  const nodes = form === 'raised' ? raised : plain.nodes;
  return { nodes, marks: plain.marks, markdown: lineMarkdown(nodes), spacing: 'kept' };
}

/** Returns whether a style spells a citation as its file did. */
function isKeptStyle(citation: Citation, style: WriteStyle): boolean {
  if (style === 'as-written') return true;
  return citation.style === style && writeStyle(style).sign === null;
}

/**
 * Returns whether a link that is written as a link stays one in a style whose citations lead to
 * entries.
 */
export function staysLink(citation: Citation, style: WriteStyle): boolean {
  return writeStyle(style).entries !== null && readStyle(citation.style)?.isLed !== true;
}

export interface SpellerOptions {
  readonly style: WriteStyle;
  readonly book: CitationBook;
  /** Returns the keys for Pandoc. */
  readonly keyOf: (booked: BookedCitation) => string;
  /** Returns what follows each citation in parentheses; often nothing. */
  readonly asideOf: (booked: BookedCitation) => readonly PhrasingContent[];
  readonly bytes: KeptBytes;
  /**
   * A placeholder for each citation, which somebody else replaces. Then no citation keeps its
   * bytes.
   */
  readonly placeholder?: ((booked: BookedCitation) => string) | undefined;
}

/** What a statement is, and which numbers in its text change. */
interface SpelledAs {
  readonly entries?: boolean;
  readonly asLinks?: boolean;
  readonly renumbered?: ReadonlyMap<number, number> | undefined;
  /** Returns a text of the statement as it is to be written. `isStart`: whether it is the first one. */
  readonly changed?: ((text: string, isStart: boolean) => string) | undefined;
}

/** Spells the citations of one report in one style. */
export class CitationSpeller {
  readonly style: WriteStyle;
  readonly book: CitationBook;
  readonly #options: SpellerOptions;

  constructor(options: SpellerOptions) {
    this.style = options.style;
    this.book = options.book;
    this.#options = options;
  }

  asideOf(booked: BookedCitation): readonly PhrasingContent[] {
    return this.#options.asideOf(booked);
  }

  #keepsBytes(citation: Citation, asLink = false): boolean {
    if (this.#options.placeholder !== undefined) return false;
    const { bytes } = this.#options;
    return (
      (asLink || isKeptStyle(citation, this.style)) &&
      isAsImported(citation, this.book.evidence) &&
      bytes.citation(citation)
    );
  }

  /** Returns whether a citation from a file stays unchanged, with nothing after it. */
  isKept(citation: Citation): boolean {
    if (!this.#keepsBytes(citation)) return false;
    return this.asideOf(this.book.citation(citation)).length === 0;
  }

  /**
   * Returns a statement's text with its citations spelled. The links of `entries` of a list are
   * titles, which stand in no parentheses. Those that are written `asLinks` stay links in every
   * style. Linear.
   */
  spellAll(
    segments: readonly RawSegment[],
    { entries = false, asLinks = false, renumbered, changed }: SpelledAs = {},
  ): WrittenSegment[] {
    const { link, sign: spell } = writeStyle(this.style);
    const keepsTitles = entries && spell === null && this.style !== 'as-written';
    const out: WrittenSegment[] = [];
    const kept = this.#keptAmong(segments);
    const notes: ReadonlyMap<number, OneNote> = keepsTitles
      ? new Map()
      : this.#notesIn(segments, kept);
    let plain: readonly number[] = [];
    let skipped = 0;
    /**
     * The result and the access date of the last citation. They are written behind the words about it:
     * "(see [A](…), p. 2, accessed 1 March 2025)". They belong to no quotation.
     */
    let waiting: readonly PhrasingContent[] = [];
    /** Whether another citation follows in the same parentheses, behind a semicolon. */
    let goesOn = false;
    for (const [at, segment] of segments.entries()) {
      if (skipped > 0) {
        skipped -= 1;
        continue;
      }
      if (segment.type === 'text') {
        const { type } = segment;
        const text = changed?.(segment.text, at === 0) ?? segment.text;
        const written = renumbered ? withNumbers(text, renumbered) : text;
        const details = written.slice(0, endOfDetails(written) ?? 0).trimEnd().length;
        const end = waiting.length === 0 ? 0 : details || closingMark(written);
        if (end > 0) out.push({ type, text: written.slice(0, end) });
        if (waiting.length > 0) addAside(out, waiting);
        goesOn = waiting.length > 0 && end === details && /^\s*;/u.test(written.slice(end));
        waiting = [];
        if (end < written.length) out.push({ type, text: written.slice(end) });
        continue;
      }
      const { bytes } = segment;
      if (asLinks && staysLink(segment.citation, this.style)) {
        out.push({ type: 'citation', citation: this.#linkTo(segment.citation, bytes) });
        continue;
      }
      const citation: Citation = keepsTitles
        ? { ...segment.citation, style: 'inline' }
        : segment.citation;
      const note = notes.get(at);
      if (note !== undefined) {
        out.push(...this.#spellNote(note, out, segments[at + note.count]));
        skipped = note.count - 1;
        continue;
      }
      const booked = this.book.citation(citation);
      const aside = this.asideOf(booked);
      const following = segments[at + 1];
      const waits =
        aside.length > 0 &&
        following?.type === 'text' &&
        (goesOn || isInGroup(out) || closingMark(following.text) > 0);
      const add = (written: WrittenCitation) => {
        if (waits) waiting = aside;
        out.push({ type: 'citation', citation: waits ? written : withAside(written, aside) });
      };
      if (bytes !== null && kept.has(citation.id)) {
        const nodes = citationNodes(booked.target);
        add({ markdown: bytes, nodes, marks: marksOf(bytes), spacing: 'kept' });
      } else if (this.style === 'as-written') {
        const next = segments[at + 1];
        const last = out.at(-1);
        const neighbours = {
          before: last?.type === 'text' ? last.text : '',
          behind: (next?.type === 'text' ? next.text : next?.bytes) ?? '',
        };
        add(spellAgain(citation, booked.target, isInGroup(out), neighbours));
      } else {
        const words = this.#options.bytes.citation(citation)
          ? linkedBytes(citation)
          : linkedLabel(citation);
        const isOnWords = link === 'on-words' && !keepsTitles;
        const { url } = booked.target;
        if (words !== null && isOnWords && url !== null) {
          add(linkOn(words, linkedWords(citation), url));
          continue;
        }
        if (words !== null) out.push({ type: 'text', text: words });
        const linked =
          isOnWords &&
          linkWordsBefore(out, booked.target, (into) => {
            if (waits) waiting = aside;
            else if (aside.length > 0) addAside(into, aside);
          });
        const isBare = keepsTitles || isInGroup(out);
        if (!linked) add(this.#fresh(isBare ? { ...booked, bare: true } : booked));
      }
      // A mark such as [1, 2] also names sources that have no page.
      if (!kept.has(citation.id)) plain = [...plain, ...this.#options.bytes.plainNumbers(citation)];
      const next = segments[at + 1];
      if (plain.length > 0 && !(next?.type === 'citation' && next.bytes === '')) {
        const numbers = plain.map((number) => ` [${renumbered?.get(number) ?? number}]`);
        out.push({ type: 'text', text: numbers.join('') });
        plain = [];
      }
    }
    return out;
  }

  /** Returns the citations that came from one note and are written as one, by their first place. */
  #notesIn(
    segments: readonly RawSegment[],
    kept: ReadonlySet<Citation['id']>,
  ): Map<number, OneNote> {
    const notes = new Map<number, OneNote>();
    const { link, entries } = writeStyle(this.style);
    if (link === 'on-words' || entries === 'references') return notes;
    let end = 0;
    for (let at = 0; at < segments.length; at = Math.max(at + 1, end)) {
      const shared = sharedAt(segments, at);
      end = at + shared.length;
      const [first] = shared;
      if (first === undefined || shared.length === 1 || kept.has(first.id)) continue;
      if (this.style === 'as-written' && readStyle(first.style)?.link !== undefined) continue;
      let from = at;
      let note: BookedCitation[] = [];
      for (const booked of this.book.together(shared)) {
        note.push(booked);
        const count = note.length + (booked.others?.length ?? 0);
        if (booked.joint !== undefined && from + count < end) continue;
        if (count > 1 && this.#isOne(note)) notes.set(from, { note, count });
        from += count;
        note = [];
      }
    }
    return notes;
  }

  /** Returns whether the citations of a note can be written as one. */
  #isOne(note: readonly BookedCitation[]): boolean {
    const { entries } = writeStyle(this.style);
    if (entries === 'notes') return true;
    if (note.some((booked) => this.asideOf(booked).length > 0)) return false;
    return entries === 'bibliography'
      ? pandocNote(note, this.#options.keyOf) !== null
      : isGroup(note);
  }

  #spellNote(
    { note }: OneNote,
    out: readonly WrittenSegment[],
    next: RawSegment | undefined,
  ): WrittenSegment[] {
    const { entries } = writeStyle(this.style);
    const [first] = note;
    const citation =
      entries === 'bibliography'
        ? pandocNote(note, this.#options.keyOf)
        : first && this.#fresh(first);
    if (!citation) return [];
    if (entries !== null) return [{ type: 'citation', citation }];
    const isBare = isInGroup(out);
    const last = out.at(-1);
    const touches = last?.type === 'citation' || /[^\s([{«“]$/u.test(last?.text ?? '');
    const touchesNext = next?.type === 'text' && /^[\p{L}\p{N}([]/u.test(next.text);
    const text = (value: string): WrittenSegment => ({ type: 'text', text: value });
    const joined = note.flatMap((booked, at): WrittenSegment[] => [
      { type: 'citation', citation: this.#fresh({ ...booked, bare: true }) },
      ...(at < note.length - 1 ? [text(booked.joint ?? ' ')] : []),
    ]);
    const close = touchesNext ? ') ' : ')';
    return isBare ? joined : [text(touches ? ' (' : '('), ...joined, text(close)];
  }

  /** Spells a link without an entry in the book. */
  #linkTo(citation: Citation, bytes: string | null): WrittenCitation {
    if (bytes && this.#keepsBytes(citation, true)) {
      return { markdown: bytes, nodes: [asIs(bytes)], marks: marksOf(bytes), spacing: 'kept' };
    }
    const target = citationTarget({ ...citation, style: 'inline' }, this.book.evidence);
    return inlineCitation(target, true);
  }

  /** Returns the citations that stay unchanged; of several with a shared spelling, all or none. */
  #keptAmong(segments: readonly RawSegment[]): ReadonlySet<Citation['id']> {
    const kept = new Set<Citation['id']>();
    let group: Citation[] = [];
    const close = () => {
      if (group.every((citation) => this.#keepsBytes(citation))) {
        for (const { id } of group) kept.add(id);
      }
      group = [];
    };
    for (const segment of segments) {
      const shares = segment.type === 'citation' && segment.bytes === '' && group.length > 0;
      if (!shares) close();
      if (segment.type === 'citation') group.push(segment.citation);
    }
    close();
    return kept;
  }

  /** Spells the citation of a clip that no statement cites. */
  spellClip(booked: BookedCitation): WrittenCitation {
    return withAside(this.#fresh(booked), this.asideOf(booked));
  }

  #fresh(booked: BookedCitation): WrittenCitation {
    const { sign: spell, entries } = writeStyle(this.style);
    const spacing = entries === 'notes' ? 'attached' : 'apart';
    const { placeholder, keyOf } = this.#options;
    if (placeholder !== undefined) {
      const words = placeholder(booked);
      return sign(words, { type: 'words', words }, spacing);
    }
    if (spell === null) return inlineCitation(booked.target, booked.bare);
    const { number } = booked.entry;
    const words = spell({ number, key: keyOf(booked) });
    const { target } = booked;
    if (entries === 'bibliography' && target.words !== undefined)
      return pandocCitation(words, target.label, target.words);
    const mark: Mark =
      entries === 'notes' ? { type: 'note', name: String(number) } : { type: 'words', words };
    return sign(words, mark, spacing);
  }
}

/** Returns the words of the sentence that a citation's link is on, as Markdown. */
function linkedBytes(citation: Citation): string | null {
  const { raw } = citation;
  if (raw === null || linkedWords(citation) === '') return null;
  // Without its definition, a reference is plain text.
  const markdown = citation.style === 'reference-link' ? `${raw}${definitionsOf(raw)}` : raw;
  const [block] = parseMarkdown(markdown).children;
  const link = block?.type === 'paragraph' ? block.children[0] : undefined;
  const isLink = link?.type === 'link' || link?.type === 'linkReference';
  const from = isLink ? link.children[0]?.position?.start.offset : undefined;
  const to = isLink ? link.children.at(-1)?.position?.end.offset : undefined;
  return from === undefined || to === undefined ? linkedLabel(citation) : raw.slice(from, to);
}

/** Spells a link on the words of the sentence that it was on. */
function linkOn(markdown: string, label: string, url: string): WrittenCitation {
  const nodes: PhrasingContent[] = [{ type: 'link', url, children: [asIs(markdown)] }];
  const marks: Mark[] = [{ type: 'link', label, url }];
  return { nodes, marks, markdown: lineMarkdown(nodes), spacing: 'kept' };
}

function definitionsOf(raw: string): string {
  const labels = [...raw.matchAll(/\[([^[\]]{1,999})\]/gu)].map(([label]) => label);
  return labels.map((label) => `\n\n${label}: x`).join('');
}

/** Returns the label as plain text, for a citation whose bytes have another meaning. */
function linkedLabel(citation: Citation): string | null {
  const value = writableLine(linkedWords(citation));
  if (value === '') return null;
  return writeNodes({ type: 'paragraph', children: [{ type: 'text', value }] });
}

/** Adds what is said of the last citation, directly or behind the words about it. */
function addAside(out: WrittenSegment[], aside: readonly PhrasingContent[]): void {
  const last = out.at(-1);
  if (last?.type === 'citation') {
    out[out.length - 1] = { ...last, citation: withAside(last.citation, aside) };
    return;
  }
  const empty: WrittenCitation = { markdown: '', nodes: [], marks: [], spacing: 'apart' };
  const { markdown, nodes, ...written } = withAside(empty, aside);
  const citation = { ...written, markdown: markdown.trimStart(), nodes: nodes.slice(1) };
  out.push({ type: 'citation', citation });
}

function withAside(written: WrittenCitation, aside: readonly PhrasingContent[]): WrittenCitation {
  if (aside.length === 0) return written;
  const marks = aside.flatMap((node): Mark[] => {
    const label = node.type === 'link' ? node.children[0] : undefined;
    if (node.type !== 'link' || label?.type !== 'text') return [];
    return [{ type: 'link', label: label.value, url: node.url }];
  });
  return {
    markdown: `${written.markdown} ${lineMarkdown(aside)}`,
    nodes: [...written.nodes, { type: 'text', value: ' ' }, ...aside],
    marks: [...written.marks, ...marks],
    spacing: written.spacing === 'kept' ? 'apart' : written.spacing,
  };
}
