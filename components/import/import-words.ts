import { i18n } from '#i18n';
import type { CitationStyle } from '@/utils/model/citation-styles';
import type { DamageKind, DamageReason, LeftAlone } from '@/utils/model/imported-report';
import { underscored } from '@/utils/text/underscored';
import { DAMAGE_RESULTS, type DamageCounts, type DamagePlace, damageResult } from './damage-place';

export function styleWords(style: CitationStyle): string {
  return i18n.t(`import_style_${underscored(style)}`);
}

export function damageKindWords(kind: DamageKind): string {
  return i18n.t(`damage_kind_${underscored(kind)}`);
}

export function damageKindMeans(kind: DamageKind): string {
  return i18n.t(`damage_means_${underscored(kind)}`);
}

/** The label of the button that makes the repair of this kind. */
export function damageRepairWords(kind: DamageKind): string {
  return i18n.t(kind === 'unbalanced-emphasis' ? 'damage_close' : 'damage_remove');
}

export function damageReasonWords(reason: DamageReason): string {
  return i18n.t(`damage_reason_${underscored(reason)}`);
}

export function leftAloneWords(why: LeftAlone['why']): string {
  return i18n.t(`left_alone_why_${underscored(why)}`);
}

export function damageStateWords(place: DamagePlace): string {
  return i18n.t(`damage_state_${damageResult(place)}`);
}

/** Says how many places have each result, without those that no place has. */
export function damageSummary(counts: DamageCounts): string {
  return DAMAGE_RESULTS.filter((result) => counts[result] > 0)
    .map((result) => i18n.t(`damage_count_${result}`, counts[result]))
    .join(' · ');
}
