import { render } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { Popup } from '@/components/popup/Popup';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { createActs } from '@/utils/platform/acts';
import { browser } from '@/utils/platform/browser';
import { followOwnPage } from '@/utils/platform/own-pages';
import { showDensity } from '@/utils/platform/show-density';
import '@/components/ui/ui.css';

document.documentElement.lang = i18n.t('locale');
showDensity(document.documentElement);
// Chrome closes the popup when another tab is shown. Firefox does not, and it covers the new page.
if (browser.extension.getViews({ type: 'popup' }).includes(window)) {
  browser.tabs.onActivated.addListener(() => window.close());
}
const root = document.getElementById('root');
if (root !== null) {
  render(
    <>
      <ErrorBoundary of="page">
        <Popup acts={createActs()} />
      </ErrorBoundary>
      <OwnPageNotice follow={followOwnPage} />
    </>,
    root,
  );
}
