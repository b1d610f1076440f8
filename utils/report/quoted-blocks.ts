import type { CitationId } from '@/utils/model/ids';
import type { Statement } from '@/utils/model/report-content';
import { decodeHtml } from './citations/html-tags';
import { SOURCE_WORDS } from './read-wording';

/*
 * A quoted block (`> …`, `<blockquote>`) repeats the words of its source. The author names the
 * source in the last line of the block, in the text directly behind it, or by a mark behind the words.
 */

/** Neighbouring citations without words between them. Offsets count UTF-16 units of the text. */
export interface CitationGroup {
  /** The offset at which the link's words start. */
  readonly from: number;
  /** The offset at which the link's words end; `from` if it has no words in the sentence. */
  readonly at: number;
  readonly citations: readonly CitationId[];
}

/** A text, and the positions of the citations in it. */
export interface FlatText {
  readonly words: string;
  readonly groups: readonly CitationGroup[];
}

/** Words that the report quotes, and the citations of the source that should have them. */
export interface Quoted {
  readonly words: string;
  readonly group: CitationGroup;
}

type Marked = Pick<Statement, 'marker' | 'sectionId'>;

/** Maximum length of a line that names a source, in UTF-16 units. */
const LONGEST_LINE = 160;
/** Maximum length of a block that is recorded as one quotation, in UTF-16 units. */
const LONGEST_BLOCK = 6_000;

const DASH = /^[\s>*_~]*(?:[—–―-]|--+)\s*/u;
const SOURCE = new RegExp(`^[\\s>*_~([]*(?:(?:${SOURCE_WORDS})[\\s*_]*[:：]|from\\b|via\\b)`, 'iu');
/** The end of a sentence, with closing quotation marks, parentheses and Markdown marks. */
const ENDED = /[.!?…。！？]["”’»)\]*_~]*\s*$/u;
const ENDED_BEFORE_NEXT = /[.!?…。！？]["”’»)\]*_~]*\s+(?=[\p{Lu}\p{Lo}])/u;
/** A full stop after one of these does not end a sentence. */
const ABBREVIATION =
  /(?<![\p{L}\p{N}])(?:\p{Lu}|Dr|Prof|Mrs?|Ms|Mme|St|Sr|Jr|Hr|Fr|[Vv]ol|[Nn]o|[Ee]d|pp?)\./gu;

/** Words that a sentence has, and the name of a person with a title has not. */
const SENTENCE =
  /(?<![\p{L}\p{M}’'-])(?:is|are|was|were|has|have|had|will|would|said|says|answered|replied|he|she|they|we|you|it|est|sont|était|étaient|ont|avait|avaient|sera|seront|dit|répond|il|elle|on|nous|vous|ils|elles|je|a\s+(?:dit|été|fait|\p{Ll}+(?:é|du))|ist|sind|wird|wurde|sagte?|(?:I|He|She|They|We|You|It|Il|Elle|On|Nous|Vous|Ils|Elles|Je|Er|Sie|Wir|Es)\s\p{Ll}+)(?![\p{L}\p{M}-])/u;

/**
 * Matches the start of a block that is the report's own remark and not a quotation: a GitHub alert,
 * a symbol, or a label such as "Note:".
 */
const REMARK =
  /^\s*(?:\[!|(?!\p{N})\p{Extended_Pictographic}|[*_]{1,3}[^*_\n]{1,60}(?:[:：.][*_]{1,3}|[*_]{1,3}\s*(?:[:：—–-]|\n(?=\s*\S)))|(?:note|nota|nb|n\.b\.|hinweis|remarque|attention|warning|caution|important|tip|astuce|info|example|exemple|beispiel|summary|résumé|takeaway|key \p{L}+|à retenir|en bref|tl;dr|update|disclaimer)\s*[:：])/iu;

/** Returns the quotations in a quoted block, without the line that names their source. */
export function quotedInBlock(block: FlatText): Quoted[] {
  if (block.groups.length === 0 || isRemark(block.words)) return [];
  const last = block.groups.at(-1);
  if (last === undefined) return [];
  const start = sourceStart(block, last);
  if (start === null) return quotedBeforeMarks(block);
  const words = block.words.slice(0, start);
  return words.length > LONGEST_BLOCK ? [] : [{ words, group: last }];
}

export function isRemark(words: string): boolean {
  return REMARK.test(words);
}

/** Returns the citations of a text that only names a source; null for any other text. */
export function sourceIn(text: FlatText): CitationGroup | null {
  const [group, ...others] = text.groups;
  if (group === undefined || others.length > 0) return null;
  return namesSource(text, 0, group) ? group : null;
}

/**
 * Returns the citations of an item that is a line with a hyphen, a name and its source. Markdown
 * reads such a line as a list. A list of several items names several things.
 */
export function sourceInItem(
  { words, groups }: FlatText,
  item: Marked,
  next: Marked | undefined,
): CitationGroup | null {
  const isAlone = next?.marker !== '-' || next.sectionId !== item.sectionId;
  if (item.marker !== '-' || !isAlone) return null;
  if (!/\p{L}/u.test(words.slice(0, groups[0]?.from))) return null;
  const moved = groups.map((group) => ({ ...group, from: group.from + 2, at: group.at + 2 }));
  return sourceIn({ words: `- ${words}`, groups: moved });
}

/**
 * Returns the offset at which a block starts to name its source; null if it names none. `isShown`:
 * whether each line end is shown as one. In Markdown a line end can be a space.
 */
export function sourceStart(block: FlatText, group: CitationGroup, isShown = false): number | null {
  const { words } = block;
  const before = words.slice(0, group.from);
  const line = before.lastIndexOf('\n') + 1;
  const above = words.slice(0, Math.max(0, line - 1));
  const isParagraph = above.slice(above.trimEnd().length).includes('\n');
  const isBroken = isShown || isParagraph || / {2}$|\\$/u.test(above.slice(-2));
  const body = words.slice(0, line);
  const isAlone = block.groups.every(({ at }) => at <= line || at === group.at);
  if (line > 0 && isAlone && body.trim() !== '') {
    const own = { words, groups: [group] };
    const startsAnew = isBroken || ENDED.test(body) || words.slice(group.at).trim() === '';
    if (startsAnew && namesSource(own, line, group)) return line;
    if (isParagraph && followsAuthor(words.slice(line, group.from), words.slice(group.at))) {
      return line;
    }
  }
  // The source may be named on the last line of the quotation: after a dash, in parentheses, alone.
  const near = Math.max(line, group.from - LONGEST_LINE);
  const lead = words.slice(near, group.from);
  const dashed = [...lead.matchAll(/\s(?:[—–―]|--)\s/gu)].at(-1);
  if (dashed !== undefined && isQuoteEnd(words.slice(0, near + dashed.index))) {
    const at = near + dashed.index;
    if (namesSource(block, at, group)) return at;
  }
  const parens = /\(([^()\n]*)$/u.exec(lead);
  if (parens !== null && /^[^()\n]{0,100}\)[\s.*_"”»]*$/u.test(words.slice(group.at))) {
    return near + parens.index;
  }
  const isOnWords = group.at > group.from;
  const isLast = /^[\s.*_]*$/u.test(words.slice(group.at));
  return isOnWords && isLast && isQuoteEnd(before) ? group.from : null;
}

function isQuoteEnd(words: string): boolean {
  return ENDED.test(words) || /["”»]\s*$/u.test(words);
}

/** Returns whether the words from `start` on only name the source. */
function namesSource({ words }: FlatText, start: number, group: CitationGroup): boolean {
  const lead = words.slice(start, group.from);
  const tail = words.slice(group.at);
  if (lead.length > LONGEST_LINE || tail.length > LONGEST_LINE) return false;
  if (/\n\s*\S/u.test(tail)) return false;
  if (/^[\s>*_~([]*$/u.test(lead) && /^[\s.*_~)\]]*$/u.test(tail)) return true;
  const isLed = SOURCE.test(lead) || (DASH.test(lead) && !isSentence(lead));
  if (!isLed && !isAttribution(lead, words.slice(group.from, group.at), tail)) return false;
  if (ENDED_BEFORE_NEXT.test(`${withoutAbbreviations(lead)}X`)) return false;
  return isAside(tail);
}

/** Small words within the name of an author or an agency. */
const IN_NAME = /^(?:of|the|for|and|de|du|des|la|le|les|et|d|l|von|der|für|und|van|del|di|y|e)$/u;
/** Days, years and pages behind a title, as in ", 3 May 2025, p. 12". */
const DATED =
  /^["”»*_~)]{0,4}(?:[,.;(]\s?(?:\d{1,2}\.?\s)?(?:\p{L}{1,9}\.?\s)?\d{1,4}(?:[-–]\d{1,4})?\)?)*[\s.*_~)]*$/u;

/**
 * Whether a line without a dash names an author and a title, as in "Agency of the Lake, [Gauges](…),
 * 2025". A sentence has a word with a small letter there, or a verb.
 */
function isAttribution(lead: string, title: string, tail: string): boolean {
  if (!/^["“«„*_]*[\p{Lu}\p{N}]/u.test(title) || !DATED.test(tail)) return false;
  if (!/[\p{L}.)],\s*["“«„*_]*$/u.test(lead) || SENTENCE.test(lead + title)) return false;
  const names = lead.match(/\p{L}[\p{L}\p{M}-]*/gu) ?? [];
  const isName = names.every((name) => /^\p{Lu}/u.test(name) || IN_NAME.test(name));
  return isName && /^[\s>*_~([]*\p{Lu}/u.test(lead) && (names.length > 1 || /\d/u.test(tail));
}

/** Whether words behind a dash are a sentence, such as an answer, and no name. */
function isSentence(lead: string): boolean {
  return ENDED.test(withoutAbbreviations(lead)) || SENTENCE.test(lead);
}

/** Whether a text may follow the name of a source: a date, a page, or nothing. */
function isAside(tail: string): boolean {
  if (!/^[\s*_~]*(?:$|[,;:.()[\]–—|·"”»]|\d)/u.test(tail)) return false;
  return !ENDED_BEFORE_NEXT.test(withoutAbbreviations(tail));
}

/** Whether a link follows an author's name, as in the paragraph `Ann Hall, [Title](…)`. */
function followsAuthor(lead: string, tail: string): boolean {
  if (lead.length > LONGEST_LINE / 2 || !/\p{L}[\s>*_~]*[,:(|·/]\s*["“«*_]*$/u.test(lead))
    return false;
  return isAside(tail) && !/[.!?]\s*$/u.test(tail);
}

function withoutAbbreviations(words: string): string {
  return words.replace(ABBREVIATION, '');
}

/** A citation mark behind a sentence is the source of the words since the mark before it. */
function quotedBeforeMarks({ words, groups }: FlatText): Quoted[] {
  const quoted: Quoted[] = [];
  let start = 0;
  for (const group of groups) {
    if (group.at > group.from) continue;
    const own = words.slice(start, group.from);
    const rest = words.slice(group.at);
    const ends = /^[ \t.,;:!?…"”»)\]*_~]*(?:$|\n[ \t]*(?:\n|$))/u.test(rest);
    const endsSentence =
      (ENDED.test(own) && /^[\s*_]*["“«\p{Lu}\p{Lo}]/u.test(rest)) ||
      /^["”»)\]*_~]*[.!?…。！？]["”»)\]*_~]*\s+["“«\p{Lu}\p{Lo}]/u.test(rest);
    if (!ends && !endsSentence) continue;
    if (own.length <= LONGEST_BLOCK) quoted.push({ words: own, group });
    start = group.at;
  }
  return quoted;
}

/** Removes quote, list and heading marks at line starts, and adjusts the citations' offsets. */
export function unquoted({ words, groups }: FlatText): FlatText {
  return rewritten(
    { words, groups },
    /^[ \t]{0,3}(?:>[ \t]?)+(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|#{1,6}[ \t]+)?/gmu,
    () => '',
  );
}

const BLOCK_TAG =
  /<\/?(?:p|div|footer|figcaption|figure|blockquote|br|li|ul|ol|section|header)(?:\s[^<>]*)?\/?>/giu;

/** Returns the text that a browser shows for HTML, with empty lines between blocks. */
export function shownText(html: FlatText): FlatText {
  const parted = rewritten(html, /\s+/gu, () => ' ');
  const blocks = rewritten(parted, BLOCK_TAG, (tag) => (/^<br\b/iu.test(tag) ? '  \n' : '\n\n'));
  const plain = rewritten(blocks, /<[^<>]*>/gu, () => '');
  return rewritten(plain, /&[#\w]{2,9};/gu, decodeHtml);
}

/** Returns the text of each `<blockquote>`, and the text between it and the next one. */
export function quotedHtml(
  html: FlatText,
): { readonly quote: FlatText; readonly behind: FlatText }[] {
  const found: { quote: FlatText; behind: FlatText }[] = [];
  const elements = [...html.words.matchAll(/<(\/?)blockquote\b[^<>]*>/giu)];
  for (const [index, opening] of elements.entries()) {
    const closing = elements[index + 1];
    if (opening[1] !== '' || closing === undefined || closing[1] === '') continue;
    const end = closing.index + closing[0].length;
    const next = elements[index + 2]?.index ?? html.words.length;
    const quote = partOf(html, opening.index + opening[0].length, closing.index);
    found.push({ quote: shownText(quote), behind: shownText(partOf(html, end, next)) });
  }
  return found;
}

function partOf({ words, groups }: FlatText, start: number, end: number): FlatText {
  const own = groups.filter(({ from, at }) => from >= start && at <= end);
  return {
    words: words.slice(start, end),
    groups: own.map((group) => ({ ...group, from: group.from - start, at: group.at - start })),
  };
}

/** Replaces all matches of a pattern, and adjusts the citations' offsets. */
function rewritten(
  { words, groups }: FlatText,
  pattern: RegExp,
  write: (found: string) => string,
): FlatText {
  let out = '';
  let from = 0;
  let next = 0;
  const moved: number[] = [];
  const places = groups.flatMap((group) => [group.from, group.at]);
  const place = (to: number, at: (offset: number) => number) => {
    for (let offset = places[next]; offset !== undefined && offset <= to; offset = places[next]) {
      moved.push(at(offset));
      next += 1;
    }
  };
  for (const match of words.matchAll(pattern)) {
    const { index, 0: found } = match;
    place(index, (offset) => out.length + offset - from);
    out += words.slice(from, index);
    // An offset inside a match moves to the start of the match.
    const length = out.length;
    place(index + found.length - 1, () => length);
    out += write(found);
    from = index + found.length;
  }
  place(words.length, (offset) => out.length + offset - from);
  const written = out + words.slice(from);
  return {
    words: written,
    groups: groups.map((group, index) => ({
      ...group,
      from: moved[2 * index] ?? written.length,
      at: moved[2 * index + 1] ?? written.length,
    })),
  };
}
