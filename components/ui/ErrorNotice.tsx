import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { Failure } from '@/utils/model/failure';
import './ui.css';
import { IconButton } from './Button';
import { Icon, type IconName } from './Icon';

interface ErrorNoticeProps {
  readonly failure: Failure;
  /** Closes the notice. Null for no close button, because the problem still exists. */
  readonly onClose?: (() => void) | null;
}

/** Shows what went wrong and what to do about it, with the technical detail. */
export function ErrorNotice({ failure, onClose = null }: ErrorNoticeProps) {
  return (
    <div class="error" role="alert">
      <Icon name="warning" />
      <div>
        <p>{i18n.t(`failure_${failure.code}`)}</p>
        {failure.detail && <p class="error-detail">{failure.detail}</p>}
      </div>
      {onClose !== null && <IconButton icon="cross" label={i18n.t('dismiss')} onClick={onClose} />}
    </div>
  );
}

/** Shows information that is not an error. */
export function HintNotice({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <div class={icon === 'warning' ? 'hint hint-warning' : 'hint'} role="note">
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
