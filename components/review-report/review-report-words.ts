import { i18n } from '#i18n';
import { hintWords } from '@/components/review/hint-words';
import { againWords, answerWords, personWords } from '@/components/review/person-words';
import { signOffWords } from '@/components/review/SignOffBanner';
import { formatMoment } from '@/components/ui/format';
import { reportName } from '@/components/ui/names';
import { reasonWords } from '@/components/ui/words';
import type { ReviewWords } from '@/utils/review/review-words';
import { shownName } from '@/utils/review/shown-reviews';

/**
 * Returns the texts of a review report in the language of the page; `claims` is the number of
 * claims.
 */
export function reviewReportWords(claims: number): ReviewWords {
  return {
    language: i18n.t('locale'),
    title: (report) => i18n.t('rr_title', [reportName(report)]),
    written: (at) => i18n.t('rr_written', [formatMoment(at)]),
    reviewer: (reviewer) => {
      const { claims: count, first, last, earlier } = reviewer;
      const when = span(formatMoment(first), formatMoment(last));
      const person = personWords(reviewer);
      const names = earlier.map(shownName).join(', ');
      const named = names === '' ? person : i18n.t('rr_reviewer_earlier', [person, names]);
      return i18n.t('rr_reviewer', count, [count, named, when]);
    },
    nobody: i18n.t('rr_nobody'),
    byDecision: i18n.t('ov_decisions'),
    byVerdict: i18n.t('ov_verdicts'),
    decision: (decision) => i18n.t(`decision_${decision}`),
    decisions: (decision, count) =>
      decision === 'waiting' ? i18n.t('state_waiting') : i18n.t(`decisions_${decision}`, count),
    verdict: (verdict) => i18n.t(`verdict_${verdict}`),
    fact: ({ fact, count }) => i18n.t(`fact_${fact}`, count),
    reason: reasonWords,
    signOff: i18n.t('rr_sign_off'),
    notSigned: i18n.t('rr_not_signed'),
    signed: (state) => {
      const { title, text } = signOffWords(state);
      return `${title} ${text}`;
    },
    person: personWords,
    exceptions: (count) => i18n.t('sign_exceptions', count),
    uncovered: (clips) => i18n.t('sign_uncovered', clips),
    excepted: i18n.t('rr_excepted'),
    hash: (hex) => i18n.t('rr_hash', [hex]),
    objections: i18n.t('state_objection'),
    noObjections: i18n.t('rr_no_objections'),
    othersObject: (count) => i18n.t('others_object', count),
    uncitedSentences: (count) => i18n.t('uncited_sentences', count),
    waiting: i18n.t('sign_waiting'),
    uncited: i18n.t('rr_uncited'),
    opening: i18n.t('before_headings'),
    label: (name, value) => i18n.t('verdict_with_fact', [name, value]),
    claim: (number) => i18n.t('desk_claim_place', [number, claims]),
    noWords: i18n.t('desk_no_words'),
    inArticle: i18n.t('rr_in_article'),
    passage: (number) => i18n.t('desk_passage', [number]),
    uncitedClip: i18n.t('rr_uncited_clip'),
    noPassage: i18n.t('citation_of_missing'),
    note: i18n.t('note'),
    together: i18n.t('desk_together'),
    moment: formatMoment,
    answer: (answer) => `${answerWords(answer)} · ${formatMoment(answer.answeredAt)}`,
    earlier: (decision) => i18n.t('desk_decided_before', [i18n.t(`decision_${decision}`)]),
    again: againWords,
    changed: (change) => i18n.t(`changed_${change}`),
    hint: hintWords,
    asked: i18n.t('rr_asked'),
    foreign: (verdict) => i18n.t('rr_foreign', [i18n.t(`verdict_${verdict}`)]),
    onlyWords: i18n.t('only_words_compared'),
    means: i18n.t('pass_means'),
  };
}

function span(first: string, last: string): string {
  return first === last ? first : `${first} – ${last}`;
}
