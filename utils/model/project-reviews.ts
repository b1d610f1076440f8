import type { CitationId } from './ids';
import {
  type Author,
  type DecisionBody,
  fingerprintOf,
  REVIEW_DECISIONS,
  type ReviewAnswer,
  type ReviewBody,
  type ReviewDecision,
  type ReviewRecord,
  type SignOffBody,
  slotOf,
  UNSIGNED,
} from './review-records';

/**
 * The standing of an author. `own`: this browser's key. `known`: the user compared the key.
 * `member`: the server of the report's team says that the key belongs to a member. `unverified`:
 * nobody says so. `unsigned`: there is no key.
 */
export const STANDINGS = ['own', 'known', 'member', 'unverified', 'unsigned'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Whether decisions of an author with this standing count in this library. */
export function isVerified(standing: Standing): boolean {
  return standing === 'own' || standing === 'known' || standing === 'member';
}

/**
 * Why a decision may not be the latest of its author. `conflict`: two records have the same
 * counter. `missing`: a later record is missing.
 */
export type Doubt = 'conflict' | 'missing';

interface Authored {
  /** Id of the record. */
  readonly id: string;
  readonly author: Author;
  /** The author's counter. The record with the higher one is later. 0 in unsigned records. */
  readonly counter: number;
  /** The counter of its first record. Absent if there was no undo that made another record of it. */
  readonly firstCounter?: number;
  readonly standing: Standing;
  /** The name that the user gave to the key, or of its member; null for any other key. */
  readonly name: string | null;
  readonly doubt: Doubt | null;
}

export interface GivenAnswer extends Authored {
  readonly answer: ReviewAnswer;
  /** The reason for the answer, in the author's words; '' for none. */
  readonly note: string;
  /** The name that the author claims; '' for none. */
  readonly reviewer: string;
  readonly answeredAt: string;
}

/** The decision of one author about one claim, with the words that the author judged. */
export interface Review extends Authored {
  readonly claimKey: string;
  /** The name that the author claims. */
  readonly reviewer: string;
  readonly citationIds: readonly CitationId[];
  /** Hashes of the judged texts. A review applies only to these texts. */
  readonly hashes: DecisionBody['hashes'];
  readonly decision: ReviewDecision;
  readonly note: string;
  readonly reviewedAt: string;
  readonly together: boolean;
  /** The answers of all authors, the most important first. */
  readonly answers: readonly GivenAnswer[];
  /**
   * The decisions that the author replaced with this one and that were answered, or that said more
   * than *supported* about other words or another page. Oldest first. Each has no earlier ones of its
   * own.
   */
  readonly earlier: readonly Review[];
  /** What the author decided between the last answered decision and this one, oldest first. */
  readonly between: readonly ReviewDecision[];
}

export interface SignOff extends Authored, Omit<SignOffBody, 'kind' | 'exceptions'> {
  readonly exceptions: readonly SignOffException[];
}
export interface SignOffException {
  readonly claimKey: string;
  /** The text of the claim at the time of the sign-off. */
  readonly words: string;
}

/** One key in a report, as the interface shows it to a user who compares keys. */
export interface ReviewAuthor {
  readonly author: Author;
  readonly standing: Standing;
  readonly name: string | null;
  /** The names that the author claims, latest first. */
  readonly claimed: readonly string[];
  /** Number of valid decisions of the author. */
  readonly decisions: number;
  /** Number of missing records of the author. */
  readonly missing: number;
  /** Whether two records of the author have the same counter. */
  readonly conflict: boolean;
  /** Whether the user ignores the author. The lists contain no decision of an ignored author. */
  readonly ignored: boolean;
}

/** The decisions about a report's claims, its sign-offs, and their authors. */
export interface ReviewRecords {
  readonly reviews: readonly Review[];
  /** The latest sign-off of each author. Verified authors come first. */
  readonly signOffs: readonly SignOff[];
  /** The user's own key comes first, then known keys. Ignored keys come last. */
  readonly authors: readonly ReviewAuthor[];
}

export interface KnownAuthors {
  /** Null before the first signature in this browser. */
  readonly own: Author | null;
  /** The names of the keys that the user compared. */
  readonly people: ReadonlyMap<Author, string>;
  /** The names of the members of the report's team, by their keys. */
  readonly members?: ReadonlyMap<Author, string>;
  /** The authors whose records the user ignores. */
  readonly ignored?: ReadonlySet<Author>;
}

type Entry = Pick<ReviewRecord, 'id' | 'body' | 'author' | 'counter'>;

/** The valid records of one author, by slot. */
interface Ledger {
  readonly author: Author;
  readonly slots: Map<string, Entry>;
  /** All decisions, by slot and then by id; of repeated ones the latest. */
  readonly decided: Map<string, Map<string, Entry>>;
  /** The ids of decisions that were replaced after their words or page changed. */
  readonly outdated: ReadonlySet<string>;
  readonly contested: Set<string>;
  /** The lowest counter of each record, by id. */
  readonly firstCounters: ReadonlyMap<string, number>;
  /** No record with a higher counter is missing. */
  readonly completeFrom: number;
  readonly missing: number;
  readonly conflict: boolean;
  readonly claimed: readonly string[];
}

/** Computes the reviews of a report from its records, in any order. n log n. */
export function projectReviews(records: readonly Entry[], known: KnownAuthors): ReviewRecords {
  const byAuthor = new Map<Author, Entry[]>();
  for (const record of records) {
    const list = byAuthor.get(record.author);
    if (list === undefined) byAuthor.set(record.author, [record]);
    else list.push(record);
  }
  const all = [...byAuthor].map(([author, list]) => ledgerOf(author, list));
  const isIgnored = (author: Author) => author !== known.own && known.ignored?.has(author) === true;
  const ledgers = all.filter(({ author }) => !isIgnored(author));
  const authored = (ledger: Ledger, entry: Entry): Authored => {
    const { author, completeFrom, contested, firstCounters } = ledger;
    const standing = standingOf(author, known);
    // Missing own records are lost after a restore, and the browser knows this, so they raise no
    // doubt.
    const isMissing = entry.counter < completeFrom && standing !== 'own' && author !== UNSIGNED;
    const doubt = contested.has(slotOf(entry.body)) ? 'conflict' : isMissing ? 'missing' : null;
    const { id, counter } = entry;
    const firstCounter = firstCounters.get(id) ?? counter;
    return {
      ...{ id, author, counter, standing, name: nameOf(author, known), doubt },
      ...(firstCounter < counter ? { firstCounter } : {}),
    };
  };

  const answers = new Map<string, GivenAnswer[]>();
  for (const ledger of ledgers) {
    for (const entry of ledger.slots.values()) {
      if (entry.body.kind !== 'answer') continue;
      const { decision, answer, note = '', reviewer = '', answeredAt } = entry.body;
      const said = { answer, note, reviewer, answeredAt };
      const given: GivenAnswer = { ...authored(ledger, entry), ...said };
      const list = answers.get(decision);
      if (list === undefined) answers.set(decision, [given]);
      else list.push(given);
    }
  }
  for (const list of answers.values()) list.sort(compareAnswers);

  const reviews: Review[] = [];
  const signOffs: SignOff[] = [];
  const decisions = new Map<Author, number>();
  const reviewFrom = (
    ledger: Ledger,
    entry: Entry,
    { kind: _kind, ...body }: DecisionBody,
    earlier: readonly Review[] = [],
    between: readonly ReviewDecision[] = [],
  ): Review => {
    const given = answers.get(entry.id) ?? NO_ANSWERS;
    return { ...authored(ledger, entry), ...body, answers: given, earlier, between };
  };
  for (const ledger of ledgers) {
    for (const entry of ledger.slots.values()) {
      if (entry.body.kind === 'decision') {
        const before = [...(ledger.decided.get(slotOf(entry.body))?.values() ?? [])].flatMap(
          (each) =>
            each.body.kind === 'decision' && each.counter < entry.counter
              ? reviewFrom(ledger, each, each.body)
              : [],
        );
        const isAnswered = ({ answers: given }: Review) => given.length > 0;
        const last = before.findLastIndex(isAnswered);
        const between = last < 0 ? [] : before.slice(last + 1).map(({ decision }) => decision);
        const earlier = before.filter((each) => isAnswered(each) || ledger.outdated.has(each.id));
        reviews.push(reviewFrom(ledger, entry, entry.body, earlier, between));
        decisions.set(ledger.author, (decisions.get(ledger.author) ?? 0) + 1);
      } else if (entry.body.kind === 'sign-off') {
        const { kind: _kind, ...body } = entry.body;
        signOffs.push({ ...authored(ledger, entry), ...body });
      }
    }
  }
  const authors = all.map(
    ({ author, missing, conflict, claimed }): ReviewAuthor => ({
      author,
      standing: standingOf(author, known),
      name: nameOf(author, known),
      claimed,
      decisions: decisions.get(author) ?? 0,
      missing,
      conflict,
      ignored: isIgnored(author),
    }),
  );
  return {
    reviews: reviews.sort((a, b) => compare(a.claimKey, b.claimKey) || compareAuthored(a, b)),
    signOffs: signOffs.sort(compareAuthored),
    authors: authors.sort(
      (a, b) =>
        Number(a.ignored) - Number(b.ignored) || rank(a) - rank(b) || compare(a.author, b.author),
    ),
  };
}

const NO_ANSWERS: readonly GivenAnswer[] = [];

function ledgerOf(author: Author, entries: readonly Entry[]): Ledger {
  const slots = new Map<string, Entry>();
  const decided = new Map<string, Map<string, Entry>>();
  const standing = new Map<string, Decided[]>();
  const places = new Map<string, number>();
  const contested = new Set<string>();
  const claimed: string[] = [];
  const counters = new Set<number>();
  const firstCounters = new Map<string, number>();
  let conflict = false;
  for (const entry of [...entries].sort((a, b) => a.counter - b.counter || compareTied(a, b))) {
    const slot = slotOf(entry.body);
    const isSigned = author !== UNSIGNED;
    if (isSigned && counters.has(entry.counter)) conflict = true;
    counters.add(entry.counter);
    if (!firstCounters.has(entry.id)) firstCounters.set(entry.id, entry.counter);
    // Of two records with the same counter, the more cautious one comes last.
    if (isSigned && slots.get(slot)?.counter === entry.counter) contested.add(slot);
    else if (isSigned) contested.delete(slot);
    // The order of unsigned records is unknown, so all of them apply.
    slots.set(isSigned ? slot : `${slot} ${entry.id}`, entry);
    if (entry.body.kind === 'withdrawal') standing.delete(slot);
    if (isSigned && entry.body.kind === 'decision') {
      const versions = decided.get(slot) ?? new Map<string, Entry>();
      standing.set(slot, standingAfter(standing.get(slot) ?? [], entry.id, entry.body, places));
      // A decision that an undo brought back is as late as its last record.
      versions.delete(entry.id);
      decided.set(slot, versions.set(entry.id, entry));
    }
    const name = 'reviewer' in entry.body ? entry.body.reviewer : undefined;
    if (name !== undefined) claimed.push(name);
  }
  const highest = author === UNSIGNED ? 0 : entries.reduce(maxCounter, 0);
  let completeFrom = highest;
  while (completeFrom > 1 && counters.has(completeFrom - 1)) completeFrom -= 1;
  return {
    author,
    slots,
    decided,
    outdated: new Set([...standing.values()].flatMap(outdatedOf)),
    contested,
    firstCounters,
    completeFrom,
    missing: author === UNSIGNED ? 0 : highest - counters.size,
    conflict,
    claimed: [...new Set(claimed.reverse())],
  };
}

interface Decided {
  readonly id: string;
  readonly body: DecisionBody;
}

/**
 * Adds a decision to those of its slot. An undo brings one back, and takes back the later ones.
 * `places` has the last index of each, so that a long list is not searched.
 */
function standingAfter(
  list: Decided[],
  id: string,
  body: DecisionBody,
  places: Map<string, number>,
): Decided[] {
  const at = places.get(id) ?? list.length;
  if (list[at]?.id === id) list.length = at;
  places.set(id, list.length);
  list.push({ id, body });
  return list;
}

function outdatedOf(list: readonly Decided[]): string[] {
  return list.flatMap(({ id, body }, at) => {
    const next = list[at + 1]?.body;
    return next !== undefined && saysMore(body) && isOfOtherTexts(body, next) ? [id] : [];
  });
}

/** Whether a decision says more than that the page supports the claim. */
export function saysMore({ decision, note }: Pick<DecisionBody, 'decision' | 'note'>): boolean {
  return decision !== 'supported' || note.trim() !== '';
}

/**
 * Whether the next decision of an author is about other texts. What is known of a page also changes
 * when it is read for the first time. Who then changes their mind keeps the note.
 */
function isOfOtherTexts(before: DecisionBody, next: DecisionBody): boolean {
  const { claim, quote, passage } = before.hashes;
  if (claim !== next.hashes.claim) return true;
  const isSameNote = before.note.trim() !== '' && before.note === next.note;
  return !isSameNote && (quote !== next.hashes.quote || passage !== next.hashes.passage);
}

function maxCounter(highest: number, { counter }: Entry): number {
  return Math.max(highest, counter);
}

/**
 * Sorts records with the same counter so that the most cautious record comes last: an objection
 * stays, a withdrawal does not.
 */
function compareTied(a: Entry, b: Entry): number {
  return caution(a.body) - caution(b.body) || compare(a.id, b.id);
}

function caution(body: ReviewBody): number {
  switch (body.kind) {
    case 'decision':
      return 1 + REVIEW_DECISIONS.length - CAUTIOUS.indexOf(body.decision);
    // The cautious result is a report without sign-off and an objection without answer.
    case 'withdrawal':
      return body.slot.startsWith('decision ') ? 1 : 9;
    case 'answer':
      return body.answer === 'disputed' ? 1 : 0;
    case 'sign-off':
      return 0;
  }
}

const CAUTIOUS: readonly ReviewDecision[] = ['unsupported', 'partly', 'unclear', 'supported'];

function standingOf(author: Author, { own, people, members }: KnownAuthors): Standing {
  if (author === UNSIGNED) return 'unsigned';
  if (author === own) return 'own';
  if (people.has(author)) return 'known';
  return members?.has(author) === true ? 'member' : 'unverified';
}

function nameOf(author: Author, { own, people, members }: KnownAuthors): string | null {
  const compared = people.get(author);
  const member = author === own ? undefined : members?.get(author);
  if (compared !== undefined || member === undefined) return compared ?? null;
  // A member must not pass for a person whose key the user compared.
  const isTaken = [...people.values()].includes(member);
  return isTaken ? `${member} (${fingerprintOf(author).slice(0, 9)})` : member;
}

function rank({ standing }: Pick<Authored, 'standing'>): number {
  return STANDINGS.indexOf(standing);
}

function compareAuthored(a: Authored, b: Authored): number {
  return rank(a) - rank(b) || compare(a.id, b.id);
}

function compareAnswers(a: GivenAnswer, b: GivenAnswer): number {
  return (
    rank(a) - rank(b) ||
    Number(a.answer === 'fixed') - Number(b.answer === 'fixed') ||
    compare(a.id, b.id)
  );
}

/**
 * Compares decisions about one claim: the own decision first, then objections, then decisions of
 * known authors. Ignores times, so that a wrong clock cannot hide an objection.
 */
export function compareReviews(a: Review, b: Review): number {
  return (
    Number(b.standing === 'own') - Number(a.standing === 'own') ||
    CAUTIOUS.indexOf(a.decision) - CAUTIOUS.indexOf(b.decision) ||
    compareAuthored(a, b)
  );
}

/**
 * The answer that the report's editor sees: the own answer, or else the answer of a known author.
 */
export function verifiedAnswer({ answers }: Pick<Review, 'answers'>): ReviewAnswer | null {
  return answers.find(({ standing }) => isVerified(standing))?.answer ?? null;
}

/** The user's own answer to a decision. */
export function ownAnswer({ answers }: Pick<Review, 'answers'>): GivenAnswer | null {
  return answers.find(({ standing }) => standing === 'own') ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
