import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { addTextDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { TextQuoteSelector } from '@/utils/model/evidence';
import type { CitationId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import type { ArticlePage, PageArticle } from '@/utils/model/page-article';
import { parseStatementText } from '@/utils/model/statement-text';
import { findUnchangedQuote } from '@/utils/quote/find-unchanged-quote';
import { lastAtMost } from '@/utils/text/last-at-most';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { claimsOfSegments } from './derive-claims';
import { findSourcedQuotes } from './sourced-quotes';

/** How many units of the text beside a claim tell it from the same words elsewhere. */
const CONTEXT = 32;
/** The number of words at each end by which a claim is found that the page interrupts. */
const END_WORDS = 4;
/** The fewest words by which a claim is found without its last word. */
const FEWEST_WORDS = 3;
/** The most units that interrupt a claim on the page: marks of notes, remarks of editors. */
const MAX_BETWEEN = 200;

/**
 * Returns the report with a link for each citation to its claim in the article: the address of the
 * page, with a directive that was proved on the page's text. If the words are not on the page, or no
 * directive leads to them, the link is the address alone. Each proof is linear in the page.
 */
export function linkToArticle(report: ImportedReport, article: PageArticle): ImportedReport {
  const address = removeFragmentDirective(article.url);
  const model = article.page === undefined ? null : articleModel(article.page);
  const links = model === null ? new Map<CitationId, string>() : proveLinks(report, model, address);
  const citations = report.citations.map((citation) => ({
    ...citation,
    articleLink: links.get(citation.id) ?? address,
  }));
  return { ...report, citations };
}

/** Returns the model of an article's page, as it was in the page. @public */
export function articleModel({ text, blocks, marks, nodes }: ArticlePage): TextModel {
  const starts = Int32Array.from({ length: nodes.length / 2 }, (_, at) => nodes[2 * at] ?? 0);
  return Object.assign(createPlainTextModel(text, blocks, marks), {
    nodeEndWithin(offset: number, limit: number): number | null {
      const end = nodes[2 * lastAtMost(starts, offset) + 1];
      // A hostile page could send a node that ends before it starts, and so stop the search.
      return end !== undefined && end > offset && end <= limit ? end : null;
    },
  });
}

function proveLinks(
  { statements, citations, language }: ImportedReport,
  model: TextModel,
  address: string,
): ReadonlyMap<CitationId, string> {
  const links = new Map<CitationId, string>();
  const known = new Map(citations.map((citation) => [citation.id, citation]));
  // The report has the order of the article, so a claim is behind the claim before it.
  let from = 0;
  const read = statements.map((statement) => ({
    statement: { ...statement, rank: '', binnedAt: null },
    get segments() {
      return parseStatementText(statement.text);
    },
  }));
  const { joined } = findSourcedQuotes(read, known);
  for (const own of read) {
    const { statement, segments } = joined.get(own.statement.id) ?? own;
    const { plain, claims } = claimsOfSegments(statement, segments, known, language);
    for (const { text, start, end, citationIds } of claims) {
      const selector = {
        exact: text.trim(),
        prefix: plain.slice(Math.max(0, start - CONTEXT), start),
        suffix: plain.slice(end, end + CONTEXT),
      };
      const range = findClaim(model, selector, from);
      if (range === null) continue;
      from = range.end;
      const built = buildDirectiveWithRange(model, range);
      if (!built.ok) continue;
      const link = addTextDirective(address, built.value.directive);
      for (const id of citationIds) links.set(id, link);
    }
  }
  return links;
}

/** Finds the words of a claim, or else its first and its last words not far from each other. */
function findClaim(model: TextModel, selector: TextQuoteSelector, from: number): TextRange | null {
  const { exact, prefix, suffix } = selector;
  const whole = findWords(model, selector, from);
  const words = [...exact.matchAll(/\S+/gu)];
  if (whole !== null || words.length < 2 * END_WORDS) return whole;
  const head = exact.slice(0, words[END_WORDS]?.index).trim();
  const first = findWords(model, { exact: head, prefix, suffix: '' }, from);
  if (first === null) return null;
  const tail = exact.slice(words.at(-END_WORDS)?.index);
  const near = first.start + exact.length - tail.length;
  const last = findWords(model, { exact: tail, prefix: '', suffix }, near);
  const isNear =
    last !== null &&
    last.start >= first.end &&
    last.end - first.start <= exact.length + MAX_BETWEEN;
  return isNear ? { start: first.start, end: last.end } : null;
}

/**
 * Finds words near an offset. If there are several and the last is a part of a longer word on the
 * page, where the label of a source touches the full stop, the others are found.
 */
function findWords(model: TextModel, selector: TextQuoteSelector, near: number): TextRange | null {
  const at = { start: near, end: near };
  const found = findUnchangedQuote(model, selector, at);
  const others = selector.exact.split(/\s+/u).slice(0, -1).join(' ');
  if (found !== null || others.split(' ').length < FEWEST_WORDS) return found;
  return findUnchangedQuote(model, { ...selector, exact: others, suffix: '' }, at);
}
