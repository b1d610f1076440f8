import { type ChangedFact, type CheckEvidence, VERDICTS, type Verdict } from './evidence';

/**
 * What is known about the current quote of a clip: the verdict of its latest check; `repinned`, if
 * only an earlier quote of the clip was checked; or `never`, if the clip was never checked.
 */
export type CheckState = Verdict | 'repinned' | 'never';

export const CHECK_STATES: readonly CheckState[] = [...VERDICTS, 'repinned', 'never'];

/** The groups in which bars, counts and lists show check states, in their order. */
export const CHECK_GROUPS = [
  'stand',
  'located',
  'altered',
  'missing',
  'gone',
  'unpinned',
  'unread',
  'untold',
  'repinned',
  'never',
] as const;
/**
 * `stand`: the page has the quote. `located`: the link finds a passage, but no words were recorded.
 * `unpinned`: the citation names no passage. `unread`: the page was requested and showed no text.
 * `untold`: the check has no result, and says why.
 */
export type CheckGroup = (typeof CHECK_GROUPS)[number];

const GROUP_OF: Readonly<Record<CheckState, CheckGroup>> = {
  verbatim: 'stand',
  typographic: 'stand',
  moved: 'stand',
  altered: 'altered',
  missing: 'missing',
  gone: 'gone',
  located: 'located',
  unpinned: 'unpinned',
  blocked: 'unread',
  unreachable: 'unread',
  unchecked: 'untold',
  repinned: 'repinned',
  never: 'never',
};

export function groupOf(state: CheckState): CheckGroup {
  return GROUP_OF[state];
}

/** Returns the check states of a group, in the order of `CHECK_STATES`. */
export function statesOf(group: CheckGroup): readonly CheckState[] {
  return CHECK_STATES.filter((state) => GROUP_OF[state] === group);
}

export type CheckCounts = Readonly<Record<CheckGroup, number>>;

/** Counts clips by the group of their check state. */
export function countStates(states: Iterable<CheckState>): CheckCounts {
  const counts = noCounts();
  for (const state of states) counts[GROUP_OF[state]] += 1;
  return counts;
}

/** Returns the same counts from the number of clips with each verdict. */
export function groupVerdicts(tally: Readonly<Partial<Record<Verdict, number>>>): CheckCounts {
  const counts = noCounts();
  for (const verdict of VERDICTS) counts[GROUP_OF[verdict]] += tally[verdict] ?? 0;
  return counts;
}

function noCounts(): Record<CheckGroup, number> {
  return Object.fromEntries(CHECK_GROUPS.map((group) => [group, 0])) as Record<CheckGroup, number>;
}

/** The most important kind of change in an altered quote, and how many changes are of that kind. */
export interface LeadingFact {
  readonly fact: ChangedFact;
  readonly count: number;
}

/** Returns the kind of the first change: the most important is first. Null if there is no change. */
export function leadingFact(changes: CheckEvidence['changes'] = []): LeadingFact | null {
  const [first] = changes;
  if (first === undefined) return null;
  return { fact: first.fact, count: changes.filter(({ fact }) => fact === first.fact).length };
}
