import { i18n } from '#i18n';
import { underscored } from '@/components/ui/words';
import type { CitationStyle } from '@/utils/model/citation-styles';
import type { DamageKind, DamageReason, LeftAlone } from '@/utils/model/imported-report';
import type { DamagePlace } from './damage-place';

export function styleWords(style: CitationStyle): string {
  return i18n.t(`import_style_${underscored(style)}`);
}

export function damageKindWords(kind: DamageKind): string {
  return i18n.t(`damage_kind_${underscored(kind)}`);
}

export function damageKindMeans(kind: DamageKind): string {
  return i18n.t(`damage_means_${underscored(kind)}`);
}

export function damageReasonWords(reason: DamageReason): string {
  return i18n.t(`damage_reason_${underscored(reason)}`);
}

export function leftAloneWords(why: LeftAlone['why']): string {
  return i18n.t(`left_alone_why_${underscored(why)}`);
}

export function damageStateWords(place: DamagePlace): string {
  if (place.state === 'mended' && place.completion !== null)
    return i18n.t('damage_state_completed');
  return i18n.t(`damage_state_${place.state}`);
}
