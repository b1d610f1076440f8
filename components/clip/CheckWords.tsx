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
  const { check, pin } = view;
  const words: string[] = [];
  if (check !== null) {
    const onlyWords = onlyWordsCompared(view);
    if (onlyWords !== null) words.push(onlyWords);
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

/** Says beside a pass that the image of the clip was not compared; null if that is not so. */
function onlyWordsCompared({ check, clip, images }: ClipView): string | null {
  const isSo = check !== null && leavesOutImage(check.verdict, clip, images);
  return isSo ? i18n.t('only_words_compared') : null;
}

/** Says on a line of its own that the image of the clip was not compared. */
export function OnlyWordsCompared({ view }: { view: ClipView }) {
  const words = onlyWordsCompared(view);
  return words === null ? null : <p class="clip-reason">{words}</p>;
}
