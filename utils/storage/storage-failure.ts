import { type Failure, failure } from '@/utils/model/failure';

/** Thrown inside a transaction to abort it with a failure for the caller. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Returns the failure for a rejected database operation. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  const { name, message } = asError(error);
  switch (name) {
    case 'QuotaExceededError':
      return failure('quota_exceeded');
    case 'VersionError':
      return failure('database_newer');
    // The browser closed the database, or cannot open or write its files.
    case 'AbortError':
    case 'InvalidStateError':
    case 'NotFoundError':
    case 'SecurityError':
    case 'UnknownError':
    case 'NotReadableError':
      return failure('storage_unavailable', message);
    default:
      return failure('unexpected', `${name}: ${message}`);
  }
}

function asError(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error || error instanceof DOMException
    ? error
    : { name: 'Error', message: String(error) };
}
