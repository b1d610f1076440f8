import { i18n } from '#i18n';
import './desk-header.css';

/**
 * The desk before its report is read: drawn at once, so that nothing moves when it comes. The
 * page's HTML holds the same, to be there before this script is.
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
