import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import type { ExportFormat } from '@/utils/report/export-options';
import type { WrittenExport } from '@/utils/report/export-task';
import { FORMAT_LOOK } from './export-formats';
import { copyWritten, downloadBibliography, downloadWritten } from './hand-out';
import type { Writing } from './use-written';
import './export.css';

interface ExportFootProps {
  readonly acts: Acts;
  /** The title for the file name. */
  readonly title: string;
  readonly format: ExportFormat;
  readonly citations: number;
  readonly sources: number;
  readonly writing: Writing;
  /** Writes the same without images. */
  readonly withoutImages: (() => Promise<WrittenExport | null>) | null;
  /** Called with how a download ended. Shows it if the sheet was closed before. */
  readonly onEnded: (text: string) => void;
}

/** The buttons that copy or download the export, and a message when it is done. */
export function ExportFoot(props: ExportFootProps) {
  const { acts, title, format, writing } = props;
  const [said, say] = useState('');
  const { ways } = FORMAT_LOOK[format];
  const ready = writing.state.kind === 'written' || writing.state.kind === 'writing';
  const counts: [string, string] = [
    i18n.t('citations_count', props.citations),
    i18n.t('export_sources_count', props.sources),
  ];

  const folder = format === 'markdown' ? (writing.shown?.images.length ?? 0) : 0;
  const copy = async () => {
    say('');
    const bare = folder > 0 ? props.withoutImages?.() : undefined;
    const done = await copyWritten(acts, format, bare ?? writing.result());
    if (!done) say(i18n.t('copy_failed'));
    else {
      const copied = i18n.t('export_copied_counts', counts);
      say(folder === 0 ? copied : `${copied} ${i18n.t('export_copied_without', folder)}`);
    }
  };
  const download = async (act: typeof downloadWritten) => {
    say('');
    const saved = await act(acts, format, title, writing.result());
    if (saved === null) return;
    const ended = saved.ok
      ? i18n.t('export_downloaded_counts', counts)
      : i18n.t(`failure_${saved.error.code}`);
    say(ended);
    props.onEnded(ended);
  };

  return (
    <>
      <p class="export-said grow" role="status">
        {said}
      </p>
      {writing.shown?.bibliography && format === 'markdown' && (
        <Button disabled={!ready} onClick={() => void download(downloadBibliography)}>
          {i18n.t('export_download_bibliography')}
        </Button>
      )}
      {ways.toReversed().map((way, at) => (
        <Button
          key={way}
          look={at === ways.length - 1 ? 'primary' : 'plain'}
          icon={way}
          disabled={!ready}
          focusKey={`export-${way}`}
          onClick={() => void (way === 'copy' ? copy() : download(downloadWritten))}
        >
          {way === 'copy'
            ? i18n.t('export_way_copy')
            : i18n.t(folder > 0 ? 'export_way_download_zip' : 'export_way_download')}
        </Button>
      ))}
    </>
  );
}

interface InboxTickProps {
  readonly items: number;
  readonly isWritten: boolean;
  readonly onTick: (on: boolean) => void;
}

/** Lets the user add the inbox to the text, and says how much of it is left out. */
export function InboxTick({ items, isWritten, onTick }: InboxTickProps) {
  const id = useId();
  return (
    <div class="export-inbox">
      <label class="export-tick">
        <input
          type="checkbox"
          data-focus="export-inbox"
          checked={isWritten}
          aria-describedby={isWritten ? undefined : id}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
        <span>{i18n.t('export_include_inbox')}</span>
      </label>
      {!isWritten && (
        <span class="muted" id={id}>
          {i18n.t('export_inbox_left', items)}
        </span>
      )}
    </div>
  );
}
