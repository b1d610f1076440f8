import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import type { ScreenshotState } from './use-screenshot';
import './popup.css';

interface ScreenshotActionProps {
  readonly state: ScreenshotState;
  /** Whether the screenshot is added to the clip that was just made. */
  readonly adds: boolean;
  readonly onTake: () => void;
}

/** The button that takes a screenshot of the tab. */
export function ScreenshotAction({ state, adds, onTake }: ScreenshotActionProps) {
  const working = state === 'working';
  return (
    <div class="popup-screenshot">
      <Button icon="camera" focusKey="screenshot" disabled={working} onClick={onTake}>
        {i18n.t(working ? 'screenshot_taking' : adds ? 'screenshot_add' : 'screenshot_take')}
      </Button>
      <p role="status" class={state === 'kept' ? 'muted' : 'visually-hidden'}>
        {state === 'kept' && i18n.t('screenshot_kept')}
      </p>
    </div>
  );
}
