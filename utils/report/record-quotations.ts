import type { Clip, Pin } from '@/utils/model/evidence';
import type { CitationId, ClipId, Id } from '@/utils/model/ids';
import { linkedWords } from '@/utils/model/linked-words';
import { NOTE_QUOTE } from '@/utils/model/page-article';
import { parseStatementText } from '@/utils/model/statement-text';
import { CASED_LETTER, withoutSic } from '@/utils/quote/quote-marks';
import type { ImportedCitation, ImportedReport, ImportedStatement } from '../model/imported-report';
import {
  type CitationGroup,
  type FlatText,
  isRemark,
  type Quoted,
  quotedHtml,
  quotedInBlock,
  shownText,
  sourceIn,
  sourceInItem,
  unquoted,
} from './quoted-blocks';
import { addressKey } from './read-address';

/*
 * A quotation in an article says that its source has these words. It becomes the recorded wording
 * of the clip, so that a verification looks for it word for word.
 */

/** In UTF-16 units. A longer text between two marks is no quotation: one of them was left open. */
const LONGEST = 1_500;
/** The fewest words of a quotation. Fewer words are mostly a name, or are meant ironically. */
const FEWEST_WORDS = 3;
/** The fewest letters of a quotation in a script without spaces. */
const FEWEST_LETTERS = 8;
/** The longest text between a quotation and the citation of its source, in UTF-16 units. */
const LONGEST_WAY = 200;

/** The opening quotation marks, each with the marks that close it. */
const MARKS: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '”': '”',
  '「': '」',
  '『': '』',
  '"': '"',
};
const SENTENCE_END = /[.!?…。！？]["”»’)\]]*\s+(?=[\p{Lu}\p{Lo}\d“«„"])/u;

/** Matches the text after a link if the link is not part of a sentence. */
const ENDS_AFTER_LINK = /^(?:[\s*_]*$|[*_]*[.;)\]]|[\s*_]+(?=[\p{Lu}“«„"([]))/u;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Takes the quotations of notes out of Markdown, by the labels of the notes. Linear. */
export function takeNoteQuotes(markdown: string): {
  readonly markdown: string;
  readonly quotes: ReadonlyMap<string, string>;
} {
  const quotes = new Map<string, string>();
  if (!markdown.includes(NOTE_QUOTE)) return { markdown, quotes };
  for (const line of markdown.split('\n')) {
    const label = /^\[\^([^\]\s]{1,100})\]:/u.exec(line)?.[1];
    const from = line.indexOf(NOTE_QUOTE);
    const to = line.indexOf(NOTE_QUOTE, from + 1);
    if (label === undefined || from < 0 || to < 0) continue;
    const wording = wordingOf(line.slice(from + 1, to));
    if (wording !== null) quotes.set(label.toLowerCase(), wording);
  }
  return { markdown: markdown.replaceAll(NOTE_QUOTE, ''), quotes };
}

/**
 * Returns a report in which each quotation that one cited source follows is the wording of its
 * clip, and so is the quotation in a note. The same address with another wording is another clip.
 */
export function recordQuotations(
  report: ImportedReport,
  noteQuotes: ReadonlyMap<string, string>,
  newId: <Kind extends string>() => Id<Kind>,
): ImportedReport {
  const byId = new Map(report.citations.map((citation) => [citation.id, citation]));
  const wordings = new Map<CitationId, string>();
  for (const citation of report.citations) {
    const label = /^\[\^([^\]]+)\]$/u.exec(citation.raw)?.[1];
    const quote = label === undefined ? undefined : noteQuotes.get(label.toLowerCase());
    if (quote !== undefined) wordings.set(citation.id, quote);
  }
  const reader = new QuotationReader(byId);
  for (const [at, statement] of report.statements.entries()) {
    for (const [id, wording] of reader.read(
      statement,
      ...report.statements.slice(at + 1, at + 3),
    )) {
      wordings.set(id, wording);
    }
  }
  return wordings.size === 0 ? report : withWordings(report, wordings, newId);
}

class QuotationReader {
  constructor(readonly byId: ReadonlyMap<CitationId, ImportedCitation>) {}

  /** Returns the quotations of a statement. The next statement may name their source. */
  read(statement: ImportedStatement, ...next: ImportedStatement[]): [CitationId, string][] {
    const { kind } = statement;
    if (kind === 'code') return [];
    const flat = this.#flatten(statement);
    if (kind === 'sources') return statement.marker === '' ? this.#inLabel(flat) : [];
    if (kind === 'quote')
      return this.#inQuote(unquoted(flat), this.#sourceBehind(statement, ...next));
    if (kind === 'other' && /<blockquote\b/iu.test(flat.words)) {
      return quotedHtml(flat).flatMap(({ quote, behind }, at, { length }) => {
        const isLast = at === length - 1 && behind.words.trim() === '';
        const source = isLast ? this.#sourceBehind(statement, ...next) : sourceIn(behind);
        return this.#inQuote(quote, source);
      });
    }
    const quoted = this.#inMarks(flat);
    if (quoted.length > 0 || kind !== 'paragraph' || flat.groups.length > 0) return quoted;
    // A paragraph that is only one quotation in quotation marks is read like a quoted block.
    const [span, ...others] = quotationsIn(flat.words.trim());
    const isWhole = span?.start === 0 && span.end === flat.words.trim().length;
    if (!isWhole || others.length > 0) return quoted;
    return this.#inQuote(flat, this.#sourceBehind(statement, ...next));
  }

  /** Reads a paragraph that is only a linked quotation but was parsed as a list of sources. */
  #inLabel(flat: FlatText): [CitationId, string][] {
    const [group, ...others] = flat.groups;
    const citation = this.byId.get(group?.citations[0] ?? ('' as CitationId));
    const isPassage = citation?.href.includes(':~:text=') === true;
    if (group === undefined || others.length > 0 || !isPassage) return [];
    return sourceIn(flat) === null ? [] : this.#inMarks(flat);
  }

  #inQuote(quote: FlatText, behind: CitationGroup | null): [CitationId, string][] {
    const blocks: Quoted[] =
      quote.groups.length > 0 || behind === null || isRemark(quote.words)
        ? quotedInBlock(quote)
        : [{ words: quote.words, group: behind }];
    const isMarked = (group: CitationGroup) =>
      group !== behind && group.at === group.from && quote.words.slice(group.at).trim().length < 4;
    const inMarks = this.#inMarks(quote);
    // If the block is the report's own words around a quotation, only the quotation is recorded.
    if (inMarks.length > 0 && blocks.every(({ group }) => isMarked(group))) return inMarks;
    return blocks.flatMap(({ words, group }) => this.#wording(withoutMarks(words), group, false));
  }

  #sourceBehind(
    statement: ImportedStatement,
    next?: ImportedStatement,
    after?: ImportedStatement,
  ): CitationGroup | null {
    if (next === undefined || next.sectionId !== statement.sectionId) return null;
    const { kind, marker } = next;
    if (marker !== '') return sourceInItem(this.#flatten(next), next, after);
    if (kind === 'other') return sourceIn(shownText(this.#flatten(next)));
    return ['paragraph', 'caption', 'sources'].includes(kind)
      ? sourceIn(this.#flatten(next))
      : null;
  }

  #inMarks({ words, groups }: FlatText): [CitationId, string][] {
    if (groups.length === 0) return [];
    const quoted: [CitationId, string][] = [];
    let next = 0;
    for (const { start, end } of quotationsIn(words)) {
      while ((groups[next]?.at ?? words.length + 1) <= start) next += 1;
      const group = groups[next];
      if (group === undefined) break;
      if (group.at > end && !belongs(words, end, group)) continue;
      quoted.push(...this.#wording(words.slice(start + 1, end - 1), group, true));
    }
    return quoted;
  }

  #wording(
    quoted: string,
    { citations }: CitationGroup,
    maybeTitle: boolean,
  ): [CitationId, string][] {
    const [first, ...others] = citations;
    // An archived copy of the source has the same words. Another source may not have them.
    const isOne = others.every((id) => this.byId.get(id)?.raw === '');
    const wording = isOne ? wordingOf(quoted, maybeTitle) : null;
    return first === undefined || wording === null ? [] : [[first, wording]];
  }

  /** Returns a statement's text with the words of its links, and the positions of its citations. */
  #flatten({ text }: ImportedStatement): FlatText {
    let words = '';
    const groups: { from: number; at: number; citations: CitationId[] }[] = [];
    for (const segment of parseStatementText(text)) {
      if (segment.type === 'text') {
        words += withShownMarks(segment.text);
        continue;
      }
      const from = words.length;
      const citation = this.byId.get(segment.citationId);
      if (citation !== undefined) words += linkedWords(citation);
      const last = groups.at(-1);
      if (last !== undefined && words.slice(last.at).trim() === '') {
        last.citations.push(segment.citationId);
      } else groups.push({ from, at: words.length, citations: [segment.citationId] });
    }
    return { words, groups };
  }
}

/** Replaces `<q>` tags by quotation marks, as browsers show them. */
function withShownMarks(markdown: string): string {
  return markdown.replace(/<(\/?)q(?:\s[^<>]*)?>/giu, (_, slash) => (slash === '' ? '“' : '”'));
}

/** Returns whether a group names the source of the quotation that ends at `end`. */
function belongs(words: string, end: number, group: CitationGroup): boolean {
  const way = words.slice(end, group.from);
  if (way.length > LONGEST_WAY) return false;
  const isNamed = sourceIn({
    words: words.slice(end),
    groups: [{ ...group, from: group.from - end, at: group.at - end }],
  });
  const next = words.slice(group.from, group.from + 1);
  const closing = words.slice(end - 2, end);
  if (!SENTENCE_END.test(`${closing}${way}${next}`)) return true;
  if (isNamed !== null) return true;
  // A link behind a sentence names its source, unless the link begins the next sentence.
  return way.trim() === '' && ENDS_AFTER_LINK.test(words.slice(group.at, group.at + LONGEST_WAY));
}

/** Removes the quotation marks around the words of a block. */
function withoutMarks(words: string): string {
  const plain = words.replace(/^[\s*_]+|(?<![\s*_])[\s*_]+$/gu, '');
  const [span] = quotationsIn(plain);
  const rest = span === undefined ? plain : plain.slice(span.end);
  if (span?.start !== 0 || !/^[\s.,;:!?…]*$/u.test(rest)) return plain;
  return plain.slice(1, span.end - 1);
}

/** Finds the texts between quotation marks. Finds no quotation inside a quotation. Linear. */
function quotationsIn(words: string): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const closing = MARKS[words.charAt(at)];
    if (closing === undefined || !isOpening(words, at)) continue;
    const end = closingAt(words, at, closing);
    if (end === null) continue;
    spans.push({ start: at, end: end + 1 });
    at = end;
  }
  return spans;
}

/** `12"` is a measure, and `»` and `”` open a quotation only in front of a word. */
function isOpening(words: string, at: number): boolean {
  const [before, mark, after] = [words.charAt(at - 1), words.charAt(at), words.charAt(at + 1)];
  if (mark === '“' || mark === '„' || mark === '«' || mark === '「' || mark === '『') return true;
  return !/[\p{L}\p{N}.,!?]/u.test(before) && /[^\s]/u.test(after);
}

function closingAt(words: string, from: number, closing: string): number | null {
  const own = words.charAt(from);
  let depth = 0;
  const last = Math.min(words.length, from + LONGEST);
  for (let at = from + 1; at < last; at += 1) {
    const char = words.charAt(at);
    if (closing.includes(char)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (char === own && !closing.includes(own)) depth += 1;
  }
  return null;
}

/** An omission, or brackets with the rest of the word that they are in: "mov[ed]". */
const OMISSION =
  /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]*\[[^[\]]{0,100}\][\p{L}\p{M}\p{N}]*|\((?:…|\.\.\.)\)|…|\.\.\./u;

/**
 * Returns the words of a quotation without Markdown and without what its author added: the longest
 * part between omissions. A part may start with another case than its page, so a changed first
 * letter starts a part. Returns null for a name, a title, or too few words.
 */
function wordingOf(quoted: string, maybeTitle = true): string | null {
  const plain = withoutSic(quoted)
    .replace(/\\\n/gu, ' ')
    .replace(/<[^<>]{1,50}>/gu, '')
    .replace(/(?<!\\)[*_`]/gu, '')
    .replace(/\[\^[^\]]{1,100}\]/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/gu, '$1')
    .replace(CASED_LETTER, '…$1');
  const parts = plain.split(OMISSION).map((part) => withoutEdges(part.replace(/\s+/gu, ' ')));
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  const terms = longest.match(/[\p{L}\p{N}\p{M}’'-]+/gu) ?? [];
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  const isLong = isUnspaced.test(longest)
    ? longest.length >= FEWEST_LETTERS
    : terms.length >= FEWEST_WORDS;
  return isLong && !(maybeTitle && isTitle(terms)) ? longest : null;
}

/** Removes the spaces and the marks between clauses at both ends. */
function withoutEdges(part: string): string {
  const isEdge = (at: number) => /[\s.,;:]/u.test(part.charAt(at));
  let start = 0;
  let end = part.length;
  while (start < end && isEdge(start)) start++;
  while (start < end && isEdge(end - 1)) end--;
  return part.slice(start, end);
}

/** Titles in English write most words with a capital. */
function isTitle(terms: readonly string[]): boolean {
  const long = terms.filter((term) => term.length >= 4);
  const capitals = long.filter((term) => /^\p{Lu}/u.test(term));
  return long.length >= 2 && capitals.length > 0.6 * long.length;
}

function withWordings(
  report: ImportedReport,
  wordings: ReadonlyMap<CitationId, string>,
  newId: <Kind extends string>() => Id<Kind>,
): ImportedReport {
  const clips = new Map(report.clips.map((clip) => [clip.id, clip]));
  const pins = new Map(report.pins.map((pin) => [pin.clipId, pin]));
  const made = new Map<string, ClipId>();
  const newClips: Clip[] = [];
  const newPins: Pin[] = [];
  const citations = report.citations.map((citation): ImportedCitation => {
    const quote = wordings.get(citation.id);
    const clip = clips.get(citation.clipId);
    const pin = pins.get(citation.clipId);
    if (quote === undefined || clip === undefined || pin === undefined) return citation;
    const key = JSON.stringify([addressKey(citation.href), quote]);
    const known = made.get(key);
    if (known !== undefined) return { ...citation, clipId: known };
    const id = newId<'clip'>();
    made.set(key, id);
    newClips.push({ ...clip, id, kind: 'quote' });
    const selectors = { quote: { exact: quote, prefix: '', suffix: '' }, position: null };
    newPins.push({ ...pin, id: newId<'pin'>(), clipId: id, quote, selectors });
    return { ...citation, clipId: id };
  });
  const cited = new Set(citations.map(({ clipId }) => clipId));
  const isCited = (id: ClipId) => cited.has(id);
  const kept = [...report.clips.filter(({ id }) => isCited(id)), ...newClips];
  return {
    ...report,
    citations,
    clips: kept,
    pins: [...report.pins.filter(({ clipId }) => isCited(clipId)), ...newPins],
    importReport: {
      ...report.importReport,
      quotations: newClips.length,
      duplicates: citations.length - kept.length,
    },
  };
}
