import type { CitationId, StatementId } from '@/utils/model/ids';
import { linkedIn } from '@/utils/model/linked-words';
import type { Citation, Statement } from '@/utils/model/report-content';
import type { ReportTree } from '@/utils/model/report-tree';
import type { StatementSegment } from '@/utils/model/statement-text';
import {
  type FlatText,
  isRemark,
  sourceIn,
  sourceInItem,
  sourceStart,
  unquoted,
} from '@/utils/report/quoted-blocks';
import { leadingTitle } from '@/utils/report/read-wording';
import { readingOrder } from '@/utils/report/reading-order';
import { type PlainStatement, plainStatement } from './plain-statement';

/** A statement with its parsed text, without tokens that name no citation. */
export interface CitedStatement {
  readonly statement: Statement;
  readonly segments: readonly StatementSegment[];
}

/** The quoted blocks and paragraphs whose source is named in the statement behind them. */
export interface SourcedQuotes {
  readonly quotes: ReadonlySet<StatementId>;
  /**
   * By the statement that names the source: the block and this statement as one, with the id of this
   * statement, because its citations are there.
   */
  readonly joined: ReadonlyMap<StatementId, CitedStatement>;
}

/** In UTF-16 units, with the tokens of citations. A longer statement names more than a source. */
const LONGEST_SOURCE = 600;
const MAY_NAME_SOURCE: ReadonlySet<Statement['kind']> = new Set([
  ...(['paragraph', 'caption', 'sources', 'item', 'other'] as const),
]);

const known = new WeakMap<ReportTree, SourcedQuotes>();

/** Returns the sourced quotes of a report. Parses only quoted blocks and what is behind them. */
export function sourcedQuotes(tree: ReportTree): SourcedQuotes {
  const found = known.get(tree) ?? findSourcedQuotes(statementsOf(tree), tree.citations);
  known.set(tree, found);
  return found;
}

function statementsOf(tree: ReportTree): CitedStatement[] {
  return [...readingOrder(tree, true)].flatMap((step) =>
    step.type === 'item' && step.item.kind === 'statement' ? [step.item] : [],
  );
}

/** Returns the same for statements in reading order. */
export function findSourcedQuotes(
  statements: readonly CitedStatement[],
  citations: ReadonlyMap<CitationId, Citation>,
): SourcedQuotes {
  const quotes = new Set<StatementId>();
  const joined = new Map<StatementId, CitedStatement>();
  for (const [at, quote] of statements.entries()) {
    const source = statements[at + 1];
    if (source === undefined || source.statement.sectionId !== quote.statement.sectionId) continue;
    const isQuote = isQuotedText(quote.statement);
    if (isQuote ? !namesSource(source, statements[at + 2], citations) : !isFollowed(quote, source))
      continue;
    const segments = quote.segments;
    const words = segments.map((each) => (each.type === 'text' ? each.text : '')).join('');
    if (segments.some(({ type }) => type === 'citation')) continue;
    if (isQuote && isRemark(unquoted({ words, groups: [] }).words)) continue;
    quotes.add(quote.statement.id);
    joined.set(source.statement.id, join(quote, source));
  }
  return { quotes, joined };
}

const IMAGE = /!\[[^[\]]{0,400}\]\([^()\s]{0,2000}\)/gu;

/**
 * Whether a paragraph is followed by a line such as "Source: The Gazette", or an item by such an item
 * below it.
 */
function isFollowed({ statement }: CitedStatement, source: CitedStatement): boolean {
  if (leadingTitle(source.statement.text) !== 'sources') return false;
  const { kind, depth } = source.statement;
  const isBelow = (kind === 'item' || kind === 'caption') && depth > statement.depth;
  if (statement.kind === 'item') return isBelow;
  // What is below an image is its credit.
  const hasWords = /\p{L}/u.test(statement.text.replace(IMAGE, ''));
  return statement.kind === 'paragraph' && kind === 'caption' && hasWords;
}

function isQuotedText({ kind, text }: Statement): boolean {
  if (kind !== 'other') return kind === 'quote';
  const html = text.trim().toLowerCase();
  return html.startsWith('<blockquote') && html.endsWith('</blockquote>');
}

/** Whether a statement only names a source. One item is no list, and several links are one. */
function namesSource(
  { statement, segments }: CitedStatement,
  next: CitedStatement | undefined,
  citations: ReadonlyMap<CitationId, Citation>,
): boolean {
  const { kind, marker, text } = statement;
  if (!MAY_NAME_SOURCE.has(kind) || text.length > LONGEST_SOURCE) return false;
  const flat = flatText(plainStatement(segments, linkedIn(citations)));
  if (marker !== '') return sourceInItem(flat, statement, next?.statement) !== null;
  const group = sourceIn(flat);
  if (group === null || isLinkedSentence(flat.words, 0, group)) return false;
  const isList = kind === 'sources' && next?.statement.kind === 'sources' && group.from === 0;
  return !isList || next.statement.sectionId !== statement.sectionId;
}

function join(quote: CitedStatement, source: CitedStatement): CitedStatement {
  const { marker } = source.statement;
  const isDash = marker !== '' && isQuotedText(quote.statement);
  const between = `\n\n${isDash ? `\\${marker} ` : ''}`;
  return {
    statement: {
      ...source.statement,
      kind: isQuotedText(quote.statement) ? 'quote' : quote.statement.kind,
      marker: '',
      text: quote.statement.text + between + source.statement.text,
    },
    segments: [...quote.segments, { type: 'text', text: between }, ...source.segments],
  };
}

/** Returns where the plain text of a quoted block starts to name its source; null if it does not. */
export function sourceInQuote(statement: PlainStatement): number | null {
  const flat = flatText(statement);
  const group = flat.groups.at(-1);
  if (group === undefined) return null;
  const start = sourceStart(flat, group, true);
  return start === null || isLinkedSentence(flat.words, start, group) ? null : start;
}

/** Whether the source is only named by a link, and the link is on a sentence or a quotation. */
function isLinkedSentence(
  words: string,
  start: number,
  { from, at }: { readonly from: number; readonly at: number },
): boolean {
  if (words.slice(start, from).trim() !== '') return false;
  return /^["“«„]|[.!?…]["”»’)]?$/u.test(words.slice(from, at).trim());
}

function flatText({ plain, citationsAt, linkedFrom }: PlainStatement): FlatText {
  const groups: { from: number; at: number; citations: CitationId[] }[] = [];
  for (const [index, { citationId, at }] of citationsAt.entries()) {
    const from = linkedFrom[index] ?? at;
    const last = groups.at(-1);
    const isNext = last !== undefined && plain.slice(last.at, from).trim() === '';
    if (isNext) last.citations.push(citationId);
    else groups.push({ from, at, citations: [citationId] });
  }
  return { words: plain, groups };
}
