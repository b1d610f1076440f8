import type * as z from 'zod/mini';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';
import { listenToExtension, ownIdentity, type Sender } from '@/utils/platform/runtime';
import { type Envelope, EnvelopeSchema } from './protocol/envelope';

/**
 * Who may send a call: a page of the extension, a script that it injected into a tab, or the
 * background.
 */
export type Door = 'page' | 'clipper' | 'background';

type Requests = Record<string, z.ZodMiniType>;

export type Handlers<Calls extends Requests, Replies> = {
  readonly [Name in keyof Calls & keyof Replies]: (
    request: z.infer<Calls[Name]>,
    sender: Sender,
  ) => Promise<Result<Replies[Name], Failure>>;
};

interface Room {
  readonly door: Door;
  readonly calls: Requests;
  readonly handlers: Record<
    string,
    (request: unknown, sender: Sender) => Promise<Result<unknown, Failure>>
  >;
}

/** The calls of one direction with their handlers, for `serve`. */
export function room<Calls extends Requests, Replies>(
  door: Door,
  calls: Calls,
  handlers: Handlers<Calls, Replies>,
): Room {
  return { door, calls, handlers: handlers as unknown as Room['handlers'] };
}

/**
 * Answers the messages to this context. Everything is checked before a handler runs: the sender
 * belongs to this extension and is of the right kind, the call exists, the payload parses. A
 * refused message, and a handler that throws, are answered with a Failure, so that no sender waits
 * in vain.
 */
export function serve(to: Envelope['to'], rooms: readonly Room[]): void {
  listenToExtension((message, sender) => {
    const envelope = EnvelopeSchema.safeParse(message);
    if (!envelope.success) {
      // Only the background answers an unreadable message. Otherwise it would be answered twice.
      return to === 'background' ? Promise.resolve(err(failure('bad_message'))) : null;
    }
    if (envelope.data.to !== to) return null;
    return answer(rooms, envelope.data, sender);
  });
}

/** Answers one envelope that is addressed to this context. */
export async function answer(
  rooms: readonly Room[],
  envelope: Envelope,
  sender: Sender,
): Promise<Result<unknown, Failure>> {
  const called = rooms.find((candidate) => Object.hasOwn(candidate.calls, envelope.call));
  const schema = called?.calls[envelope.call];
  const handler = called?.handlers[envelope.call];
  if (called === undefined || schema === undefined || handler === undefined) {
    return err(failure('bad_message', envelope.call));
  }
  if (!mayEnter(called.door, sender)) return err(failure('wrong_sender', envelope.call));
  const payload = schema.safeParse(envelope.payload);
  if (!payload.success) {
    const issue = payload.error.issues[0];
    return err(failure('bad_message', `${envelope.call}: ${issue?.path.join('.') ?? ''}`));
  }
  try {
    return await handler(payload.data, sender);
  } catch (cause) {
    console.error(envelope.call, cause);
    return err(failure('unexpected', messageOf(cause)));
  }
}

/**
 * A page's message has a URL of the extension; an injected script's has a tab and the page's URL.
 * Only a script in the extension's own pages can have its origin, and only the browser fills in
 * `sender`.
 */
function mayEnter(door: Door, sender: Sender): boolean {
  const own = ownIdentity();
  if (sender.id !== own.id) return false;
  const fromOwnOrigin = sender.url?.startsWith(`${own.origin}/`) ?? false;
  switch (door) {
    case 'page':
      return fromOwnOrigin;
    case 'clipper':
      return !fromOwnOrigin && sender.tabId !== undefined;
    case 'background':
      // The messages of a service worker have the URL of its script, or none.
      return sender.tabId === undefined && (sender.url === undefined || fromOwnOrigin);
  }
}
