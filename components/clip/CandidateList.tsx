import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { Candidate } from './clip-port';
import './candidates.css';

interface CandidateListProps {
  readonly id: string;
  readonly load: () => Promise<Result<readonly Candidate[], Failure>>;
  readonly language: string | undefined;
  readonly onPin: (candidate: Candidate) => void;
  readonly onClose: () => void;
}

/** Passages of the page to choose from: each by its number's key, or by a click. */
export function CandidateList({ id, load, language, onPin, onClose }: CandidateListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [found, setFound] = useState<Result<readonly Candidate[], Failure> | null>(null);
  // Once: what the report says meanwhile doesn't change the list under the reader's finger.
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
  // With the drawing: the number keys are theirs at once.
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

/** By the key's place too: on French keyboards the digits need Shift. 0 for every other key. */
function numberOf({ key, code }: KeyboardEvent): number {
  return Number(/^[1-5]$/.exec(key)?.[0] ?? /^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1] ?? 0);
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
