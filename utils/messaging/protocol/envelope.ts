import * as z from 'zod/mini';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { short } from './bounds';

/** What every message travels in; its call's own schema then parses the payload. */
export const EnvelopeSchema = z.object({
  to: z.enum(['background', 'clipper', 'highlighter', 'offscreen']),
  call: short(100),
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof EnvelopeSchema>;

export type Reply<T> = Result<T, Failure>;

/** Of a call that says all by its name. */
export const Empty = z.object({});
/** What is replied where there is only success or failure to tell. */
export type Nothing = Record<string, never>;

export type CallName<Requests> = Extract<keyof Requests, string>;
export type RequestOf<Requests, Name extends keyof Requests> = Requests[Name] extends z.ZodMiniType
  ? z.infer<Requests[Name]>
  : never;
