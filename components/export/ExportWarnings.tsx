import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import type { ClipId, StatementId } from '@/utils/model/ids';
import type { ExportOptions } from '@/utils/report/export-options';
import type { WrittenExport } from '@/utils/report/export-task';
import type { ExportFacts } from './export-facts';
import { holdsProse } from './export-formats';
import './export.css';

interface ExportWarningsProps {
  readonly warnings: readonly ExportWarning[];
  /** Leaves the export and shows the clip or the statement. */
  readonly onShow: (of: ClipId | StatementId) => void;
}

/** What is known about an export that was written. */
type AboutWritten = Pick<WrittenExport, 'disarmed' | 'wordless' | 'linkedImages' | 'leftOut'>;

interface ExportWarning {
  readonly text: string;
  /** The first clip or statement that has the problem. A button of the warning leads to it. */
  readonly first: ClipId | StatementId | undefined;
}

/** Returns the warnings about an export; about its text only if it is `written`. */
export function exportWarnings(
  facts: ExportFacts,
  options: ExportOptions,
  written: AboutWritten | null,
): ExportWarning[] {
  const { failed, withoutResult, objected, readAgain, foundWanting, pagesLeft, retitled } = facts;
  const { withoutDirective, lost, cutWords, noteNames, unchecked, repinned } = facts;
  const badges = options.badges && holdsProse(options.format);
  const { disarmed = 0, wordless = 0, linkedImages = 0, leftOut = null } = written ?? {};
  const inboxLeft = facts.inbox.isWritten ? 0 : facts.inbox.items;
  const clipsOrStatements = [
    ['export_warn_failed', failed],
    ['export_warn_no_result', withoutResult],
    ['export_warn_objected', objected],
    ['export_warn_read_again', readAgain],
    ['export_warn_foreign', foundWanting],
    ['export_warn_pages_left', pagesLeft],
    ['export_warn_retitled', retitled],
    ['export_warn_no_directive', withoutDirective],
  ] as const;
  const counts = [
    ['export_inbox_left', inboxLeft],
    ['export_warn_cut_words', cutWords],
    ['export_warn_note_names', noteNames],
    ['export_warn_lost', lost],
    ['export_warn_wordless', wordless],
    ['export_warn_disarmed', disarmed],
    ['export_warn_linked_image', linkedImages],
    ['export_warn_image_without_copy', leftOut?.withoutCopy ?? 0],
    ['export_warn_too_many_images', leftOut?.tooMany ?? 0],
    ['export_warn_unchecked', badges ? unchecked : 0],
    ['export_warn_repinned', badges ? repinned : 0],
  ] as const;
  return [
    ...clipsOrStatements.map(([key, ids]) => [key, ids.length, ids[0]] as const),
    ...counts.map(([key, count]) => [key, count, undefined] as const),
  ].flatMap(([key, count, first]) => (count > 0 ? [{ text: i18n.t(key, count), first }] : []));
}

/** Shows warnings about the report before it is exported. They do not prevent the export. */
export function ExportWarnings({ warnings, onShow }: ExportWarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <ul class="export-warnings" aria-label={i18n.t('export_warnings')}>
      {warnings.map(({ text, first }) => (
        <li key={text}>
          <Icon name="warning" tone="warn" />
          <span class="grow">{text}</span>
          {first !== undefined && (
            <Button
              look="quiet"
              label={i18n.t('export_show_first_of', [text])}
              onClick={() => onShow(first)}
            >
              {i18n.t('export_show_first')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
