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
  /** The open question, or null if the user is not asked anything. */
  readonly asked: Omit<Asked, 'answer'> | null;
  /** Asks the user; resolves to null if the user cancels or `signal` aborts. */
  readonly decide: (plan: MergePlan, signal: AbortSignal) => Promise<MergeChoice | null>;
  readonly decline: (report: ReportChanges, kind: ChangeKind, declines: boolean) => void;
  readonly confirm: () => void;
  /** Answers that only new records are added and every change is declined. */
  readonly addOnly: () => void;
  readonly cancel: () => void;
}

/** Manages the question which changes of a file to accept. */
export function useDecision(): Decision {
  const [asked, setAsked] = useState<Asked | null>(null);
  const answer = (choice: MergeChoice | null) => asked?.answer(choice);
  return {
    asked,
    decide: (plan, signal) =>
      new Promise((resolve) => {
        const end = (choice: MergeChoice | null) => {
          signal.removeEventListener('abort', abort);
          // Keeps a newer question about a later state of the library open.
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

/** The signals of restores for which the user was asked before. */
const asks = new WeakSet<AbortSignal>();
