import { type ComponentChild, Fragment } from 'preact';
import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import { shortPassage } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import type { StatementClaims } from '@/utils/claim/claim';
import type { Statement } from '@/utils/model/report-content';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { needsDecision } from '@/utils/review/review-state';
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
      <p class="report-words">{pieces(props)}</p>
      {text.uncited.length > 0 && (
        <p class="report-uncited">{i18n.t('desk_uncited', text.uncited.length)}</p>
      )}
    </div>
  );
}

/**
 * Returns the parts of the text in order: claims, sentences without a citation, and what is between
 * them.
 */
function pieces({
  text,
  marks,
  claims,
  shown,
  current,
  sought,
  onChoose,
}: StatementBlockProps): ComponentChild[] {
  const { plain } = text;
  const out: ComponentChild[] = [];
  const ranges = [
    ...claims.map((claim) => ({ ...claim.item.claim, claim })),
    ...text.uncited.map(({ start, end }) => ({ start, end, claim: null })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  let from = 0;
  let drawn = 0;
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
  for (const { start, end, claim } of ranges) {
    addUpTo(start);
    from = Math.max(from, end);
    const words = shortPassage(plain.slice(start, end));
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
        current={key === current}
        dim={!shown.has(key)}
        onChoose={onChoose}
      />,
    );
  }
  addUpTo(plain.length);
  return out;
}

function raised(text: string, from: number): ComponentChild {
  return <Fragment key={`t${from.toString()}`}>{raiseNoteMarks(shortPassage(text))}</Fragment>;
}

interface ClaimMarkProps {
  readonly claim: DeskClaim;
  readonly words: string;
  readonly current: boolean;
  readonly dim: boolean;
  readonly onChoose: (key: string) => void;
}

function ClaimMark({ claim, words, current, dim, onChoose }: ClaimMarkProps) {
  const { key } = claim.item.claim;
  const { review } = claim;
  const look = review.review === null ? null : DECISION_LOOK[review.review.decision];
  const shown = words.trim() === '' ? i18n.t('desk_no_words') : words;
  const [head, tail] = look === null ? [shown, ''] : cutLastWord(shown);
  return (
    <a
      href={`#${key}`}
      class={`claim claim-${claimTone(claim)}${current ? ' is-current' : ''}${dim ? ' is-dim' : ''}`}
      aria-current={current ? 'true' : undefined}
      tabIndex={current ? 0 : -1}
      data-claim={key}
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
