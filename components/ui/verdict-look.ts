import type { Verdict } from '@/utils/model/evidence';
import type { IconName } from './Icon';

export type Tone = 'pass' | 'warn' | 'fail' | 'off';

/** The shape and the tone of each verdict. The catalogue has its name: `verdict_<name>`. */
export const VERDICT_LOOK: Readonly<
  Record<Verdict, { readonly tone: Tone; readonly icon: IconName }>
> = {
  verbatim: { tone: 'pass', icon: 'check' },
  typographic: { tone: 'pass', icon: 'check' },
  moved: { tone: 'pass', icon: 'arrow' },
  altered: { tone: 'warn', icon: 'triangle' },
  missing: { tone: 'fail', icon: 'cross' },
  gone: { tone: 'fail', icon: 'cross' },
  blocked: { tone: 'off', icon: 'dash' },
  unreachable: { tone: 'off', icon: 'dash' },
  located: { tone: 'off', icon: 'diamond' },
  unpinned: { tone: 'off', icon: 'diamond' },
  unchecked: { tone: 'off', icon: 'circle' },
};

export const VERDICT_GROUPS = ['stand', 'altered', 'missing', 'unread', 'open'] as const;
export type VerdictGroup = (typeof VERDICT_GROUPS)[number];

const GROUP_OF: Readonly<Record<Verdict, VerdictGroup>> = {
  verbatim: 'stand',
  typographic: 'stand',
  moved: 'stand',
  altered: 'altered',
  missing: 'missing',
  gone: 'missing',
  blocked: 'unread',
  unreachable: 'unread',
  located: 'open',
  unpinned: 'open',
  unchecked: 'open',
};

export type VerdictCounts = Readonly<Record<VerdictGroup, number>>;

/** Counts verdicts by group; null is a clip that was never checked. */
export function countVerdicts(verdicts: Iterable<Verdict | null>): VerdictCounts {
  const counts = { stand: 0, altered: 0, missing: 0, unread: 0, open: 0 };
  for (const verdict of verdicts) counts[verdict === null ? 'open' : GROUP_OF[verdict]] += 1;
  return counts;
}

/** The same, from the number of each verdict. */
export function groupVerdicts(tally: Readonly<Partial<Record<Verdict, number>>>): VerdictCounts {
  const counts = { stand: 0, altered: 0, missing: 0, unread: 0, open: 0 };
  for (const [verdict, count] of Object.entries(tally))
    counts[GROUP_OF[verdict as Verdict]] += count;
  return counts;
}
