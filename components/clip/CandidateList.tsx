import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import type { CitingClaim } from '@/utils/claim/citing-claims';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { shorten } from '@/utils/text/shorten';
import type { Candidate, CandidateGroup, FoundPassage } from './clip-port';
import './clip.css';

interface CandidateListProps {
  readonly id: string;
  readonly load: () => Promise<Result<readonly CandidateGroup[], Failure>>;
  readonly language: string | undefined;
  /** Called with null for the passage if no claim cites the page. */
  readonly onPin: (candidate: Candidate, found: FoundPassage | null) => void;
  readonly onClose: () => void;
}

/**
 * Lists passages of the page to choose from, each by its number key or by a click. If several claims
 * cite the page, the passages of each are below its words, and the list stays open until each claim
 * with passages has one.
 */
export function CandidateList({ id, load, language, onPin, onClose }: CandidateListProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState<Result<readonly CandidateGroup[], Failure> | null>(null);
  // Loaded again only after the user has pinned a passage, so that other changes of the report do
  // not change the list while the user reads it.
  const [round, setRound] = useState(0);
  const pinning = useRef(false);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let closed = false;
    void latest.current().then((result) => {
      if (closed) return;
      pinning.current = false;
      setFound(result);
    });
    return () => {
      closed = true;
    };
  }, [round]);
  const groups = found?.ok === true ? found.value : [];
  const rows = groups.flatMap(({ claim, candidates }) =>
    candidates.map((candidate) => ({ candidate, claim })),
  );
  const isShared = groups.length > 1 || round > 0;
  /** If there is nothing to choose, the number keys are for the page around the list. */
  const takesNumbers = found === null || rows.length > 0;
  /** The number of the claim that has its passage now. The next claim takes its place. */
  const done = useRef(0);
  // A layout effect, so that the number keys work as soon as the list is visible. Until then, the
  // focus is on the list itself: a number is not for the page around it. If there is no passage, it
  // stays there for Escape.
  useLayoutEffect(() => {
    const { activeElement } = document;
    const isElsewhere = activeElement !== document.body && !box.current?.contains(activeElement);
    if (round > 0 && isElsewhere) return;
    const after = [...(list.current?.children ?? [])].slice(done.current);
    const [next] = after.flatMap((group) => group.querySelector('button') ?? []);
    (next ?? list.current?.querySelector('button') ?? box.current)?.focus();
  }, [found]);

  const pin = (candidate: Candidate, claim: CitingClaim | null) => {
    if (pinning.current) return;
    if (claim === null) return onPin(candidate, null);
    const { text } = candidate;
    const others = rows.some((row) => row.claim !== claim);
    if (!others) return onPin(candidate, { text, claim });
    pinning.current = true;
    done.current = groups.findIndex((group) => group.claim === claim);
    onPin(candidate, { text, claim, refreshList: () => setRound((before) => before + 1) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const number = takesNumbers ? numberOf(event) : 0;
    const chosen = rows[number - 1];
    if (event.key === 'Escape') onClose();
    else if (chosen !== undefined) pin(chosen.candidate, chosen.claim);
    else if (number > 0) moveFocus(list.current, 0);
    else if (step !== undefined) moveFocus(list.current, step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset
      ref={box}
      id={id}
      class="candidates"
      tabIndex={-1}
      data-focus={takesNumbers ? 'candidates' : undefined}
      onKeyDown={onKeyDown}
    >
      <legend class="visually-hidden">{i18n.t('candidates')}</legend>
      <p class="visually-hidden" role="status">
        {found === null ? i18n.t('candidates_looking') : ''}
      </p>
      {found === null && <p class="muted">{i18n.t('candidates_looking')}</p>}
      {found?.ok === false && <ErrorNotice failure={found.error} />}
      {found?.ok === true && rows.length === 0 && (
        <p class="muted" role="status">
          {i18n.t('candidates_none')}
        </p>
      )}
      {rows.length > 0 && (
        <>
          {isShared && <p>{i18n.t('candidates_of_claims', groups.length)}</p>}
          <p class="muted">{i18n.t('candidates_hint')}</p>
          <div ref={list} class="candidate-groups">
            {groups.map(({ claim, candidates }, at) => (
              <CandidateRows
                key={claim?.key ?? ''}
                claim={isShared ? claim : null}
                candidates={candidates}
                first={1 + groups.slice(0, at).flatMap((each) => each.candidates).length}
                language={language}
                onPin={(candidate) => pin(candidate, claim)}
              />
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

interface CandidateRowsProps {
  /** Shown above its passages. */
  readonly claim: CitingClaim | null;
  readonly candidates: readonly Candidate[];
  /** The number of the first passage. */
  readonly first: number;
  readonly language: string | undefined;
  readonly onPin: (candidate: Candidate) => void;
}

function CandidateRows({ claim, candidates, first, language, onPin }: CandidateRowsProps) {
  const claimId = useId();
  return (
    <div class="candidate-group">
      {claim !== null && (
        <p id={claimId} class="candidate-claim" dir="auto">
          {i18n.t('candidates_for', [shorten(claim.text || claim.around.join(' '), SHOWN_CLAIM)])}
        </p>
      )}
      {candidates.length === 0 && <p class="muted">{i18n.t('candidates_none_for')}</p>}
      {candidates.length > 0 && (
        <ol class="candidate-list" aria-labelledby={claim === null ? undefined : claimId}>
          {candidates.map((candidate, at) => (
            <li key={candidate.start}>
              <button
                type="button"
                class="candidate"
                aria-keyshortcuts={first + at > LAST_KEY ? undefined : (first + at).toString()}
                onClick={() => onPin(candidate)}
              >
                {first + at <= LAST_KEY && (
                  <span aria-hidden="true">
                    <kbd>{first + at}</kbd>
                  </span>
                )}
                <span class="grow">
                  <span class="candidate-text" lang={language} dir="auto">
                    {candidate.text}
                  </span>
                  {candidate.shared.length > 0 && (
                    <span class="candidate-shared">
                      {i18n.t('candidate_shares', [candidate.shared.join(', ')])}
                    </span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The last passage that has a number key. */
export const LAST_KEY = 9;
/** The most UTF-16 units of a claim that are shown. */
const SHOWN_CLAIM = 160;

/**
 * Returns the digit of a key, also by its position, because French keyboards type digits with
 * Shift. Returns 0 for every other key.
 */
function numberOf({ key, code }: KeyboardEvent): number {
  return Number(/^[1-9]$/.exec(key)?.[0] ?? /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] ?? 0);
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
