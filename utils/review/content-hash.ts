import type { Pin } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import {
  type ContentItem,
  isEmptyStatement,
  type ReportTree,
  type SectionNode,
} from '@/utils/model/report-tree';
import {
  type Author,
  SIGN_OFF_PARTS,
  type SignOffPart,
  type SignOffParts,
  UNSIGNED,
} from '@/utils/model/review-records';
import { parseStatementText } from '@/utils/model/statement-text';
import { hashValues, shortHash } from './hash-values';

/**
 * Returns what a sign-off signs, as one SHA-256 in hex: the report as it reads (title, language,
 * headings, blocks and clips in order), the quote and link of everything that it cites, and all
 * decisions and answers. The bin, private notes and the spelling of a file are not included. The
 * same in every copy of the report. Linear.
 */
function contentHash(
  tree: ReportTree,
  reviews: readonly Review[],
  pinOf: (clipId: ClipId) => Pin | null,
): string {
  const { title, language, preamble } = tree.content;
  return hashValues(
    title,
    language,
    preamble,
    written(tree.opening).map((item) => itemValues(item, pinOf)),
    tree.sections.map((node) => sectionValues(node, pinOf)),
    writtenInbox(tree).map((item) => itemValues(item, pinOf)),
    reviews.map(reviewValues).sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1)),
  );
}

/** What a sign-off signs: the hash of the whole, and a hash of each part. */
export interface SignedContent {
  readonly whole: string;
  readonly parts: SignOffParts;
}

/** Returns the hashes that a sign-off made now would have. Linear. */
export function signedContent(
  tree: ReportTree,
  reviews: readonly Review[],
  pinOf: (clipId: ClipId) => Pin | null,
): SignedContent {
  return {
    whole: contentHash(tree, reviews, pinOf),
    parts: contentParts(tree, reviews, pinOf),
  };
}

/**
 * Returns hashes of each part of what a sign-off signs: of the part in the order of the text, and
 * then, where that order matters, of the same in an order of its own. Whatever changes the hash of
 * the whole changes at least one of them.
 */
function contentParts(tree: ReportTree, reviews: readonly Review[], pinOf: PinOf): SignOffParts {
  const { title, language, preamble } = tree.content;
  const items = writtenItems(tree);
  const statements = items.flatMap((item) => (item.kind === 'statement' ? [item] : []));
  const cited = items.flatMap((item) =>
    item.kind === 'clip' ? [item.id] : item.citations.map(({ clipId }) => clipId),
  );
  const words = statements.map(({ id, statement: { kind, marker, depth, text } }) => ({
    id,
    values: [kind, marker, depth, plainText(text)],
  }));
  const citing = items.map((item) => ({
    id: item.id,
    values:
      item.kind === 'clip'
        ? [[item.id]]
        : item.citations.map(({ clipId, label, style }) => [clipId, label, style]),
  }));
  const linking = statements.map(({ id, citations }) => ({
    id,
    values: citations.flatMap(({ clipId, href }) => (href === null ? [] : [[clipId, href]])),
  }));
  const directives = cited.flatMap((clipId) => {
    const pin = pinOf(clipId);
    return pin?.directive == null ? [] : [[clipId, directiveValues(pin)]];
  });
  const quotes = cited.flatMap((clipId) => {
    const quote = pinOf(clipId)?.quote ?? null;
    return quote === null ? [] : [[clipId, quote]];
  });
  return {
    title: shortHash(title, language, preamble),
    headings:
      shortHash(tree.sections.map(headingValues)) +
      shortHash(sorted(tree.sections.flatMap(identifiedHeadings))),
    words: shortHash(words.map(({ values }) => values)) + shortHash(sorted(words)),
    citations: shortHash(citing.flatMap(({ values }) => values)) + shortHash(sorted(some(citing))),
    links:
      shortHash(
        linking.flatMap(({ values }) => values),
        directives,
      ) + shortHash(sorted(some(linking)), sorted(directives)),
    quotes: shortHash(quotes) + shortHash(sorted(quotes)),
    decisions: shortHash(byLines(reviews.map(decisionValues))),
    answers: shortHash(
      byLines(reviews.filter(({ answers }) => answers.length > 0).map(answerValues)),
    ),
    order:
      shortHash(
        written(tree.opening).map(orderValues),
        tree.sections.map(sectionOrder),
        writtenInbox(tree).map(orderValues),
      ) + shortHash(sorted(items.map((item) => [item.id, orderValues(item)]))),
  };
}

/** Returns the values as JSON in an order of their own, each once: a clip may be cited twice. */
function sorted(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort();
}

function byLines(values: readonly (readonly string[])[]) {
  return values.toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));
}

/** Without the blocks that have nothing of the kind, so that one more of these changes nothing. */
function some<Block extends { readonly values: readonly unknown[] }>(blocks: readonly Block[]) {
  return blocks.filter(({ values }) => values.length > 0);
}

/** The parts that say what changed in the text, so that its order says nothing more. */
const IN_TEXT: readonly SignOffPart[] = ['headings', 'words', 'citations'];

/**
 * Returns the parts that differ. The order is named only if no other part of the text differs. A
 * citation that stands elsewhere in its statement counts as a change of the citations.
 */
export function changedParts(before: SignOffParts, now: SignOffParts): readonly SignOffPart[] {
  const changed = SIGN_OFF_PARTS.filter((part) => part !== 'order' && isOther(before, now, part));
  const [then, here] = [before.order, now.order].map((hashes) => hashes.slice(0, ONE_HASH));
  if (then === here || changed.some((part) => IN_TEXT.includes(part))) return changed;
  const isOrder = before.order.length <= ONE_HASH || !isOther(before, now, 'order');
  const also = isOrder ? 'order' : 'citations';
  return SIGN_OFF_PARTS.filter((part) => part === also || changed.includes(part));
}

/** The length of one hash. Sign-offs of an earlier build have only the one in order. */
const ONE_HASH = 32;

/** Whether a part differs apart from its order, if the sign-off says so much. */
function isOther(before: SignOffParts, now: SignOffParts, part: SignOffPart): boolean {
  const then = before[part];
  return then.length > ONE_HASH
    ? then.slice(ONE_HASH) !== now[part].slice(ONE_HASH)
    : then !== now[part].slice(0, ONE_HASH);
}

function headingValues({ section, children }: SectionNode): unknown[] {
  return [section.title, section.level, children.map(headingValues)];
}

function identifiedHeadings({ section, children }: SectionNode): readonly unknown[] {
  const { id, title, level } = section;
  return [[id, title, level], ...children.flatMap(identifiedHeadings)];
}

/** Returns the statement and clip items that are written, in reading order. */
function writtenItems(tree: ReportTree): readonly ContentItem[] {
  const items = [...written(tree.opening)];
  const visit = ({ content, children }: SectionNode) => {
    items.push(...written(content));
    children.forEach(visit);
  };
  tree.sections.forEach(visit);
  items.push(...writtenInbox(tree));
  return items;
}

function plainText(text: string): string {
  return parseStatementText(text)
    .map((segment) => (segment.type === 'text' ? segment.text : ''))
    .join('');
}

function orderValues(item: ContentItem): unknown[] {
  if (item.kind === 'clip') return [item.id];
  const { kind, marker, depth, text } = item.statement;
  return [kind, marker, depth, text];
}

function sectionOrder({ section, content, children }: SectionNode): unknown[] {
  return [
    ...[section.title, section.level],
    written(content).map(orderValues),
    children.map(sectionOrder),
  ];
}

type PinOf = (clipId: ClipId) => Pin | null;

function sectionValues({ section, content, children }: SectionNode, pinOf: PinOf): unknown[] {
  return [
    section.title,
    section.level,
    written(content).map((item) => itemValues(item, pinOf)),
    children.map((child) => sectionValues(child, pinOf)),
  ];
}

/**
 * Returns the content without what is not written: statements without words, and clips that a
 * statement cites, because they are written in the statement.
 */
function written(content: readonly ContentItem[]): readonly ContentItem[] {
  return content.filter((item) =>
    item.kind === 'statement' ? !isEmptyStatement(item.statement) : item.citedBy.length === 0,
  );
}

function writtenInbox({ inbox }: ReportTree): readonly ContentItem[] {
  return written(inbox).filter(({ kind }) => kind === 'statement');
}

/**
 * Returns how many clips of a report a sign-off does not cover: those in the inbox that no statement
 * cites. People go on clipping after a sign-off, and that must not make it void.
 */
export function countUncovered({ inbox }: ReportTree): number {
  return written(inbox).filter(({ kind }) => kind === 'clip').length;
}

function itemValues(item: ContentItem, pinOf: PinOf): unknown[] {
  if (item.kind === 'clip') return ['clip', ...pinValues(item.id, pinOf)];
  const { kind, marker, depth, text } = item.statement;
  return [
    kind,
    marker,
    depth,
    text,
    item.citations.map(({ clipId, label, href, style }) => [
      label,
      href,
      style,
      ...pinValues(clipId, pinOf),
    ]),
  ];
}

function pinValues(clipId: ClipId, pinOf: PinOf): unknown[] {
  const pin = pinOf(clipId);
  return [clipId, pin?.quote ?? null, directiveValues(pin)];
}

function directiveValues(pin: Pin | null): unknown[] {
  const { prefix, start, end, suffix } = pin?.directive ?? {};
  return [prefix ?? null, start ?? null, end ?? null, suffix ?? null];
}

function reviewValues(review: Review): string[] {
  const { claim, quote, passage } = review.hashes;
  return [
    review.claimKey,
    review.reviewer,
    review.decision,
    review.note,
    review.reviewedAt,
    unsignedAnswer(review),
    claim,
    quote,
    passage,
    // Adds nothing for unsigned decisions: old sign-offs used the hash without authors.
    ...(review.author === UNSIGNED ? [] : [review.author]),
    ...signedAnswers(review),
  ];
}

/** With `answerValues`, the same values as `reviewValues` in two parts. */
function decisionValues(review: Review): string[] {
  const { claimKey, reviewer, decision, note, reviewedAt, author } = review;
  const { claim, quote, passage } = review.hashes;
  return [claimKey, reviewer, decision, note, reviewedAt, claim, quote, passage, author];
}

function answerValues(review: Review): string[] {
  const { claimKey, author } = review;
  return [claimKey, author, unsignedAnswer(review), ...signedAnswers(review)];
}

function unsignedAnswer(review: Review): string {
  return answersOf(review, (author) => author === UNSIGNED)[0]?.answer ?? '';
}

function signedAnswers(review: Review): string[] {
  return answersOf(review, (author) => author !== UNSIGNED).flatMap(({ author, answer, note }) => [
    author,
    // Adds nothing for an answer without a note, so that sign-offs of older versions stay valid.
    note === '' ? answer : `${answer}\n${note}`,
  ]);
}

/** Sorts the answers in an order that does not depend on which keys this library knows. */
function answersOf({ answers }: Review, wanted: (author: Author) => boolean) {
  return answers
    .filter(({ author }) => wanted(author))
    .sort((a, b) => (a.author < b.author ? -1 : a.author > b.author ? 1 : 0));
}
