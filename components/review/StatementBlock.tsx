import { type ComponentChild, Fragment } from 'preact';
import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import { shortPassage } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import type { StatementClaims } from '@/utils/claim/claim';
import type { Statement } from '@/utils/model/report-content';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { needsDecision } from '@/utils/review/review-state';
import type { TextRange } from '@/utils/text/text-model';
import { claimTone, DECISION_LOOK, stateWords } from './claim-look';
import { OthersMark } from './OthersObject';
import type { DeskClaim } from './use-desk-claims';
import './review.css';

interface StatementBlockProps {
  readonly statement: Statement;
  readonly text: StatementClaims;
  readonly marks: Extract<ReadStep, { kind: 'statement' }>['marks'];
  readonly claims: readonly DeskClaim[];
  readonly shown: ReadonlySet<string>;
  readonly current: string | null;
  /** The start of the uncited sentence that was chosen; null if it is not in this block. */
  readonly sought: number | null;
  readonly onChoose: (key: string) => void;
}

/** One block of the report, with its claims as links. */
export function StatementBlock(props: StatementBlockProps) {
  const { statement, text } = props;
  const level = Math.min(statement.depth, 4).toString();
  const marker = statement.kind === 'item' && (
    <span class="report-marker" aria-hidden="true">
      {/\d/.test(statement.marker) ? statement.marker.trim() : '•'}
    </span>
  );
  return (
    <div
      class={`report-block report-${statement.kind} report-depth-${level}`}
      dir="auto"
      data-statement={statement.id}
    >
      {marker}
      {statement.kind === 'table' ? (
        <table class="report-words">
          <tbody>{rows(props)}</tbody>
        </table>
      ) : (
        <p class="report-words">{pieces(props, rangesOf(props), textRange(text.plain))}</p>
      )}
      {text.uncited.length > 0 && (
        <p class="report-uncited">{i18n.t('desk_uncited', text.uncited.length)}</p>
      )}
    </div>
  );
}

const textRange = ({ length }: string): TextRange => ({ start: 0, end: length });

/** A claim, or a sentence without a citation. */
interface Marked extends TextRange {
  readonly claim: DeskClaim | null;
}

function rangesOf({ claims, text }: StatementBlockProps): Marked[] {
  return [
    ...claims.map((claim) => {
      const { start, end } = claim.item.claim;
      return { start, end, claim };
    }),
    ...text.uncited.map(({ start, end }) => ({ start, end, claim: null })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

const touches = (range: TextRange) => (other: TextRange) =>
  other.start <= range.end && other.end >= range.start;

/** Returns the rows of a table. A claim over several cells has a link in each. */
function rows(props: StatementBlockProps): ComponentChild[] {
  const { plain } = props.text;
  const ranges = rangesOf(props);
  return partsOf(plain, textRange(plain), '\n').map((row, at) => {
    const here = ranges.filter(touches(row));
    const Cell = at === 0 ? 'th' : 'td';
    return (
      <tr key={row.start}>
        {partsOf(plain, row, '\t').map((cell) => (
          <Cell key={cell.start}>{pieces(props, here, cell)}</Cell>
        ))}
      </tr>
    );
  });
}

function partsOf(text: string, { start, end }: TextRange, separator: string): TextRange[] {
  let from = start;
  return text
    .slice(start, end)
    .split(separator)
    .map(({ length }) => {
      const part = { start: from, end: from + length };
      from = part.end + 1;
      return part;
    });
}

/**
 * Returns what stands in a range of the text in order: claims, sentences without a citation, and
 * what is between them.
 */
function pieces(
  { text, marks, shown, current, sought, onChoose }: StatementBlockProps,
  ranges: readonly Marked[],
  range: TextRange,
): ComponentChild[] {
  const { plain } = text;
  const out: ComponentChild[] = [];
  let from = range.start;
  let drawn = marks.findIndex(({ at }) => at >= range.start);
  /** Adds the text between two claims, with the marks that belong to the claim before it. */
  const addUpTo = (to: number) => {
    for (; (marks[drawn]?.at ?? Number.POSITIVE_INFINITY) <= to; drawn += 1) {
      const { at, mark } = marks[drawn] ?? { at: to, mark: '' };
      if (at > from) out.push(raised(plain.slice(from, at), from));
      from = Math.max(from, at);
      out.push(<Fragment key={`p${drawn.toString()}`}>{mark}</Fragment>);
    }
    if (to > from) out.push(raised(plain.slice(from, to), from));
  };
  for (const { start, end, claim } of ranges.filter(touches(range))) {
    const [first, last] = [Math.max(start, range.start), Math.min(end, range.end)];
    // A claim without words has a link, and its empty cells have none.
    if (first === last && start !== end) continue;
    addUpTo(first);
    from = Math.max(from, last);
    const words = shortPassage(plain.slice(first, last));
    if (claim === null) {
      out.push(
        <span
          key={`u${start.toString()}`}
          class={`uncited${start === sought ? ' is-sought' : ''}`}
          tabIndex={start === sought ? -1 : undefined}
        >
          {raiseNoteMarks(words)}
        </span>,
      );
      continue;
    }
    const { key } = claim.item.claim;
    out.push(
      <ClaimMark
        key={key}
        claim={claim}
        words={words}
        part={{ isFirst: first === start, isLast: last === end }}
        current={key === current}
        dim={!shown.has(key)}
        onChoose={onChoose}
      />,
    );
  }
  addUpTo(range.end);
  return out;
}

function raised(text: string, from: number): ComponentChild {
  return <Fragment key={`t${from.toString()}`}>{raiseNoteMarks(shortPassage(text))}</Fragment>;
}

interface ClaimMarkProps {
  readonly claim: DeskClaim;
  readonly words: string;
  /** Which cell of the claim this is, if the claim has several cells. */
  readonly part: { readonly isFirst: boolean; readonly isLast: boolean };
  readonly current: boolean;
  readonly dim: boolean;
  readonly onChoose: (key: string) => void;
}

function ClaimMark({ claim, words, part, current, dim, onChoose }: ClaimMarkProps) {
  const { key } = claim.item.claim;
  const { review } = claim;
  // The state stands behind the last cell.
  const look =
    review.review === null || !part.isLast ? null : DECISION_LOOK[review.review.decision];
  const shown = words.trim() === '' ? i18n.t('desk_no_words') : words;
  const [head, tail] = look === null ? [shown, ''] : cutLastWord(shown);
  return (
    <a
      href={`#${key}`}
      class={`claim claim-${claimTone(claim)}${current ? ' is-current' : ''}${dim ? ' is-dim' : ''}`}
      aria-current={current ? 'true' : undefined}
      tabIndex={current && part.isFirst ? 0 : -1}
      data-claim={part.isFirst ? key : undefined}
      onClick={(event) => {
        event.preventDefault();
        onChoose(key);
      }}
    >
      {raiseNoteMarks(head)}
      {look !== null && review.review !== null && (
        <span class="claim-end">
          {raiseNoteMarks(tail)}
          <span class={`claim-state claim-state-${needsDecision(review) ? 'off' : look.tone}`}>
            <Icon name={needsDecision(review) ? 'restore' : look.icon} size={11} />
            <span class="visually-hidden">
              {needsDecision(review)
                ? stateWords(review)
                : i18n.t(`decision_${review.review.decision}`)}
            </span>
          </span>
          <OthersMark review={review} worded={false} />
        </span>
      )}
    </a>
  );
}

/** Longer words may need a line break inside. */
const LONGEST_WORD = 20;

/** Separates the last word, so that the mark after it stays on the same line. */
function cutLastWord(words: string): readonly [string, string] {
  const at = words.search(/(?<!\S)\S+$/u);
  return at < 0 || words.length - at > LONGEST_WORD
    ? [words, '']
    : [words.slice(0, at), words.slice(at)];
}
