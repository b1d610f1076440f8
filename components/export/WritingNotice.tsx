import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { ProgressBar } from '@/components/ui/ProgressBar';
import type { Writing } from './use-written';

/** Shows the progress of a long export, or why it failed. */
export function WritingNotice({ writing }: { writing: Writing }) {
  const { state } = writing;
  if (state.kind === 'failed') return <ErrorNotice failure={state.failure} />;
  if (state.kind === 'cancelled') {
    return (
      <div class="row">
        <p class="grow" role="status">
          {i18n.t('export_cancelled')}
        </p>
        <Button onClick={writing.again}>{i18n.t('export_again')}</Button>
      </div>
    );
  }
  if (state.kind === 'written') return null;
  return (
    <div class="export-progress">
      <ProgressBar
        label={i18n.t('export_writing')}
        done={state.done}
        total={state.total}
        onCancel={writing.cancel}
      />
    </div>
  );
}
