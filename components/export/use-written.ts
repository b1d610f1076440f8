import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Failure, failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { ExportTask, WrittenExport } from '@/utils/report/export-task';

export interface WriteProgress {
  /** Called from time to time with the number of blocks written and the number of all blocks. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Writes a report, in a Worker if it takes long. Returns null if it was cancelled. */
export type WriteReport = (
  task: ExportTask,
  progress: WriteProgress,
) => Promise<Result<WrittenExport, Failure> | null>;

export type WritingState =
  | { readonly kind: 'writing'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'written' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Writing {
  readonly state: WritingState;
  /** The last text that was written. While another is being written, it is the previous one. */
  readonly shown: WrittenExport | null;
  /**
   * Resolves to the export with the current options when it is written. It includes changes of the
   * report that were made during the writing. Other options that the user chose during the writing
   * are not used. Null if it failed or was cancelled; `state` says which.
   */
  readonly result: () => Promise<WrittenExport | null>;
  readonly cancel: () => void;
  readonly again: () => void;
}

/** An export that is being written or was written. */
interface Begun {
  /** The options and the section, as a text to compare. */
  readonly choice: string | null;
  readonly written: Promise<WrittenExport | null>;
  /** Whether somebody waits for it. */
  isAwaited: boolean;
  /** The export with the same choice that replaced this one, after the report changed. */
  next: Begun | null;
}

const NOTHING_BEGUN: Begun = {
  choice: null,
  written: Promise.resolve(null),
  isAwaited: false,
  next: null,
};

/** Writes a task, and writes it again whenever it changes. Null writes nothing. */
export function useWritten(task: ExportTask | null, write: WriteReport): Writing {
  const [state, setState] = useState<WritingState>({ kind: 'writing', done: 0, total: null });
  const [shown, setShown] = useState<WrittenExport | null>(null);
  const [round, setRound] = useState(0);
  const stop = useRef<() => void>(() => undefined);
  const newest = useRef(NOTHING_BEGUN);
  const choice = task === null ? null : JSON.stringify([task.options, task.sectionId]);
  const chosen = useRef(choice);
  chosen.current = choice;
  // Closing the sheet chooses no other export, so an export that somebody waits for goes on.
  useLayoutEffect(
    () => () => {
      chosen.current = null;
    },
    [],
  );

  // A layout effect, so that a click never gets the text of the previous options.
  useLayoutEffect(() => {
    if (task === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    let current = true;
    setState({ kind: 'writing', done: 0, total: null });
    stop.current = () => {
      controller.abort();
      setState({ kind: 'cancelled' });
    };
    const written = write(task, {
      signal,
      onProgress: (done, total) => {
        if (current && !signal.aborted) setState({ kind: 'writing', done, total });
      },
    }).then((done) => {
      if (signal.aborted) return null;
      const value = done?.ok ? done.value : null;
      if (!current) return value;
      if (!done?.ok) {
        setState({ kind: 'failed', failure: done?.error ?? failure('unexpected') });
        return null;
      }
      setShown(value);
      setState({ kind: 'written' });
      return value;
    });
    const before = newest.current;
    const begun: Begun = { choice, written, isAwaited: false, next: null };
    if (before.choice === choice) {
      before.next = begun;
      begun.isAwaited = before.isAwaited;
    }
    newest.current = begun;
    return () => {
      current = false;
      // Somebody who waits for this export still gets it, unless a newer one replaces it.
      if (!begun.isAwaited || chosen.current === choice) controller.abort();
    };
  }, [task, write, round]);

  const result = async () => {
    let begun = newest.current;
    begun.isAwaited = true;
    for (;;) {
      const written = await begun.written;
      if (begun.next === null) {
        begun.isAwaited = false;
        return written;
      }
      begun = begun.next;
    }
  };

  return {
    state,
    shown,
    result,
    cancel: () => stop.current(),
    again: () => setRound((before) => before + 1),
  };
}
