import { i18n } from '#i18n';
import type { StateFilter } from '@/utils/review/filter-claims';

/** A state or a decision, as filters name it. */
export function decisionOrStateWords(state: StateFilter): string {
  switch (state) {
    case 'waiting':
    case 'objection':
    case 'undecided':
    case 'stale':
    case 'answered':
    case 'unverified':
    case 'decided':
      return i18n.t(`state_${state}`);
    default:
      return i18n.t(`decision_${state}`);
  }
}
