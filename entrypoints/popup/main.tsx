import { render } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { Popup } from '@/components/popup/Popup';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { createActs } from '@/utils/platform/acts';
import { closePopupWithTab } from '@/utils/platform/close-popup';
import { followOwnPage } from '@/utils/platform/own-pages';
import { showDensity } from '@/utils/platform/show-density';
import '@/components/ui/ui.css';

document.documentElement.lang = i18n.t('locale');
showDensity(document.documentElement);
closePopupWithTab();
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
