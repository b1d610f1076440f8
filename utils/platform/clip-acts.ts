import * as z from 'zod/mini';
import { PrivateAnswerSchema } from '@/utils/messaging/protocol/private-answer';
import { ClipSchema } from '@/utils/model/evidence';
import { type ClipId, idSchema, newId } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * The clip acts of the user. A page can edit only the clips of an act of the user in its frame, and
 * only these clips can be kept twice or kept after a private window's question. The browser's
 * memory stores the acts, because an act can outlast the background. Acts contain no page addresses
 * and no page text.
 */

const KEY = 'clipAct:';
/** Maximum number of acts stored for a tab. Toasts of older acts are closed. */
const STORED = 8;

/** This run of the background. */
const RUN = crypto.randomUUID();

const ClipActSchema = z.object({
  id: z.string(),
  tabId: z.number(),
  frameId: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** The run of the background that works on the act; null when the act is over. */
  run: z.nullable(z.string()),
  /** Whether the act happened in a private window. */
  incognito: z.boolean(),
  /** The user's answer to the private-window question about these clips. */
  answer: z.nullable(PrivateAnswerSchema),
  /** The position that the user named for the clips. */
  place: z.nullable(ClipSchema.shape.filedUnder),
  clipIds: z.array(idSchema<'clip'>()),
  /** The clips of the act that wait for an answer. */
  waiting: z.array(idSchema<'clip'>()),
});
/** An act as it is stored; `changeClipAct` changes it. */
export type StoredAct = Readonly<z.infer<typeof ClipActSchema>>;

/** Stores a new act, which this run of the background works on until `run` is null. */
export async function beginClipAct(
  act: Pick<StoredAct, 'tabId' | 'frameId' | 'answer' | 'place'>,
): Promise<StoredAct> {
  const tab = await browser.tabs.get(act.tabId).catch(() => null);
  const begun: StoredAct = {
    ...act,
    id: newId(),
    startedAt: Date.now(),
    run: RUN,
    incognito: tab?.incognito ?? true,
    clipIds: [],
    waiting: [],
  };
  await browser.storage.session.set({ [KEY + begun.id]: begun });
  const over = (await actsOf(act.tabId)).filter(isOver);
  await browser.storage.session.remove(over.slice(0, -STORED).map(({ id }) => KEY + id));
  return begun;
}

function isOver({ run, waiting }: StoredAct): boolean {
  return run === null && waiting.length === 0;
}

/** Changes an act. Returns null if the user has answered no to it meanwhile. */
export async function changeClipAct(
  id: string,
  change: Partial<StoredAct>,
): Promise<StoredAct | null> {
  const key = KEY + id;
  const stored = ClipActSchema.safeParse((await browser.storage.session.get(key))[key]);
  if (!stored.success) return null;
  const changed = { ...stored.data, ...change };
  await browser.storage.session.set({ [key]: changed });
  return changed;
}

/** The acts of a tab, or of all tabs, oldest first. */
export async function actsOf(tabId?: number): Promise<readonly StoredAct[]> {
  const stored = Object.entries(await browser.storage.session.get(null));
  return stored
    .flatMap(([key, value]) => {
      const act = key.startsWith(KEY) ? ClipActSchema.safeParse(value).data : undefined;
      return act === undefined || (tabId ?? act.tabId) !== act.tabId ? [] : [act];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Returns the user's acts in this frame that have any of these clips. */
export async function actsOfClips(
  frame: { readonly tabId: number | undefined; readonly frameId: number | undefined },
  clipIds: readonly ClipId[],
): Promise<readonly StoredAct[]> {
  const { tabId, frameId } = frame;
  if (tabId === undefined) return [];
  return (await actsOf(tabId)).filter(
    (act) =>
      // A document that is being left has no frame any more, and its last messages still count.
      (frameId ?? act.frameId) === act.frameId &&
      act.clipIds.some((clipId) => clipIds.includes(clipId)),
  );
}

/** The acts that an earlier run of the background did not finish. */
export async function interruptedActs(): Promise<readonly StoredAct[]> {
  return (await actsOf()).filter(({ run }) => run !== null && run !== RUN);
}

/** Deletes the acts of a tab, or the acts of all private windows when `tabId` is absent. */
export async function forgetClipActs(tabId?: number): Promise<void> {
  const acts = await actsOf(tabId);
  const gone = acts.filter(({ incognito }) => tabId !== undefined || incognito);
  await browser.storage.session.remove(gone.map(({ id }) => KEY + id));
}
