import * as z from 'zod/mini';
import { MAX_PASSAGES } from '@/utils/messaging/protocol/clipped-passages';
import { type PrivateAnswer, PrivateAnswerSchema } from '@/utils/messaging/protocol/private-answer';
import { type ClipId, idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * The clip acts of the user. Each act has an id that nobody can guess. Only the clipper of the
 * act's frame receives the id, and with it can save and edit only the clips of that act. The
 * browser's memory stores the acts, because an act can outlast the background. Acts contain no page
 * addresses and no page text.
 */

const KEY = 'clipAct:';
/** Maximum number of acts stored for a tab. Toasts of older acts are closed. */
const KEPT = 8;
/** Milliseconds after an act during which earlier messages of the page may still arrive. */
const LATE = 10_000;

const ClipActSchema = z.object({
  frameId: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  /** Whether the act happened in a private window. */
  incognito: z.boolean(),
  /** The user's answer to the private-window question about these clips. */
  answer: z.nullable(PrivateAnswerSchema),
  clipIds: z.array(idSchema<'clip'>()),
  /** The clips of the act that wait for an answer. */
  waiting: z.array(idSchema<'clip'>()),
});
type ClipAct = z.infer<typeof ClipActSchema>;

/** The frame that a message came from. */
export interface ActPlace {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
}

/**
 * Cache of the acts in this run of the background. Changes are also written to the browser's
 * memory.
 */
const known = new Map<string, ClipAct>();

/**
 * Starts an act in a frame and returns its id. The act may save only the clips `clipIds`, or new
 * clips when `clipIds` is absent.
 */
export async function beginClipAct(
  { tabId, frameId }: { readonly tabId: number; readonly frameId: number },
  answer: PrivateAnswer | null = null,
  waiting: readonly Waiting[] = [],
): Promise<string> {
  const name = crypto.randomUUID();
  const tab = await browser.tabs.get(tabId).catch(() => null);
  const now = Date.now();
  const clipIds = waiting.flatMap((each) => each.clipIds);
  await write(tabId, name, {
    frameId,
    startedAt: Math.min(now, ...waiting.map(({ startedAt }) => startedAt)),
    endedAt: clipIds.length === 0 ? null : 0,
    incognito: tab?.incognito ?? true,
    answer,
    clipIds,
    waiting: clipIds,
  });
  await forgetOlder(tabId);
  return name;
}

export async function endClipAct(tabId: number, name: string): Promise<void> {
  await change(tabId, name, (act) => ({ ...act, endedAt: act.endedAt ?? Date.now() }));
}

/** Returns the act that a clip belongs to, or null for a clip id that a page invented. */
export async function actOfClip(
  { tabId, frameId }: ActPlace,
  name: string,
  clipId: ClipId,
): Promise<Pick<ClipAct, 'answer' | 'startedAt'> | null> {
  if (tabId === undefined) return null;
  let found: ClipAct | null = null;
  await change(tabId, name, (act) => {
    if (!isFrameOf(act, frameId)) return null;
    const isOver = act.endedAt !== null && Date.now() - act.endedAt > LATE;
    const isKnown = act.clipIds.includes(clipId);
    if (!isKnown && (isOver || act.clipIds.length >= MAX_PASSAGES)) return null;
    found = act;
    return isKnown ? null : { ...act, clipIds: [...act.clipIds, clipId] };
  });
  return found;
}

/** Whether the clip belongs to an act of the user in this frame. */
export async function isOfAnAct({ tabId, frameId }: ActPlace, clipId: ClipId): Promise<boolean> {
  if (tabId === undefined) return false;
  const acts = await actsOf(tabId);
  return acts.some(([, act]) => isFrameOf(act, frameId) && act.clipIds.includes(clipId));
}

/** Records whether a clip waits for the user's answer. */
export async function noteWaiting(
  tabId: number | undefined,
  name: string,
  clipId: ClipId,
  waits: boolean,
): Promise<void> {
  if (tabId === undefined) return;
  for (const [each] of await actsOf(tabId)) {
    await change(tabId, each, (act) => {
      const others = act.waiting.filter((id) => id !== clipId);
      const waiting = waits && each === name ? [...others, clipId] : others;
      return waits || waiting.length < act.waiting.length ? { ...act, waiting } : null;
    });
  }
}

export interface Waiting {
  readonly frameId: number;
  readonly startedAt: number;
  readonly clipIds: readonly ClipId[];
}

/** Returns the clips of a tab that wait for an answer, grouped by act, oldest act first. */
export async function waitingActs(tabId: number): Promise<readonly Waiting[]> {
  return (await actsOf(tabId)).flatMap(([, { frameId, startedAt, waiting }]) =>
    waiting.length === 0 ? [] : [{ frameId, startedAt, clipIds: waiting }],
  );
}

/** Deletes the acts of a tab, or the acts of all private windows when `tabId` is absent. */
export async function forgetClipActs(tabId?: number): Promise<void> {
  const held = await browser.storage.session.get(null);
  const keys = [...new Set([...Object.keys(held), ...known.keys()])].filter((key) => {
    if (!key.startsWith(tabId === undefined ? KEY : ofTab(tabId))) return false;
    const act = known.get(key) ?? ClipActSchema.safeParse(held[key]).data;
    return tabId !== undefined || act?.incognito !== false;
  });
  for (const key of keys) known.delete(key);
  await browser.storage.session.remove(keys);
}

/**
 * Whether a message from a frame belongs to the act. A document that is being left has no frame any
 * more, and its last messages still count.
 */
function isFrameOf(act: ClipAct, frameId: number | undefined): boolean {
  return frameId === undefined || frameId < 0 || frameId === act.frameId;
}

async function forgetOlder(tabId: number): Promise<void> {
  const older = (await actsOf(tabId)).filter(([, { waiting }]) => waiting.length === 0);
  const keys = older.slice(0, -KEPT).map(([name]) => ofTab(tabId) + name);
  for (const key of keys) known.delete(key);
  await browser.storage.session.remove(keys);
}

/** Returns the acts of a tab with their ids, oldest first. */
async function actsOf(tabId: number): Promise<readonly (readonly [string, ClipAct])[]> {
  const held = await browser.storage.session.get(null);
  const prefix = ofTab(tabId);
  const keys = new Set([...Object.keys(held), ...known.keys()]);
  return [...keys]
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const act = known.get(key) ?? ClipActSchema.safeParse(held[key]).data;
      return act === undefined ? [] : [[key.slice(prefix.length), act] as const];
    })
    .sort(([, a], [, b]) => a.startedAt - b.startedAt);
}

/**
 * Changes an act if it exists. When the change returns null, the act stays the same. Reads and
 * changes the act in one synchronous step, so that two messages cannot overwrite each other.
 */
async function change(
  tabId: number,
  name: string,
  by: (act: ClipAct) => ClipAct | null,
): Promise<void> {
  const key = ofTab(tabId) + name;
  if (!known.has(key)) {
    const stored = ClipActSchema.safeParse((await browser.storage.session.get(key))[key]);
    if (stored.success && !known.has(key)) known.set(key, stored.data);
  }
  const act = known.get(key);
  const next = act === undefined ? null : by(act);
  if (next !== null) await write(tabId, name, next);
}

async function write(tabId: number, name: string, act: ClipAct): Promise<void> {
  const key = ofTab(tabId) + name;
  known.set(key, act);
  await browser.storage.session.set({ [key]: act });
}

function ofTab(tabId: number): string {
  return `${KEY}${tabId.toString()}:`;
}
