import { i18n } from '#i18n';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { CITATION_STYLES } from '@/utils/model/citation-styles';
import type { ImportReport } from '@/utils/model/imported-report';
import { styleWords } from './import-words';
import './import.css';

/** Shows the numbers of what was found in the text. */
export function ImportCounts({ report }: { report: ImportReport }) {
  const { citations, duplicates, headings, statements, addresses } = report;
  const lines = [
    report.withDirective > 0 && i18n.t('import_directives', report.withDirective),
    report.invalidDirectives > 0 && i18n.t('import_invalid', report.invalidDirectives),
    citations > 0 && i18n.t('import_addresses', addresses),
    duplicates > 0 && i18n.t('import_duplicates', duplicates),
  ].filter((line) => line !== false);
  const styles = CITATION_STYLES.flatMap((style) => {
    const count = report.byStyle[style] ?? 0;
    return count === 0 ? [] : [{ style, count }];
  });
  return (
    <section class="import-counts stack stack-tight" aria-label={i18n.t('import_review_title')}>
      <p class="import-total">
        <b>{i18n.t('import_found', citations)}</b>{' '}
        {citations > 0 && <span>{i18n.t('import_found_pages', report.pages)}</span>}
      </p>
      {citations === 0 && <HintNotice icon="quote">{i18n.t('import_nothing_cited')}</HintNotice>}
      <ul class="import-facts">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>
          {i18n.t('import_headings', headings)} · {i18n.t('import_statements', statements)}
        </li>
      </ul>
      {styles.length > 0 && (
        <div>
          <h3 class="muted">{i18n.t('import_by_style')}</h3>
          <ul class="import-styles">
            {styles.map(({ style, count }) => (
              <li key={style}>
                <bdi>{styleWords(style)}</bdi> <b>{count}</b>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
