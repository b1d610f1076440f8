import { useEffect, useRef, useState } from 'preact/hooks';
import { type Decision, useDecision } from '@/components/merge/use-decision';
import { startWorker, type WorkerClient } from '@/components/state/start-worker';
import type { Library } from '@/components/state/use-library';
import type { OpenReport } from '@/components/state/use-report';
import type { Failure } from '@/utils/model/failure';
import type { BundleService, BundleSummary } from './bundle-worker';
import { type BundleUse, type OpenedSummary, type Received, receiveBundle } from './receive-bundle';

export type ReceivingState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'opened'; readonly summary: BundleSummary }
  | {
      readonly kind: 'storing';
      readonly summary: OpenedSummary;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: 'done'; readonly summary: OpenedSummary; readonly received: Received }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface ReceivingWork {
  readonly state: ReceivingState;
  /** Asks the user which of the bundle's changes to accept, while the bundle is being stored. */
  readonly decision: Decision;
  readonly store: (use: BundleUse) => void;
  readonly cancel: () => void;
}

/** Opens a bundle, and stores it as the user decides. The work ends when the sheet closes. */
export function useReceiving(
  file: File,
  library: Library,
  report: OpenReport | null,
): ReceivingWork {
  const [state, setState] = useState<ReceivingState>({ kind: 'reading' });
  const bundle = useRef<WorkerClient<BundleService> | null>(null);
  const stop = useRef<AbortController | null>(null);
  const decision = useDecision();

  useEffect(() => {
    const reader = startWorker<BundleService>('bundle');
    bundle.current = reader;
    let left = false;
    void reader
      .ask((service) => service.open(file))
      .then((opened) => {
        if (left || opened === null) return;
        setState(
          opened.ok
            ? { kind: 'opened', summary: opened.value }
            : { kind: 'failed', failure: opened.error },
        );
      });
    return () => {
      left = true;
      stop.current?.abort();
      reader.stop();
    };
  }, [file]);

  const store = async (summary: OpenedSummary, use: BundleUse) => {
    if (bundle.current === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    stop.current = controller;
    setState({ kind: 'storing', summary, done: 0, total: null });
    const stored = await receiveBundle({
      file,
      summary,
      use,
      library,
      report,
      bundle: bundle.current,
      decide: (plan) => decision.decide(plan, signal),
      signal,
      onProgress: (done, total) => setState({ kind: 'storing', summary, done, total }),
    });
    if (stored === null) setState({ kind: 'opened', summary });
    else if (stored.ok) setState({ kind: 'done', summary, received: stored.value });
    else setState({ kind: 'failed', failure: stored.error });
  };

  return {
    state,
    decision,
    store: (use) => {
      if (state.kind === 'opened' && state.summary.kind !== 'backup') {
        void store(state.summary, use);
      }
    },
    cancel: () => stop.current?.abort(),
  };
}
