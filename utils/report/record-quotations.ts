import type { Clip, Pin } from '@/utils/model/evidence';
import type { CitationId, ClipId, Id } from '@/utils/model/ids';
import { NOTE_QUOTE } from '@/utils/model/page-article';
import { parseStatementText } from '@/utils/model/statement-text';
import type { ImportedCitation, ImportedReport, ImportedStatement } from '../model/imported-report';
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

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A part of a statement's text: the words, and where the citations stand in them. */
interface FlatStatement {
  readonly words: string;
  readonly groups: readonly { readonly at: number; readonly citations: readonly CitationId[] }[];
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
  for (const statement of report.statements) {
    if (statement.kind === 'sources' || statement.kind === 'code') continue;
    for (const [id, wording] of quotedIn(statement, byId)) wordings.set(id, wording);
  }
  return wordings.size === 0 ? report : withWordings(report, wordings, newId);
}

function quotedIn(
  statement: ImportedStatement,
  byId: ReadonlyMap<CitationId, ImportedCitation>,
): [CitationId, string][] {
  const { words, groups } = flatten(statement, byId);
  if (groups.length === 0) return [];
  const quoted: [CitationId, string][] = [];
  let next = 0;
  for (const { start, end } of quotationsIn(words)) {
    while ((groups[next]?.at ?? words.length + 1) <= start) next += 1;
    const group = groups[next];
    const [first, ...others] = group?.citations ?? [];
    if (group === undefined || first === undefined) break;
    const way = group.at <= end ? '' : words.slice(end, group.at);
    if (way.length > LONGEST_WAY || SENTENCE_END.test(`${words[end - 2]}${way}`)) continue;
    // An archived copy of the source has the same words. Another source may not have them.
    if (!others.every((id) => byId.get(id)?.raw === '')) continue;
    const wording = wordingOf(words.slice(start + 1, end - 1));
    if (wording !== null) quoted.push([first, wording]);
  }
  return quoted;
}

/** The words of a link stay in the sentence, and its citation stands behind them. */
function flatten(
  { text }: ImportedStatement,
  byId: ReadonlyMap<CitationId, ImportedCitation>,
): FlatStatement {
  let words = '';
  const groups: { at: number; citations: CitationId[] }[] = [];
  for (const segment of parseStatementText(text)) {
    if (segment.type === 'text') {
      words += segment.text;
      continue;
    }
    const citation = byId.get(segment.citationId);
    if (citation?.style === 'linked-words') words += citation.label;
    const last = groups.at(-1);
    if (last !== undefined && words.slice(last.at).trim() === '') {
      last.citations.push(segment.citationId);
    } else groups.push({ at: words.length, citations: [segment.citationId] });
  }
  return { words, groups };
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

/**
 * Returns the words of a quotation without Markdown and without what its author added: the longest
 * part between omissions. Returns null for a name, a title, or too few words.
 */
function wordingOf(quoted: string): string | null {
  const plain = quoted
    .replace(/<[^<>]{1,50}>/gu, '')
    .replace(/(?<!\\)[*_`]/gu, '')
    .replace(/\[\^[^\]]{1,100}\]/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/gu, '$1');
  const parts = plain
    .split(/\[[^\]]{0,100}\]|\((?:…|\.\.\.)\)|…|\.\.\./u)
    .map((part) => withoutEdges(part.replace(/\s+/gu, ' ')));
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  const terms = longest.match(/[\p{L}\p{N}\p{M}’'-]+/gu) ?? [];
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  const isLong = isUnspaced.test(longest)
    ? longest.length >= FEWEST_LETTERS
    : terms.length >= FEWEST_WORDS;
  return isLong && !isTitle(terms) ? longest : null;
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
  return {
    ...report,
    citations,
    clips: [...report.clips.filter(({ id }) => isCited(id)), ...newClips],
    pins: [...report.pins.filter(({ clipId }) => isCited(clipId)), ...newPins],
    importReport: { ...report.importReport, quotations: newClips.length },
  };
}
