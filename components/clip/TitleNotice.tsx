import { i18n } from '#i18n';
import { type ClipView, changedTitle } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { shortName } from '@/components/ui/names';
import './clip.css';

interface TitleNoticeProps {
  readonly view: ClipView;
  readonly onUse: (title: string) => void;
}

/** Says that the page now has another title, which the user can take. */
export function TitleNotice({ view, onUse }: TitleNoticeProps) {
  const title = changedTitle(view);
  if (title === null) return null;
  return (
    <div class="stack stack-tight">
      <p class="clip-reason">{i18n.t('page_title_now', [shortName(title)])}</p>
      <div class="pin-acts">
        <Button look="quiet" onClick={() => onUse(title)}>
          {i18n.t('page_title_use')}
        </Button>
      </div>
    </div>
  );
}
