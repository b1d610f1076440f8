import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import {
  adviceWords,
  flagWords,
  noDirectiveWords,
  reasonDetail,
  reasonWords,
} from '@/components/ui/words';
import { isPass, leavesOutImage } from '@/utils/model/evidence';
import { archiveWords } from './ArchiveCopy';
import './clip.css';

/** Shows why a clip has its verdict, what to know about it, and why it has no exact link. */
export function CheckWords({ view }: { view: ClipView }) {
  const { check, clip, pin, images } = view;
  const words: string[] = [];
  if (check !== null) {
    if (leavesOutImage(check.verdict, clip, images)) words.push(i18n.t('only_words_compared'));
    const { reason } = check.evidence;
    const detail = reasonDetail(check.evidence);
    if (reason !== null && !(isPass(check.verdict) || check.verdict === 'altered')) {
      const said = [
        reasonWords(reason),
        detail === null ? null : `(${detail})`,
        adviceWords(reason),
      ];
      words.push(said.filter((each) => each !== null).join(' '));
    }
    const archived = archiveWords(check.evidence.steps);
    if (archived !== null) words.push(archived);
    words.push(...check.flags.map(flagWords));
  }
  if (pin !== null && pin.noDirectiveReason !== null && pin.noDirectiveReason !== 'whole-page') {
    words.push(noDirectiveWords(pin.noDirectiveReason));
  }
  if (words.length === 0) return null;
  return <p class="clip-reason">{words.join(' · ')}</p>;
}
