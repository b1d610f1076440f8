import type { Pin } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import { type Author, UNSIGNED } from '@/utils/model/review-records';
import { hashValues } from './hash-values';

/**
 * Returns what a sign-off signs, as one SHA-256 in hex: the report as it reads (title, language,
 * headings, blocks and clips in order), the quote and link of everything that it cites, and all
 * decisions and answers. The bin, private notes and the spelling of a file are not included. The
 * same in every copy of the report. Linear.
 */
export function contentHash(
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
  const { prefix, start, end, suffix } = pin?.directive ?? {};
  return [clipId, pin?.quote ?? null, [prefix ?? null, start ?? null, end ?? null, suffix ?? null]];
}

function reviewValues(review: Review): string[] {
  const { claim, quote, passage } = review.hashes;
  return [
    review.claimKey,
    review.reviewer,
    review.decision,
    review.note,
    review.reviewedAt,
    answersOf(review, (author) => author === UNSIGNED)[0]?.answer ?? '',
    claim,
    quote,
    passage,
    // Adds nothing for unsigned decisions: old sign-offs used the hash without authors.
    ...(review.author === UNSIGNED ? [] : [review.author]),
    ...answersOf(review, (author) => author !== UNSIGNED).flatMap(({ author, answer }) => [
      author,
      answer,
    ]),
  ];
}

/** Sorts the answers in an order that does not depend on which keys this library knows. */
function answersOf({ answers }: Review, wanted: (author: Author) => boolean) {
  return answers
    .filter(({ author }) => wanted(author))
    .sort((a, b) => (a.author < b.author ? -1 : a.author > b.author ? 1 : 0));
}
