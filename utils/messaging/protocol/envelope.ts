import * as z from 'zod/mini';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { short } from './bounds';

/** The envelope of every message. The schema of the call then parses the payload. */
export const EnvelopeSchema = z.object({
  to: z.enum(['background', 'clipper', 'highlighter', 'offscreen']),
  call: short(100),
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof EnvelopeSchema>;

export type Reply<T> = Result<T, Failure>;

/** For calls without a payload. */
export const Empty = z.object({});
/** The reply of calls that only succeed or fail. */
export type Nothing = Record<string, never>;

export type CallName<Requests> = Extract<keyof Requests, string>;
export type RequestOf<Requests, Name extends keyof Requests> = Requests[Name] extends z.ZodMiniType
  ? z.infer<Requests[Name]>
  : never;
