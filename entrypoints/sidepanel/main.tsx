import { render } from 'preact';
import { i18n } from '#i18n';
import { OwnPageNotice } from '@/components/clip/OwnPageNotice';
import { LibraryElsewhere } from '@/components/library/LibraryElsewhere';
import { SidePanel } from '@/components/panel/SidePanel';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { createActs } from '@/utils/platform/acts';
import { followOwnPage } from '@/utils/platform/own-pages';
import { showDensity } from '@/utils/platform/show-density';
import '@/components/ui/ui.css';

document.documentElement.lang = i18n.t('locale');
showDensity(document.documentElement);
const acts = createActs();
const root = document.getElementById('root');
if (root !== null) {
  const { openOrdinarily } = acts;
  render(
    <>
      <ErrorBoundary of="page">
        {openOrdinarily ? <LibraryElsewhere onOpen={openOrdinarily} /> : <SidePanel acts={acts} />}
      </ErrorBoundary>
      <OwnPageNotice follow={followOwnPage} />
    </>,
    root,
  );
}
