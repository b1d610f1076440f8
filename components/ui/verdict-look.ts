import type { CheckState } from '@/utils/model/check-state';
import type { IconName } from './Icon';

export type Tone = 'pass' | 'warn' | 'fail' | 'off';

/** The shape and the tone of each check state. The catalogue has its name: `verdict_<name>`. */
export const VERDICT_LOOK: Readonly<
  Record<CheckState, { readonly tone: Tone; readonly icon: IconName }>
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
  unchecked: { tone: 'off', icon: 'question' },
  repinned: { tone: 'off', icon: 'restore' },
  never: { tone: 'off', icon: 'circle' },
};
