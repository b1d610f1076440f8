import { i18n } from '#i18n';
import './settings.css';

/** What stays in this browser and what leaves it. */
export function PrivacyPart() {
  return (
    <section class="options-part" aria-labelledby="privacy">
      <h2 id="privacy">{i18n.t('privacy_title')}</h2>
      <ul class="options-list">
        <li>{i18n.t('privacy_local')}</li>
        <li>{i18n.t('privacy_pages')}</li>
        <li>{i18n.t('privacy_verify')}</li>
        <li>{i18n.t('privacy_private')}</li>
      </ul>
    </section>
  );
}
