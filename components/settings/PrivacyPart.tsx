import { i18n } from '#i18n';
import './settings.css';

interface PrivacyPartProps {
  /** The level of the other parts of the page. */
  readonly heading: 'h2' | 'h3';
}

/** What stays in this browser and what leaves it. */
export function PrivacyPart({ heading: Heading }: PrivacyPartProps) {
  return (
    <section class="options-part" aria-labelledby="privacy">
      <Heading id="privacy">{i18n.t('privacy_title')}</Heading>
      <ul class="options-list">
        <li>{i18n.t('privacy_local')}</li>
        <li>{i18n.t('privacy_pages')}</li>
        <li>{i18n.t('privacy_verify')}</li>
      </ul>
    </section>
  );
}

/** What Pincite does in private windows. */
export function PrivateWindowsPart() {
  return (
    <section class="options-part" aria-labelledby="private-windows">
      <h3 id="private-windows">{i18n.t('private_windows_title')}</h3>
      <p>{i18n.t('privacy_private')}</p>
    </section>
  );
}
