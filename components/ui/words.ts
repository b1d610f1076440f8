import { i18n } from '#i18n';
import type { CheckFlag, CheckReason, NoDirectiveReason } from '@/utils/model/evidence';

/** Names in the catalogue hold letters, digits and underscores only. */
type Underscored<Text extends string> = Text extends `${infer Head}-${infer Rest}`
  ? `${Head}_${Underscored<Rest>}`
  : Text;

/** A code as the catalogue writes it. */
export function underscored<Text extends string>(text: Text): Underscored<Text> {
  return text.replaceAll('-', '_') as Underscored<Text>;
}

export function reasonWords(reason: CheckReason): string {
  return i18n.t(`reason_${underscored(reason)}`);
}

export function flagWords(flag: CheckFlag): string {
  return i18n.t(`flag_${underscored(flag)}`);
}

export function noDirectiveWords(reason: NoDirectiveReason): string {
  return i18n.t(`no_directive_${underscored(reason)}`);
}
