import { i18n } from '#i18n';
import './desk.css';
import '@/components/report/report.css';

/**
 * The desk before its report is read. It is rendered at once, so that nothing moves when the report
 * appears. The page's HTML has the same content, to be visible before this script runs.
 */
export function DeskLoading({ title }: { title: string }) {
  return (
    <div class="desk" aria-busy="true">
      <header class="desk-header">
        <h1 class="desk-name">
          <bdi class="report-switch-title">{title || i18n.t('desk_title')}</bdi>
        </h1>
      </header>
      <div class="desk-notices" />
      <main class="desk-columns">
        <section class="desk-column desk-report">
          <div class="desk-lines" />
        </section>
        <section class="desk-column desk-claim">
          <p class="desk-loading" role="status">
            {i18n.t('loading')}
          </p>
          <div class="desk-lines" />
        </section>
        <section class="desk-column desk-page">
          <div class="desk-lines" />
        </section>
      </main>
      <footer class="desk-footer" />
    </div>
  );
}
