import * as z from 'zod/mini';
import { MAX_PASSAGES } from '@/utils/messaging/protocol/clipped-passages';
import { type PrivateAnswer, PrivateAnswerSchema } from '@/utils/messaging/protocol/private-answer';
import { type ClipId, idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * The user's acts that clip. Each has a name that nobody can guess, which only the clipper of its
 * frame is told: it saves and edits the clips of that act, and no others. In the browser's memory,
 * since an act outlasts the background; they name no page and no words.
 */

const KEY = 'clipAct:';
/** Acts that a tab remembers: an older toast is gone. */
const KEPT = 8;
/** Milliseconds after an act in which what the page had sent before may still arrive. */
const LATE = 10_000;

const ClipActSchema = z.object({
  frameId: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  /** In a private window. */
  incognito: z.boolean(),
  /** What the user answered there to the question about these clips. */
  answer: z.nullable(PrivateAnswerSchema),
  clipIds: z.array(idSchema<'clip'>()),
  /** Those of them that wait for an answer. */
  waiting: z.array(idSchema<'clip'>()),
});
type ClipAct = z.infer<typeof ClipActSchema>;

/** The frame that a message came from. */
export interface ActPlace {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
}

/** What this run of the background knows of the acts: it is written through. */
const known = new Map<string, ClipAct>();

/** Begins an act in a frame, and names it. `clipIds` are those that it may save; without them, new ones. */
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

/** The act that a clip belongs to; null where a page made the clip up. */
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

/** Whether an act of the user's in this frame clipped it. */
export async function isOfAnAct({ tabId, frameId }: ActPlace, clipId: ClipId): Promise<boolean> {
  if (tabId === undefined) return false;
  const acts = await actsOf(tabId);
  return acts.some(([, act]) => isFrameOf(act, frameId) && act.clipIds.includes(clipId));
}

/** Notes that a clip waits for the user's answer, or no longer does. */
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

/** The clips of a tab that wait for an answer, by the acts that made them, the first act first. */
export async function waitingActs(tabId: number): Promise<readonly Waiting[]> {
  return (await actsOf(tabId)).flatMap(([, { frameId, startedAt, waiting }]) =>
    waiting.length === 0 ? [] : [{ frameId, startedAt, clipIds: waiting }],
  );
}

/** Forgets the acts of a tab, or, without one, those of all private windows. */
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

/** A document that is being left has no frame any more: what it sent last counts all the same. */
function isFrameOf(act: ClipAct, frameId: number | undefined): boolean {
  return frameId === undefined || frameId < 0 || frameId === act.frameId;
}

async function forgetOlder(tabId: number): Promise<void> {
  const older = (await actsOf(tabId)).filter(([, { waiting }]) => waiting.length === 0);
  const keys = older.slice(0, -KEPT).map(([name]) => ofTab(tabId) + name);
  for (const key of keys) known.delete(key);
  await browser.storage.session.remove(keys);
}

/** By their names, the first begun first. */
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
 * Changes an act, if there is one; null leaves it as it is. What it was and what it becomes are
 * told in one go, so that two messages never write over each other.
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
