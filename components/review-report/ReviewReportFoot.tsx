import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { saveText } from '@/components/export/save-text';
import type { DeskActs } from '@/components/review/desk-acts';
import { Button } from '@/components/ui/Button';
import type { ReviewFormat, ReviewText } from './use-review-text';

interface ReviewReportFootProps {
  readonly acts: DeskActs;
  /** The title for the file name. */
  readonly title: string;
  readonly format: ReviewFormat;
  readonly text: ReviewText;
}

/** The buttons that copy or download the review report, and a message when it is done. */
export function ReviewReportFoot({ acts, title, format, text }: ReviewReportFootProps) {
  const [said, say] = useState('');
  const copy = async () => {
    say('');
    const whole = text.result().then((done) => {
      if (done === null) throw new Error('It was not written.');
      return done;
    });
    const done = await acts.copyFlavours({ 'text/plain': whole });
    say(i18n.t(done ? 'copied' : 'copy_failed'));
  };
  const download = async () => {
    say('');
    const done = await text.result();
    // A notice above says why the report could not be written.
    if (done === null) return;
    const saved = await saveText(acts, format, title, done);
    say(saved.ok ? i18n.t('rr_downloaded') : i18n.t(`failure_${saved.error.code}`));
  };
  const ready = text.failure === null;
  return (
    <>
      <p class="export-said grow" role="status">
        {said}
      </p>
      <Button icon="copy" disabled={!ready} focusKey="review-copy" onClick={() => void copy()}>
        {i18n.t('export_way_copy')}
      </Button>
      <Button
        look="primary"
        icon="download"
        disabled={!ready}
        focusKey="review-download"
        onClick={() => void download()}
      >
        {i18n.t('export_way_download')}
      </Button>
    </>
  );
}
