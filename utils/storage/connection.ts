import type { Failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import type { PinciteDatabase } from './schema';
import { toFailure } from './storage-failure';

/** A database connection that opens at its first use, and again after it was taken away. */
export interface Connection<Db extends PinciteDatabase | null> {
  /** Runs `act` on the open database. Errors become failures. */
  use<T>(act: (db: Db) => Promise<T>): Promise<Result<T, Failure>>;
  /** Calls the listener when the connection was taken away. There is one listener. */
  whenTaken(listener: () => void): void;
  close(): void;
}

export function createConnection<Db extends PinciteDatabase | null>(
  open: (onClosed: () => void) => Promise<Result<Db, Failure>>,
): Connection<Db> {
  let current: Promise<Result<Db, Failure>> | null = null;
  let taken: () => void = () => undefined;

  const lose = (opening: Promise<Result<Db, Failure>>): void => {
    if (current !== opening) return;
    current = null;
    taken();
  };

  const connect = (): Promise<Result<Db, Failure>> => {
    if (current !== null) return current;
    const opening = open(() => lose(opening));
    current = opening;
    // A failure, or a missing database, is not kept: the next use tries again.
    void opening.then((result) => {
      if ((!result.ok || result.value === null) && current === opening) current = null;
    });
    return opening;
  };

  const attempt = async <T>(act: (db: Db) => Promise<T>): Promise<Result<T, Failure>> => {
    const opening = connect();
    const opened = await opening;
    if (!opened.ok) return opened;
    try {
      return ok(await act(opened.value));
    } catch (error) {
      // Chromium can close a connection without an event. The act is not tried again, because a
      // part of it may be stored.
      if (error instanceof DOMException && error.name === 'InvalidStateError') lose(opening);
      return err(toFailure(error));
    }
  };

  return {
    use: attempt,
    whenTaken: (listener) => {
      taken = listener;
    },
    close: () => {
      const closing = current;
      current = null;
      void closing?.then((result) => {
        if (result.ok) result.value?.close();
      });
    },
  };
}
