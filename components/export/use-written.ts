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
   * Resolves to the export when it is written. If the report or the options change meanwhile, that
   * is the export that was begun last. Null if it failed or was cancelled, which `state` tells.
   */
  readonly result: () => Promise<WrittenExport | null>;
  readonly cancel: () => void;
  readonly again: () => void;
}

/** Writes a task, and writes it again whenever it changes. Null writes nothing. */
export function useWritten(task: ExportTask | null, write: WriteReport): Writing {
  const [state, setState] = useState<WritingState>({ kind: 'writing', done: 0, total: null });
  const [shown, setShown] = useState<WrittenExport | null>(null);
  const [round, setRound] = useState(0);
  const stop = useRef<() => void>(() => undefined);
  const newest = useRef<Promise<WrittenExport | null>>(Promise.resolve(null));

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
    newest.current = write(task, {
      signal,
      onProgress: (done, total) => {
        if (current && !signal.aborted) setState({ kind: 'writing', done, total });
      },
    }).then((written) => {
      if (!current || signal.aborted) return null;
      if (!written?.ok) {
        setState({ kind: 'failed', failure: written?.error ?? failure('unexpected') });
        return null;
      }
      setShown(written.value);
      setState({ kind: 'written' });
      return written.value;
    });
    return () => {
      current = false;
      controller.abort();
    };
  }, [task, write, round]);

  const result = async () => {
    for (;;) {
      const awaited = newest.current;
      const written = await awaited;
      if (newest.current === awaited) return written;
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
