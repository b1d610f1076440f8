import { useState } from 'preact/hooks';
import type { ChangeKind } from '@/utils/model/change-kinds';
import type { MergeChoice, MergePlan, ReportChanges } from '@/utils/model/merge-plan';
import { type Declined, declinedAll, declinedAtFirst, withDeclined } from './declined';

interface Asked {
  readonly plan: MergePlan;
  readonly again: boolean;
  readonly declined: Declined;
  readonly answer: (choice: MergeChoice | null) => void;
}

export interface Decision {
  /** What the user is asked about, if anything. */
  readonly asked: Omit<Asked, 'answer'> | null;
  /** Asks; null where the user cancels, or `signal` aborts. */
  readonly decide: (plan: MergePlan, signal: AbortSignal) => Promise<MergeChoice | null>;
  readonly decline: (report: ReportChanges, kind: ChangeKind, declines: boolean) => void;
  readonly confirm: () => void;
  /** Takes in only what is new. */
  readonly addOnly: () => void;
  readonly cancel: () => void;
}

/** Asks what of a file's changes is to be done. */
export function useDecision(): Decision {
  const [asked, setAsked] = useState<Asked | null>(null);
  const answer = (choice: MergeChoice | null) => asked?.answer(choice);
  return {
    asked,
    decide: (plan, signal) =>
      new Promise((resolve) => {
        const end = (choice: MergeChoice | null) => {
          signal.removeEventListener('abort', abort);
          // The next question, if there is one, is about a later state of the library.
          setAsked((last) => (last?.plan === plan ? null : last));
          resolve(choice);
        };
        const abort = () => end(null);
        if (signal.aborted) return resolve(null);
        signal.addEventListener('abort', abort);
        setAsked({ plan, again: asks.has(signal), declined: declinedAtFirst(plan), answer: end });
        asks.add(signal);
      }),
    decline: ({ reportId }, kind, declines) =>
      setAsked(
        (last) =>
          last && { ...last, declined: withDeclined(last.declined, reportId, kind, declines) },
      ),
    confirm: () => asked && answer({ seen: asked.plan.seen, declined: asked.declined }),
    addOnly: () => asked && answer({ seen: asked.plan.seen, declined: declinedAll(asked.plan) }),
    cancel: () => answer(null),
  };
}

/** Restores that were asked about before. */
const asks = new WeakSet<AbortSignal>();
