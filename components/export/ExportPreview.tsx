import { useId, useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { formatBytes } from '@/components/ui/format';
import type { WrittenExport } from '@/utils/report/export-task';
import { FORMAT_LOOK } from './export-formats';
import { previewPage, previewText } from './preview-parts';
import './export.css';

interface ExportPreviewProps {
  readonly written: Pick<WrittenExport, 'format' | 'text' | 'html'> &
    Partial<Pick<WrittenExport, 'file'>>;
  readonly citations: number;
  readonly sources: number;
  /** Whether a newer version is being written. */
  readonly stale: boolean;
}

/**
 * Shows the first part of the export. HTML is shown in a frame that runs no script, loads nothing
 * and follows no link.
 */
export function ExportPreview(props: ExportPreviewProps) {
  const { written } = props;
  const id = useId();
  const text = written.html ?? written.text;
  // Shows the page that the HTML makes, not its source.
  const { page } = FORMAT_LOOK[written.format];
  const part = useMemo(() => (page ? previewPage(text) : previewText(text)), [text, page]);
  const { file } = written;
  const bytes = useMemo(() => file?.length ?? new Blob([text]).size, [text, file]);
  return (
    <section class="export-preview" aria-labelledby={id} aria-busy={props.stale}>
      <div class="export-preview-head">
        <h3 id={id} class="field-label grow">
          {i18n.t('export_preview')}
        </h3>
        <p class="muted">
          {formatBytes(bytes)} · {i18n.t('citations_count', props.citations)} ·{' '}
          {i18n.t('export_sources_count', props.sources)}
        </p>
      </div>
      {page ? (
        <iframe
          class="export-frame"
          title={i18n.t('export_preview')}
          sandbox=""
          srcdoc={part.shown}
        />
      ) : (
        // The user can also scroll and select with the keyboard.
        <textarea
          class="export-text"
          readOnly
          spellcheck={false}
          dir="auto"
          aria-labelledby={id}
          value={part.shown}
        />
      )}
      {part.cut && <p class="muted">{i18n.t('export_preview_cut')}</p>}
    </section>
  );
}
