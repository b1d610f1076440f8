import type { Failure, FailureCode } from './failure';
import { newId, type ReportId } from './ids';
import { type KnownAuthors, projectReviews, type ReviewRecords } from './project-reviews';
import type { Result } from './result';
import {
  type Author,
  type ReviewBody,
  type ReviewDraft,
  type ReviewRecord,
  reviewRecordId,
  slotOf,
} from './review-records';

/**
 * The copy of a report's reviews in an open page. A user's decision shows immediately. The ledger
 * sends it to be signed and stored, and removes it when the background refuses it.
 */
export interface ReviewLedger {
  readonly reportId: ReportId;
  /**
   * Records one act of the user, which is one undo step. Consecutive acts with the same `joins`
   * (for example the keystrokes in one note) form one undo step, until `endStep`, and are sent
   * together after a pause.
   */
  act(bodies: readonly ReviewBody[], options?: { readonly joins?: string }): void;
  /** Ends the current undo step. What the user types after this is another step. */
  endStep(): void;
  /** Undoes the last act and returns it, or null when there is nothing to undo. */
  undo(): ReviewStep | null;
  redo(): ReviewStep | null;
  /** The number of acts that can be undone. */
  undoDepth(): number;
  /** Adds records that another page or the background stored. */
  applyRemote(stored: Partial<KnownAuthors> & { readonly records?: readonly ReviewRecord[] }): void;
  /** The current reviews. Returns the same object until a review changes. */
  records(): ReviewRecords;
  subscribe(listener: () => void): () => void;
  /** Number of drafts that are not stored yet. */
  pending(): number;
  /** All drafts that are not stored yet, or null when there are none. */
  unsent(): readonly ReviewDraft[] | null;
  /** Tries to store all drafts now. Resolves to true when no draft is left. */
  flush(): Promise<boolean>;
  /** Stops all retries and removes the listeners. Pending drafts stay unsent. */
  close(): void;
}

export interface LedgerOptions extends KnownAuthors {
  readonly reportId: ReportId;
  readonly records: readonly ReviewRecord[];
  /**
   * Drafts of an earlier page that may not be stored yet. The ledger sends them, but does not add
   * them to the undo steps.
   */
  readonly unsent?: readonly ReviewDraft[];
  /** Resolves after the drafts are signed and stored durably. */
  readonly send: (
    drafts: readonly ReviewDraft[],
  ) => Promise<
    Result<{ readonly author: Author; readonly records: readonly ReviewRecord[] }, Failure>
  >;
  /** Resolves after the given number of milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

/** What one act changed. */
export interface ReviewStep {
  /** The key of its first claim; '' if it concerned no claim. */
  readonly claimKey: string;
  readonly changes: readonly {
    /** What was there before; null for nothing. */
    readonly before: ReviewBody | null;
    readonly after: ReviewBody;
  }[];
}

interface Step extends ReviewStep {
  /** Null if no later act joins the step. */
  joins: string | null;
  readonly changes: readonly {
    readonly slot: string;
    before: ReviewBody | null;
    after: ReviewBody;
  }[];
}

interface Waiting {
  readonly draft: ReviewDraft;
  readonly id: string;
  readonly joins: string | null;
  /** Whether the user may still be typing into the act. */
  held: boolean;
}

/** The author of drafts until this browser has a key. */
const NOT_SIGNED_YET: Author = 'own';
/** Failures that a retry cannot fix. The ledger then removes the drafts. */
const FINAL: readonly FailureCode[] = ['no_signing_key', 'bad_message', 'not_found'];
const TYPING_PAUSE_MS = 800;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

export function createReviewLedger(options: LedgerOptions): ReviewLedger {
  const { reportId, send, wait, now } = options;
  const stored = new Map<string, ReviewRecord>();
  let { own, people, members, ignored } = options;
  let waiting: Waiting[] = [];
  let undone: Step[] = [];
  const done: Step[] = [];
  const listeners = new Set<() => void>();
  let projected: ReviewRecords | null = null;
  let sending: Promise<boolean> | null = null;
  let retrying = false;
  let closed = false;
  let typed = 0;

  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  const changed = () => {
    projected = null;
    notify();
  };
  /**
   * Returns true when the records change the visible reviews. A draft and its stored record have
   * the same content.
   */
  const keep = (records: readonly ReviewRecord[]): boolean => {
    const drafted = new Set(waiting.map(({ draft }) => draft.act));
    let isNew = false;
    for (const record of records) {
      const key = `${record.author} ${record.counter} ${record.id}`;
      const isOwnDraft = record.author === own && record.act !== null && drafted.has(record.act);
      if (!stored.has(key) && !isOwnDraft) isNew = true;
      stored.set(key, record);
    }
    const acts = new Set(records.flatMap(({ author, act }) => (author === own ? act : [])));
    if (acts.size > 0) waiting = waiting.filter(({ draft }) => !acts.has(draft.act));
    return isNew;
  };
  const entries = () => {
    const author = own ?? NOT_SIGNED_YET;
    let counter = 0;
    const all: Pick<ReviewRecord, 'id' | 'body' | 'author' | 'counter'>[] = [];
    for (const record of stored.values()) {
      if (record.author === author && record.counter > counter) counter = record.counter;
      all.push(record);
    }
    for (const { id, draft } of waiting) {
      counter += 1;
      all.push({ id, body: draft.body, author, counter });
    }
    return all;
  };
  /** The last decision of this browser's user in a slot. */
  const ownBody = (slot: string): ReviewBody | null => {
    const draft = waiting.findLast(({ draft: { body } }) => slotOf(body) === slot);
    if (draft !== undefined) return draft.draft.body;
    let last: ReviewRecord | null = null;
    for (const record of stored.values()) {
      if (record.author !== own || slotOf(record.body) !== slot) continue;
      if (last === null || record.counter > last.counter) last = record;
    }
    return last?.body ?? null;
  };
  const draftOf = (body: ReviewBody, joins: string | null = null): Waiting => {
    const draft = { act: newId<'act'>(), body };
    return { draft, id: reviewRecordId({ reportId, body }), joins, held: joins !== null };
  };
  const release = () => {
    for (const each of waiting) each.held = false;
  };

  /** Returns false when a draft could not be sent. */
  const drain = async (): Promise<boolean> => {
    while (!closed) {
      const heldAt = waiting.findIndex(({ held }) => held);
      const batch = heldAt < 0 ? waiting : waiting.slice(0, heldAt);
      if (batch.length === 0) break;
      const reply = await send(batch.map(({ draft }) => draft)).catch(() => null);
      if (reply?.ok === true) {
        const isSameKey = own === reply.value.author;
        own = reply.value.author;
        if (keep(reply.value.records) || !isSameKey) projected = null;
        notify();
      } else if (reply !== null && FINAL.includes(reply.error.code)) {
        const refused = new Set(batch);
        waiting = waiting.filter((each) => !refused.has(each));
        // The user cannot undo steps that were never stored.
        done.length = 0;
        undone = [];
        changed();
      } else return false;
    }
    return true;
  };
  const drainOnce = () => {
    sending ??= drain().finally(() => {
      sending = null;
    });
    return sending;
  };
  const drainUntilSent = async (): Promise<void> => {
    if (retrying) return;
    retrying = true;
    for (let pause = FIRST_PAUSE_MS; !closed; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const isSent = await drainOnce();
      if (waiting.every(({ held }) => held)) break;
      if (!isSent) await wait(pause);
    }
    retrying = false;
  };
  const add = (drafts: readonly Waiting[]) => {
    release();
    waiting.push(...drafts);
    changed();
    void drainUntilSent();
  };
  const type = (draft: Waiting) => {
    const last = waiting.at(-1);
    if (last?.held === true && last.joins === draft.joins) waiting.pop();
    else release();
    waiting.push(draft);
    typed += 1;
    const typing = typed;
    changed();
    void drainUntilSent();
    void wait(TYPING_PAUSE_MS).then(() => {
      if (typing !== typed || closed) return;
      release();
      void drainUntilSent();
    });
  };

  const ledger: ReviewLedger = {
    reportId,
    act: (bodies, options = {}) => {
      const joins = options.joins ?? null;
      const [first] = bodies;
      if (first === undefined) return;
      const changes = bodies.map((body) => {
        const slot = slotOf(body);
        return { slot, before: ownBody(slot), after: body };
      });
      const claimKey = 'claimKey' in first ? first.claimKey : '';
      const last = done.at(-1);
      if (joins !== null && last?.joins === joins) {
        for (const change of last.changes) {
          change.after = changes.find(({ slot }) => slot === change.slot)?.after ?? change.after;
        }
      } else done.push({ joins, claimKey, changes });
      undone = [];
      if (joins !== null) type(draftOf(first, joins));
      else add(bodies.map((body) => draftOf(body)));
    },
    endStep: () => {
      const last = done.at(-1);
      if (last !== undefined) last.joins = null;
    },
    undo: () => {
      const step = done.pop();
      if (step === undefined) return null;
      undone.push({ ...step, joins: null });
      const withdrawnAt = now();
      add(
        step.changes.map(({ slot, before }) =>
          draftOf(before ?? { kind: 'withdrawal', slot, withdrawnAt }),
        ),
      );
      return step;
    },
    redo: () => {
      const step = undone.pop();
      if (step === undefined) return null;
      done.push(step);
      add(step.changes.map(({ after }) => draftOf(after)));
      return step;
    },
    undoDepth: () => done.length,
    applyRemote: (remote) => {
      const before = waiting.length;
      // A read that began before the key existed does not contain the key.
      const isKnown = remote.people === undefined && (remote.own ?? own) === own;
      own = remote.own ?? own;
      if (remote.people !== undefined) ({ people, members, ignored } = remote);
      const isNew = keep(remote.records ?? []);
      if (isNew || !isKnown) changed();
      else if (waiting.length !== before) notify();
    },
    records: () => {
      projected ??= projectReviews(entries(), {
        ...{ own: own ?? NOT_SIGNED_YET, people },
        ...(members === undefined ? {} : { members }),
        ...(ignored === undefined ? {} : { ignored }),
      });
      return projected;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pending: () => waiting.length,
    unsent: () => (waiting.length === 0 ? null : waiting.map(({ draft }) => draft)),
    flush: async () => {
      release();
      do {
        if (!(await drainOnce())) return false;
      } while (waiting.length > 0);
      return true;
    },
    close: () => {
      closed = true;
      listeners.clear();
    },
  };
  keep(options.records);
  for (const draft of options.unsent ?? []) {
    const isStored = options.records.some(({ act, author }) => act === draft.act && author === own);
    const id = reviewRecordId({ reportId, body: draft.body });
    if (!isStored) waiting.push({ draft, id, joins: null, held: false });
  }
  if (waiting.length > 0) void drainUntilSent();
  return ledger;
}
