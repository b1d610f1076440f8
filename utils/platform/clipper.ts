import * as z from 'zod/mini';
import { type ClipDraft, HandedInSchema } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { TabReplies, tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { FAILURE_CODES, type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';
import { ownIdentity, type Sender, senderOf } from './runtime';

/*
 * The conversation with the clipper in a frame. The background asks, the clipper hands in drafts
 * over a port, and the background tells over the same port what became of them. The clipper opens
 * the port, because only then does the browser say which page the drafts come from. Each side
 * notices when the other is gone: its port closes.
 */

type Payload<Call extends keyof typeof tabRequests> = z.infer<(typeof tabRequests)[Call]>;

/** What the clipper handed in. */
export interface HandedIn {
  /** The page, as the browser knows it. */
  readonly sender: Sender;
  /** The drafts that arrived; a failure in place of an invalid draft. */
  readonly drafts: readonly Result<ClipDraft, Failure>[];
  /** How many drafts the clipper has. Some are missing if the page was left meanwhile. */
  readonly passages: number;
  /** Tells the clipper what became of each draft, in the order of the drafts. */
  readonly tell: (outcomes: readonly Result<SavedClip, Failure>[]) => void;
}

/**
 * Asks the clipper in a frame for drafts, at most `limit`. Returns the clipper's own answer if it
 * has no drafts to hand in, and `page_navigated` if the page is left before it hands in any.
 */
export async function askForDrafts(
  { tabId, frameId }: { readonly tabId: number; readonly frameId: number },
  wish: Omit<Payload<'clip'>, 'port'>,
  limit: number,
): Promise<Result<HandedIn | { readonly known: TabReplies['clip'] }, Failure>> {
  // No other page can guess the name of the port.
  const name = crypto.randomUUID();
  const { promise: opened, resolve } = Promise.withResolvers<{ handedIn: Promise<HandedIn> }>();
  const listen = (port: chrome.runtime.Port): void => {
    const sender = senderOf(port.sender ?? {});
    const isOwn = sender.id === ownIdentity().id && sender.tabId === tabId;
    // A document that is being left has no frame any more.
    const isInFrame = sender.frameId === undefined || sender.frameId === frameId;
    if (port.name === name && isOwn && isInFrame)
      resolve({ handedIn: receive(port, sender, limit) });
  };
  const { onConnect } = browser.runtime as unknown as typeof chrome.runtime;
  onConnect.addListener(listen);
  try {
    const met = await Promise.race([
      opened,
      askClipper(tabId, frameId, 'clip', { ...wish, port: name }),
    ]);
    if ('handedIn' in met) return ok(await met.handedIn);
    return met.ok ? ok({ known: met.value }) : met;
  } finally {
    onConnect.removeListener(listen);
  }
}

/** Resolves when all drafts have arrived, or when the page is gone. */
function receive(port: chrome.runtime.Port, sender: Sender, limit: number): Promise<HandedIn> {
  return new Promise((resolve) => {
    const drafts: Result<ClipDraft, Failure>[] = [];
    let passages = 1;
    const tell: HandedIn['tell'] = (outcomes) => {
      try {
        port.postMessage(ok(outcomes));
      } catch (cause) {
        // The page was left; the toolbar button tells.
        console.debug('clipper', cause);
      }
    };
    const end = (): void => resolve({ sender, drafts, passages, tell });
    port.onDisconnect.addListener(end);
    port.onMessage.addListener((message: unknown) => {
      const read = HandedInSchema.safeParse(message);
      if (read.success) passages = Math.min(read.data.of, limit);
      if (drafts.length < passages) {
        drafts.push(read.success ? ok(read.data.draft) : err(failure('bad_message', 'clip')));
      }
      if (drafts.length === passages) end();
    });
  });
}

const FailureSchema = z.object({
  code: z.enum(FAILURE_CODES),
  detail: z.exactOptional(z.string().check(z.maxLength(1_000))),
});

/**
 * Sends a request to the clipper in a frame. The reply passes through the page's process, which can
 * have changed it, so do not trust the value. Returns a Failure when the page closes in the
 * meantime.
 */
export async function askClipper<Call extends keyof typeof tabRequests & keyof TabReplies>(
  tabId: number,
  frameId: number,
  call: Call,
  payload: Payload<Call>,
): Promise<Result<TabReplies[Call], Failure>> {
  try {
    const reply: unknown = await browser.tabs.sendMessage(
      tabId,
      { to: 'clipper', call, payload },
      { frameId },
    );
    if (typeof reply !== 'object' || reply === null || !('ok' in reply)) {
      return err(failure('page_navigated'));
    }
    if (reply.ok === true) return reply as Result<TabReplies[Call], Failure>;
    const { error } = reply as { readonly error?: unknown };
    return err(FailureSchema.safeParse(error).data ?? failure('unexpected'));
  } catch (cause) {
    return err(failure('page_navigated', messageOf(cause)));
  }
}

/** Calls the clippers in all frames of a tab. Clippers that are gone are ignored. */
export async function tellClippers(tabId: number, call: keyof typeof tabRequests): Promise<void> {
  try {
    await browser.tabs.sendMessage(tabId, { to: 'clipper', call, payload: {} });
  } catch (cause) {
    console.debug('clippers', cause);
  }
}
