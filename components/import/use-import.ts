import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/utils/model/failure';
import type {
  ImportInput,
  ImportPort,
  ImportRequest,
  ReadingProgress,
  ReadReport,
  StoredImport,
} from './import-port';

export type ImportStep =
  | { readonly kind: 'choose' }
  | {
      readonly kind: 'reading';
      readonly input: ImportInput;
      readonly progress: ReadingProgress | null;
    }
  | { readonly kind: 'refused'; readonly input: ImportInput; readonly failure: Failure }
  | {
      readonly kind: 'review';
      readonly input: ImportInput;
      readonly report: ReadReport;
      readonly failure: Failure | null;
      /** Whether the input is being read again. */
      readonly rereading?: true;
    }
  | {
      readonly kind: 'storing';
      readonly input: ImportInput;
      readonly report: ReadReport;
      /** Bytes sent so far. */
      readonly bytes: number;
    };

export interface ImportWork {
  readonly step: ImportStep;
  /** The number of the current input, from 1, and the number of all inputs. */
  readonly at: number;
  readonly of: number;
  readonly add: (inputs: readonly ImportInput[]) => void;
  /** Goes to the next input, or ends. */
  readonly skip: () => void;
  /** Reads the current input again after the user changed it. What was read stays visible meanwhile. */
  readonly reread: (input: ImportInput) => void;
  readonly store: (request: ImportRequest) => void;
  /** Cancels the current work, and ends. */
  readonly close: () => void;
  /** Goes back to the choice of files after the only file was refused. */
  readonly again: () => void;
}

interface ImportOptions {
  readonly inputs: readonly ImportInput[];
  /** Called with everything that was stored. */
  readonly onEnd: (stored: readonly StoredImport[]) => void;
}

/**
 * Reads and imports inputs one after another. The current work is cancelled when the component is
 * removed; an import that was not confirmed leaves nothing.
 */
export function useImport(port: ImportPort, { inputs, onEnd }: ImportOptions): ImportWork {
  const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
  const [queue, setQueue] = useState<readonly ImportInput[]>([]);
  const [at, setAt] = useState(0);
  // The current values, for answers that arrive late.
  const now = useRef({ queue, at, stop: null as AbortController | null });
  const stored = useRef<StoredImport[]>([]);

  const begin = (): AbortController => {
    now.current.stop?.abort();
    const controller = new AbortController();
    now.current.stop = controller;
    return controller;
  };
  const end = () => {
    now.current.stop?.abort();
    onEnd(stored.current);
  };

  const read = async (input: ImportInput): Promise<void> => {
    const { signal } = begin();
    setStep({ kind: 'reading', input, progress: null });
    const answer = await port.read(input, {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted) setStep({ kind: 'reading', input, progress });
      },
    });
    if (signal.aborted || answer === null) return;
    now.current.stop = null;
    setStep(
      answer.ok
        ? { kind: 'review', input, report: answer.value, failure: null }
        : { kind: 'refused', input, failure: answer.error },
    );
  };

  const reread = async (input: ImportInput, shown: ReadReport): Promise<void> => {
    const { signal } = begin();
    setStep({ kind: 'review', input, report: shown, failure: null, rereading: true });
    const answer = await port.read(input, { signal, onProgress: () => undefined });
    if (signal.aborted || answer === null) return;
    now.current.stop = null;
    setStep(
      answer.ok
        ? { kind: 'review', input, report: answer.value, failure: null }
        : { kind: 'refused', input, failure: answer.error },
    );
  };

  const goTo = (place: number): void => {
    const input = now.current.queue[place];
    if (input === undefined) {
      end();
      return;
    }
    now.current.at = place;
    setAt(place);
    void read(input);
  };

  const add = (more: readonly ImportInput[]): void => {
    if (more.length === 0) return;
    const before = now.current.queue;
    now.current.queue = [...before, ...more];
    setQueue(now.current.queue);
    if (before.length === 0) goTo(0);
  };

  const store = async (input: ImportInput, request: ImportRequest): Promise<void> => {
    const { signal } = begin();
    const { report } = request;
    setStep({ kind: 'storing', input, report, bytes: 0 });
    const answer = await port.store(request, {
      signal,
      onProgress: (bytes) => {
        if (!signal.aborted) setStep({ kind: 'storing', input, report, bytes });
      },
    });
    if (answer?.ok) stored.current.push(answer.value);
    if (answer?.ok && !signal.aborted) {
      goTo(now.current.at + 1);
      return;
    }
    if (signal.aborted) {
      // The import was stored before it could be cancelled, so it is reported and can be undone.
      if (answer?.ok) onEnd(stored.current);
      return;
    }
    const failure = answer === null || answer.ok ? null : answer.error;
    setStep({ kind: 'review', input, report, failure });
  };

  useEffect(() => {
    add(inputs);
    return () => {
      now.current.stop?.abort();
      port.dismiss();
    };
  }, []);

  return {
    step,
    at: at + 1,
    of: queue.length,
    add,
    skip: () => goTo(now.current.at + 1),
    reread: (input) => {
      if (step.kind === 'review') void reread(input, step.report);
    },
    store: (request) => {
      if (step.kind === 'review') void store(step.input, request);
    },
    close: end,
    again: () => {
      now.current.queue = [];
      setQueue([]);
      setAt(0);
      setStep({ kind: 'choose' });
    },
  };
}
