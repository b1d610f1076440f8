import { isOfCitations } from '@/utils/claim/claim';
import { CHECK_STATES, groupOf } from '@/utils/model/check-state';
import type { DifferencePart } from '@/utils/model/evidence';
import type { Review } from '@/utils/model/project-reviews';
import type { PhrasingContent, RootContent } from '@/utils/report/markup/mdast';
import { linkNode, paragraphsOf, writableLine, writableText } from '@/utils/report/write-nodes';
import { joinRows } from '@/utils/text/table-rows';
import {
  NOT_HELD,
  type ReviewEntry,
  type ReviewedPassage,
  type ReviewReport,
} from './review-report';
import {
  isObjection,
  needsDecision,
  noteOfDecision,
  openObjections,
  withOpenObjections,
} from './review-state';
import type { ReviewWords } from './review-words';
import type { SignOffState } from './sign-off';

type Blocks = RootContent[];

/**
 * Returns a review report as Markdown nodes, for the writers of Markdown and HTML: who, when, how
 * many; the sign-off; each objection with its evidence; the waiting claims; the supported claims.
 * Text of reports, pages and people is always text in it, never Markdown.
 */
export function reviewReportNodes(report: ReviewReport, words: ReviewWords): RootContent[] {
  const { entries } = report;
  const objected = entries.filter(({ review }) =>
    review.all.some(({ decision }) => isObjection(decision)),
  );
  const waiting = entries.filter((entry) => needsDecision(entry.review));
  const disputed = withOpenObjections(entries).length;
  const supported = entries.filter(
    ({ review }) => !needsDecision(review) && review.review?.decision === 'supported',
  );
  return [
    heading(1, words.title(report.title)),
    paragraph(words.written(report.writtenAt)),
    ...reviewers(report, words),
    heading(2, words.byDecision),
    counts([
      ...(['supported', 'partly', 'unsupported', 'unclear', 'waiting'] as const).map(
        (name): [string, number] => [
          words.decisions(name, report.decisions[name]),
          report.decisions[name],
        ],
      ),
    ]),
    ...(disputed === 0 ? [] : [paragraph(words.othersObject(disputed))]),
    ...(report.uncitedSentences === 0
      ? []
      : [paragraph(words.uncitedSentences(report.uncitedSentences))]),
    heading(2, words.byVerdict),
    counts(
      CHECK_STATES.flatMap((state) => {
        const count = report.numbers.states.get(state);
        return count === undefined ? [] : [[words.verdict(state), count]];
      }),
    ),
    paragraph(words.means),
    ...signOff(report, words),
    heading(2, words.objections),
    ...(objected.length === 0
      ? [paragraph(words.noObjections)]
      : sections(objected, report.language, words)),
    ...(report.uncited.length === 0
      ? []
      : [
          heading(2, words.uncited),
          ...report.uncited.flatMap((passage) => evidence(passage, words.uncitedClip, words)),
        ]),
    ...short(words.waiting, waiting, words),
    ...short(words.decisions('supported', supported.length), supported, words),
  ];
}

function reviewers({ reviewers: all }: ReviewReport, words: ReviewWords): Blocks {
  if (all.length === 0) return [paragraph(words.nobody)];
  return [list(all.map((reviewer) => [paragraph(words.reviewer(reviewer))]))];
}

function signOff({ signOffs, uncovered }: ReviewReport, words: ReviewWords): Blocks {
  const title = heading(2, words.signOff);
  if (signOffs.length === 0) return [title, paragraph(words.notSigned)];
  return [
    title,
    ...signOffs.flatMap((each) => oneSignOff(each, words)),
    ...(uncovered === 0 ? [] : [paragraph(words.uncovered(uncovered))]),
  ];
}

function oneSignOff(state: SignOffState, words: ReviewWords): Blocks {
  const { exceptions, contentHash } = state.signOff;
  return [
    block([strong(writableLine(words.signed(state)))]),
    paragraph(words.hash(contentHash)),
    ...(exceptions.length === 0
      ? []
      : [
          paragraph(words.exceptions(exceptions.length)),
          list(exceptions.map((exception) => [paragraph(exception.words || words.noWords)])),
        ]),
  ];
}

/** Returns the objections under the headings of their sections. */
function sections(entries: readonly ReviewEntry[], language: string, words: ReviewWords): Blocks {
  let section: string | null = null;
  return entries.flatMap((entry) => {
    const opens = entry.section !== section;
    section = entry.section;
    const blocks = objection(entry, language, words);
    return opens ? [heading(3, entry.section || words.opening), ...blocks] : blocks;
  });
}

function objection(entry: ReviewEntry, language: string, words: ReviewWords): Blocks {
  const { review, hints, passages } = entry;
  const facts = [
    ...review.changed.map((change) => [paragraph(words.changed(change))]),
    ...review.all.map((each) => decisionOf(each, words)),
    ...hints.map((hint) => [paragraph(words.hint(hint))]),
  ];
  return [
    heading(4, words.claim(entry.number)),
    quoted(claimParagraphs(entry, words), { lang: language, dir: 'auto' }),
    ...placeOf(entry, words).map((link) => block([link])),
    list(facts),
    ...passages.flatMap((passage, at) => evidence(passage, words.passage(at + 1), words)),
  ];
}

function claimParagraphs({ words: said, rest }: ReviewEntry, { noWords }: ReviewWords) {
  const lines = paragraphsOf(said || noWords);
  lines.at(-1)?.children.push(...restOf(rest));
  return lines;
}

/** Returns what follows a claim in its sentence, set apart from the claim. */
function restOf(rest: string): PhrasingContent[] {
  const line = writableLine(rest);
  if (line === '') return [];
  return [text(' '), { type: 'emphasis', children: [text(`… ${line}`)] }];
}

/** Returns the link to the place of a claim in its article, if it has one. */
function placeOf({ articleLink }: ReviewEntry, { inArticle }: ReviewWords): PhrasingContent[] {
  return articleLink === null ? [] : [linkNode(inArticle, articleLink)];
}

/** Returns one person's decision with the note and the answers. */
function decisionOf(review: Review, words: ReviewWords): Blocks {
  return [
    block([strong(words.decision(review.decision)), text(` · ${signature(review, words)}`)]),
    ...noteOf(noteOfDecision(review), words),
    ...answersOf(review, words),
    ...earlierOf(review, words),
  ];
}

function answersOf({ answers }: Review, words: ReviewWords): Blocks {
  return answers.flatMap((answer) => [
    paragraph(words.answer(answer)),
    ...noteOf(answer.note, words),
  ]);
}

/** Returns the earlier decisions that a decision replaced, and what was decided after an answer. */
function earlierOf(review: Review, words: ReviewWords): Blocks {
  const again = words.again(review);
  return [
    ...review.earlier.flatMap((each) => [
      paragraph(`${words.earlier(each.decision)} · ${signature(each, words)}`),
      ...noteOf(each.note, words),
      ...answersOf(each, words),
    ]),
    ...(again === null ? [] : [paragraph(again)]),
  ];
}

function noteOf(note: string, words: ReviewWords): Blocks {
  if (note.trim() === '') return [];
  const [first, ...rest] = paragraphsOf(note);
  if (first === undefined) return [];
  const line = first.children.map((child) => ('value' in child ? child.value : '')).join('');
  return [paragraph(words.label(words.note, line)), ...rest];
}

function signature(review: Review, words: ReviewWords): string {
  const { reviewedAt, together } = review;
  const parts = [writableLine(words.person(review)), words.moment(reviewedAt)];
  return [...parts, ...(together ? [words.together] : [])].join(' · ');
}

function evidence(passage: ReviewedPassage, name: string, words: ReviewWords): Blocks {
  const about = finding(passage, name, words);
  if (!passage.known) return [about];
  const { reason, difference, quote: said } = passage;
  const why = [
    ...(reason === null ? [] : [paragraph(words.reason(reason))]),
    ...(passage.foreign === null ? [] : [paragraph(words.foreign(passage.foreign))]),
  ];
  const spoken = { ...(passage.language === null ? {} : { lang: passage.language }), dir: 'auto' };
  if (difference.length > 0) {
    const parts = difference.flatMap(differing);
    return [about, ...why, quoted([block(parts)], spoken)];
  }
  const shown = said ?? passage.located;
  const quotes = shown === null ? [] : [quoted(paragraphsOf(joinRows(shown)), spoken)];
  return [about, ...why, ...quotes];
}

/** Returns one line: what the last check of a passage found, when, and on which page. */
function finding(passage: ReviewedPassage, name: string, words: ReviewWords) {
  if (!passage.known) return paragraph(words.label(name, words.noPassage));
  const { verdict, fact, checkedAt, title, url, onlyWords } = passage;
  const found = words.verdict(verdict);
  const label = writableLine(title);
  return block([
    text(words.label(name, fact === null ? found : words.label(found, words.fact(fact)))),
    ...(onlyWords ? [text(` · ${words.onlyWords}`)] : []),
    ...(checkedAt === null ? [] : [text(` · ${words.moment(checkedAt)}`)]),
    ...(label === '' ? [] : [text(' · '), url === null ? text(label) : linkNode(label, url)]),
  ]);
}

/**
 * Returns one part of a difference. Spaces are outside of the marks, because Markdown does not
 * allow them inside.
 */
function differing({ op, text: part }: DifferencePart): PhrasingContent[] {
  const said = writableText(part).replace(/\s+/gu, ' ');
  const inner = said.trim();
  if (op === 'same' || inner === '') return [text(said)];
  const at = said.indexOf(inner);
  const children = [text(inner)];
  return [
    text(said.slice(0, at)),
    // Markdown has no mark for added text: bold in Markdown, `ins` in HTML.
    op === 'removed'
      ? { type: 'delete', children }
      : { type: 'strong', children, data: { hName: 'ins' } },
    text(said.slice(at + inner.length)),
  ];
}

/**
 * Returns claims with one line each, and one for each passage that did not pass, or whose image was
 * not compared. Those that do not
 * wait have their hints, too.
 */
function short(title: string, entries: readonly ReviewEntry[], words: ReviewWords): Blocks {
  if (entries.length === 0) return [];
  const lines = entries.map((entry) => {
    const { words: said, rest, number, review, excepted, hints, passages } = entry;
    const waits = needsDecision(review);
    const about = [
      words.claim(number),
      ...(excepted && waits ? [words.excepted] : []),
      ...(review.review !== null && waits ? [words.decision(review.review.decision)] : []),
      ...(review.review === null ? [] : [signature(review.review, words)]),
      ...openObjections(review).map(
        (each) => `${writableLine(words.person(each))}: ${words.decision(each.decision)}`,
      ),
    ];
    return [
      block([
        text(writableLine(said) || words.noWords),
        ...restOf(rest),
        text(' '),
        { type: 'emphasis', children: [text(`(${about.join(' · ')})`)] },
        ...placeOf(entry, words).flatMap((link) => [text(' '), link]),
      ]),
      // Why it waits again.
      ...(waits ? review.changed.map((change) => paragraph(words.changed(change))) : []),
      // A decision must not hide what was asked before it, or what a check found.
      ...(waits
        ? []
        : hints
            .filter((hint) => !isOfCitations(hint))
            .map((hint) => paragraph(words.label(words.asked, words.hint(hint))))),
      ...passages.flatMap((passage, at) => [
        ...(NOT_HELD.has(groupOf(passage.verdict)) || passage.onlyWords
          ? [finding(passage, words.passage(at + 1), words)]
          : []),
        ...(passage.foreign === null ? [] : [paragraph(words.foreign(passage.foreign))]),
      ]),
      ...(review.review?.decision === 'supported'
        ? [...noteOf(noteOfDecision(review.review), words), ...earlierOf(review.review, words)]
        : []),
    ];
  });
  return [heading(2, title), list(lines)];
}

function heading(depth: 1 | 2 | 3 | 4, value: string): RootContent {
  return { type: 'heading', depth, children: [text(writableLine(value))] };
}

function text(value: string): PhrasingContent & { type: 'text' } {
  return { type: 'text', value };
}

function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [text(value)] };
}

function block(children: PhrasingContent[]): RootContent & { type: 'paragraph' } {
  return { type: 'paragraph', children };
}

function paragraph(value: string): RootContent & { type: 'paragraph' } {
  return block([text(writableLine(value))]);
}

function quoted(
  children: readonly (RootContent & { type: 'paragraph' })[],
  hProperties: Readonly<Record<string, string>>,
): RootContent {
  return { type: 'blockquote', children: [...children], data: { hProperties } };
}

function list(items: readonly Blocks[]): RootContent {
  return {
    type: 'list',
    ordered: false,
    // Without an empty line, several paragraphs would be one.
    spread: items.some(({ length }) => length > 1),
    children: items.map((children) => ({
      type: 'listItem',
      spread: children.length > 1,
      children: children as (RootContent & { type: 'paragraph' })[],
    })),
  };
}

/** Returns numbers under their names. */
function counts(columns: readonly (readonly [string, number])[]): RootContent {
  const row = (cells: readonly string[]) => ({
    type: 'tableRow' as const,
    children: cells.map((value) => ({ type: 'tableCell' as const, children: [text(value)] })),
  });
  return {
    type: 'table',
    children: [
      row(columns.map(([name]) => name)),
      row(columns.map(([, count]) => count.toString())),
    ],
  };
}
