import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { Candidate } from './clip-port';
import './clip.css';

interface CandidateListProps {
  readonly id: string;
  readonly load: () => Promise<Result<readonly Candidate[], Failure>>;
  readonly language: string | undefined;
  readonly onPin: (candidate: Candidate) => void;
  readonly onClose: () => void;
}

/** Lists passages of the page to choose from, each by its number key or by a click. */
export function CandidateList({ id, load, language, onPin, onClose }: CandidateListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [found, setFound] = useState<Result<readonly Candidate[], Failure> | null>(null);
  // Loaded once, so that later changes of the report do not change the list while the user reads
  // it.
  const first = useRef(load);
  useEffect(() => {
    let closed = false;
    void first.current().then((result) => {
      if (!closed) setFound(result);
    });
    return () => {
      closed = true;
    };
  }, []);
  const candidates = found?.ok === true ? found.value : [];
  // A layout effect, so that the number keys work as soon as the list is visible.
  useLayoutEffect(() => {
    list.current?.querySelector('button')?.focus();
  }, [candidates.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = candidates[numberOf(event) - 1];
    if (event.key === 'Escape') onClose();
    else if (chosen !== undefined) onPin(chosen);
    else if (step !== undefined) moveFocus(list.current, step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset id={id} class="candidates" onKeyDown={onKeyDown}>
      <legend class="visually-hidden">{i18n.t('candidates')}</legend>
      <p class="visually-hidden" role="status">
        {found === null ? i18n.t('candidates_looking') : ''}
      </p>
      {found === null && <p class="muted">{i18n.t('candidates_looking')}</p>}
      {found?.ok === false && <ErrorNotice failure={found.error} />}
      {found?.ok === true && candidates.length === 0 && (
        <p class="muted" role="status">
          {i18n.t('candidates_none')}
        </p>
      )}
      {candidates.length > 0 && (
        <>
          <p class="muted">{i18n.t('candidates_hint')}</p>
          <ol ref={list} class="candidate-list">
            {candidates.map((candidate, at) => (
              <li key={candidate.start}>
                <button
                  type="button"
                  class="candidate"
                  aria-keyshortcuts={(at + 1).toString()}
                  onClick={() => onPin(candidate)}
                >
                  <span aria-hidden="true">
                    <kbd>{at + 1}</kbd>
                  </span>
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
        </>
      )}
    </fieldset>
  );
}

/**
 * Returns the digit of a key, also by its position, because French keyboards type digits with
 * Shift. Returns 0 for every other key.
 */
function numberOf({ key, code }: KeyboardEvent): number {
  return Number(/^[1-5]$/.exec(key)?.[0] ?? /^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1] ?? 0);
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
