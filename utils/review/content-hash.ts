import type { Pin } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
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
    tree.inbox.filter(({ kind }) => kind === 'statement').map((item) => itemValues(item, pinOf)),
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
 * Returns a hash of each part of what a sign-off signs. Whatever changes the hash of the whole
 * changes the hash of at least one part.
 */
function contentParts(tree: ReportTree, reviews: readonly Review[], pinOf: PinOf): SignOffParts {
  const { title, language, preamble } = tree.content;
  const items = writtenItems(tree);
  const statements = items.flatMap((item) => (item.kind === 'statement' ? [item] : []));
  const cited = items.flatMap((item) =>
    item.kind === 'clip' ? [item.id] : item.citations.map(({ clipId }) => clipId),
  );
  const citations = statements.flatMap((item) => item.citations);
  const sorted = (values: readonly (readonly string[])[]) =>
    values.toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));
  return {
    title: shortHash(title, language, preamble),
    headings: shortHash(tree.sections.map(headingValues)),
    words: shortHash(
      statements.map(({ statement: { kind, marker, depth, text } }) => [
        ...[kind, marker, depth],
        plainText(text),
      ]),
    ),
    citations: shortHash(
      items.flatMap((item) =>
        item.kind === 'clip'
          ? [[item.id]]
          : item.citations.map(({ clipId, label, style }) => [clipId, label, style]),
      ),
    ),
    links: shortHash(
      citations.flatMap(({ clipId, href }) => (href === null ? [] : [[clipId, href]])),
      cited.flatMap((clipId) => {
        const pin = pinOf(clipId);
        return pin?.directive == null ? [] : [[clipId, directiveValues(pin)]];
      }),
    ),
    quotes: shortHash(
      cited.flatMap((clipId) => {
        const quote = pinOf(clipId)?.quote ?? null;
        return quote === null ? [] : [[clipId, quote]];
      }),
    ),
    decisions: shortHash(sorted(reviews.map(decisionValues))),
    answers: shortHash(
      sorted(reviews.filter(({ answers }) => answers.length > 0).map(answerValues)),
    ),
    order: shortHash(
      written(tree.opening).map(orderValues),
      tree.sections.map(sectionOrder),
      tree.inbox.filter(({ kind }) => kind === 'statement').map(orderValues),
    ),
  };
}

/** The parts that say what changed in the text, so that its order says nothing more. */
const IN_TEXT: readonly SignOffPart[] = ['headings', 'words', 'citations'];

/** Returns the parts that differ. The order is named only if no other part of the text differs. */
export function changedParts(before: SignOffParts, now: SignOffParts): readonly SignOffPart[] {
  const changed = SIGN_OFF_PARTS.filter((part) => before[part] !== now[part]);
  const isInText = changed.some((part) => IN_TEXT.includes(part));
  return isInText ? changed.filter((part) => part !== 'order') : changed;
}

function headingValues({ section, children }: SectionNode): unknown[] {
  return [section.title, section.level, children.map(headingValues)];
}

/** Returns the statement and clip items that are written, in reading order. */
function writtenItems(tree: ReportTree): readonly ContentItem[] {
  const items = [...written(tree.opening)];
  const visit = ({ content, children }: SectionNode) => {
    items.push(...written(content));
    children.forEach(visit);
  };
  tree.sections.forEach(visit);
  items.push(...tree.inbox.filter(({ kind }) => kind === 'statement'));
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

/** A clip that a statement cites is written there, wherever it is. */
function written(content: readonly ContentItem[]): readonly ContentItem[] {
  return content.filter((item) => item.kind === 'statement' || item.citedBy.length === 0);
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
