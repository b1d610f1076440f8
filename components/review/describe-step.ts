import { i18n } from '#i18n';
import type { ReviewStep } from '@/utils/model/review-ledger';

/** Describes an action in a review in a few words, for example “note changed”. */
export function describeStep({ changes }: ReviewStep): string {
  const [{ before, after } = { before: null, after: null }] = changes;
  switch (after?.kind) {
    case 'decision': {
      if (after.together) return i18n.t('step_confirmed', changes.length);
      if (changes.length > 1) return i18n.t('step_signed', changes.length);
      const isNote = before?.kind === 'decision' && before.decision === after.decision;
      if (isNote && before.note !== after.note) return i18n.t('step_note');
      return i18n.t('step_decision', [i18n.t(`decision_${after.decision}`)]);
    }
    case 'answer': {
      const isNote = before?.kind === 'answer' && before.answer === after.answer;
      if (isNote) return i18n.t('step_note');
      return i18n.t('step_answer', [i18n.t(`answer_${after.answer}`)]);
    }
    case 'sign-off':
      return i18n.t('step_sign_off');
    default:
      return i18n.t('step_answer_withdrawn');
  }
}
