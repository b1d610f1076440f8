import { useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import './import.css';

/** Says, over everything else, that what is held over the page can be dropped. */
export function DropOverlay() {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.showPopover(), []);
  return (
    <div ref={element} class="drop-overlay" popover="manual" role="status">
      <Icon name="download" size={28} />
      <p class="empty-title">{i18n.t('import_drop')}</p>
      <p class="muted">{i18n.t('import_drop_text')}</p>
    </div>
  );
}
