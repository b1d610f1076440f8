import { i18n } from '#i18n';

/** The desk before its report is read: drawn at once, so that nothing moves when it comes. */
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
        <section class="desk-column desk-report" />
        <section class="desk-column desk-claim">
          <p class="muted" role="status">
            {i18n.t('loading')}
          </p>
        </section>
        <section class="desk-column desk-page" />
      </main>
    </div>
  );
}
