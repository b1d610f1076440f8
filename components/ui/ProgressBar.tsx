import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import './ui.css';
import { Button } from './Button';

interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** Null if it is unknown. */
  readonly total: number | null;
  /** The current item of the work. */
  readonly detail?: string | undefined;
  readonly onCancel?: () => void;
}

/** The progress of long work, its current item, and a button to cancel it. */
export function ProgressBar({ label, done, total, detail, onCancel }: ProgressBarProps) {
  const id = useId();
  return (
    <div class="progress">
      <progress
        aria-labelledby={id}
        max={total ?? 1}
        {...(total === null ? {} : { value: Math.min(done, total) })}
      />
      <div class="progress-words">
        <span id={id}>{label}</span>
        {detail && <span> · {detail}</span>}
      </div>
      {onCancel && <Button onClick={onCancel}>{i18n.t('cancel')}</Button>}
    </div>
  );
}
