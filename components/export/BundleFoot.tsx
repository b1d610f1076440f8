import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { type BundleWork, downloadedWords } from './use-bundle';
import './export.css';

/** Shows the button that writes the bundle, and a message when the bundle is written. */
export function BundleFoot({ work }: { work: BundleWork }) {
  const { state, parts, texts } = work;
  return (
    <>
      <p class="export-said grow" role="status">
        {state.kind === 'done' && downloadedWords(state.bytes)}
      </p>
      <Button
        look="primary"
        icon="download"
        focusKey="export-download"
        disabled={parts === null}
        busy={state.kind === 'writing' || texts.progress !== null}
        onClick={work.download}
      >
        {i18n.t('export_way_download')}
      </Button>
    </>
  );
}
